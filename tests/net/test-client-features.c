/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OGC API – Features from the reader's side, against a server with the habits measured of MapServer, QGIS Server and what stands
 * before them. Each habit is one collection. */

#include "config.h"

#include "wuse-features-reader.h"

#include "client-server.h"

#include <string.h>

#define N_FEATURES 25

/* Ten squares in a row a degree wide; feature i lies at longitude i. */
static void
append_feature (GString *text, guint index, gboolean has_id)
{
  g_autofree char *id = has_id ? g_strdup_printf ("\"f.%u\"", index) : g_strdup ("\"\"");

  g_string_append_printf (
      text,
      "{\"type\":\"Feature\",\"id\":%s,\"properties\":{\"name\":\"N%u\",\"n\":%u.50,\"open\":true,\"none\":null,"
      "\"list\":[1,{\"name\":\"x\"}]},\"geometry\":{\"coordinates\":[[[%u,0],[%u.5,0],[%u.5,1],[%u,1],[%u,0]]],"
      "\"type\":\"Polygon\"}}",
      id, index, index, index, index, index, index, index);
}

static guint
get_number (GHashTable *query, const char *name, guint otherwise)
{
  const char *text = query != NULL ? g_hash_table_lookup (query, name) : NULL;

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : otherwise;
}

static gboolean
lies_in (guint index, const char *bbox)
{
  double west, east;

  if (bbox == NULL)
    return TRUE;
  g_auto (GStrv) numbers = g_strsplit (bbox, ",", 4);
  west = g_ascii_strtod (numbers[0], NULL);
  east = g_ascii_strtod (numbers[2], NULL);

  return index + 0.5 >= west && index <= east;
}

static char *
make_page (guint offset, guint limit, const char *bbox, gboolean has_ids, const char *next)
{
  GString *text = g_string_new ("{\"links\":[{\"rel\":\"self\",\"href\":\"x\"}");
  guint seen = 0, given = 0;

  if (next != NULL)
    g_string_append_printf (text, ",{\"href\":\"%s\",\"rel\":\"next\",\"type\":\"application/geo+json\"}", next);
  g_string_append (text, "],\"type\":\"FeatureCollection\",\"features\":[");
  for (guint i = 0; i < N_FEATURES; i++)
    if (lies_in (i, bbox) && seen++ >= offset && given < limit)
      {
        if (given++ > 0)
          g_string_append_c (text, ',');
        append_feature (text, i, has_ids);
      }
  g_string_append (text, "]}");

  return g_string_free (text, FALSE);
}

