/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a round length is on the map. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WUSE_TYPE_SCALE_BAR (wuse_scale_bar_get_type ())

/**
 * WuseScaleBar:
 *
 * A bar as long as 1, 2 or 5 times a power of ten metres, with that length in words.
 */
G_DECLARE_FINAL_TYPE (WuseScaleBar, wuse_scale_bar, WUSE, SCALE_BAR, GtkWidget)

/**
 * wuse_scale_bar_new:
 *
 * Returns: (transfer floating): a scale bar
 */
GtkWidget *wuse_scale_bar_new (void);

/**
 * wuse_scale_bar_set_metres_per_pixel:
 * @self: a scale bar
 * @metres_per_pixel: metres on the ground per pixel of the widget
 */
void wuse_scale_bar_set_metres_per_pixel (WuseScaleBar *self, double metres_per_pixel);

/**
 * wuse_scale_bar_set_colors:
 * @self: a scale bar
 * @ink: bar and words
 * @halo: around them
 */
void wuse_scale_bar_set_colors (WuseScaleBar *self, const GdkRGBA *ink, const GdkRGBA *halo);

/**
 * wuse_scale_bar_round_length:
 * @metres_per_pixel: metres on the ground per pixel
 * @max_pixels: longest bar
 *
 * Returns: the greatest length of 1, 2 or 5 times a power of ten metres that is not longer than @max_pixels; at least 1
 */
double wuse_scale_bar_round_length (double metres_per_pixel, double max_pixels);

G_END_DECLS
