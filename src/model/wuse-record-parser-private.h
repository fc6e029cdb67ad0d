/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One feed line to one record. */

#pragma once

#include "wuse-arena-private.h"
#include "wuse-record.h"

G_BEGIN_DECLS

/**
 * WuseRecordParser:
 *
 * Keeps the JSON parser and the geometry builder from line to line.
 */
typedef struct _WuseRecordParser WuseRecordParser;

/**
 * wuse_record_parser_new:
 * @arena: where text and geometries go; has to outlive the parser
 *
 * Returns: (transfer full): a parser
 */
WuseRecordParser *wuse_record_parser_new (WuseArena *arena);

void wuse_record_parser_free (WuseRecordParser *self);

/**
 * wuse_record_parser_parse:
 * @self: a parser
 * @line: a feed line; need not be terminated
 * @length: bytes of @line
 * @record: (out caller-allocates): the record; pieces of the arena may be taken even on failure
 * @error: return location for a %WUSE_MODEL_ERROR
 *
 * A line of a type that this version does not know gives a record with @type %WUSE_N_RECORD_TYPES and no values.
 *
 * Returns: %TRUE if @record was set
 */
gboolean wuse_record_parser_parse (WuseRecordParser *self, const char *line, gsize length, WuseRecord *record, GError **error);

G_END_DECLS
