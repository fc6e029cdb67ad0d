/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OGC API – Features Part 1 from the reader's side. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-features-reader.h"

#include "wuse-net-error-private.h"
#include "wuse-number.h"
#include "wuse-session-private.h"

#include <string.h>

typedef struct
{
  WuseFeatureFunc func;
  gpointer user_data;
  WuseFeaturesSummary *summary;
  GHashTable *ids;        /* of features that have come */
  GHashTable *signatures; /* of pages that have come */
  GChecksum *signature;   /* of the page under way */
  guint64 page_features;
} Reading;

#define MAX_DOCUMENT_BYTES (16u << 20)
#define MAX_PAGE_BYTES ((gsize) 1 << 30)
#define MAX_PAGES 100000
#define MAX_EMPTY_PAGES 1000
#define MAX_COLLECTIONS 10000
#define ACCEPT_FEATURES "application/geo+json, application/json;q=0.9"

void
wuse_features_collection_free (WuseFeaturesCollection *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->items);
  g_free (self);
}

void
wuse_features_summary_clear (WuseFeaturesSummary *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->notice, g_free);
}

/* Puts @reference, which may name another server, onto the session's own: %NULL if it does not belong below the base. */
static char *
put_on_own_server (WuseSession *session, GUri *from, const char *reference)
{
  GUri *base = wuse_session_get_base (session);
  g_autoptr (GUri) uri = g_uri_parse_relative (from, reference, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL)
    return NULL;
  if (wuse_uri_same_origin (uri, base))
    return g_uri_to_string (uri);
  if (!g_str_has_prefix (g_uri_get_path (uri), g_uri_get_path (base)))
    return NULL;

  return g_uri_join (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (base), NULL, g_uri_get_host (base), g_uri_get_port (base),
                     g_uri_get_path (uri), g_uri_get_query (uri), NULL);
}

static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* The link of relation @rel that leads to JSON, or %NULL. */
static char *
find_link (WuseSession *session, JsonObject *object, const char *rel)
{
  JsonArray *links = get_array (object, "links");
  guint n_links = links != NULL ? json_array_get_length (links) : 0;

  for (guint i = 0; i < n_links; i++)
    {
      JsonNode *node = json_array_get_element (links, i);
      JsonObject *link = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *found = link != NULL ? get_text (link, "rel") : NULL;
      const char *href = link != NULL ? get_text (link, "href") : NULL;
      const char *type = link != NULL ? get_text (link, "type") : NULL;

      if (g_strcmp0 (found, rel) == 0 && href != NULL && (type == NULL || strstr (type, "json") != NULL))
        return put_on_own_server (session, wuse_session_get_base (session), href);
    }

  return NULL;
}

static gboolean
get_degrees (JsonArray *box, guint index, int limit, gint32 *value)
{
  JsonNode *node = json_array_get_element (box, index);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_DOUBLE && json_node_get_value_type (node) != G_TYPE_INT64))
    return FALSE;

  return wuse_parse_e7 (g_ascii_dtostr (text, sizeof text, json_node_get_double (node)), -1, limit, value, NULL);
}

static WuseBounds
get_extent (JsonObject *collection)
{
  JsonNode *extent = json_object_get_member (collection, "extent");
  JsonNode *spatial = extent != NULL && JSON_NODE_HOLDS_OBJECT (extent)
                          ? json_object_get_member (json_node_get_object (extent), "spatial")
                          : NULL;
  JsonArray *boxes =
      spatial != NULL && JSON_NODE_HOLDS_OBJECT (spatial) ? get_array (json_node_get_object (spatial), "bbox") : NULL;
  JsonNode *first = boxes != NULL && json_array_get_length (boxes) > 0 ? json_array_get_element (boxes, 0) : NULL;
  JsonArray *box = first != NULL && JSON_NODE_HOLDS_ARRAY (first) ? json_node_get_array (first) : NULL;
  guint half = box != NULL && json_array_get_length (box) == 6 ? 3 : 2;
  WuseBounds bounds;

  if (box != NULL && json_array_get_length (box) == 2 * half && get_degrees (box, 0, 180, &bounds.west)
      && get_degrees (box, 1, 90, &bounds.south) && get_degrees (box, half, 180, &bounds.east)
      && get_degrees (box, half + 1, 90, &bounds.north) && bounds.west <= bounds.east && bounds.south <= bounds.north)
    return bounds;

  return WUSE_BOUNDS_EMPTY;
}

