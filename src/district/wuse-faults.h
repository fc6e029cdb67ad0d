/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Things that go wrong on request, so that clients can be tested against them. */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * WUSE_FAULTS_MAX_RULES:
 *
 * Most rules that are accepted.
 */
#define WUSE_FAULTS_MAX_RULES 256

/**
 * WuseGarbage:
 * @WUSE_GARBAGE_NONE: none
 * @WUSE_GARBAGE_JSON: a line that is no JSON
 * @WUSE_GARBAGE_UTF8: a line with bytes that are no UTF-8
 * @WUSE_GARBAGE_LONG: a line longer than any record may be
 */
typedef enum
{
  WUSE_GARBAGE_NONE,
  WUSE_GARBAGE_JSON,
  WUSE_GARBAGE_UTF8,
  WUSE_GARBAGE_LONG,
} WuseGarbage;

/**
 * WuseFaultPlan:
 * @latency: milliseconds to wait before the request is looked at
 * @status: answer with this problem instead, or 0
 * @retry_after: seconds for `Retry-After` of that answer, or -1
 * @stall_after: bytes of body after which nothing more is sent, or -1
 * @reset_after: bytes of body after which the connection is reset, or -1
 * @cut_after: bytes of body after which the body ends as if it were complete, or -1
 * @length: a `Content-Length` to claim, or -1; where the body is longer the rest follows all the same, where it is shorter the
 *   connection is closed
 * @garbage: what to put into the body
 * @garbage_after: after how many of its bytes
 * @lost: do what is asked for, and break the connection off instead of answering
 * @silent: leave heartbeats and clock out of a live stream
 *
 * What is to go wrong with one request.
 */
typedef struct
{
  guint latency;
  guint status;
  int retry_after;
  gint64 stall_after;
  gint64 reset_after;
  gint64 cut_after;
  gint64 length;
  WuseGarbage garbage;
  gint64 garbage_after;
  gboolean lost;
  gboolean silent;
} WuseFaultPlan;

/**
 * WuseEventFault:
 * @WUSE_EVENT_SENT: none
 * @WUSE_EVENT_DUPLICATED: sent twice
 * @WUSE_EVENT_HELD_BACK: sent after the next one
 * @WUSE_EVENT_DROPPED: not sent
 *
 * What is to go wrong with one event of a live stream.
 */
typedef enum
{
  WUSE_EVENT_SENT,
  WUSE_EVENT_DUPLICATED,
  WUSE_EVENT_HELD_BACK,
  WUSE_EVENT_DROPPED,
} WuseEventFault;

/**
 * WuseFaults:
 *
 * The rules in force, and how often each route was asked for since they were set.
 */
typedef struct _WuseFaults WuseFaults;

/**
 * wuse_faults_new:
 *
 * Returns: (transfer full): no faults; free with wuse_faults_free()
 */
WuseFaults *wuse_faults_new (void);

/**
 * wuse_faults_free:
 * @self: (transfer full) (nullable): faults
 */
void wuse_faults_free (WuseFaults *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseFaults, wuse_faults_free)

/**
 * wuse_faults_set:
 * @self: faults
 * @node: the object of `PUT /v1/faults` (see `data/openapi/district-v1.yaml`)
 * @error: return location for a %WUSE_SERVER_ERROR that names the rule
 *
 * Replaces all rules and begins to count anew; on failure everything stays as it was.
 *
 * Returns: %TRUE if the rules are now in force
 */
gboolean wuse_faults_set (WuseFaults *self, JsonNode *node, GError **error);

/**
 * wuse_faults_to_json:
 * @self: faults
 *
 * Returns: (transfer full): the object of `GET /v1/faults`
 */
JsonNode *wuse_faults_to_json (const WuseFaults *self);

/**
 * wuse_faults_count_request:
 * @self: faults
 * @method: method of a request
 * @route: its route, with names for what varies: a small set
 */
void wuse_faults_count_request (WuseFaults *self, const char *method, const char *route);

/**
 * wuse_faults_plan_request:
 * @self: faults
 * @method: method of a request
 * @path: its path
 * @plan: (out caller-allocates): what is to go wrong
 */
void wuse_faults_plan_request (WuseFaults *self, const char *method, const char *path, WuseFaultPlan *plan);

/**
 * wuse_faults_has_event_rules:
 * @self: faults
 *
 * Returns: whether events have to be asked for one by one
 */
gboolean wuse_faults_has_event_rules (const WuseFaults *self);

/**
 * wuse_faults_plan_event:
 * @self: faults
 *
 * Returns: what is to go wrong with the next event of a live stream
 */
WuseEventFault wuse_faults_plan_event (WuseFaults *self);

G_END_DECLS
