/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card at the bottom: which day the map shows, and going back to any day. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_TIME_CARD (wuse_time_card_get_type ())

/**
 * WuseTimeCard:
 *
 * The district's curve with a cursor, play and the way back to the present; for a simulated district also its clock.
 */
G_DECLARE_FINAL_TYPE (WuseTimeCard, wuse_time_card, WUSE, TIME_CARD, GtkWidget)

/**
 * wuse_time_card_set_workspace:
 * @self: a card
 * @workspace: whose day it shows and sets
 */
void wuse_time_card_set_workspace (WuseTimeCard *self, WuseWorkspace *workspace);

G_END_DECLS
