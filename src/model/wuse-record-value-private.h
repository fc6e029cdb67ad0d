/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of fields from what stands on the wire, and the forms of ids and codes. */

#pragma once

#include "wuse-arena-private.h"
#include "wuse-record.h"

G_BEGIN_DECLS

/**
 * wuse_is_record_id:
 * @text: need not be terminated
 * @length: bytes of @text
 *
 * Returns: %TRUE for 1 to %WUSE_RECORD_MAX_ID of the characters an id may have
 */
gboolean wuse_is_record_id (const char *text, gsize length);

/**
 * wuse_is_record_code:
 * @text: need not be terminated
 * @length: bytes of @text
 *
 * Returns: %TRUE for 1 to 40 of `a-z 0-9 _`
 */
gboolean wuse_is_record_code (const char *text, gsize length);

/**
 * wuse_has_control_character:
 * @text: UTF-8; need not be terminated
 * @length: bytes of @text
 *
 * Returns: %TRUE if there is a C0 or C1 control or a delete in it
 */
gboolean wuse_has_control_character (const char *text, gsize length);

/**
 * wuse_has_paired_surrogates:
 * @json: JSON; need not be terminated
 * @length: bytes of @json
 *
 * Other faults of escapes are left to the JSON parser.
 *
 * Returns: %FALSE if an escaped surrogate lacks its other half
 */
gboolean wuse_has_paired_surrogates (const char *json, gsize length);

/**
 * wuse_value_read_text:
 * @self: (out): the value
 * @field: the field it is of
 * @text: UTF-8, as written between quotation marks; need not be terminated
 * @length: bytes of @text
 * @arena: where text is copied to
 * @error: return location for a %WUSE_MODEL_ERROR or %WUSE_BASE_ERROR that does not repeat @text
 *
 * Returns: %TRUE if @self was set
 */
gboolean
wuse_value_read_text (WuseValue *self, const WuseField *field, const char *text, gsize length, WuseArena *arena, GError **error);

/**
 * wuse_value_read_number:
 * @self: (out): the value
 * @field: the field it is of
 * @text: a JSON number; need not be terminated
 * @length: bytes of @text
 * @error: return location for a %WUSE_MODEL_ERROR or %WUSE_BASE_ERROR that does not repeat @text
 *
 * Returns: %TRUE if @self was set
 */
gboolean wuse_value_read_number (WuseValue *self, const WuseField *field, const char *text, gsize length, GError **error);

G_END_DECLS
