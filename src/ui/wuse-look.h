/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours in use: light or dark, high contrast, told apart with any colour vision. */

#pragma once

#include <adwaita.h>

#include "wuse-chart-style.h"
#include "wuse-palette.h"

G_BEGIN_DECLS

#define WUSE_TYPE_LOOK (wuse_look_get_type ())

/**
 * WuseLook:
 *
 * Follows the system's style and the settings. Signal `changed` (): other colours are in use.
 */
G_DECLARE_FINAL_TYPE (WuseLook, wuse_look, WUSE, LOOK, GObject)

/**
 * wuse_look_get_default:
 *
 * Returns: (transfer none): the one look of the program
 */
WuseLook *wuse_look_get_default (void);

/**
 * wuse_look_get_variant:
 * @self: the look
 *
 * Returns: which palette is in use
 */
WusePaletteVariant wuse_look_get_variant (WuseLook *self);

/**
 * wuse_look_get_palette:
 * @self: the look
 *
 * Returns: (transfer none): the colours in use
 */
const WusePalette *wuse_look_get_palette (WuseLook *self);

/**
 * wuse_look_get_chart_style:
 * @self: the look
 *
 * Returns: colours and type of charts
 */
WuseChartStyle wuse_look_get_chart_style (WuseLook *self);

/**
 * wuse_look_set_safe:
 * @self: the look
 * @safe: whether to use colours that are told apart with any colour vision
 */
void wuse_look_set_safe (WuseLook *self, gboolean safe);

/**
 * wuse_color_to_rgba:
 * @color: a colour of the palette
 *
 * Returns: the same for GDK
 */
GdkRGBA wuse_color_to_rgba (WuseColor color);

G_END_DECLS
