/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The change feed as one long answer, read on threads, page by page, no faster than the client takes it. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-changes.h"

#include "wuse-feed-view.h"

#define N_THREADS 4
#define PAGE_LINES 2000
#define PAGE_BYTES (512u << 10)
/* A page may be read while as much is on its way out. */
#define MAX_BACKLOG (1u << 20)
#define GZIP_LEVEL 1

struct _WuseChanges
{
  char *path;
  GThreadPool *pool;
  GMainContext *context;
  guint n_answers;
};

/* An answer under way. It belongs to the thread that reads a page while one does, else to the main thread. */
typedef struct
{
  WuseChanges *changes;
  WuseExchange *exchange;
  WuseFeedView *view;
  GConverter *compressor;
  gint64 after;
  gint64 until;
  guint n_lines;
  GByteArray *page;
  gboolean is_last;
  GError *error;
  gboolean is_reading;
  gboolean is_over;
} Answer;

static void
free_answer (Answer *answer)
{
  answer->changes->n_answers--;
  g_clear_pointer (&answer->view, wuse_feed_view_free);
  g_clear_object (&answer->compressor);
  g_clear_pointer (&answer->page, g_byte_array_unref);
  g_clear_error (&answer->error);
  wuse_exchange_unref (answer->exchange);
  g_free (answer);
}

static gboolean
add_line (gint64 seq, const char *line, gsize length, gpointer user_data)
{
  Answer *answer = user_data;

  g_byte_array_append (answer->page, (const guint8 *) line, (guint) length);
  g_byte_array_append (answer->page, (const guint8 *) "\n", 1);
  answer->after = seq;
  return ++answer->n_lines < PAGE_LINES && answer->page->len < PAGE_BYTES;
}

