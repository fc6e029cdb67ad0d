/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OGC API – Features Part 1: the features themselves, page by page or one. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-ogc.h"

#include <string.h>

#include "wuse-ogc-feature.h"
#include "wuse-record-batch.h"

/* A page on its way: made on a thread, sent on the main one. */
typedef struct
{
  WuseExchange *exchange;
  char *database;
  char *self_link;
  char *next_link;
  char *collection_link;
  WuseOgcQuery query;
  WuseRecordBatch *batch;
  GString *features;
  guint n_features;
  char last_id[WUSE_RECORD_MAX_ID + 1];
  gboolean has_more;
} Page;

static void
free_page (gpointer data)
{
  Page *page = data;

  wuse_exchange_unref (page->exchange);
  g_free (page->database);
  g_free (page->self_link);
  g_free (page->next_link);
  g_free (page->collection_link);
  g_clear_pointer (&page->batch, wuse_record_batch_free);
  if (page->features != NULL)
    g_string_free (page->features, TRUE);
  g_free (page);
}

/* The record of a line, valid until the batch is used again. */
static const WuseRecord *
parse_line (WuseRecordBatch *batch, const char *line, gsize length)
{
  wuse_record_batch_clear (batch);
  if (!wuse_record_batch_add_line (batch, line, length, NULL) || wuse_record_batch_get_length (batch) != 1)
    return NULL;
  return wuse_record_batch_get (batch, 0);
}

static gboolean
add_item (gint64 seq, const char *line, gsize length, gpointer user_data)
{
  Page *page = user_data;
  const WuseRecord *record = parse_line (page->batch, line, length);

  if (record == NULL || (page->query.items.has_boxes && !wuse_ogc_feature_meets (record, page->query.items.boxes)))
    return TRUE;
  if (page->n_features == page->query.limit)
    {
      page->has_more = TRUE;
      return FALSE;
    }

  if (page->n_features++ > 0)
    g_string_append_c (page->features, ',');
  wuse_ogc_feature_append (record, NULL, page->features);
  memcpy (page->last_id, record->id, record->id_length);
  page->last_id[record->id_length] = '\0';
  return TRUE;
}

static void
append_link (GString *string, const char *href, const char *rel, const char *type)
{
  /* What a client wrote into its address may be anything: escaped as a URI has it, there is nothing left for JSON to escape. */
  g_autofree char *escaped = g_uri_escape_string (href, "%" G_URI_RESERVED_CHARS_GENERIC_DELIMITERS "!$&'()*+,;=", FALSE);

  g_string_append_printf (string, "{\"href\":\"%s\",\"rel\":\"%s\",\"type\":\"%s\"}", escaped, rel, type);
}

static void
make_page_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Page *page = task_data;
  g_autofree char *time = wuse_time_format (wuse_time_now ());
  g_autoptr (WuseFeedView) view = NULL;
  GError *error = NULL;

  page->batch = wuse_record_batch_new ();
  page->features = g_string_new ("{\"type\":\"FeatureCollection\",\"features\":[");
  view = wuse_feed_view_open (page->database, &error);
  if (view == NULL || !wuse_feed_view_foreach_item (view, &page->query.items, add_item, page, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_string_append_printf (page->features, "],\"numberReturned\":%u,\"timeStamp\":\"%s\",\"links\":[", page->n_features, time);
  append_link (page->features, page->self_link, "self", "application/geo+json");
  g_string_append_c (page->features, ',');
  append_link (page->features, page->collection_link, "collection", "application/json");
  if (page->has_more)
    {
      g_autofree char *token = wuse_ogc_make_token (page->last_id);
      g_autofree char *next = g_strconcat (page->next_link, "after=", token, NULL);

      g_string_append_c (page->features, ',');
      append_link (page->features, next, "next", "application/geo+json");
    }
  g_string_append (page->features, "]}");
  g_task_return_boolean (task, TRUE);
}

static void
page_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Page *page = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (wuse_exchange_is_over (page->exchange))
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_warning ("%s", error->message);
      wuse_exchange_reply_problem (page->exchange, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL, NULL);
      return;
    }
  wuse_exchange_reply (page->exchange, SOUP_STATUS_OK, "application/geo+json",
                       g_string_free_to_bytes (g_steal_pointer (&page->features)));
}