static WuseFeaturesCollection *
read_collection (WuseSession *session, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *id = object != NULL ? get_text (object, "id") : NULL;
  const char *kind = object != NULL ? get_text (object, "itemType") : NULL;
  const char *title = object != NULL ? get_text (object, "title") : NULL;

  if (id == NULL || *id == '\0' || (kind != NULL && strcmp (kind, "feature") != 0))
    return NULL;

  WuseFeaturesCollection *collection = g_new0 (WuseFeaturesCollection, 1);
  collection->id = g_strdup (id);
  collection->title = g_strdup (title != NULL && *title != '\0' ? title : id);
  collection->bounds = get_extent (object);
  collection->items = find_link (session, object, "items");
  if (collection->items == NULL)
    {
      g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
      collection->items = g_strconcat ("collections/", escaped, "/items", NULL);
    }

  return collection;
}

GPtrArray *
wuse_features_list (WuseSession *session, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (WUSE_IS_SESSION (session), NULL);

  g_autoptr (JsonNode) landing = wuse_session_get_json (session, "", MAX_DOCUMENT_BYTES, cancellable, error);
  if (landing == NULL)
    return NULL;

  g_autofree char *found = JSON_NODE_HOLDS_OBJECT (landing) ? find_link (session, json_node_get_object (landing), "data") : NULL;
  g_autoptr (JsonNode) document =
      wuse_session_get_json (session, found != NULL ? found : "collections", MAX_DOCUMENT_BYTES, cancellable, error);
  if (document == NULL)
    return NULL;

  JsonArray *array = JSON_NODE_HOLDS_OBJECT (document) ? get_array (json_node_get_object (document), "collections") : NULL;
  if (array == NULL)
    {
      g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL, "%s lists no collections",
                   g_uri_get_host (wuse_session_get_base (session)));
      return NULL;
    }

  GPtrArray *collections = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_features_collection_free);
  for (guint i = 0; i < MIN (json_array_get_length (array), MAX_COLLECTIONS); i++)
    {
      WuseFeaturesCollection *collection = read_collection (session, json_array_get_element (array, i));
      if (collection != NULL)
        g_ptr_array_add (collections, collection);
    }

  return collections;
}

/* What a feature is known by: its id, else its content. */
static char *
identify (const WuseFeatureItem *item)
{
  if (item->id != NULL)
    return g_strdup (item->id);

  g_autoptr (GChecksum) content = g_checksum_new (G_CHECKSUM_SHA256);
  if (item->geometry.n_points > 0)
    g_checksum_update (content, (const guchar *) item->geometry.points, (gssize) (item->geometry.n_points * sizeof (WusePoint)));
  for (guint i = 0; i < item->n_properties; i++)
    g_checksum_update (content, (const guchar *) item->values[i], (gssize) strlen (item->values[i]) + 1);

  return g_strdup (g_checksum_get_string (content));
}

static void
take_feature_cb (const WuseFeatureItem *item, gpointer user_data)
{
  Reading *reading = user_data;
  char *identity = identify (item);

  reading->page_features++;
  g_checksum_update (reading->signature, (const guchar *) identity, (gssize) strlen (identity) + 1);

  if (!g_hash_table_add (reading->ids, identity))
    {
      reading->summary->n_repeated++;
      return;
    }
  reading->summary->n_features++;
  reading->func (item, reading->user_data);
}

static gboolean
parse_page (WuseFeaturesPage *page, GInputStream *stream, GUri *uri, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *chunk = g_malloc (64 * 1024);
  gsize total = 0;

  for (;;)
    {
      GError *cause = NULL;
      gssize got = g_input_stream_read (stream, chunk, 64 * 1024, cancellable, &cause);

      if (got < 0)
        {
          wuse_net_error_propagate (error, cause, uri);
          return FALSE;
        }
      total += (gsize) got;
      if (total > MAX_PAGE_BYTES)
        {
          g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_TOO_LARGE, "%s: a page of features is too long",
                       g_uri_get_host (uri));
          return FALSE;
        }
      if (got == 0 && total == 0)
        {
          g_set_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL, "%s %s: the answer is empty; the server may have crashed",
                       g_uri_get_host (uri), g_uri_get_path (uri));
          return FALSE;
        }
      if (got == 0)
        return wuse_features_page_end (page, error);
      if (!wuse_features_page_push (page, chunk, (gsize) got, error))
        return FALSE;
    }
}

static gboolean
query_has (const char *query, const char *name)
{
  gsize length = strlen (name);

  for (const char *at = query; at != NULL; at = strchr (at, '&'))
    {
      at += *at == '&';
      if (g_ascii_strncasecmp (at, name, length) == 0 && at[length] == '=')
        return TRUE;
    }

  return FALSE;
}

