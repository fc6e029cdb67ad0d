/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One feed line as a server writes it, read without a JSON parser. */

#pragma once

#include "wuse-arena-private.h"
#include "wuse-record.h"

G_BEGIN_DECLS

/**
 * wuse_record_line_read:
 * @line: a feed line; need not be terminated
 * @length: bytes of @line
 * @arena: where text goes
 * @record: (out caller-allocates): the record; values beyond the fields of its class are not set to anything
 *
 * Reads the form of wuse_record_append_line() and nothing else: members and fields in canonical order, no blanks, no
 * escapes, no geometry, known fields only. What it takes, #WuseRecordParser takes too, and makes the same of it.
 *
 * Returns: %FALSE for any other line, sound or not, with @record and @arena in any state
 */
gboolean wuse_record_line_read (const char *line, gsize length, WuseArena *arena, WuseRecord *record);

G_END_DECLS
