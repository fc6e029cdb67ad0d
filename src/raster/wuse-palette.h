/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All colours of the map, from data/palette.json. */

#pragma once

#include "wuse-color.h"
#include "wuse-risk.h"

G_BEGIN_DECLS

/**
 * WusePaletteVariant:
 * @WUSE_PALETTE_LIGHT: for a light window
 * @WUSE_PALETTE_DARK: for a dark window and the wall
 * @WUSE_PALETTE_LIGHT_CONTRAST: light, high contrast
 * @WUSE_PALETTE_DARK_CONTRAST: dark, high contrast
 * @WUSE_PALETTE_LIGHT_SAFE: light, told apart with any colour vision
 * @WUSE_PALETTE_DARK_SAFE: dark, told apart with any colour vision
 * @WUSE_N_PALETTE_VARIANTS: how many variants there are
 */
typedef enum
{
  WUSE_PALETTE_LIGHT,
  WUSE_PALETTE_DARK,
  WUSE_PALETTE_LIGHT_CONTRAST,
  WUSE_PALETTE_DARK_CONTRAST,
  WUSE_PALETTE_LIGHT_SAFE,
  WUSE_PALETTE_DARK_SAFE,
  WUSE_N_PALETTE_VARIANTS,
} WusePaletteVariant;

/**
 * WusePattern:
 * @WUSE_PATTERN_PLAIN: nothing but the colour
 * @WUSE_PATTERN_DOTS: dots
 * @WUSE_PATTERN_HATCH: lines rising to the right
 * @WUSE_PATTERN_BACK_HATCH: closer lines falling to the right
 * @WUSE_PATTERN_CROSS: lines both ways
 * @WUSE_N_PATTERNS: how many patterns there are
 */
typedef enum
{
  WUSE_PATTERN_PLAIN,
  WUSE_PATTERN_DOTS,
  WUSE_PATTERN_HATCH,
  WUSE_PATTERN_BACK_HATCH,
  WUSE_PATTERN_CROSS,
  WUSE_N_PATTERNS,
} WusePattern;

/**
 * WusePaletteRisk:
 * @fill: how areas are filled, with its opacity
 * @swatch: its sign in legends and lists, opaque
 * @letter: the letter on the swatch
 * @ink: the pattern's lines
 * @pattern: the pattern
 */
typedef struct
{
  WuseColor fill;
  WuseColor swatch;
  WuseColor letter;
  WuseColor ink;
  WusePattern pattern;
} WusePaletteRisk;

/**
 * WUSE_N_MOVEMENT_COLORS:
 *
 * So many cases can be told apart on the map by their colours.
 */
#define WUSE_N_MOVEMENT_COLORS 8

/**
 * WusePalette:
 * @land: ground
 * @green: parks, woods, fields
 * @water: water under the areas
 * @water_over: what of it shines through them
 * @water_line: its banks
 * @road_casing: edge of main roads under the areas
 * @road: main roads under the areas
 * @road_over: main roads over the areas
 * @side_over: side streets over the areas
 * @path_over: lanes and footpaths over the areas
 * @rail: railways
 * @rail_dash: their dashes
 * @building: footprints
 * @building_line: their outlines
 * @outline: outline of areas of the drawn level
 * @outline_parent: outline of the level above
 * @outline_top: outline of the level above that
 * @selection: outline of what is selected
 * @hover: outline of what the pointer is on
 * @veil: over what stands back behind something selected: the ground, with how far it stands back
 * @label: names
 * @label_quiet: names of the finest areas
 * @label_top: names of the level above
 * @halo: around names
 * @accent: the one accent
 * @confirmed: confirmed cases
 * @suspected: suspected cases
 * @asymptomatic: asymptomatic cases
 * @place: places
 * @mark_line: line around marks
 * @badge: ground of cluster badges
 * @badge_ring: their ring
 * @badge_text: their number
 * @movements: (array fixed-size=8): movements of a few cases, one after the other; lines have an edge of @mark_line
 * @risks: (array fixed-size=6): by #WuseRisk
 */
typedef struct
{
  WuseColor land;
  WuseColor green;
  WuseColor water;
  WuseColor water_over;
  WuseColor water_line;
  WuseColor road_casing;
  WuseColor road;
  WuseColor road_over;
  WuseColor side_over;
  WuseColor path_over;
  WuseColor rail;
  WuseColor rail_dash;
  WuseColor building;
  WuseColor building_line;
  WuseColor outline;
  WuseColor outline_parent;
  WuseColor outline_top;
  WuseColor selection;
  WuseColor hover;
  WuseColor veil;
  WuseColor label;
  WuseColor label_quiet;
  WuseColor label_top;
  WuseColor halo;
  WuseColor accent;
  WuseColor confirmed;
  WuseColor suspected;
  WuseColor asymptomatic;
  WuseColor place;
  WuseColor mark_line;
  WuseColor badge;
  WuseColor badge_ring;
  WuseColor badge_text;
  WuseColor movements[WUSE_N_MOVEMENT_COLORS];
  WusePaletteRisk risks[WUSE_N_RISKS];
} WusePalette;

/**
 * wuse_palette_get:
 * @variant: which
 *
 * Returns: (transfer none): the colours; read once, from any thread
 */
const WusePalette *wuse_palette_get (WusePaletteVariant variant);

/**
 * wuse_palette_variant_to_string:
 * @variant: which
 *
 * Returns: its name in the palette file: `light`, `dark`, `light-contrast`, `dark-contrast`, `light-safe`, `dark-safe`
 */
const char *wuse_palette_variant_to_string (WusePaletteVariant variant);

/**
 * wuse_palette_variant_is_dark:
 * @variant: which
 *
 * Returns: whether the ground is dark
 */
gboolean wuse_palette_variant_is_dark (WusePaletteVariant variant);

/**
 * wuse_palette_variant_is_patterned:
 * @variant: which
 *
 * Returns: %TRUE if patterns belong to it without being asked for
 */
gboolean wuse_palette_variant_is_patterned (WusePaletteVariant variant);

G_END_DECLS
