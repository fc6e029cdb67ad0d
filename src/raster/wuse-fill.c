/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coloured areas between what lies under and over them. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-fill.h"

#include "wuse-scene-private.h"

/* Patterns repeat after this many pixels, which divides a tile: they run on from tile to tile. */
#define PATTERN_SIZE 16

typedef guint16 Pattern[PATTERN_SIZE];

/* One colour's part in a tile. */
typedef struct
{
  WuseCoverage *coverage;
  guint32 fill;
  guint32 ink;
  const guint16 *pattern;
  gint32 *row;
  gint32 sum;
} Share;

static void
draw_pattern (Pattern pattern, WusePattern kind)
{
  for (int y = 0; y < PATTERN_SIZE; y++)
    {
      pattern[y] = 0;
      for (int x = 0; x < PATTERN_SIZE; x++)
        {
          const gboolean rising = (x + y) % 8 < 2;
          const gboolean falling = (x - y + PATTERN_SIZE) % 4 < 1;
          const gboolean crossed = (x + y) % 8 < 2 || (x - y + PATTERN_SIZE) % 8 < 2;
          const gboolean dot = (x % 8 < 2 && y % 16 < 2) || ((x + 4) % 8 < 2 && (y + 8) % 16 < 2);
          const gboolean on = (kind == WUSE_PATTERN_DOTS && dot) || (kind == WUSE_PATTERN_HATCH && rising)
                              || (kind == WUSE_PATTERN_BACK_HATCH && falling) || (kind == WUSE_PATTERN_CROSS && crossed);

          pattern[y] |= (guint16) (on << x);
        }
    }
}

static const guint16 *
get_pattern (WusePattern kind)
{
  static Pattern patterns[WUSE_N_PATTERNS];
  static gsize drawn;

  if (g_once_init_enter (&drawn))
    {
      for (guint i = 0; i < WUSE_N_PATTERNS; i++)
        draw_pattern (patterns[i], i);
      g_once_init_leave (&drawn, 1);
    }

  return patterns[kind];
}

static void
collect_level (const WuseScene *scene, const WuseView *view, WuseScratch *scratch, WuseAreaLevel level, WuseAreaLevel drawn)
{
  const WuseBounds bounds = wuse_view_get_bounds (view, 1);
  const guint8 *risks = g_bytes_get_data (scene->risks, NULL);

  wuse_spatial_index_collect (wuse_area_set_get_index (scene->areas, level), &bounds, scratch->items);
  for (guint i = 0; i < scratch->items->len; i++)
    {
      const guint32 area = g_array_index (scratch->items, guint32, i);
      guint n_children = 0;

      if (level != drawn)
        wuse_area_set_get_children (scene->areas, area, &n_children);
      if (n_children == 0)
        wuse_coverage_add_shape (&scratch->coverages[risks[area] < WUSE_N_RISKS ? risks[area] : WUSE_RISK_NONE], view,
                                 scene->area_shapes, area);
    }
}

/* The colours that occur, the highest risk first. */
static guint
collect_shares (const WuseScene *scene, const WuseView *view, WuseScratch *scratch, Share shares[WUSE_N_RISKS])
{
  const WuseAreaLevel drawn = wuse_scene_level_at_zoom (scene, view->zoom);
  guint n_shares = 0;

  for (guint i = 0; i < WUSE_N_RISKS; i++)
    wuse_coverage_prepare (&scratch->coverages[i], view->width, view->height);
  if (scene->options.flags & WUSE_SCENE_AREAS)
    for (guint level = 0; level <= drawn; level++)
      collect_level (scene, view, scratch, level, drawn);

  for (int i = WUSE_N_RISKS - 1; i >= 0; i--)
    {
      const WusePaletteRisk *risk = &scene->palette->risks[i];
      const gboolean patterned = scene->options.flags & WUSE_SCENE_PATTERNS && risk->pattern != WUSE_PATTERN_PLAIN;
      const guint32 fill = wuse_color_to_pixel (risk->fill, 255);

      if (wuse_coverage_is_empty (&scratch->coverages[i]))
        continue;
      shares[n_shares++] = (Share){
        .coverage = &scratch->coverages[i],
        .fill = fill,
        .ink = wuse_pixel_over (wuse_color_to_pixel (risk->ink, 255), fill),
        .pattern = patterned ? get_pattern (risk->pattern) : NULL,
      };
    }

  return n_shares;
}