static void
answer_items (ClientServer *server, SoupServerMessage *message, const char *habit, GHashTable *query, const char *other)
{
  guint limit = MIN (get_number (query, "limit", 10), 10);
  guint offset = get_number (query, "offset", 0);
  const char *bbox = query != NULL ? g_hash_table_lookup (query, "bbox") : NULL;
  const char *base = client_server_get_address (server);
  gboolean is_last = offset + limit >= N_FEATURES;
  gboolean has_ids = !g_str_has_suffix (habit, "-no-ids");
  g_autofree char *next = NULL;
  g_autofree char *page = NULL;

  if (g_str_equal (habit, "crashed"))
    {
      client_server_answer_raw (server, message, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n",
                                -1, FALSE);
      return;
    }
  if (g_str_equal (habit, "error-array"))
    {
      client_server_answer (message, 400, "application/json", "[{\"code\":\"Bad\",\"description\":\"Said in an array\"}]");
      return;
    }
  if (g_str_equal (habit, "array-200"))
    {
      client_server_answer (message, 200, "application/json", "[{\"code\":\"Bad\"}]");
      return;
    }
  if (g_str_equal (habit, "strict-limit") && get_number (query, "limit", 10) > 10)
    {
      client_server_answer (message, 400, "application/json", "[{\"description\":\"limit\"}]");
      return;
    }
  if (g_str_has_prefix (habit, "no-offset"))
    {
      offset = 0;
      next = g_strdup_printf ("%s/collections/%s/items?limit=%u&offset=%u", base, habit, limit,
                              get_number (query, "offset", 0) + limit);
    }
  else if (g_str_equal (habit, "self-next"))
    next = g_strdup_printf ("%s/collections/self-next/items?limit=%u", base, limit);
  else if (g_str_equal (habit, "drops-bbox"))
    next = is_last ? NULL : g_strdup_printf ("items?limit=%u&offset=%u", limit, offset + limit);
  else if (g_str_equal (habit, "other-host"))
    next = is_last ? NULL : g_strdup_printf ("%s/collections/other-host/items?limit=%u&offset=%u", other, limit, offset + limit);
  else if (g_str_equal (habit, "empty-pages"))
    {
      /* Every second page is empty; the reader must not stop there. The address holds raw UTF-8, as QGIS Server's do. */
      gboolean is_empty = get_number (query, "empty", 0) == 1;
      gboolean is_end = is_empty ? FALSE : offset + 5 >= N_FEATURES;
      next = is_end
                 ? NULL
                 : g_strdup_printf ("items?limit=5&name=é&offset=%u&empty=%u", is_empty ? offset : offset + 5, is_empty ? 0 : 1);
      offset = is_empty ? N_FEATURES : offset;
      limit = 5;
    }
  else
    next = is_last ? NULL
                   : g_strdup_printf ("/collections/%s/items?limit=%u&offset=%u%s%s", habit, limit, offset + limit,
                                      bbox != NULL ? "&bbox=" : "", bbox != NULL ? bbox : "");

  page = make_page (offset, limit, bbox, has_ids, next);
  client_server_answer (message, 200, "application/json", page);
}

static void
features_cb (SoupServerMessage *message, const char *path, GHashTable *query, ClientServer *server, gpointer user_data)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", 5);

  if (g_str_equal (path, "/"))
    client_server_answer (message, 200, "application/json",
                          "{\"links\":[{\"rel\":\"data\",\"type\":\"text/html\",\"href\":\"collections.html\"},"
                          "{\"rel\":\"data\",\"type\":\"application/json\",\"href\":\"collections?f=json\"}]}");
  else if (g_str_equal (path, "/collections"))
    client_server_answer (
        message, 200, "application/json",
        "{\"collections\":[{\"id\":\"plain\",\"title\":\"Plain\",\"extent\":{\"spatial\":{\"bbox\":[[0,-1.5,25,1]]}},"
        "\"links\":[{\"rel\":\"items\",\"type\":\"application/geo+json\",\"href\":\"collections/plain/items\"}]},"
        "{\"id\":\"with blank\"},{\"id\":\"\"},7,{\"id\":\"coverage\",\"itemType\":\"coverage\"}]}");
  else if (g_strv_length (parts) == 4 && g_str_equal (parts[3], "items"))
    answer_items (server, message, parts[2], query, user_data);
  else
    client_server_answer (message, 404, NULL, NULL);
}

typedef struct
{
  GHashTable *names;
  guint n;
  WuseBounds bounds;
} Taken;

static void
take_cb (const WuseFeatureItem *item, gpointer user_data)
{
  Taken *taken = user_data;

  taken->n++;
  g_assert_cmpint (item->geometry.kind, ==, WUSE_GEOMETRY_POLYGONS);
  g_assert_cmpuint (item->geometry.n_points, ==, 5);
  g_assert_cmpuint (item->n_properties, ==, 3);
  g_assert_cmpstr (wuse_feature_item_get (item, "open"), ==, "true");
  g_assert_true (g_str_has_suffix (wuse_feature_item_get (item, "n"), ".50"));
  g_assert_null (wuse_feature_item_get (item, "none"));
  g_hash_table_add (taken->names, g_strdup (wuse_feature_item_get (item, "name")));
  wuse_bounds_union (&taken->bounds, &item->geometry.bounds);
}

typedef struct
{
  const char *habit;
  gboolean has_box;
  guint n_features;
  const char *notice;
  WuseNetError error; /* 0 is OFFLINE, which none gives: no error */
} Habit;

