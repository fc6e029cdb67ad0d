/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One HTTP request and its answer, on the server's side. */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "wuse-faults.h"

G_BEGIN_DECLS

/**
 * WUSE_EXCHANGE_MAX_BODY:
 *
 * Most bytes of request body that are kept.
 */
#define WUSE_EXCHANGE_MAX_BODY (256u << 10)

/**
 * WUSE_STATUS_TOO_MANY_REQUESTS:
 *
 * The status of RFC 6585 that libsoup has no name for.
 */
#define WUSE_STATUS_TOO_MANY_REQUESTS 429

/**
 * WUSE_STATUS_PRECONDITION_REQUIRED:
 *
 * Another one.
 */
#define WUSE_STATUS_PRECONDITION_REQUIRED 428

/**
 * WuseExchange:
 *
 * A request that has come in and what has been said to it. Everything that is sent goes through here, so that faults
 * apply to all routes alike. Main thread only, but for references.
 */
typedef struct _WuseExchange WuseExchange;

/**
 * WuseExchangeFunc:
 * @self: the exchange
 * @user_data: what was handed over with the function
 */
typedef void (*WuseExchangeFunc) (WuseExchange *self, gpointer user_data);

/**
 * wuse_exchange_watch:
 * @message: a message whose headers have come in
 *
 * Makes the exchange of a message and collects its request body, up to %WUSE_EXCHANGE_MAX_BODY.
 */
void wuse_exchange_watch (SoupServerMessage *message);

/**
 * wuse_exchange_get:
 * @message: a message that was handed to wuse_exchange_watch()
 *
 * Returns: (transfer none) (nullable): its exchange
 */
WuseExchange *wuse_exchange_get (SoupServerMessage *message);

/**
 * wuse_exchange_ref:
 * @self: an exchange
 *
 * Returns: (transfer full): @self
 */
WuseExchange *wuse_exchange_ref (WuseExchange *self);

/**
 * wuse_exchange_unref:
 * @self: (transfer full): an exchange
 */
void wuse_exchange_unref (WuseExchange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseExchange, wuse_exchange_unref)

/**
 * wuse_exchange_get_message:
 * @self: an exchange
 *
 * Returns: (transfer none): its message
 */
SoupServerMessage *wuse_exchange_get_message (WuseExchange *self);

/**
 * wuse_exchange_get_body:
 * @self: an exchange whose request has come in
 *
 * Returns: (transfer none) (nullable): the request body, terminated by a zero byte beyond its length; %NULL if it was too large
 */
const GByteArray *wuse_exchange_get_body (WuseExchange *self);

/**
 * wuse_exchange_get_method:
 * @self: an exchange
 *
 * Returns: (transfer none): the request's method
 */
const char *wuse_exchange_get_method (WuseExchange *self);

/**
 * wuse_exchange_get_peer:
 * @self: an exchange
 *
 * Returns: (transfer none): the address the request came from
 */
const char *wuse_exchange_get_peer (WuseExchange *self);

/**
 * wuse_exchange_get_base:
 * @self: an exchange
 *
 * Returns: (transfer full): scheme, host and port under which the client reached the server, without a slash at the end
 */
char *wuse_exchange_get_base (WuseExchange *self);

/**
 * wuse_exchange_accepts_gzip:
 * @self: an exchange
 *
 * Returns: whether the client asked for gzip
 */
gboolean wuse_exchange_accepts_gzip (WuseExchange *self);

/**
 * wuse_exchange_set_plan:
 * @self: an exchange nothing was sent to yet
 * @plan: what is to go wrong with it
 */
void wuse_exchange_set_plan (WuseExchange *self, const WuseFaultPlan *plan);

/**
 * wuse_exchange_get_plan:
 * @self: an exchange
 *
 * Returns: (transfer none): what is to go wrong with it
 */
const WuseFaultPlan *wuse_exchange_get_plan (WuseExchange *self);

/**
 * wuse_exchange_is_over:
 * @self: an exchange
 *
 * Returns: whether the answer has been sent or the client has gone
 */
gboolean wuse_exchange_is_over (WuseExchange *self);

/**
 * wuse_exchange_set_header:
 * @self: an exchange nothing was sent to yet
 * @name: name of a header of the answer
 * @value: its value
 */
void wuse_exchange_set_header (WuseExchange *self, const char *name, const char *value);

/**
 * wuse_exchange_reply:
 * @self: an exchange nothing was sent to yet
 * @status: HTTP status
 * @content_type: (nullable): media type, %NULL where there is no body
 * @body: (transfer full) (nullable): the body
 *
 * Answers.
 */
void wuse_exchange_reply (WuseExchange *self, guint status, const char *content_type, GBytes *body);

/**
 * wuse_exchange_reply_json:
 * @self: an exchange nothing was sent to yet
 * @status: HTTP status
 * @content_type: (nullable): media type if not `application/json`
 * @node: (transfer full): the body
 *
 * Answers.
 */
void wuse_exchange_reply_json (WuseExchange *self, guint status, const char *content_type, JsonNode *node);

/**
 * wuse_status_get_phrase:
 * @status: an HTTP status
 *
 * Returns: its reason phrase, also of those that libsoup does not know
 */
const char *wuse_status_get_phrase (guint status);

/**
 * wuse_exchange_reply_problem:
 * @self: an exchange nothing was sent to yet
 * @status: HTTP status
 * @problem: (nullable): last part of the problem's type, %NULL for one that the status says all of
 * @detail: (nullable): what is wrong with this very request, in words
 *
 * Answers with RFC 9457 problem details.
 */
void wuse_exchange_reply_problem (WuseExchange *self, guint status, const char *problem, const char *detail);

/**
 * wuse_exchange_reply_problem_with:
 * @self: an exchange nothing was sent to yet
 * @status: HTTP status
 * @problem: (nullable): as above
 * @detail: (nullable): as above
 * @members: (nullable): further members of the object, as JSON text with commas between them
 *
 * Answers with RFC 9457 problem details.
 */
void
wuse_exchange_reply_problem_with (WuseExchange *self, guint status, const char *problem, const char *detail, const char *members);

/**
 * wuse_exchange_begin:
 * @self: an exchange nothing was sent to yet
 * @content_type: media type
 * @drained: (nullable): called whenever all that was appended has been written
 * @over: (nullable): called once when the exchange is over, however it ended
 * @user_data: handed to both
 *
 * Begins an answer that is sent piece by piece.
 */
void wuse_exchange_begin (
    WuseExchange *self, const char *content_type, WuseExchangeFunc drained, WuseExchangeFunc over, gpointer user_data);

/**
 * wuse_exchange_append:
 * @self: an exchange that was begun
 * @bytes: (transfer full): the next piece
 */
void wuse_exchange_append (WuseExchange *self, GBytes *bytes);

/**
 * wuse_exchange_end:
 * @self: an exchange that was begun
 *
 * Ends the answer.
 */
void wuse_exchange_end (WuseExchange *self);

/**
 * wuse_exchange_abort:
 * @self: an exchange that was begun
 *
 * Breaks the connection off, so that the client sees that the answer is not whole.
 */
void wuse_exchange_abort (WuseExchange *self);

/**
 * wuse_exchange_get_backlog:
 * @self: an exchange that was begun
 *
 * Returns: bytes appended and not yet written
 */
gsize wuse_exchange_get_backlog (WuseExchange *self);

G_END_DECLS