/* The request's own address, and the same without `after` and ready for another one. */
static void
make_links (Page *page)
{
  GUri *uri = soup_server_message_get_uri (wuse_exchange_get_message (page->exchange));
  g_autofree char *base = wuse_exchange_get_base (page->exchange);
  const char *query = g_uri_get_query (uri);
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", 0);
  GString *next = g_string_new (base);
  gsize items = strlen (g_uri_get_path (uri)) - strlen ("/items");

  g_string_append_printf (next, "%s?", g_uri_get_path (uri));
  for (guint i = 0; pairs[i] != NULL; i++)
    if (pairs[i][0] != '\0' && !g_str_has_prefix (pairs[i], "after="))
      g_string_append_printf (next, "%s&", pairs[i]);
  page->next_link = g_string_free (next, FALSE);
  page->self_link = g_strconcat (base, g_uri_get_path (uri), query != NULL ? "?" : "", query, NULL);
  page->collection_link = g_strdup_printf ("%s%.*s", base, (int) items, g_uri_get_path (uri));
}

void
wuse_ogc_answer_items (WuseExchange *exchange, const char *path, WuseRecordType type, GHashTable *parameters)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  Page *page;

  g_return_if_fail (exchange != NULL && path != NULL);

  page = g_new0 (Page, 1);
  page->exchange = wuse_exchange_ref (exchange);
  if (!wuse_ogc_query_read (&page->query, type, parameters, &error))
    {
      wuse_exchange_reply_problem (exchange, SOUP_STATUS_BAD_REQUEST, "parameter", error->message);
      free_page (page);
      return;
    }

  page->database = g_strdup (path);
  make_links (page);
  task = g_task_new (NULL, NULL, page_made_cb, NULL);
  g_task_set_source_tag (task, wuse_ogc_answer_items);
  g_task_set_task_data (task, page, free_page);
  g_task_run_in_thread (task, make_page_in_thread);
}

static gboolean
is_unchanged (WuseExchange *exchange, const char *etag)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (wuse_exchange_get_message (exchange));
  const char *known = soup_message_headers_get_list (headers, "If-None-Match");
  GSList *tags;
  gboolean found;

  if (known == NULL)
    return FALSE;
  tags = soup_header_parse_list (known);
  found = g_slist_find_custom (tags, etag, (GCompareFunc) g_strcmp0) != NULL
          || g_slist_find_custom (tags, "*", (GCompareFunc) g_strcmp0) != NULL;
  soup_header_free_list (tags);
  return found;
}

static void
answer_record (WuseExchange *exchange, const WuseRecord *record)
{
  g_autofree char *etag = g_strdup_printf ("\"%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "\"", record->version, record->at);
  g_autofree char *base = wuse_exchange_get_base (exchange);
  const char *path = g_uri_get_path (soup_server_message_get_uri (wuse_exchange_get_message (exchange)));
  g_autofree char *href = g_strconcat (base, path, NULL);
  g_autofree char *collection = g_strdup (href);
  GString *feature;
  GString *links;

  wuse_exchange_set_header (exchange, "ETag", etag);
  if (is_unchanged (exchange, etag))
    {
      wuse_exchange_reply (exchange, SOUP_STATUS_NOT_MODIFIED, NULL, NULL);
      return;
    }

  *g_strrstr (collection, "/items/") = '\0';
  feature = g_string_new (NULL);
  links = g_string_new ("[");
  append_link (links, href, "self", "application/geo+json");
  g_string_append_c (links, ',');
  append_link (links, collection, "collection", "application/json");
  g_string_append_c (links, ']');
  wuse_ogc_feature_append (record, links->str, feature);
  g_string_free (links, TRUE);
  wuse_exchange_reply (exchange, SOUP_STATUS_OK, "application/geo+json", g_string_free_to_bytes (feature));
}

void
wuse_ogc_answer_item (WuseExchange *exchange, WuseFeedView *view, WuseRecordType type, const char *id)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  const WuseRecord *record;

  g_return_if_fail (exchange != NULL && view != NULL && id != NULL);

  if (!wuse_feed_view_find_line (view, type, id, &line, &error))
    {
      g_warning ("%s", error->message);
      wuse_exchange_reply_problem (exchange, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL, NULL);
      return;
    }
  record = line != NULL ? parse_line (batch, line, strlen (line)) : NULL;
  if (record != NULL)
    answer_record (exchange, record);
  else
    wuse_exchange_reply_problem (exchange, SOUP_STATUS_NOT_FOUND, "no-such-feature", "There is no feature with this id");
}
