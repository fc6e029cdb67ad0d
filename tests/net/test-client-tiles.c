/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiles by address template: templates, the folder on disk, asking again, working without a server. */

#include "config.h"

#include "wuse-tile-fetcher.h"
#include "wuse-tile-folder.h"
#include "wuse-tile-template.h"

#include "client-server.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#define PNG "\x89PNG\r\n\x1A\n"
#define KEY "secret key"

static char *
new_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("wuse-tiles-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
delete_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      g_assert_null (strstr (name, "secret"));
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        delete_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
test_templates (void)
{
  static const struct
  {
    const char *text;
    const char *subdomains;
    const char *key;
    const char *address; /* of tile 3/5/2, NULL where refused */
  } cases[] = {
    { "https://tile.example/{z}/{x}/{y}.png", NULL, NULL, "https://tile.example/3/5/2.png" },
    { "https://tile.example/{z}/{x}/{-y}.png", NULL, NULL, "https://tile.example/3/5/5.png" },
    { "https://t{s}.example/{z}/{x}/{y}", "0, 1,2", NULL, "https://t1.example/3/5/2" },
    { "https://t{s}.example/w?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={tk}", "7", "a b&c",
      "https://t7.example/w?TILEMATRIX=3&TILEROW=2&TILECOL=5&tk=a%20b%26c" },
    { "https://tile.example/{TileMatrix}/{TileRow}/{TileCol}?k={key}", NULL, "k", "https://tile.example/3/2/5?k=k" },
    { "http://127.0.0.1/{z}/{x}/{y}", NULL, NULL, "http://127.0.0.1/3/5/2" },
    { "http://tile.example/{z}/{x}/{y}", NULL, NULL, NULL },
    { "https://tile.example/{z}/{x}", NULL, NULL, NULL },
    { "https://tile.example/{z}/{x}/{y}/{quadkey}", NULL, NULL, NULL },
    { "https://tile.example/{z}/{x}/{y", NULL, NULL, NULL },
    { "https://tile.example/{z}/{x}/{y}?{key}", NULL, "", NULL },
    { "https://{s}.example/{z}/{x}/{y}", "", NULL, NULL },
    { "https://{s}.example/{z}/{x}/{y}", "a,b.evil/", NULL, NULL },
    { "https://user:pw@tile.example/{z}/{x}/{y}", NULL, NULL, NULL },
    { "{z}{x}{y}", NULL, NULL, NULL },
    { "", NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WuseTileTemplate) template = wuse_tile_template_new (cases[i].text, cases[i].subdomains, cases[i].key, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (template != NULL, ==, cases[i].address != NULL);
      if (template == NULL)
        {
          g_assert_error (error, WUSE_NET_ERROR, error->code);
          continue;
        }
      g_autofree char *address = wuse_tile_template_expand (template, 3, 5, 2);
      g_assert_cmpstr (address, ==, cases[i].address);
    }

  g_autoptr (WuseTileTemplate) one = wuse_tile_template_new ("https://t.example/{z}/{x}/{y}?{key}", NULL, "one", NULL);
  g_autoptr (WuseTileTemplate) two = wuse_tile_template_new ("https://t.example/{z}/{x}/{y}?{key}", NULL, "two", NULL);
  g_assert_cmpstr (wuse_tile_template_get_name (one), ==, wuse_tile_template_get_name (two));
}

static void
test_folder (void)
{
  g_autofree char *path = new_folder ();
  g_autoptr (WuseTileFolder) folder = wuse_tile_folder_new (path, "source", 10000);
  g_autoptr (GError) error = NULL;
  char image[1000] = PNG;
  g_autoptr (GBytes) bytes = g_bytes_new (image, sizeof image);
  WuseStoredTile tile = { .bytes = bytes, .etag = (char *) "W/\"a b\"", .expires = 12345 };

  g_assert_null (wuse_tile_folder_load (folder, 1, 0, 0));
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *file = g_strdup_printf ("%s/source/10/%u/7", path, i);
      struct utimbuf times = { 1000 + i, 1000 + i };

      g_assert_true (wuse_tile_folder_save (folder, 10, i, 7, &tile, &error));
      g_assert_no_error (error);
      g_assert_cmpint (g_utime (file, &times), ==, 0);
    }

  /* Looking at the oldest makes it the newest. */
  g_autoptr (WuseStoredTile) loaded = wuse_tile_folder_load (folder, 10, 0, 7);
  g_assert_true (g_bytes_equal (loaded->bytes, bytes));
  g_assert_cmpstr (loaded->etag, ==, tile.etag);
  g_assert_cmpint (loaded->expires, ==, tile.expires);

  g_assert_true (wuse_tile_folder_needs_trimming (folder));
  wuse_tile_folder_trim (folder);
  g_assert_false (wuse_tile_folder_needs_trimming (folder));
  guint kept = 0;
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (WuseStoredTile) left = wuse_tile_folder_load (folder, 10, i, 7);
      kept += left != NULL;
      g_assert_cmpint (left != NULL, ==, i == 0 || i >= 13);
    }
  g_assert_cmpuint (kept, ==, 8);

  tile.bytes = NULL;
  tile.etag = (char *) "evil\nwuse-tile";
  g_assert_true (wuse_tile_folder_save (folder, 1, 0, 0, &tile, &error));
  g_autoptr (WuseStoredTile) absent = wuse_tile_folder_load (folder, 1, 0, 0);
  g_assert_null (absent->bytes);
  g_assert_null (absent->etag);
  delete_folder (path);
}

