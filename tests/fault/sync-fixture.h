/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real district server, a cache and a sync between them, for the tests of what can go wrong. */

#pragma once

#include "wuse-sync.h"
#include "wuse-test-feed.h"
#include "wuse-test-folder.h"
#include "wuse-test-server.h"

G_BEGIN_DECLS

/* Size of the district: some 35,000 records. */
#define FIXTURE_GRIDS 100
#define FIXTURE_PERSONS 20000

/* A server in a process of its own on a database that the test can write to, and does. */
typedef struct
{
  WuseTestFolder *folder;
  char *database;
  WuseFeed *feed;
  WuseTestServer *server;
  guint n_changes;
} ServerFixture;

ServerFixture *server_fixture_new (guint n_grids, guint n_persons);
void server_fixture_free (ServerFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerFixture, server_fixture_free)

/* Puts, changes and deletes @n_records records. */
void server_fixture_change (ServerFixture *self, guint n_records);

/* A cache that is kept like the server. */
typedef struct
{
  WuseStore *store;
  WuseSync *sync;
  gboolean has_been[WUSE_SYNC_STORE_FAILED + 1]; /* the states seen */
  gboolean has_failed;                           /* whether any error was told of */
  guint n_changed;                               /* how often the store said so */
} ClientFixture;

ClientFixture *client_fixture_new (ServerFixture *server, const char *cache);
void client_fixture_free (ClientFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ClientFixture, client_fixture_free)

/* Runs the main context until @state is reached; fails the test if it is not in time. */
void client_fixture_wait_for (ClientFixture *self, WuseSyncState state);

/* Runs the main context for so long. */
void client_fixture_run (ClientFixture *self, guint msec);

/* Waits until the cache is live at the feed's last record; then its content has to be the server's. */
void client_fixture_assert_equal (ClientFixture *self, ServerFixture *server);

/* As text, one type a line. */
char *fixture_describe_store (WuseStore *store);
char *fixture_describe_feed (WuseFeed *feed);

G_END_DECLS
