/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the server share: answers read bit by bit, and a feed beside a server. */

#pragma once

#include <gio/gio.h>
#include <libsoup/soup.h>

#include "wuse-feed.h"
#include "wuse-test-feed.h"
#include "wuse-test-folder.h"
#include "wuse-test-server.h"

G_BEGIN_DECLS

/**
 * Fixture:
 * @folder: the test's folder
 * @database: the database in it
 * @feed: a feed on it, of this process
 * @server: a server on it, of another
 *
 * A filled feed that is served while the test may write to it.
 */
typedef struct
{
  WuseTestFolder *folder;
  char *database;
  WuseFeed *feed;
  WuseTestServer *server;
} Fixture;

/**
 * fixture_set_up:
 * @self: (out caller-allocates): a fixture with 4 grids
 * @n_persons: how many persons
 */
void fixture_set_up (Fixture *self, guint n_persons);

/**
 * fixture_tear_down:
 * @self: a fixture
 */
void fixture_tear_down (Fixture *self);

/**
 * fixture_change:
 * @self: a fixture
 * @n_changes: how many
 *
 * Puts person RID00000000 again, in one transaction, so that every change has a version of its own.
 */
void fixture_change (Fixture *self, guint n_changes);

/**
 * Answer:
 * @session: the session it comes over
 * @message: the message
 * @stream: the body
 *
 * An answer under way.
 */
typedef struct
{
  SoupSession *session;
  SoupMessage *message;
  GDataInputStream *stream;
} Answer;

/**
 * answer_begin:
 * @self: (out caller-allocates): the answer
 * @server: a server
 * @path: path and query
 * @header: (nullable): `Name: value` of one more header
 *
 * Asks, and waits for the answer's headers; a read that takes longer than three seconds fails with %G_IO_ERROR_TIMED_OUT. Does
 * not uncompress.
 */
void answer_begin (Answer *self, WuseTestServer *server, const char *path, const char *header);

/**
 * answer_end:
 * @self: an answer
 */
void answer_end (Answer *self);

/**
 * answer_read:
 * @self: an answer
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the whole body
 */
GBytes *answer_read (Answer *self, GError **error);

/**
 * Event:
 * @name: name, or ":" for a comment
 * @id: id, or -1
 * @data: data
 *
 * A Server-Sent Event.
 */
typedef struct
{
  char name[16];
  gint64 id;
  char *data;
} Event;

/**
 * answer_next_event:
 * @self: an answer that is an event stream
 * @event: (inout): an event, zeroed before its first use
 *
 * Returns: %FALSE at the stream's end, or if nothing comes for three seconds
 */
gboolean answer_next_event (Answer *self, Event *event);

/**
 * answer_expect_event:
 * @self: an answer that is an event stream
 * @event: (inout): an event, zeroed before its first use
 * @name: name of the event to wait for; others are passed over
 */
void answer_expect_event (Answer *self, Event *event, const char *name);

/**
 * event_clear:
 * @self: an event
 */
void event_clear (Event *self);

/**
 * event_get_int:
 * @self: an event
 * @member: a member of its data
 *
 * Returns: its value
 */
gint64 event_get_int (const Event *self, const char *member);

G_END_DECLS