/* What of a page the compressor gives away; the rest stays with it for the next one. */
static GByteArray *
compress_page (Answer *answer, GError **error)
{
  g_autoptr (GByteArray) compressed = g_byte_array_sized_new (answer->page->len / 4 + 4096);
  GConverterFlags flags = answer->is_last ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS;
  gsize done = 0;

  while (TRUE)
    {
      guint8 buffer[16384];
      gsize taken = 0, given = 0;
      g_autoptr (GError) partial = NULL;
      GConverterResult result;

      if (done == answer->page->len && !answer->is_last)
        return g_steal_pointer (&compressed);
      result = g_converter_convert (answer->compressor, answer->page->data + done, answer->page->len - done, buffer,
                                    sizeof buffer, flags, &taken, &given, &partial);
      if (result == G_CONVERTER_ERROR)
        {
          if (g_error_matches (partial, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
            return g_steal_pointer (&compressed);
          g_propagate_error (error, g_steal_pointer (&partial));
          return NULL;
        }
      done += taken;
      g_byte_array_append (compressed, buffer, (guint) given);
      if (result == G_CONVERTER_FINISHED)
        return g_steal_pointer (&compressed);
    }
}

static gboolean
read_page (Answer *answer, GError **error)
{
  if (answer->view == NULL)
    answer->view = wuse_feed_view_open (answer->changes->path, error);
  if (answer->view == NULL)
    return FALSE;

  answer->page = g_byte_array_sized_new (PAGE_BYTES + 65536);
  answer->n_lines = 0;
  if (!wuse_feed_view_foreach_line (answer->view, answer->after, answer->until, add_line, answer, error))
    return FALSE;

  answer->is_last = answer->n_lines < PAGE_LINES && answer->page->len < PAGE_BYTES;
  if (answer->is_last)
    {
      g_autofree char *end = g_strdup_printf ("{\"op\":\"end\",\"seq\":%" G_GINT64_FORMAT "}\n", answer->until);

      g_byte_array_append (answer->page, (const guint8 *) end, (guint) strlen (end));
    }
  if (answer->compressor != NULL)
    {
      GByteArray *compressed = compress_page (answer, error);

      g_byte_array_unref (answer->page);
      answer->page = compressed;
      return compressed != NULL;
    }
  return TRUE;
}

static void
read_next (Answer *answer)
{
  answer->is_reading = TRUE;
  g_thread_pool_push (answer->changes->pool, answer, NULL);
}

static gboolean
page_read_cb (gpointer user_data)
{
  Answer *answer = user_data;

  answer->is_reading = FALSE;
  if (answer->is_over)
    {
      free_answer (answer);
      return G_SOURCE_REMOVE;
    }
  if (answer->error != NULL)
    {
      g_warning ("%s", answer->error->message);
      wuse_exchange_abort (answer->exchange);
      return G_SOURCE_REMOVE;
    }

  /* A compressor may keep a whole page to itself. */
  if (answer->page->len > 0)
    wuse_exchange_append (answer->exchange, g_byte_array_free_to_bytes (g_steal_pointer (&answer->page)));
  g_clear_pointer (&answer->page, g_byte_array_unref);

  if (answer->is_last)
    wuse_exchange_end (answer->exchange);
  else if (wuse_exchange_get_backlog (answer->exchange) < MAX_BACKLOG)
    read_next (answer);
  return G_SOURCE_REMOVE;
}

static void
run_thread (gpointer data, gpointer user_data)
{
  Answer *answer = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  if (!read_page (answer, &answer->error))
    g_assert (answer->error != NULL);
  /* Not g_main_context_invoke(): between two runs of the main loop that would call back on this thread. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, page_read_cb, answer, NULL);
  g_source_attach (source, answer->changes->context);
}

static void
drained_cb (WuseExchange *exchange, gpointer user_data)
{
  Answer *answer = user_data;

  if (!answer->is_reading && !answer->is_last && answer->error == NULL)
    read_next (answer);
}

static void
over_cb (WuseExchange *exchange, gpointer user_data)
{
  Answer *answer = user_data;

  answer->is_over = TRUE;
  if (!answer->is_reading)
    free_answer (answer);
}

void
wuse_changes_answer (WuseChanges *self, WuseExchange *exchange, gint64 after, gint64 until)
{
  Answer *answer;

  g_return_if_fail (self != NULL && exchange != NULL);

  if (self->n_answers >= WUSE_CHANGES_MAX_ANSWERS)
    {
      wuse_exchange_set_header (exchange, "Retry-After", "5");
      wuse_exchange_reply_problem (exchange, SOUP_STATUS_SERVICE_UNAVAILABLE, "busy", "Too many clients are reading the feed");
      return;
    }

  answer = g_new0 (Answer, 1);
  answer->changes = self;
  answer->exchange = wuse_exchange_ref (exchange);
  answer->after = after;
  answer->until = until;
  self->n_answers++;
  wuse_exchange_set_header (exchange, "Cache-Control", "no-store");
  wuse_exchange_set_header (exchange, "Vary", "Accept-Encoding");
  if (wuse_exchange_accepts_gzip (exchange))
    {
      answer->compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, GZIP_LEVEL));
      wuse_exchange_set_header (exchange, "Content-Encoding", "gzip");
    }
  wuse_exchange_begin (exchange, "application/x-ndjson", drained_cb, over_cb, answer);
  read_next (answer);
}

WuseChanges *
wuse_changes_new (const char *path)
{
  WuseChanges *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (WuseChanges, 1);
  self->path = g_strdup (path);
  self->pool = g_thread_pool_new (run_thread, NULL, N_THREADS, FALSE, NULL);
  self->context = g_main_context_ref_thread_default ();
  return self;
}

void
wuse_changes_free (WuseChanges *self)
{
  if (self == NULL)
    return;

  g_thread_pool_free (self->pool, FALSE, TRUE);
  /* Pages that were read to the end still wait to be looked at. */
  while (self->n_answers > 0 && g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_unref (self->context);
  g_free (self->path);
  g_free (self);
}
