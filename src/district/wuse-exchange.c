/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One HTTP request and its answer, on the server's side. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-exchange.h"

#include <string.h>
#include <sys/socket.h>

#define LONG_LINE_PIECES 17

struct _WuseExchange
{
  gatomicrefcount references;
  SoupServerMessage *message;
  GByteArray *request_body;
  gboolean is_too_large;
  char *peer;
  WuseFaultPlan plan;
  gint64 appended;
  gint64 written;
  gboolean has_ended;
  gboolean is_over;
  GBytes *surplus;
  WuseExchangeFunc drained;
  WuseExchangeFunc over;
  gpointer user_data;
};

static const WuseFaultPlan no_faults = { .retry_after = -1, .stall_after = -1, .reset_after = -1, .cut_after = -1, .length = -1 };

WuseExchange *
wuse_exchange_ref (WuseExchange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
wuse_exchange_unref (WuseExchange *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_byte_array_unref (self->request_body);
  g_clear_pointer (&self->surplus, g_bytes_unref);
  g_free (self->peer);
  g_free (self);
}

/* Makes the kernel send a reset instead of an orderly end. */
static void
reset_connection (WuseExchange *self)
{
  GSocket *socket = soup_server_message_get_socket (self->message);
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  if (socket == NULL || g_socket_is_closed (socket))
    return;
  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_socket_close (socket, NULL);
}

/* With the socket closed, the next write fails and libsoup tidies up. Not from within its own writing. */
static gboolean
break_off_cb (gpointer user_data)
{
  WuseExchange *self = user_data;

  if (!self->is_over)
    {
      reset_connection (self);
      soup_message_body_append (soup_server_message_get_response_body (self->message), SOUP_MEMORY_STATIC, "\n", 1);
      soup_server_message_unpause (self->message);
    }
  return G_SOURCE_REMOVE;
}

static void
break_off (WuseExchange *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, break_off_cb, wuse_exchange_ref (self), (GDestroyNotify) wuse_exchange_unref);
}

static void
check_reset (WuseExchange *self)
{
  if (self->plan.reset_after >= 0 && self->written >= self->plan.reset_after)
    {
      self->plan.reset_after = -1;
      break_off (self);
    }
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, WuseExchange *self)
{
  gsize size = g_bytes_get_size (chunk);

  if (self->is_too_large || self->request_body->len + size > WUSE_EXCHANGE_MAX_BODY)
    {
      self->is_too_large = TRUE;
      return;
    }
  g_byte_array_append (self->request_body, g_bytes_get_data (chunk, NULL), (guint) size);
}

static void
wrote_headers_cb (SoupServerMessage *message, WuseExchange *self)
{
  check_reset (self);
}

static void
wrote_body_data_cb (SoupServerMessage *message, guint size, WuseExchange *self)
{
  self->written += size;
  check_reset (self);
}

static void
wrote_chunk_cb (SoupServerMessage *message, WuseExchange *self)
{
  if (self->drained != NULL && !self->has_ended && self->written >= self->appended)
    self->drained (self, self->user_data);
}

/* A wrong length was claimed: what lies beyond it goes out raw, what is missing is never sent. */
static void
wrote_body_cb (SoupServerMessage *message, WuseExchange *self)
{
  GSocket *socket = soup_server_message_get_socket (message);

  if (self->plan.length < 0 || socket == NULL || g_socket_is_closed (socket))
    return;
  if (self->surplus != NULL)
    {
      gsize size;
      const char *data = g_bytes_get_data (self->surplus, &size);

      g_socket_send (socket, data, MIN (size, 65536), NULL, NULL);
    }
  g_socket_shutdown (socket, FALSE, TRUE, NULL);
}

static void
end_exchange (WuseExchange *self)
{
  if (self->is_over)
    return;
  self->is_over = TRUE;
  if (self->over != NULL)
    self->over (self, self->user_data);
}

static void
finished_cb (SoupServerMessage *message, WuseExchange *self)
{
  end_exchange (self);
}

/* A server that is closed down lets go of messages that wait for something, without a word to them. */
static void
message_gone (gpointer data)
{
  WuseExchange *self = data;

  end_exchange (self);
  self->message = NULL;
  wuse_exchange_unref (self);
}

void
wuse_exchange_watch (SoupServerMessage *message)
{
  WuseExchange *self;

  g_return_if_fail (SOUP_IS_SERVER_MESSAGE (message));

  self = g_new0 (WuseExchange, 1);
  g_atomic_ref_count_init (&self->references);
  self->message = message;
  self->request_body = g_byte_array_new ();
  self->plan = no_faults;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);

  g_object_set_data_full (G_OBJECT (message), "wuse-exchange", self, message_gone);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), self);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (wrote_headers_cb), self);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), self);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), self);
  g_signal_connect (message, "wrote-body", G_CALLBACK (wrote_body_cb), self);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);
  g_signal_connect (message, "disconnected", G_CALLBACK (finished_cb), self);
}

