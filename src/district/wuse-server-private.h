/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the server share. */

#pragma once

#include "wuse-changes.h"
#include "wuse-edits.h"
#include "wuse-live.h"
#include "wuse-server.h"

G_BEGIN_DECLS

struct _WuseServer
{
  SoupServer *soup;
  char *url;
  char *feed_id;
  char *database;
  WuseFeed *feed;
  WuseFeedView *view;
  WuseAccounts *accounts;
  WuseClock *clock;
  WuseFaults *faults;
  WuseLive *live;
  WuseChanges *changes;
  WuseEdits *edits;
  guint poll_source;
  GMainContext *context;
  GSource *publish_source;
  GMutex publish_mutex;
};

/**
 * WuseServerRequest:
 * @exchange: request and answer
 * @parameters: (nullable) (element-type utf8 utf8): the query
 * @arguments: the variable parts of the path, in order
 * @user: (nullable): name of the user who asks, where one has to sign in
 *
 * A request that has found its route.
 */
typedef struct
{
  WuseExchange *exchange;
  GHashTable *parameters;
  char *arguments[2];
  const char *user;
} WuseServerRequest;

/**
 * WuseServerHandler:
 * @self: the server
 * @request: a request nothing was sent to yet
 *
 * Answers, now or later.
 */
typedef void (*WuseServerHandler) (WuseServer *self, const WuseServerRequest *request);

void wuse_server_handle_token (WuseServer *self, const WuseServerRequest *request);
void wuse_server_handle_district (WuseServer *self, const WuseServerRequest *request);
void wuse_server_handle_changes (WuseServer *self, const WuseServerRequest *request);
void wuse_server_handle_stream (WuseServer *self, const WuseServerRequest *request);
void wuse_server_handle_digest (WuseServer *self, const WuseServerRequest *request);
void wuse_server_handle_clock (WuseServer *self, const WuseServerRequest *request);
void wuse_server_handle_set_clock (WuseServer *self, const WuseServerRequest *request);
void wuse_server_handle_faults (WuseServer *self, const WuseServerRequest *request);
void wuse_server_handle_set_faults (WuseServer *self, const WuseServerRequest *request);
void wuse_server_handle_record (WuseServer *self, const WuseServerRequest *request);
void wuse_server_handle_put_record (WuseServer *self, const WuseServerRequest *request);
void wuse_server_handle_delete_record (WuseServer *self, const WuseServerRequest *request);
void wuse_server_handle_history (WuseServer *self, const WuseServerRequest *request);

/**
 * wuse_server_read_json:
 * @request: a request
 *
 * Reads the request's JSON; answers if there is none.
 *
 * Returns: (transfer full) (nullable): the body
 */
JsonNode *wuse_server_read_json (const WuseServerRequest *request);

/**
 * wuse_server_read_district:
 * @self: the server
 * @exchange: who is told if it fails
 *
 * Returns: (transfer full) (nullable): the district as of now, with the clock's time
 */
WuseDistrict *wuse_server_read_district (WuseServer *self, WuseExchange *exchange);

G_END_DECLS
