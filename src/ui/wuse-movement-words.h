/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences for movements and their stays. */

#pragma once

#include "wuse-movements.h"

G_BEGIN_DECLS

/**
 * wuse_words_for_stay:
 * @movements: movements
 * @stay: index of a stay
 * @utc_offset: of the district's clock, in minutes
 *
 * Returns: (transfer full): when and where, `16 February 12:30–13:40, East Station Market`
 */
char *wuse_words_for_stay (const WuseMovements *movements, guint32 stay, int utc_offset);

/**
 * wuse_words_for_stays:
 * @movements: movements
 * @stays: (array length=n_stays): indices of stays
 * @n_stays: how many
 * @utc_offset: of the district's clock, in minutes
 *
 * Returns: (transfer full): who, when and where, a line a stay; after some lines how many more there are
 */
char *wuse_words_for_stays (const WuseMovements *movements, const guint32 *stays, guint n_stays, int utc_offset);

/**
 * wuse_words_for_movements:
 * @movements: movements
 *
 * Returns: (transfer full): of how many cases, how many stays: `Movements of 3 cases · 27 stays`
 */
char *wuse_words_for_movements (const WuseMovements *movements);

/**
 * wuse_words_for_movement_days:
 * @movements: movements
 * @utc_offset: of the district's clock, in minutes
 *
 * Returns: (transfer full) (nullable): from the first day to the last, `3 March – 17 March`
 */
char *wuse_words_for_movement_days (const WuseMovements *movements, int utc_offset);

/**
 * wuse_words_for_movements_left_out:
 * @movements: movements
 *
 * Returns: (transfer full) (nullable): what is not on the map: stays without a position, cases that were too many
 */
char *wuse_words_for_movements_left_out (const WuseMovements *movements);

/**
 * wuse_movement_labels_new:
 * @movements: movements
 * @utc_offset: of the district's clock, in minutes
 *
 * Returns: (transfer full) (nullable) (element-type utf8): for each stay when it began, for the first of a case also who; %NULL
 *   where there are too many to be named
 */
GPtrArray *wuse_movement_labels_new (const WuseMovements *movements, int utc_offset);

G_END_DECLS
