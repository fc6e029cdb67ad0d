/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures that one looks for first, in a line. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-figures.h"

G_BEGIN_DECLS

#define WUSE_TYPE_FIGURE_TILES (wuse_figure_tiles_get_type ())

G_DECLARE_FINAL_TYPE (WuseFigureTiles, wuse_figure_tiles, WUSE, FIGURE_TILES, GtkBox)

/**
 * wuse_figure_tiles_new:
 *
 * Returns: (transfer floating): tiles without figures
 */
WuseFigureTiles *wuse_figure_tiles_new (void);

/**
 * wuse_figure_tiles_set_figures:
 * @self: tiles
 * @figures: figures; where there are too few data a tile has a dash
 */
void wuse_figure_tiles_set_figures (WuseFigureTiles *self, const WuseFigures *figures);

G_END_DECLS