static void
test_damaged_files (void)
{
  static const char *const contents[] = {
    "",
    "wuse-tile 1 ",
    "wuse-tile 1 5\n" PNG "xx",
    "wuse-tile 1 -5 \n" PNG "xx",
    "wuse-tile 1 5 \nGIF89a",
    "wuse-tile 2 5 \n" PNG "xx",
    "wuse-tile 1 99999999999999999999 \n" PNG "xx",
  };
  g_autofree char *path = new_folder ();
  g_autofree char *parent = g_build_filename (path, "s", "1", "0", NULL);
  g_autofree char *file = g_build_filename (parent, "0", NULL);
  g_autoptr (WuseTileFolder) folder = wuse_tile_folder_new (path, "s", 10000);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_assert_true (g_file_set_contents (file, contents[i], -1, NULL));
      g_assert_null (wuse_tile_folder_load (folder, 1, 0, 0));
    }
  delete_folder (path);
}

/* What the server in the tests below does with zoom 1: row 0 a tile, row 1 none. */
typedef struct
{
  int n_full;
  int n_unchanged;
  int n_active;
  int n_most;
  int fails;         /* this many requests, with 500 */
  gboolean is_lying; /* sends HTML */
  const char *control;
} Tiles;

static gboolean
unpause_cb (gpointer data)
{
  soup_server_message_unpause (data);
  return G_SOURCE_REMOVE;
}

