/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be read from the cache, inside a WuseStoreReadFunc. */

#pragma once

#include <gio/gio.h>

#include "wuse-activity.h"
#include "wuse-area-set.h"
#include "wuse-district.h"
#include "wuse-feature-set.h"
#include "wuse-record.h"
#include "wuse-register.h"
#include "wuse-relations.h"

G_BEGIN_DECLS

/**
 * WuseStoreReader:
 *
 * The cache as it was at one instant: a reading connection inside a transaction. Lent to a #WuseStoreReadFunc for the
 * time of its call. All functions here can fail with %WUSE_STORE_ERROR_CORRUPT or, when the read was cancelled,
 * %G_IO_ERROR_CANCELLED.
 */
typedef struct _WuseStoreReader WuseStoreReader;

/**
 * wuse_store_reader_get_cursor:
 * @self: a reader
 *
 * Returns: the `seq` of the feed that this instant corresponds to, 0 for none
 */
gint64 wuse_store_reader_get_cursor (WuseStoreReader *self);

/**
 * wuse_store_reader_load_district:
 * @self: a reader
 * @district: (out) (nullable): what the server last said of itself, %NULL when none has been heard
 * @error: return location for an error
 *
 * Returns: %TRUE if @district was set
 */
gboolean wuse_store_reader_load_district (WuseStoreReader *self, WuseDistrict **district, GError **error);

/**
 * wuse_store_reader_load_areas:
 * @self: a reader
 * @error: return location for an error
 *
 * Loads all areas with their polygons. An area whose level is unknown to this version is left out; a polygon that
 * cannot be read counts as none.
 *
 * Returns: (transfer full) (nullable): the areas
 */
WuseAreaSet *wuse_store_reader_load_areas (WuseStoreReader *self, GError **error);

/**
 * wuse_store_reader_load_features:
 * @self: a reader
 * @error: return location for an error
 *
 * Loads all base features, and the footprints of buildings as %WUSE_FEATURE_BUILDING.
 *
 * Returns: (transfer full) (nullable): the features, sealed
 */
WuseFeatureSet *wuse_store_reader_load_features (WuseStoreReader *self, GError **error);

/**
 * wuse_store_reader_load_register:
 * @self: a reader
 * @areas: the areas that indices refer to, loaded from the same or an earlier instant
 * @error: return location for an error
 *
 * Loads cases, contacts, stays, places and daily figures. An area not in @areas counts as none; a case of a coarser
 * level stays there; one without an area takes the area of its household, else its building. A case's small setting is
 * its household, else its building. Its position is its own, else its building's, else its area's label.
 *
 * Returns: (transfer full) (nullable): the register, sealed
 */
WuseRegister *wuse_store_reader_load_register (WuseStoreReader *self, WuseAreaSet *areas, GError **error);

/**
 * wuse_store_reader_update_register:
 * @self: a reader
 * @before: the register as of an earlier instant
 * @error: return location for an error
 *
 * As wuse_store_reader_load_register() for the areas of @before, but only rows that the writer has touched since are read,
 * as far as it remembers: one new case is known in a fraction of the time.
 *
 * Returns: (transfer full) (nullable): the register, sealed
 */
WuseRegister *wuse_store_reader_update_register (WuseStoreReader *self, WuseRegister *before, GError **error);

/**
 * wuse_store_reader_load_relations:
 * @self: a reader
 * @before: (nullable): relations that were read before: makes it faster
 * @error: return location for an error
 *
 * Loads who the cases are, who met whom and where they were, as shown: with what was entered here.
 *
 * Returns: (transfer full) (nullable): the relations
 */
WuseRelations *wuse_store_reader_load_relations (WuseStoreReader *self, const WuseRelations *before, GError **error);

/**
 * wuse_store_reader_load_activity:
 * @self: a reader
 * @limit: how many at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type WuseActivity) (nullable): the newest rows of the activity list, newest first
 */
GPtrArray *wuse_store_reader_load_activity (WuseStoreReader *self, guint limit, GError **error);

/**
 * wuse_store_reader_get_setting:
 * @self: a reader
 * @key: what was remembered
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its value, %NULL without @error set when there is none
 */
char *wuse_store_reader_get_setting (WuseStoreReader *self, const char *key, GError **error);

