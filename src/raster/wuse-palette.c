/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All colours of the map, from data/palette.json. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-palette.h"

#include "wuse-raster-resources.h"

#include <json-glib/json-glib.h>

#include <string.h>

#define RESOURCE "/org/wuse/Wuse/raster/palette.json"

static const char *const variant_names[WUSE_N_PALETTE_VARIANTS] = {
  [WUSE_PALETTE_LIGHT] = "light",
  [WUSE_PALETTE_DARK] = "dark",
  [WUSE_PALETTE_LIGHT_CONTRAST] = "light-contrast",
  [WUSE_PALETTE_DARK_CONTRAST] = "dark-contrast",
  [WUSE_PALETTE_LIGHT_SAFE] = "light-safe",
  [WUSE_PALETTE_DARK_SAFE] = "dark-safe",
};

static const char *const pattern_names[WUSE_N_PATTERNS] = {
  [WUSE_PATTERN_PLAIN] = "plain",           [WUSE_PATTERN_DOTS] = "dots",   [WUSE_PATTERN_HATCH] = "hatch",
  [WUSE_PATTERN_BACK_HATCH] = "back-hatch", [WUSE_PATTERN_CROSS] = "cross",
};

#define MEMBER(field)                                                                                                            \
  {                                                                                                                              \
#field, G_STRUCT_OFFSET(WusePalette, field)                                                                                  \
  }

static const struct
{
  const char *name;
  gsize offset;
} members[] = {
  MEMBER (land),           MEMBER (green),        MEMBER (water),     MEMBER (water_over),    MEMBER (water_line),
  MEMBER (road_casing),    MEMBER (road),         MEMBER (road_over), MEMBER (side_over),     MEMBER (path_over),
  MEMBER (rail),           MEMBER (rail_dash),    MEMBER (building),  MEMBER (building_line), MEMBER (outline),
  MEMBER (outline_parent), MEMBER (outline_top),  MEMBER (selection), MEMBER (hover),         MEMBER (label),
  MEMBER (label_quiet),    MEMBER (label_top),    MEMBER (halo),      MEMBER (accent),        MEMBER (confirmed),
  MEMBER (suspected),      MEMBER (asymptomatic), MEMBER (place),     MEMBER (mark_line),     MEMBER (badge),
  MEMBER (badge_ring),     MEMBER (badge_text),   MEMBER (veil),
};

/* The file is compiled in: whatever is wrong with it is a mistake of the programmer, found by the first test that runs. */
static WuseColor
read_color (const char *name, const char *text)
{
  const gsize length = text != NULL ? strlen (text) : 0;
  guint8 bytes[4] = { 0, 0, 0, 255 };

  if ((length != 7 && length != 9) || text[0] != '#')
    g_error ("%s: %s is no colour", name, text != NULL ? text : "(nothing)");

  for (gsize i = 0; i + 1 < length; i += 2)
    {
      const int high = g_ascii_xdigit_value (text[i + 1]);
      const int low = g_ascii_xdigit_value (text[i + 2]);

      if (high < 0 || low < 0)
        g_error ("%s: %s is no colour", name, text);
      bytes[i / 2] = (guint8) (high * 16 + low);
    }

  return (WuseColor){ bytes[0], bytes[1], bytes[2], bytes[3] };
}

static void
read_optional_color (JsonObject *object, const char *name, WuseColor *color)
{
  if (json_object_has_member (object, name))
    *color = read_color (name, json_object_get_string_member (object, name));
}

static void
read_risk (JsonObject *object, WusePaletteRisk *risk)
{
  const guint8 opacity = risk->fill.alpha;
  const char *pattern = json_object_get_string_member_with_default (object, "pattern", pattern_names[risk->pattern]);

  read_optional_color (object, "fill", &risk->fill);
  read_optional_color (object, "swatch", &risk->swatch);
  read_optional_color (object, "letter", &risk->letter);
  read_optional_color (object, "ink", &risk->ink);
  risk->fill.alpha = opacity;
  if (json_object_has_member (object, "opacity"))
    {
      const double value = json_object_get_double_member (object, "opacity");

      risk->fill.alpha = (guint8) (CLAMP (value, 0, 1) * 255 + 0.5);
    }

  risk->pattern = WUSE_N_PATTERNS;
  for (guint i = 0; i < WUSE_N_PATTERNS; i++)
    if (g_str_equal (pattern_names[i], pattern))
      risk->pattern = i;
  if (risk->pattern == WUSE_N_PATTERNS)
    g_error ("%s is no pattern", pattern);
}

