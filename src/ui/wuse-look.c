/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses the palette by the system's style and the settings. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-look.h"

struct _WuseLook
{
  GObject parent_instance;

  gboolean safe;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseLook, wuse_look, G_TYPE_OBJECT)

static void
style_changed_cb (WuseLook *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

WuseLook *
wuse_look_get_default (void)
{
  static WuseLook *look;

  if (look == NULL)
    look = g_object_new (WUSE_TYPE_LOOK, NULL);

  return look;
}

WusePaletteVariant
wuse_look_get_variant (WuseLook *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);

  g_return_val_if_fail (WUSE_IS_LOOK (self), WUSE_PALETTE_LIGHT);

  if (adw_style_manager_get_high_contrast (manager))
    return dark ? WUSE_PALETTE_DARK_CONTRAST : WUSE_PALETTE_LIGHT_CONTRAST;
  if (self->safe)
    return dark ? WUSE_PALETTE_DARK_SAFE : WUSE_PALETTE_LIGHT_SAFE;

  return dark ? WUSE_PALETTE_DARK : WUSE_PALETTE_LIGHT;
}

const WusePalette *
wuse_look_get_palette (WuseLook *self)
{
  return wuse_palette_get (wuse_look_get_variant (self));
}

WuseChartStyle
wuse_look_get_chart_style (WuseLook *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);
  WuseChartStyle style = dark ? wuse_chart_style_dark () : wuse_chart_style_light ();

  if (adw_style_manager_get_high_contrast (manager))
    wuse_chart_style_make_contrast (&style, dark);
  if (self->safe)
    wuse_chart_style_make_safe (&style, dark);

  return style;
}

void
wuse_look_set_safe (WuseLook *self, gboolean safe)
{
  g_return_if_fail (WUSE_IS_LOOK (self));

  if (self->safe == safe)
    return;

  self->safe = safe;
  g_signal_emit (self, signals[CHANGED], 0);
}

GdkRGBA
wuse_color_to_rgba (WuseColor color)
{
  return (GdkRGBA){ (float) color.red / 255.0f, (float) color.green / 255.0f, (float) color.blue / 255.0f,
                    (float) color.alpha / 255.0f };
}

static void
wuse_look_class_init (WuseLookClass *class)
{
  signals[CHANGED] = g_signal_new ("changed", WUSE_TYPE_LOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wuse_look_init (WuseLook *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
}
