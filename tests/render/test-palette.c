/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The palette: names can be read on every fill, colours can be told apart, emphasis rises with risk. */

#include "config.h"

#include "wuse-palette.h"

#include <math.h>

typedef struct
{
  double red;
  double green;
  double blue;
} Light;

static double
linearise (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

/* @above over @below, both in sRGB. */
static WuseColor
blend (WuseColor above, WuseColor below)
{
  const double a = above.alpha / 255.0;

  return (WuseColor){
    .red = (guint8) lround (above.red * a + below.red * (1 - a)),
    .green = (guint8) lround (above.green * a + below.green * (1 - a)),
    .blue = (guint8) lround (above.blue * a + below.blue * (1 - a)),
    .alpha = 255,
  };
}

static Light
get_light (WuseColor color)
{
  return (Light){ linearise (color.red / 255.0), linearise (color.green / 255.0), linearise (color.blue / 255.0) };
}

/* WCAG 2.1: relative luminance and contrast. */
static double
get_contrast (WuseColor a, WuseColor b)
{
  const Light first = get_light (a), second = get_light (b);
  const double la = 0.2126 * first.red + 0.7152 * first.green + 0.0722 * first.blue + 0.05;
  const double lb = 0.2126 * second.red + 0.7152 * second.green + 0.0722 * second.blue + 0.05;

  return MAX (la, lb) / MIN (la, lb);
}

/* Complete loss of one kind of cone, Machado, Oliveira & Fernandes 2009, table 1, severity 1. */
static const double visions[][9] = {
  { 1, 0, 0, 0, 1, 0, 0, 0, 1 },
  { 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998 },
  { 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881 },
  { 1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900 },
};

static double
bend (double value)
{
  return value > 0.008856 ? cbrt (value) : 7.787 * value + 16 / 116.0;
}

/* CIE L*a*b*, D65. */
static void
get_lab (WuseColor color, guint vision, double lab[3])
{
  const Light in = get_light (color);
  const double *m = visions[vision];
  const double r = CLAMP (m[0] * in.red + m[1] * in.green + m[2] * in.blue, 0, 1);
  const double g = CLAMP (m[3] * in.red + m[4] * in.green + m[5] * in.blue, 0, 1);
  const double b = CLAMP (m[6] * in.red + m[7] * in.green + m[8] * in.blue, 0, 1);
  const double x = bend ((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const double y = bend (0.2126 * r + 0.7152 * g + 0.0722 * b);
  const double z = bend ((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);

  lab[0] = 116 * y - 16;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
}

static double
get_difference (WuseColor a, WuseColor b, guint vision)
{
  double first[3], second[3];

  get_lab (a, vision, first);
  get_lab (b, vision, second);

  return hypot (hypot (first[0] - second[0], first[1] - second[1]), first[2] - second[2]);
}

static WuseColor
get_fill (const WusePalette *palette, WuseRisk risk)
{
  return blend (palette->risks[risk].fill, palette->land);
}

static void
test_names (void)
{
  for (guint variant = 0; variant < WUSE_N_PALETTE_VARIANTS; variant++)
    {
      const WusePalette *palette = wuse_palette_get (variant);
      const WuseColor labels[] = { palette->label, palette->label_quiet, palette->label_top };

      for (guint risk = 0; risk < WUSE_N_RISKS; risk++)
        {
          const WuseColor around = blend (palette->halo, get_fill (palette, risk));

          for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
            {
              const double contrast = get_contrast (labels[i], around);

              g_test_message ("%s: name %u on %s: %.1f", wuse_palette_variant_to_string (variant), i, wuse_risk_to_string (risk),
                              contrast);
              g_assert_cmpfloat (contrast, >=, 4.5);
            }
        }
    }
}

static void
test_swatches (void)
{
  for (guint variant = 0; variant < WUSE_N_PALETTE_VARIANTS; variant++)
    {
      const WusePalette *palette = wuse_palette_get (variant);

      for (guint risk = 0; risk < WUSE_N_RISKS; risk++)
        {
          const double contrast = get_contrast (palette->risks[risk].letter, palette->risks[risk].swatch);

          g_test_message ("%s: letter on %s: %.1f", wuse_palette_variant_to_string (variant), wuse_risk_to_string (risk),
                          contrast);
          g_assert_cmpint (palette->risks[risk].swatch.alpha, ==, 255);
          g_assert_cmpfloat (contrast, >=, 4.5);
        }
      g_assert_cmpfloat (get_contrast (palette->badge_text, blend (palette->badge, palette->land)), >=, 4.5);
      g_assert_cmpfloat (get_contrast (palette->selection, palette->land), >=, 7);
    }
}

/* Every pair of risks in every variant for normal vision; in the safe ones for all. */
static void
test_differences (void)
{
  for (guint variant = 0; variant < WUSE_N_PALETTE_VARIANTS; variant++)
    {
      const WusePalette *palette = wuse_palette_get (variant);
      const gboolean safe = variant == WUSE_PALETTE_LIGHT_SAFE || variant == WUSE_PALETTE_DARK_SAFE;

      for (guint vision = 0; vision < (safe ? G_N_ELEMENTS (visions) : 1); vision++)
        for (guint a = WUSE_RISK_GREEN; a < WUSE_N_RISKS; a++)
          for (guint b = a + 1; b < WUSE_N_RISKS; b++)
            {
              const double difference = get_difference (get_fill (palette, a), get_fill (palette, b), vision);

              g_test_message ("%s, vision %u: %s and %s: %.1f", wuse_palette_variant_to_string (variant), vision,
                              wuse_risk_to_string (a), wuse_risk_to_string (b), difference);
              g_assert_cmpfloat (difference, >=, 15);
            }
    }
}

/* In the variants everybody starts with; those for other eyes use the whole range of lightness instead. */
static void
test_emphasis (void)
{
  for (guint variant = 0; variant <= WUSE_PALETTE_DARK; variant++)
    {
      const WusePalette *palette = wuse_palette_get (variant);
      double before = 0;

      for (guint risk = WUSE_RISK_GREEN; risk < WUSE_N_RISKS; risk++)
        {
          const double away = get_difference (get_fill (palette, risk), palette->land, 0);

          g_test_message ("%s: %s stands %.1f from the ground", wuse_palette_variant_to_string (variant),
                          wuse_risk_to_string (risk), away);
          g_assert_cmpint (palette->risks[risk].fill.alpha, >=, risk > WUSE_RISK_GREEN ? palette->risks[risk - 1].fill.alpha : 1);
          g_assert_cmpfloat (away, >, before);
          before = away;
        }
    }
}

static void
test_patterns (void)
{
  g_assert_false (wuse_palette_variant_is_patterned (WUSE_PALETTE_LIGHT));
  g_assert_false (wuse_palette_variant_is_patterned (WUSE_PALETTE_DARK));
  g_assert_true (wuse_palette_variant_is_patterned (WUSE_PALETTE_LIGHT_CONTRAST));
  g_assert_true (wuse_palette_variant_is_patterned (WUSE_PALETTE_DARK_SAFE));

  for (guint variant = 0; variant < WUSE_N_PALETTE_VARIANTS; variant++)
    {
      const WusePalette *palette = wuse_palette_get (variant);

      for (guint a = WUSE_RISK_GREEN; a < WUSE_N_RISKS; a++)
        for (guint b = a + 1; b < WUSE_N_RISKS; b++)
          g_assert_cmpint (palette->risks[a].pattern, !=, palette->risks[b].pattern);
      for (guint risk = WUSE_RISK_BLUE; risk < WUSE_N_RISKS; risk++)
        {
          const WuseColor fill = get_fill (palette, risk);

          g_assert_cmpfloat (get_difference (blend (palette->risks[risk].ink, fill), fill, 0), >=, 8);
        }
    }
}

static void
test_design (void)
{
  const WusePalette *light = wuse_palette_get (WUSE_PALETTE_LIGHT);
  const WuseColor *red = &light->risks[WUSE_RISK_RED].fill;

  g_assert_cmphex ((guint) red->red << 16 | (guint) red->green << 8 | red->blue, ==, 0xd3283b);
  g_assert_cmpint (red->alpha, ==, 214);
  g_assert_cmpint (light->risks[WUSE_RISK_GREEN].fill.alpha, ==, 107);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/design", test_design);
  g_test_add_func ("/palette/names", test_names);
  g_test_add_func ("/palette/swatches", test_swatches);
  g_test_add_func ("/palette/differences", test_differences);
  g_test_add_func ("/palette/emphasis", test_emphasis);
  g_test_add_func ("/palette/patterns", test_patterns);

  return g_test_run ();
}
