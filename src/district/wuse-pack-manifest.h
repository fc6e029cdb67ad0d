/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manifest of a district pack, checked. */

#pragma once

#include "wuse-area-set.h"
#include "wuse-datum.h"
#include "wuse-feed.h"

G_BEGIN_DECLS

#define WUSE_PACK_MAX_SOURCES 100
#define WUSE_PACK_MAX_TEXT 4096

/**
 * WusePackTemplate:
 * @pieces: (array zero-terminated=1): literal, column, literal, column …, literal: an odd number
 *
 * `{a}-{b}` with the names of columns; `{#}` is the number of the row.
 */
typedef struct
{
  char **pieces;
} WusePackTemplate;

/**
 * WusePackCondition:
 * @column: a column
 * @values: (array zero-terminated=1): one of these has to be in it
 */
typedef struct
{
  char *column;
  char **values;
} WusePackCondition;

/**
 * WusePackArea:
 * @WUSE_PACK_AREA_NOT: the value is text
 * @WUSE_PACK_AREA_WITHIN: the value is the area of a level in which the row's shape or point lies
 * @WUSE_PACK_AREA_NAMED: the value is the area of a level that has the text as name, Latin name or code
 *
 * How a reference to an area is found.
 */
typedef enum
{
  WUSE_PACK_AREA_NOT,
  WUSE_PACK_AREA_WITHIN,
  WUSE_PACK_AREA_NAMED,
} WusePackAreaLookup;

/**
 * WusePackValue:
 * @text: where the text comes from
 * @where: conditions on the row; where they fail there is no value
 * @values: (nullable): text → text that stands for it
 * @otherwise: (nullable): for text that @values does not have; without it there is no value
 * @except: (nullable): texts that are no value
 * @present: (nullable): stands for any text that is not empty
 * @pattern: (nullable): has to match; @to, if set, may refer to its groups
 * @to: (nullable): replacement
 * @format: (nullable): of days and instants: `YYYY` `MM` `M` `DD` `D` `hh` `mm` `ss` and other characters
 * @add_days: added to a day or instant
 * @difference: the difference to the row before: running totals become counts
 * @lookup: how an area is found
 * @levels: levels to look in, finest first
 * @n_levels: how many
 *
 * One way to come by a value.
 */
typedef struct
{
  WusePackTemplate text;
  GArray *where;
  GHashTable *values;
  char *otherwise;
  char **except;
  char *present;
  GRegex *pattern;
  char *to;
  char *format;
  int add_days;
  gboolean difference;
  WusePackAreaLookup lookup;
  WuseAreaLevel levels[WUSE_N_AREA_LEVELS];
  guint n_levels;
} WusePackValue;

/**
 * WusePackFormat:
 * @WUSE_PACK_CSV: a table (RFC 4180) with a header
 * @WUSE_PACK_GEOJSON: a feature collection
 * @WUSE_PACK_DISSOLVE: no file: the union of the areas of a level
 * @WUSE_PACK_BOX: no file: the box around all shapes so far
 */
typedef enum
{
  WUSE_PACK_CSV,
  WUSE_PACK_GEOJSON,
  WUSE_PACK_DISSOLVE,
  WUSE_PACK_BOX,
} WusePackFormat;

/**
 * WusePackSource:
 * @record: what is made of its rows
 * @file: path under the pack's data folder, or %NULL
 * @format: of the file
 * @encoding: (nullable): of a table; UTF-8 if %NULL
 * @datum: in which its positions and shapes are published
 * @dissolve: the level whose union is made
 * @id: how the id is made
 * @at: (nullable): when a row became known
 * @where: conditions on rows
 * @geometries: (nullable): types of geometry that are wanted
 * @fields: (array): for each field of the record's class, ways to come by its value, the first that gives one counts
 */
typedef struct
{
  WuseRecordType record;
  char *file;
  WusePackFormat format;
  char *encoding;
  WuseDatum datum;
  WuseAreaLevel dissolve;
  WusePackTemplate id;
  WusePackValue *at;
  GArray *where;
  char **geometries;
  GPtrArray *fields[WUSE_RECORD_MAX_FIELDS];
} WusePackSource;

/**
 * WusePackManifest:
 * @district: what is said of the district
 * @data: (nullable): folder of the files, under a folder given elsewhere
 * @datum: of sources that do not name their own
 * @sources: (element-type WusePackSource): in the order in which they are loaded
 */
typedef struct
{
  WuseDistrict *district;
  char *data;
  WuseDatum datum;
  GPtrArray *sources;
} WusePackManifest;

/**
 * wuse_pack_manifest_parse:
 * @text: the manifest; need not be terminated
 * @length: bytes of @text
 * @error: return location for %WUSE_SERVER_ERROR_INVALID that names the member
 *
 * Parses strictly: a member that is not known is an error, so that a slip of the pen does not go unnoticed.
 *
 * Returns: (transfer full) (nullable): the manifest; free with wuse_pack_manifest_free()
 */
WusePackManifest *wuse_pack_manifest_parse (const char *text, gsize length, GError **error);

/**
 * wuse_pack_manifest_free:
 * @self: (transfer full) (nullable): a manifest
 */
void wuse_pack_manifest_free (WusePackManifest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WusePackManifest, wuse_pack_manifest_free)

G_END_DECLS