static void
tiles_cb (SoupServerMessage *message, const char *path, GHashTable *query, ClientServer *server, gpointer user_data)
{
  Tiles *tiles = user_data;
  SoupMessageHeaders *request = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *response = soup_server_message_get_response_headers (message);
  char image[100] = PNG;

  g_assert_cmpstr (g_hash_table_lookup (query, "tk"), ==, KEY);
  if (g_atomic_int_get (&tiles->fails) > 0)
    {
      g_atomic_int_add (&tiles->fails, -1);
      client_server_answer (message, 500, "text/plain", "no");
      return;
    }
  if (g_str_has_suffix (path, "/1"))
    {
      client_server_answer (message, 404, "text/plain", "no");
      return;
    }
  if (tiles->control != NULL)
    soup_message_headers_replace (response, "Cache-Control", tiles->control);
  soup_message_headers_replace (response, "ETag", "unquoted-tag");
  if (g_strcmp0 (soup_message_headers_get_one (request, "If-None-Match"), "unquoted-tag") == 0)
    {
      g_atomic_int_inc (&tiles->n_unchanged);
      client_server_answer (message, 304, NULL, NULL);
      return;
    }

  g_atomic_int_inc (&tiles->n_full);
  memcpy (image + 20, path, MIN (strlen (path), 70));
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, tiles->is_lying ? "text/html" : "image/png", SOUP_MEMORY_COPY,
                                    tiles->is_lying ? "<html>" : image, tiles->is_lying ? 6 : sizeof image);
  if (g_str_has_prefix (path, "/9/"))
    {
      /* Held back a little, so that the client shows how many it asks for at once. */
      GSource *source = g_timeout_source_new (20);
      soup_server_message_pause (message);
      g_source_set_callback (source, unpause_cb, message, NULL);
      g_source_attach (source, g_main_context_get_thread_default ());
      g_source_unref (source);
    }
}

typedef struct
{
  GBytes *bytes;
  GError *error;
  gboolean is_done;
} Result;

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Result *out = user_data;

  out->bytes = wuse_tile_loader_load_finish (WUSE_TILE_LOADER (source), result, &out->error);
  out->is_done = TRUE;
}

static void
wait_for (Result *result)
{
  while (!result->is_done)
    g_main_context_iteration (NULL, TRUE);
}

static void
clear (Result *result)
{
  g_clear_pointer (&result->bytes, g_bytes_unref);
  g_clear_error (&result->error);
  result->is_done = FALSE;
}

static void
load (WuseTileFetcher *fetcher, guint zoom, guint x, guint y, Result *result)
{
  clear (result);
  wuse_tile_loader_load_async (WUSE_TILE_LOADER (fetcher), zoom, x, y, NULL, loaded_cb, result);
  wait_for (result);
}

static WuseTileFetcher *
new_fetcher (const char *address, const char *folder)
{
  g_autofree char *text = g_strconcat (address, "/{z}/{x}/{y}?tk={tk}", NULL);
  g_autoptr (GError) error = NULL;
  WuseTileFetcher *fetcher = wuse_tile_fetcher_new (text, NULL, KEY, folder, 1 << 20, 4, &error);

  g_assert_no_error (error);
  return fetcher;
}

static void
test_fetching (void)
{
  Tiles tiles = { .control = "max-age=3600" };
  ClientServer *server = client_server_new (tiles_cb, &tiles);
  g_autofree char *address = g_strdup (client_server_get_address (server));
  g_autofree char *path = new_folder ();
  g_autoptr (WuseTileFetcher) fetcher = new_fetcher (address, path);
  Result result = { 0 };

  for (guint i = 0; i < 3; i++)
    {
      load (fetcher, 1, 0, 0, &result);
      g_assert_no_error (result.error);
      g_assert_cmpstr ((const char *) g_bytes_get_data (result.bytes, NULL) + 20, ==, "/1/0/0");
      load (fetcher, 1, 0, 1, &result);
      g_assert_error (result.error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    }
  /* Both the tile and its absence were asked for once. */
  g_assert_cmpuint (client_server_get_n_requests (server), ==, 2);

  /* A fetcher of another run works from the disk while there is no server; what is not there fails soon, without the key. */
  client_server_free (server);
  g_autoptr (WuseTileFetcher) later = new_fetcher (address, path);
  load (later, 1, 0, 0, &result);
  g_assert_no_error (result.error);
  gint64 begun = g_get_monotonic_time ();
  load (later, 1, 1, 0, &result);
  g_assert_error (result.error, WUSE_NET_ERROR, WUSE_NET_ERROR_OFFLINE);
  g_assert_null (strstr (result.error->message, "secret"));
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 5 * G_USEC_PER_SEC);
  clear (&result);
  delete_folder (path);
}