static const Habit habits[] = {
  { "plain", FALSE, N_FEATURES, NULL, 0 },
  { "plain", TRUE, 17, NULL, 0 },
  { "plain-no-ids", FALSE, N_FEATURES, NULL, 0 },
  { "no-offset", FALSE, 10, "same page twice", 0 },
  { "no-offset-no-ids", FALSE, 10, "same page twice", 0 },
  { "drops-bbox", TRUE, 17, NULL, 0 },
  { "self-next", FALSE, 10, "same page twice", 0 },
  { "other-host", FALSE, N_FEATURES, NULL, 0 },
  { "empty-pages", FALSE, N_FEATURES, NULL, 0 },
  { "strict-limit", FALSE, N_FEATURES, NULL, 0 },
  { "crashed", FALSE, 0, NULL, WUSE_NET_ERROR_PROTOCOL },
  { "error-array", FALSE, 0, NULL, WUSE_NET_ERROR_REJECTED },
  { "array-200", FALSE, 0, NULL, WUSE_NET_ERROR_PROTOCOL },
  { "absent/x", FALSE, 0, NULL, WUSE_NET_ERROR_NOT_FOUND },
};

static void
test_habit (gconstpointer data)
{
  const Habit *habit = data;
  g_autoptr (ClientServer) other = client_server_new (features_cb, NULL);
  g_autoptr (ClientServer) server = client_server_new (features_cb, (gpointer) client_server_get_address (other));
  g_autoptr (WuseSession) session = wuse_session_new (client_server_get_address (server), NULL);
  g_autofree char *items = g_strdup_printf ("collections/%s/items", habit->habit);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  WuseBounds box = { 32000000, -10000000, 190000000, 20000000 };
  Taken taken = { names, 0, WUSE_BOUNDS_EMPTY };
  g_auto (WuseFeaturesSummary) summary = { 0 };
  g_autoptr (GError) error = NULL;

  gboolean read = wuse_features_read (session, items, habit->has_box ? &box : NULL, 100, take_cb, &taken, &summary, NULL, &error);
  g_assert_cmpint (read, ==, habit->error == 0);
  if (habit->error != 0)
    {
      g_assert_error (error, WUSE_NET_ERROR, (int) habit->error);
      if (g_str_equal (habit->habit, "error-array"))
        g_assert_nonnull (strstr (error->message, "Said in an array"));
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpuint (taken.n, ==, habit->n_features);
  g_assert_cmpuint (g_hash_table_size (names), ==, habit->n_features);
  g_assert_cmpuint (summary.n_features, ==, habit->n_features);
  g_assert_cmpint (summary.notice != NULL, ==, habit->notice != NULL);
  if (habit->notice != NULL)
    g_assert_nonnull (strstr (summary.notice, habit->notice));
  g_assert_cmpuint (client_server_get_n_requests (other), ==, 0);
  g_assert_cmpuint (client_server_get_n_requests (server), <=, 12);
}

static void
test_collections (void)
{
  g_autoptr (ClientServer) server = client_server_new (features_cb, NULL);
  g_autoptr (WuseSession) session = wuse_session_new (client_server_get_address (server), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) collections = wuse_features_list (session, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (collections->len, ==, 2);
  const WuseFeaturesCollection *plain = g_ptr_array_index (collections, 0);
  g_assert_cmpstr (plain->title, ==, "Plain");
  g_assert_cmpint (plain->bounds.south, ==, -15000000);
  g_assert_true (g_str_has_suffix (plain->items, "/collections/plain/items"));
  const WuseFeaturesCollection *blank = g_ptr_array_index (collections, 1);
  g_assert_cmpstr (blank->title, ==, "with blank");
  g_assert_cmpstr (blank->items, ==, "collections/with%20blank/items");
  g_assert_cmpint (blank->bounds.west, >, blank->bounds.east);
}

static void
foreign_cb (SoupServerMessage *message, const char *path, GHashTable *query, ClientServer *server, gpointer user_data)
{
  client_server_answer (message, 200, "application/json",
                        "{\"features\":[],\"links\":[{\"rel\":\"next\",\"href\":\"http://192.0.2.1/inner/items?offset=10\"}]}");
}

/* Behind a front that maps paths, the inner address means nothing outside. */
static void
test_foreign_path (void)
{
  g_autoptr (ClientServer) server = client_server_new (foreign_cb, NULL);
  g_autofree char *address = g_strconcat (client_server_get_address (server), "/outer/", NULL);
  g_autoptr (WuseSession) session = wuse_session_new (address, NULL);
  g_auto (WuseFeaturesSummary) summary = { 0 };
  g_autoptr (GError) error = NULL;
  Taken taken = { NULL, 0, WUSE_BOUNDS_EMPTY };

  g_assert_true (wuse_features_read (session, "items", NULL, 10, take_cb, &taken, &summary, NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (summary.notice, "another server"));
  g_assert_cmpuint (client_server_get_n_requests (server), ==, 1);
}

static void
count_cb (const WuseFeatureItem *item, gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
test_pages (void)
{
  static const struct
  {
    const char *text;
    guint n_features;
    guint n_broken;
    int error; /* -1 for none */
  } pages[] = {
    { "{\"features\":[]}", 0, 0, -1 },
    { "{\"features\":[{\"id\":1,\"geometry\":null},{\"id\":2}]}", 2, 0, -1 },
    { "{\"features\":[{\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2,3]}}]}", 1, 0, -1 },
    { "{\"features\":[{\"geometry\":{\"type\":\"Point\",\"coordinates\":[181,2]}}]}", 0, 1, -1 },
    { "{\"features\":[{\"geometry\":{\"type\":\"Point\",\"coordinates\":[\"1\",2]}}]}", 0, 1, -1 },
    { "{\"features\":[{\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,null]}}]}", 0, 1, -1 },
    { "{\"features\":[{\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[1,2]]]}}]}", 0, 1, -1 },
    { "{\"features\":[{\"geometry\":{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,2]}]}"
      "}]}",
      0, 1, -1 },
    { "{\"features\":[7,[[]],\"x\",{\"id\":3}]}", 1, 0, -1 },
    { "{\"features\":{}}", 0, 0, WUSE_NET_ERROR_PROTOCOL },
    { "{}", 0, 0, WUSE_NET_ERROR_PROTOCOL },
    { "7", 0, 0, WUSE_NET_ERROR_PROTOCOL },
    { "{\"features\":[", 0, 0, WUSE_NET_ERROR_CUT_OFF },
    { "{\"features\":[{\"id\":1},]}", 1, 0, WUSE_NET_ERROR_PROTOCOL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    for (gsize piece = 1; piece <= strlen (pages[i].text); piece += 6)
      {
        g_autoptr (GError) error = NULL;
        guint n = 0;
        g_autoptr (WuseFeaturesPage) page = wuse_features_page_new (count_cb, &n);
        gsize length = strlen (pages[i].text);
        gboolean is_good = TRUE;

        g_test_message ("%s", pages[i].text);
        for (gsize at = 0; at < length && is_good; at += piece)
          is_good = wuse_features_page_push (page, (const guint8 *) pages[i].text + at, MIN (piece, length - at), &error);
        is_good = is_good && wuse_features_page_end (page, &error);
        g_assert_cmpint (is_good, ==, pages[i].error < 0);
        if (!is_good)
          g_assert_error (error, WUSE_NET_ERROR, pages[i].error);
        g_assert_cmpuint (n, ==, pages[i].n_features);
        g_assert_cmpuint (wuse_features_page_get_n_broken (page), ==, pages[i].n_broken);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (habits); i++)
    {
      g_autofree char *path = g_strconcat ("/client/features/habit/", habits[i].habit, habits[i].has_box ? "/box" : "/all", NULL);
      g_test_add_data_func (path, &habits[i], test_habit);
    }
  g_test_add_func ("/client/features/collections", test_collections);
  g_test_add_func ("/client/features/foreign-path", test_foreign_path);
  g_test_add_func ("/client/features/pages", test_pages);

  return g_test_run ();
}
