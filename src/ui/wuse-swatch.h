/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sign of a risk level: colour and letter. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-risk.h"

G_BEGIN_DECLS

#define WUSE_TYPE_SWATCH (wuse_swatch_get_type ())

/**
 * WuseSwatch:
 *
 * A small rounded field in a level's colour with its letter. Its accessible label is the level's name.
 */
G_DECLARE_FINAL_TYPE (WuseSwatch, wuse_swatch, WUSE, SWATCH, GtkWidget)

/**
 * wuse_swatch_new:
 * @risk: the level
 *
 * Returns: (transfer floating): a swatch
 */
GtkWidget *wuse_swatch_new (WuseRisk risk);

/**
 * wuse_swatch_set_risk:
 * @self: a swatch
 * @risk: the level
 */
void wuse_swatch_set_risk (WuseSwatch *self, WuseRisk risk);

G_END_DECLS