static void
test_renewal (void)
{
  Tiles tiles = { .control = "no-cache" };
  g_autoptr (ClientServer) server = client_server_new (tiles_cb, &tiles);
  g_autofree char *path = new_folder ();
  g_autoptr (WuseTileFetcher) fetcher = new_fetcher (client_server_get_address (server), path);
  Result result = { 0 };

  /* Out of date at once: shown all the same, and asked about by its tag. */
  for (guint i = 0; i < 3; i++)
    {
      load (fetcher, 1, 0, 0, &result);
      g_assert_no_error (result.error);
    }
  for (guint i = 0; i < 100 && g_atomic_int_get (&tiles.n_unchanged) == 0; i++)
    g_usleep (20000);
  g_assert_cmpint (tiles.n_full, ==, 1);
  g_assert_cmpint (tiles.n_unchanged, >=, 1);
  clear (&result);
  delete_folder (path);
}

static void
test_failures (void)
{
  Tiles tiles = { .fails = 2, .control = "no-store" };
  g_autoptr (ClientServer) server = client_server_new (tiles_cb, &tiles);
  g_autofree char *path = new_folder ();
  g_autoptr (WuseTileFetcher) fetcher = new_fetcher (client_server_get_address (server), path);
  Result result = { 0 };

  /* Two failures are tried over. */
  load (fetcher, 1, 0, 0, &result);
  g_assert_no_error (result.error);
  g_assert_cmpuint (client_server_get_n_requests (server), ==, 3);

  /* What must not be kept is not. */
  load (fetcher, 1, 0, 0, &result);
  g_assert_cmpuint (client_server_get_n_requests (server), ==, 4);

  /* What is no image is no tile. */
  tiles.is_lying = TRUE;
  load (fetcher, 1, 0, 0, &result);
  g_assert_error (result.error, WUSE_NET_ERROR, WUSE_NET_ERROR_PROTOCOL);
  tiles.is_lying = FALSE;

  /* A server that goes on failing is left alone, however many tiles are wanted. */
  guint before = client_server_get_n_requests (server);
  g_atomic_int_set (&tiles.fails, 100000);
  Result results[200] = { 0 };
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    wuse_tile_loader_load_async (WUSE_TILE_LOADER (fetcher), 10, i, 0, NULL, loaded_cb, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      wait_for (&results[i]);
      g_assert_error (results[i].error, WUSE_NET_ERROR, results[i].error->code);
      clear (&results[i]);
    }
  g_assert_cmpuint (client_server_get_n_requests (server) - before, <, 40);
  clear (&result);
  delete_folder (path);
}

static void
test_many (void)
{
  Tiles tiles = { .control = "max-age=3600" };
  g_autoptr (ClientServer) server = client_server_new (tiles_cb, &tiles);
  g_autofree char *path = new_folder ();
  g_autoptr (WuseTileFetcher) fetcher = new_fetcher (client_server_get_address (server), path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Result results[300] = { 0 };

  /* Wished for twice each: fetched once each. The last hundred are taken back. */
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    wuse_tile_loader_load_async (WUSE_TILE_LOADER (fetcher), 9, i < 200 ? i / 2 : i, 0, i < 200 ? NULL : cancellable, loaded_cb,
                                 &results[i]);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      wait_for (&results[i]);
      if (i < 200)
        g_assert_no_error (results[i].error);
      else
        g_assert_error (results[i].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      clear (&results[i]);
    }
  g_assert_cmpint (tiles.n_full, >=, 100);
  g_assert_cmpint (tiles.n_full, <, 110);
  delete_folder (path);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/tiles/templates", test_templates);
  g_test_add_func ("/client/tiles/folder", test_folder);
  g_test_add_func ("/client/tiles/damaged-files", test_damaged_files);
  g_test_add_func ("/client/tiles/fetching", test_fetching);
  g_test_add_func ("/client/tiles/renewal", test_renewal);
  g_test_add_func ("/client/tiles/failures", test_failures);
  g_test_add_func ("/client/tiles/many", test_many);

  return g_test_run ();
}