/**
 * WuseSearchHit:
 * @type: %WUSE_RECORD_AREA, %WUSE_RECORD_BUILDING, %WUSE_RECORD_PLACE or, for wuse_store_reader_find_in(),
 *   %WUSE_RECORD_FEATURE
 * @id: id of the record
 * @name: its name, else its address, else its id
 * @detail: one line to tell it from others: the address, else the names of the areas it lies in, top first, joined by
 *   ` · `; may be empty
 * @kind: (nullable): code of the area's level, the place's or the feature's kind
 * @point: where to go; both 0 where nothing is known
 * @bounds: the box to show; empty where nothing is known
 *
 * Something found.
 */
typedef struct
{
  WuseRecordType type;
  char *id;
  char *name;
  char *detail;
  char *kind;
  WusePoint point;
  WuseBounds bounds;
} WuseSearchHit;

/**
 * wuse_search_hit_free:
 * @self: (transfer full) (nullable): a hit
 */
void wuse_search_hit_free (WuseSearchHit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseSearchHit, wuse_search_hit_free)

/**
 * WUSE_SEARCH_MAX_CHARACTERS:
 *
 * How many characters of a search text are looked at; the rest is passed over.
 */
#define WUSE_SEARCH_MAX_CHARACTERS 64

/**
 * wuse_store_reader_search:
 * @self: a reader
 * @text: what somebody typed, anything
 * @limit: how many at most
 * @error: return location for an error
 *
 * Searches names, addresses, codes and ids of areas, places and buildings. Each word of @text has to be found: Chinese
 * as any substring, Latin words and digits from the start of a word, codes and ids from their start, runs of Latin letters also
 * as pinyin initials (any part of them). Names that start with @text come first, then areas, places, buildings.
 *
 * Returns: (transfer full) (element-type WuseSearchHit) (nullable): the hits, best first; empty for a text without a
 *   letter or digit
 */
GPtrArray *wuse_store_reader_search (WuseStoreReader *self, const char *text, guint limit, GError **error);

/**
 * wuse_store_reader_find_in:
 * @self: a reader
 * @type: %WUSE_RECORD_AREA, %WUSE_RECORD_BUILDING, %WUSE_RECORD_FEATURE or %WUSE_RECORD_PLACE
 * @bounds: where to look
 * @limit: how many at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type WuseSearchHit) (nullable): records whose box shares a point with @bounds
 */
GPtrArray *
wuse_store_reader_find_in (WuseStoreReader *self, WuseRecordType type, const WuseBounds *bounds, guint limit, GError **error);

/**
 * WuseAreaFigures:
 * @persons: persons in the cache in the area and all below it
 * @households: households
 * @buildings: buildings
 * @at: when the server learned of the newest of them, or %WUSE_TIME_NONE
 *
 * What was counted in the cache, in contrast to the figures an area's record states.
 */
typedef struct
{
  gint64 persons;
  gint64 households;
  gint64 buildings;
  WuseTime at;
} WuseAreaFigures;

/**
 * wuse_store_reader_count_area:
 * @self: a reader
 * @area_id: id of an area; nothing is counted for an unknown one
 * @figures: (out caller-allocates): what was counted
 * @error: return location for an error
 *
 * Returns: %TRUE if @figures was set
 */
gboolean wuse_store_reader_count_area (WuseStoreReader *self, const char *area_id, WuseAreaFigures *figures, GError **error);

/**
 * WuseFreshness:
 * @count: records in the cache
 * @newest_at: when the server learned of the newest one ever received, or %WUSE_TIME_NONE
 * @received_at: when this machine last received one, or %WUSE_TIME_NONE
 *
 * How old what is known of one record type is.
 */
typedef struct
{
  gint64 count;
  WuseTime newest_at;
  WuseTime received_at;
} WuseFreshness;

/**
 * wuse_store_reader_get_freshness:
 * @self: a reader
 * @freshness: (out caller-allocates) (array fixed-size=10): by record type
 * @error: return location for an error
 *
 * Returns: %TRUE if @freshness was set
 */
gboolean wuse_store_reader_get_freshness (WuseStoreReader *self, WuseFreshness freshness[WUSE_N_RECORD_TYPES], GError **error);

/**
 * wuse_store_reader_get_digest:
 * @self: a reader
 * @digests: (out caller-allocates) (array fixed-size=10): by record type
 * @error: return location for an error
 *
 * Computes the digests anew from every row, to compare with the server's. About two seconds for a million records.
 *
 * Returns: %TRUE if @digests was set
 */
gboolean wuse_store_reader_get_digest (WuseStoreReader *self, WuseDigest digests[WUSE_N_RECORD_TYPES], GError **error);

G_END_DECLS