WuseExchange *
wuse_exchange_get (SoupServerMessage *message)
{
  g_return_val_if_fail (SOUP_IS_SERVER_MESSAGE (message), NULL);

  return g_object_get_data (G_OBJECT (message), "wuse-exchange");
}

SoupServerMessage *
wuse_exchange_get_message (WuseExchange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->message;
}

const GByteArray *
wuse_exchange_get_body (WuseExchange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->is_too_large)
    return NULL;
  if (self->request_body->len == 0 || self->request_body->data[self->request_body->len - 1] != '\0')
    {
      g_byte_array_append (self->request_body, (const guint8 *) "", 1);
      g_byte_array_set_size (self->request_body, self->request_body->len - 1);
    }
  return self->request_body;
}

const char *
wuse_exchange_get_method (WuseExchange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return soup_server_message_get_method (self->message);
}

const char *
wuse_exchange_get_peer (WuseExchange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->peer == NULL)
    {
      GSocketAddress *address = soup_server_message_get_remote_address (self->message);

      self->peer = G_IS_INET_SOCKET_ADDRESS (address)
                       ? g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)))
                       : g_strdup ("?");
    }
  return self->peer;
}

char *
wuse_exchange_get_base (WuseExchange *self)
{
  GUri *uri;
  g_autoptr (GUri) base = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  uri = soup_server_message_get_uri (self->message);
  base = g_uri_build (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), g_uri_get_port (uri), "", NULL, NULL);
  return g_uri_to_string (base);
}

gboolean
wuse_exchange_accepts_gzip (WuseExchange *self)
{
  const char *header;
  GSList *accepted;
  gboolean found;

  g_return_val_if_fail (self != NULL, FALSE);

  header = soup_message_headers_get_list (soup_server_message_get_request_headers (self->message), "Accept-Encoding");
  if (header == NULL)
    return FALSE;
  accepted = soup_header_parse_quality_list (header, NULL);
  found = g_slist_find_custom (accepted, "gzip", (GCompareFunc) g_ascii_strcasecmp) != NULL;
  soup_header_free_list (accepted);
  return found;
}

void
wuse_exchange_set_plan (WuseExchange *self, const WuseFaultPlan *plan)
{
  g_return_if_fail (self != NULL && plan != NULL);

  self->plan = *plan;
}

const WuseFaultPlan *
wuse_exchange_get_plan (WuseExchange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->plan;
}

gboolean
wuse_exchange_is_over (WuseExchange *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->is_over;
}

void
wuse_exchange_set_header (WuseExchange *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  soup_message_headers_replace (soup_server_message_get_response_headers (self->message), name, value);
}

/* Whether anything in the plan changes the bytes of the body. */
static gboolean
spoils_body (const WuseFaultPlan *plan)
{
  return plan->stall_after >= 0 || plan->reset_after >= 0 || plan->cut_after >= 0 || plan->length >= 0
         || plan->garbage != WUSE_GARBAGE_NONE;
}

static void
push (WuseExchange *self, GBytes *bytes)
{
  gsize size = g_bytes_get_size (bytes);

  if (size == 0)
    return;
  if (self->plan.length >= 0 && self->appended + (gint64) size > self->plan.length)
    {
      gsize fits = (gsize) MAX (self->plan.length - self->appended, 0);

      if (self->surplus == NULL)
        self->surplus = g_bytes_new_from_bytes (bytes, fits, size - fits);
    }
  self->appended += (gint64) size;
  soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), bytes);
}

static void
push_garbage (WuseExchange *self, WuseGarbage garbage)
{
  static const char no_json[] = "\n{\"seq\":nonsense,,\"op\":}\n";
  static const char no_utf8[] = "\n{\"seq\":1,\"op\":\"put\",\"type\":\"place\",\"id\":\"x\xff\xfe\xc0\x80\"}\n";

  switch (garbage)
    {
    case WUSE_GARBAGE_JSON:
    case WUSE_GARBAGE_UTF8:
      {
        g_autoptr (GBytes) bytes = garbage == WUSE_GARBAGE_JSON ? g_bytes_new_static (no_json, sizeof no_json - 1)
                                                                : g_bytes_new_static (no_utf8, sizeof no_utf8 - 1);

        push (self, bytes);
        break;
      }
    case WUSE_GARBAGE_LONG:
      {
        char *piece = g_malloc (1 << 20);
        g_autoptr (GBytes) bytes = NULL;

        memset (piece, 'x', 1 << 20);
        bytes = g_bytes_new_take (piece, 1 << 20);
        for (guint i = 0; i < LONG_LINE_PIECES; i++)
          push (self, bytes);
        break;
      }
    case WUSE_GARBAGE_NONE:
      break;
    }
}

