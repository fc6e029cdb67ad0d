/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills a cache from a district's database by way of a real server: `bench-cache DATABASE CACHE`. */

#include "config.h"

#include "wuse-sync.h"
#include "wuse-test-server.h"

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseTestServer) server = NULL;

  if (argc != 3)
    {
      g_printerr ("bench-cache DATABASE CACHE\n");
      return 64;
    }
  server = wuse_test_server_start (argv[1], NULL, NULL);
  g_autoptr (WuseStore) store = wuse_store_open (argv[2], NULL, &error);
  g_assert_no_error (error);
  g_autoptr (WuseSync) sync = wuse_sync_new (store);
  wuse_sync_set_server (sync, wuse_test_server_get_url (server), wuse_test_server_get_user (server),
                        wuse_test_server_get_password (server), &error);
  g_assert_no_error (error);
  wuse_sync_start (sync);
  while (wuse_sync_get_state (sync) != WUSE_SYNC_LIVE)
    g_main_context_iteration (NULL, TRUE);
  g_print ("%" G_GUINT64_FORMAT " records in %s\n", wuse_sync_get_n_received (sync), argv[2]);
  wuse_sync_stop (sync);
  wuse_store_close (store);
  return 0;
}
