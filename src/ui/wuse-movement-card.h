/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card on the map that says whose movements are shown. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-movements.h"

G_BEGIN_DECLS

#define WUSE_TYPE_MOVEMENT_CARD (wuse_movement_card_get_type ())

/**
 * WuseMovementCard:
 *
 * Whose movements, how many stays, when; the sign of each case, or of each classification; what is not shown. Buttons fit the
 * map (`win.fit-movements`) and clear the selection (`win.clear-cases`).
 *
 * Signal `case-chosen` (string id): a person wants this case alone.
 */
G_DECLARE_FINAL_TYPE (WuseMovementCard, wuse_movement_card, WUSE, MOVEMENT_CARD, GtkWidget)

/**
 * wuse_movement_card_set_movements:
 * @self: a card
 * @movements: (nullable): what it speaks of; %NULL hides it
 * @utc_offset: of the district's clock, in minutes
 */
void wuse_movement_card_set_movements (WuseMovementCard *self, WuseMovements *movements, int utc_offset);

G_END_DECLS