/* Appends up to @limit of the original body, with the garbage in its place. */
static void
push_spoiled (WuseExchange *self, GBytes *bytes)
{
  gint64 size = (gint64) g_bytes_get_size (bytes);
  gint64 end = size;
  gint64 start = self->appended;
  gint64 limits[] = { self->plan.stall_after, self->plan.reset_after, self->plan.cut_after };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (limits[i] >= 0)
      end = MIN (end, MAX (limits[i] - start, 0));

  if (self->plan.garbage != WUSE_GARBAGE_NONE && self->plan.garbage_after <= start + end)
    {
      WuseGarbage garbage = self->plan.garbage;
      gint64 before = CLAMP (self->plan.garbage_after - start, 0, end);
      g_autoptr (GBytes) head = g_bytes_new_from_bytes (bytes, 0, (gsize) before);
      g_autoptr (GBytes) tail = g_bytes_new_from_bytes (bytes, (gsize) before, (gsize) (end - before));

      self->plan.garbage = WUSE_GARBAGE_NONE;
      push (self, head);
      push_garbage (self, garbage);
      push (self, tail);
    }
  else
    {
      g_autoptr (GBytes) head = g_bytes_new_from_bytes (bytes, 0, (gsize) end);

      push (self, head);
    }

  if (end < size)
    {
      self->has_ended = TRUE;
      if (self->plan.cut_after >= 0 && self->plan.stall_after < 0 && self->plan.reset_after < 0)
        soup_message_body_complete (soup_server_message_get_response_body (self->message));
    }
}

static void
set_framing (WuseExchange *self, gint64 length)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  if (self->plan.length >= 0)
    {
      soup_message_headers_set_content_length (headers, self->plan.length);
      soup_message_headers_replace (headers, "Connection", "close");
    }
  else if (length >= 0 && self->plan.garbage == WUSE_GARBAGE_NONE && self->plan.cut_after < 0)
    soup_message_headers_set_content_length (headers, length);
  else
    soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
}

void
wuse_exchange_reply (WuseExchange *self, guint status, const char *content_type, GBytes *body)
{
  g_autoptr (GBytes) owned = body;

  g_return_if_fail (self != NULL);

  if (self->is_over)
    return;
  if (self->plan.lost)
    {
      wuse_exchange_abort (self);
      return;
    }
  soup_server_message_set_status (self->message, status, wuse_status_get_phrase (status));
  if (content_type != NULL)
    wuse_exchange_set_header (self, "Content-Type", content_type);
  if (body != NULL)
    {
      set_framing (self, (gint64) g_bytes_get_size (body));
      wuse_exchange_append (self, g_steal_pointer (&owned));
    }
  wuse_exchange_end (self);
}

void
wuse_exchange_begin (
    WuseExchange *self, const char *content_type, WuseExchangeFunc drained, WuseExchangeFunc over, gpointer user_data)
{
  g_return_if_fail (self != NULL && content_type != NULL);

  self->drained = drained;
  self->over = over;
  self->user_data = user_data;
  soup_server_message_set_status (self->message, SOUP_STATUS_OK, NULL);
  wuse_exchange_set_header (self, "Content-Type", content_type);
  set_framing (self, -1);
}

void
wuse_exchange_append (WuseExchange *self, GBytes *bytes)
{
  g_autoptr (GBytes) owned = bytes;

  g_return_if_fail (self != NULL && bytes != NULL);

  if (self->is_over || self->has_ended)
    return;
  if (spoils_body (&self->plan))
    push_spoiled (self, owned);
  else
    push (self, owned);
  soup_server_message_unpause (self->message);
}

void
wuse_exchange_end (WuseExchange *self)
{
  g_return_if_fail (self != NULL);

  if (self->is_over || self->has_ended)
    return;
  self->has_ended = TRUE;
  /* A fault that the whole body did not reach stays without effect, but for a reset or a stall: those come at its end. */
  if (self->plan.stall_after < 0 && self->plan.reset_after < 0)
    soup_message_body_complete (soup_server_message_get_response_body (self->message));
  else if (self->plan.reset_after > self->appended)
    self->plan.reset_after = self->appended;
  soup_server_message_unpause (self->message);
}

void
wuse_exchange_abort (WuseExchange *self)
{
  g_return_if_fail (self != NULL);

  if (self->is_over || self->has_ended)
    return;
  self->has_ended = TRUE;
  break_off (self);
}

gsize
wuse_exchange_get_backlog (WuseExchange *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gsize) (self->appended - self->written);
}
