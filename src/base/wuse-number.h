/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers from text that may have been written by an adversary: locale-free, whole string, bounded. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wuse_parse_int64:
 * @text: decimal digits with an optional leading minus; need not be terminated
 * @length: bytes of @text, or -1 when it is terminated
 * @minimum: least value accepted
 * @maximum: greatest value accepted
 * @value: (out): the number
 * @error: return location for a %WUSE_BASE_ERROR
 *
 * The whole of @text has to be the number: no blanks, no plus sign, no locale.
 *
 * Returns: %TRUE if @value was set
 */
gboolean wuse_parse_int64 (const char *text, gssize length, gint64 minimum, gint64 maximum, gint64 *value, GError **error);

/**
 * wuse_parse_double:
 * @text: a JSON number; need not be terminated
 * @length: bytes of @text, or -1 when it is terminated
 * @minimum: least value accepted
 * @maximum: greatest value accepted
 * @value: (out): the number, always finite
 * @error: return location for a %WUSE_BASE_ERROR
 *
 * Returns: %TRUE if @value was set
 */
gboolean wuse_parse_double (const char *text, gssize length, double minimum, double maximum, double *value, GError **error);

/**
 * wuse_parse_e7:
 * @text: a JSON number in degrees; need not be terminated
 * @length: bytes of @text, or -1 when it is terminated
 * @limit: greatest absolute value in whole degrees (90 or 180)
 * @value: (out): ten-millionths of a degree, rounded half away from zero
 * @error: return location for a %WUSE_BASE_ERROR
 *
 * Exact fixed-point reading of a coordinate, without the detour over floating point (an exponent is accepted).
 *
 * Returns: %TRUE if @value was set
 */
gboolean wuse_parse_e7 (const char *text, gssize length, int limit, gint32 *value, GError **error);

/**
 * wuse_append_e7:
 * @string: where to append
 * @value: ten-millionths of a degree
 *
 * Writes degrees as the shortest decimal that reads back to @value: `125.3912`, `-0.5`, `0`.
 */
void wuse_append_e7 (GString *string, gint32 value);

G_END_DECLS
