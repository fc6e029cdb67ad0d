/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ordered, compacted feed of a district's records in its SQLite file: the reading side. */

#pragma once

#include "wuse-feed.h"

G_BEGIN_DECLS

/**
 * WuseFeedView:
 *
 * Reads a feed while others write to it. For one thread at a time; as many views as wanted.
 */
typedef struct _WuseFeedView WuseFeedView;

/**
 * WuseFeedState:
 * @feed: id of the feed
 * @seq: greatest seq
 * @digests: content by type, as of @seq
 */
typedef struct
{
  char *feed;
  gint64 seq;
  WuseDigest digests[WUSE_N_RECORD_TYPES];
} WuseFeedState;

/**
 * WuseFeedLineFunc:
 * @seq: the line's seq
 * @line: (array length=length): the canonical line, without line feed, valid during the call
 * @length: bytes of @line
 * @user_data: what was handed to the reading function
 *
 * Returns: %FALSE to end the reading
 */
typedef gboolean (*WuseFeedLineFunc) (gint64 seq, const char *line, gsize length, gpointer user_data);

/**
 * wuse_feed_view_open:
 * @path: the database
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: (transfer full) (nullable): a view; free with wuse_feed_view_free()
 */
WuseFeedView *wuse_feed_view_open (const char *path, GError **error);

/**
 * wuse_feed_view_free:
 * @self: (transfer full) (nullable): a view
 */
void wuse_feed_view_free (WuseFeedView *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseFeedView, wuse_feed_view_free)

/**
 * wuse_feed_view_get_seq:
 * @self: a view
 * @seq: (out): greatest seq of the feed at present
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: %TRUE if @seq was set
 */
gboolean wuse_feed_view_get_seq (WuseFeedView *self, gint64 *seq, GError **error);

/**
 * wuse_feed_view_get_state:
 * @self: a view
 * @state: (out caller-allocates): id, seq and digests of one moment; clear with wuse_feed_state_clear()
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: %TRUE if @state was set
 */
gboolean wuse_feed_view_get_state (WuseFeedView *self, WuseFeedState *state, GError **error);

/**
 * wuse_feed_view_compute_state:
 * @self: a view
 * @state: (out caller-allocates): as from wuse_feed_view_get_state(), but with digests computed from the lines
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Reads the whole feed: for checking it.
 *
 * Returns: %TRUE if @state was set
 */
gboolean wuse_feed_view_compute_state (WuseFeedView *self, WuseFeedState *state, GError **error);

/**
 * wuse_feed_state_clear:
 * @self: a state
 */
void wuse_feed_state_clear (WuseFeedState *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WuseFeedState, wuse_feed_state_clear)

/**
 * wuse_feed_state_to_json:
 * @self: a state
 *
 * Returns: (transfer full): the object of `GET /v1/digest`
 */
JsonNode *wuse_feed_state_to_json (const WuseFeedState *self);

/**
 * wuse_feed_view_get_district:
 * @self: a view
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: (transfer full) (nullable): as wuse_feed_get_district()
 */
WuseDistrict *wuse_feed_view_get_district (WuseFeedView *self, GError **error);

/**
 * wuse_feed_view_foreach_line:
 * @self: a view
 * @after: lines with a greater seq …
 * @until: … up to this one
 * @func: called for each, ascending
 * @user_data: handed to @func
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: %FALSE only if reading failed
 */
gboolean wuse_feed_view_foreach_line (
    WuseFeedView *self, gint64 after, gint64 until, WuseFeedLineFunc func, gpointer user_data, GError **error);

/**
 * WuseFeedVersionFunc:
 * @who: (nullable): name of the user who made the version, %NULL if nobody did
 * @reason: (nullable): why
 * @line: (array length=length): the version's canonical line
 * @length: bytes of @line
 * @user_data: what was handed to wuse_feed_view_foreach_version()
 */
typedef void (*WuseFeedVersionFunc) (const char *who, const char *reason, const char *line, gsize length, gpointer user_data);

/**
 * wuse_feed_view_foreach_version:
 * @self: a view
 * @type: a type
 * @id: an id
 * @func: called for each version that is known, the present one first; never for a record that never was
 * @user_data: handed to @func
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: %TRUE if all were read
 */
gboolean wuse_feed_view_foreach_version (
    WuseFeedView *self, WuseRecordType type, const char *id, WuseFeedVersionFunc func, gpointer user_data, GError **error);

/**
 * wuse_feed_view_find_line:
 * @self: a view
 * @type: a type
 * @id: an id
 * @line: (out) (transfer full) (nullable): the canonical line, or %NULL if there is no such record
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: %FALSE only if the look-up failed
 */
gboolean wuse_feed_view_find_line (WuseFeedView *self, WuseRecordType type, const char *id, char **line, GError **error);

/**
 * WuseItemQuery:
 * @type: a spatial type
 * @after_id: items with a greater id
 * @has_boxes: whether to look at @boxes; items without a place are then left out
 * @boxes: (array fixed-size=2): where: in either; one of them may be empty
 * @has_time: whether to look at @from and @to; items without a time are kept
 * @from: from when
 * @to: until when
 *
 * What to look for among the records that are features.
 */
typedef struct
{
  WuseRecordType type;
  const char *after_id;
  gboolean has_boxes;
  WuseBounds boxes[2];
  gboolean has_time;
  WuseTime from;
  WuseTime to;
} WuseItemQuery;

/**
 * wuse_feed_view_foreach_item:
 * @self: a view
 * @query: what to look for; places are compared by their boxes
 * @func: called for each, by ascending id
 * @user_data: handed to @func
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * Returns: %FALSE only if reading failed
 */
gboolean wuse_feed_view_foreach_item (
    WuseFeedView *self, const WuseItemQuery *query, WuseFeedLineFunc func, gpointer user_data, GError **error);

G_END_DECLS