static void
read_movements (JsonObject *object, const char *name, WusePalette *palette)
{
  JsonArray *colors = json_object_has_member (object, "movements") ? json_object_get_array_member (object, "movements") : NULL;

  if (colors == NULL && json_object_has_member (object, "inherits"))
    return;
  if (colors == NULL || json_array_get_length (colors) != WUSE_N_MOVEMENT_COLORS)
    g_error ("The palette's %s has not %d colours for movements", name, WUSE_N_MOVEMENT_COLORS);
  for (guint i = 0; i < WUSE_N_MOVEMENT_COLORS; i++)
    palette->movements[i] = read_color (name, json_array_get_string_element (colors, i));
}

static void
read_variant (JsonObject *root, const char *name, WusePalette *palette)
{
  JsonObject *object = json_object_has_member (root, name) ? json_object_get_object_member (root, name) : NULL;
  JsonObject *risks;

  if (object == NULL)
    g_error ("The palette has no %s", name);
  if (json_object_has_member (object, "inherits"))
    read_variant (root, json_object_get_string_member (object, "inherits"), palette);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (!json_object_has_member (object, "inherits") && !json_object_has_member (object, members[i].name))
        g_error ("The palette's %s has no %s", name, members[i].name);
      read_optional_color (object, members[i].name, G_STRUCT_MEMBER_P (palette, members[i].offset));
    }

  read_movements (object, name, palette);
  risks = json_object_get_object_member (object, "risks");
  for (guint i = 0; i < WUSE_N_RISKS; i++)
    if (json_object_has_member (risks, wuse_risk_to_string (i)))
      read_risk (json_object_get_object_member (risks, wuse_risk_to_string (i)), &palette->risks[i]);
}

static WusePalette *
read_palettes (void)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  WusePalette *palettes = g_new0 (WusePalette, WUSE_N_PALETTE_VARIANTS);
  gsize length;
  const char *text;

  bytes = g_resource_lookup_data (wuse_raster_get_resource (), RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (bytes == NULL)
    g_error ("The palette is missing: %s", error->message);
  text = g_bytes_get_data (bytes, &length);
  if (!json_parser_load_from_data (parser, text, (gssize) length, &error))
    g_error ("The palette is no JSON: %s", error->message);

  for (guint i = 0; i < WUSE_N_PALETTE_VARIANTS; i++)
    read_variant (json_node_get_object (json_parser_get_root (parser)), variant_names[i], &palettes[i]);

  return palettes;
}

const WusePalette *
wuse_palette_get (WusePaletteVariant variant)
{
  static WusePalette *palettes;

  g_return_val_if_fail (variant < WUSE_N_PALETTE_VARIANTS, NULL);

  if (g_once_init_enter (&palettes))
    g_once_init_leave (&palettes, read_palettes ());

  return &palettes[variant];
}

const char *
wuse_palette_variant_to_string (WusePaletteVariant variant)
{
  g_return_val_if_fail (variant < WUSE_N_PALETTE_VARIANTS, NULL);

  return variant_names[variant];
}

gboolean
wuse_palette_variant_is_dark (WusePaletteVariant variant)
{
  return variant == WUSE_PALETTE_DARK || variant == WUSE_PALETTE_DARK_CONTRAST || variant == WUSE_PALETTE_DARK_SAFE;
}

gboolean
wuse_palette_variant_is_patterned (WusePaletteVariant variant)
{
  g_return_val_if_fail (variant < WUSE_N_PALETTE_VARIANTS, FALSE);

  return variant >= WUSE_PALETTE_LIGHT_CONTRAST;
}