/* @address with `name=value` added unless it has one of that name. */
static char *
add_parameter (const char *address, const char *name, const char *value)
{
  const char *mark = strchr (address, '?');

  if (mark != NULL && query_has (mark + 1, name))
    return g_strdup (address);

  return g_strconcat (address, mark == NULL ? "?" : mark[1] == '\0' ? "" : "&", name, "=", value, NULL);
}

static char *
format_bounds (const WuseBounds *bounds)
{
  GString *text = g_string_new (NULL);
  const gint32 sides[] = { bounds->west, bounds->south, bounds->east, bounds->north };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      wuse_append_e7 (text, sides[i]);
    }

  return g_string_free (text, FALSE);
}

/* Reads the page at @address. @next is %NULL when it was the last, or when there is a notice. */
static gboolean
read_page (WuseSession *session, Reading *reading, const char *address, char **next, GCancellable *cancellable, GError **error)
{
  WuseRequest request = { .reference = address, .accept = ACCEPT_FEATURES };
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (WuseFeaturesPage) page = wuse_features_page_new (take_feature_cb, reading);
  g_autoptr (GInputStream) stream = wuse_session_send (session, &request, &message, cancellable, error);

  *next = NULL;
  reading->page_features = 0;
  g_checksum_reset (reading->signature);
  if (stream == NULL || !parse_page (page, stream, soup_message_get_uri (message), cancellable, error))
    return FALSE;

  reading->summary->n_pages++;
  reading->summary->n_broken += wuse_features_page_get_n_broken (page);
  if (reading->page_features > 0
      && !g_hash_table_add (reading->signatures, g_strdup (g_checksum_get_string (reading->signature))))
    {
      reading->summary->notice = g_strdup_printf ("The server gave the same page twice (page %u); it does not page this layer",
                                                  reading->summary->n_pages);
      return TRUE;
    }

  const char *found = wuse_features_page_get_next (page);
  if (found == NULL)
    return TRUE;
  *next = put_on_own_server (session, soup_message_get_uri (message), found);
  if (*next == NULL)
    reading->summary->notice =
        g_strdup_printf ("Page %u is said to be on another server; it was not asked for", reading->summary->n_pages + 1);

  return TRUE;
}

static gboolean
read_pages (WuseSession *session, Reading *reading, const char *first, const char *box, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) visited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *address = g_strdup (first);
  guint n_empty = 0;

  while (address != NULL)
    {
      g_autofree char *asked = box != NULL ? add_parameter (address, "bbox", box) : g_strdup (address);
      const char *why = NULL;

      if (!g_hash_table_add (visited, g_strdup (asked)))
        why = "The server's next page is one that was read before";
      else if (reading->summary->n_pages == MAX_PAGES)
        why = "The layer has more pages than are read";
      else if (n_empty > MAX_EMPTY_PAGES)
        why = "The server gives empty pages without end";
      if (why != NULL)
        {
          reading->summary->notice = g_strdup (why);
          return TRUE;
        }

      g_clear_pointer (&address, g_free);
      if (!read_page (session, reading, asked, &address, cancellable, error))
        return FALSE;
      n_empty = reading->page_features == 0 ? n_empty + 1 : 0;
    }

  return TRUE;
}

gboolean
wuse_features_read (WuseSession *session,
                    const char *items,
                    const WuseBounds *bounds,
                    guint page_size,
                    WuseFeatureFunc func,
                    gpointer user_data,
                    WuseFeaturesSummary *summary,
                    GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (WUSE_IS_SESSION (session), FALSE);
  g_return_val_if_fail (items != NULL, FALSE);
  g_return_val_if_fail (page_size >= 1 && page_size <= 10000, FALSE);
  g_return_val_if_fail (func != NULL, FALSE);
  g_return_val_if_fail (summary != NULL, FALSE);

  *summary = (WuseFeaturesSummary){ 0 };
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) signatures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GChecksum) signature = g_checksum_new (G_CHECKSUM_SHA256);
  Reading reading = { func, user_data, summary, ids, signatures, signature, 0 };
  g_autofree char *box = bounds != NULL ? format_bounds (bounds) : NULL;
  g_autofree char *limit = g_strdup_printf ("%u", page_size);
  g_autofree char *limited = add_parameter (items, "limit", limit);
  g_autoptr (GError) cause = NULL;

  if (read_pages (session, &reading, limited, box, cancellable, &cause))
    return TRUE;
  /* Some servers refuse a page size above their maximum instead of giving fewer. */
  if (wuse_net_error_get_status (cause) == SOUP_STATUS_BAD_REQUEST && summary->n_pages == 0)
    return read_pages (session, &reading, items, box, cancellable, error);

  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}
