/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The masked tier: what of a person may leave the district platform for a desktop. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wuse_mask_name:
 * @name: a full name
 *
 * Keeps the surname (compound surnames known) and stars the rest: 欧阳** , 王* ; of a Latin name the first letter.
 *
 * Returns: (transfer full): the masked name
 */
char *wuse_mask_name (const char *name);

/**
 * wuse_mask_id_number:
 * @number: an identity card number
 *
 * Keeps the first 6 (region) and the last 2, stars the rest; a number shorter than 10 is starred whole.
 *
 * Returns: (transfer full): the masked number
 */
char *wuse_mask_id_number (const char *number);

/**
 * wuse_mask_telephone:
 * @number: a telephone number
 *
 * Keeps the first 3 and the last 4; a number shorter than 9 is starred whole.
 *
 * Returns: (transfer full): the masked number
 */
char *wuse_mask_telephone (const char *number);

G_END_DECLS