/* The pixel's colour from each share's part of it. */
static guint32
mix (const Share *shares, guint n_shares, guint column, guint row)
{
  guint32 even = 0x00800080, odd = 0x00800080;
  gint32 left = 256;

  for (guint i = 0; i < n_shares && left > 0; i++)
    {
      const gint32 part = CLAMP (shares[i].sum >> WUSE_COVERAGE_SHIFT, 0, left);
      const gboolean inked = shares[i].pattern != NULL && (shares[i].pattern[row] >> column & 1) != 0;
      const guint32 pixel = inked ? shares[i].ink : shares[i].fill;

      even += (pixel & 0x00ff00ff) * (guint32) part;
      odd += (pixel >> 8 & 0x00ff00ff) * (guint32) part;
      left -= part;
    }

  return (even >> 8 & 0x00ff00ff) | (odd & 0xff00ff00);
}

static void
paint_row (Share *shares, guint n_shares, const WuseView *view, int y, guint32 *out, gboolean patterned)
{
  const guint row = (guint) ((view->top + y) / view->scale) % PATTERN_SIZE;
  guint32 pixel = 0;

  for (int x = 0; x < view->width; x++)
    {
      gint32 change = 0;

      for (guint i = 0; i < n_shares; i++)
        change |= shares[i].row[x];
      if (change != 0)
        for (guint i = 0; i < n_shares; i++)
          {
            shares[i].sum += shares[i].row[x];
            shares[i].row[x] = 0;
          }
      if (change != 0 || patterned)
        pixel = mix (shares, n_shares, (guint) ((view->left + x) / view->scale) % PATTERN_SIZE, row);
      if (pixel != 0)
        out[x] = wuse_pixel_over (pixel, out[x]);
    }
}

static void
fill_row (Share *shares, guint n_shares, const WuseView *view, int y, guint32 *out)
{
  gboolean patterned = FALSE;
  Share present[WUSE_N_RISKS];
  guint n_present = 0;

  for (guint i = 0; i < n_shares; i++)
    {
      const WuseCoverage *coverage = shares[i].coverage;
      Share *share = &present[n_present];

      if (y < coverage->first_row || y >= coverage->end_row)
        continue;
      *share = shares[i];
      share->row = coverage->cells + y * coverage->stride;
      patterned |= share->pattern != NULL;
      n_present++;
    }
  if (n_present == 0)
    return;

  paint_row (present, n_present, view, y, out, patterned);
  for (guint i = 0; i < n_present; i++)
    present[i].row[view->width] = present[i].row[view->width + 1] = 0;
}

WusePixels *
wuse_fill_paint (const WuseScene *scene, const WuseView *view, WuseScratch *scratch, const WuseLayers *layers)
{
  Share shares[WUSE_N_RISKS];
  WusePixels *pixels;
  guint32 ground;
  guint n_shares;

  g_return_val_if_fail (scene != NULL && view != NULL && scratch != NULL && layers != NULL, NULL);

  ground = scene->options.flags & WUSE_SCENE_OVERLAY ? 0 : wuse_color_to_pixel (scene->palette->land, 255);
  n_shares = collect_shares (scene, view, scratch, shares);
  pixels = wuse_pixels_new (view->width, view->height);
  for (int y = 0; y < view->height; y++)
    {
      guint32 *out = wuse_pixels_get_row (pixels, y);
      const guint32 *under = layers->under != NULL ? wuse_pixels_get_row (layers->under, y) : NULL;
      const guint32 *over = layers->over != NULL ? wuse_pixels_get_row (layers->over, y) : NULL;

      for (int x = 0; x < view->width; x++)
        out[x] = under != NULL ? under[x] : ground;
      fill_row (shares, n_shares, view, y, out);
      for (int x = 0; over != NULL && x < view->width; x++)
        if (over[x] != 0)
          out[x] = wuse_pixel_over (over[x], out[x]);
    }

  for (guint i = 0; i < n_shares; i++)
    wuse_coverage_reset (shares[i].coverage);

  return pixels;
}
