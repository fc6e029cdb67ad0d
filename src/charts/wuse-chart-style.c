/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours and type of a chart. */

#define G_LOG_DOMAIN "wuse-charts"

#include "config.h"

#include "wuse-chart-style.h"

#define RGB(r, g, b)                                                                                                             \
  {                                                                                                                              \
    (r) / 255.0f, (g) / 255.0f, (b) / 255.0f, 1.0f                                                                               \
  }
#define RGBA(r, g, b, a)                                                                                                         \
  {                                                                                                                              \
    (r) / 255.0f, (g) / 255.0f, (b) / 255.0f, (a)                                                                                \
  }
#define FONT_SIZE 12
#define FOCUS_RADIUS 6.0f
#define FOCUS_WIDTH 2.0f

WuseChartStyle
wuse_chart_style_light (void)
{
  return (WuseChartStyle){
    .local = RGB (0xC4, 0x45, 0x52),
    .unknown = RGB (0xE3, 0x9A, 0xA0),
    .imported = RGB (0x7D, 0x94, 0xAE),
    .mean = RGB (0x1F, 0x24, 0x29),
    .text = RGB (0x5C, 0x63, 0x6A),
    .rule = RGBA (0x1F, 0x24, 0x29, 0.16f),
    .accent = RGB (0x34, 0x67, 0xB8),
    .surface = RGB (0xFF, 0xFF, 0xFF),
    .font_size = FONT_SIZE,
  };
}

WuseChartStyle
wuse_chart_style_dark (void)
{
  return (WuseChartStyle){
    .local = RGB (0xD9, 0x5B, 0x66),
    .unknown = RGB (0x96, 0x55, 0x5D),
    .imported = RGB (0x6F, 0x88, 0xA6),
    .mean = RGB (0xF2, 0xF4, 0xF6),
    .text = RGB (0xA6, 0xAE, 0xB6),
    .rule = RGBA (0xF2, 0xF4, 0xF6, 0.18f),
    .accent = RGB (0x78, 0xAE, 0xED),
    .surface = RGB (0x24, 0x28, 0x2D),
    .font_size = FONT_SIZE,
  };
}

void
wuse_chart_style_make_contrast (WuseChartStyle *self, gboolean dark)
{
  g_return_if_fail (self != NULL);

  self->local = dark ? (GdkRGBA) RGB (0xFF, 0x8A, 0x94) : (GdkRGBA) RGB (0x8E, 0x00, 0x16);
  self->unknown = dark ? (GdkRGBA) RGB (0xB8, 0x62, 0x6C) : (GdkRGBA) RGB (0xC7, 0x6A, 0x75);
  self->imported = dark ? (GdkRGBA) RGB (0x8F, 0xBF, 0xEF) : (GdkRGBA) RGB (0x2B, 0x4A, 0x6B);
  self->mean = dark ? (GdkRGBA) RGB (0xFF, 0xFF, 0xFF) : (GdkRGBA) RGB (0x00, 0x00, 0x00);
  self->text = self->mean;
  self->rule = self->mean;
  self->rule.alpha = 0.5f;
  self->accent = dark ? (GdkRGBA) RGB (0xA9, 0xCD, 0xF7) : (GdkRGBA) RGB (0x1B, 0x4E, 0x9C);
  self->surface = dark ? (GdkRGBA) RGB (0x00, 0x00, 0x00) : (GdkRGBA) RGB (0xFF, 0xFF, 0xFF);
}

void
wuse_chart_style_make_safe (WuseChartStyle *self, gboolean dark)
{
  g_return_if_fail (self != NULL);

  self->local = dark ? (GdkRGBA) RGB (0xF5, 0x8A, 0x3C) : (GdkRGBA) RGB (0xA8, 0x3E, 0x00);
  self->unknown = dark ? (GdkRGBA) RGB (0xB8, 0x7A, 0x2E) : (GdkRGBA) RGB (0xD9, 0x92, 0x2B);
  self->imported = dark ? (GdkRGBA) RGB (0x7C, 0xC0, 0xF5) : (GdkRGBA) RGB (0x1F, 0x6F, 0xB0);
}

void
wuse_chart_style_append_focus (const WuseChartStyle *self, GtkWidget *widget, GtkSnapshot *snapshot)
{
  GskRoundedRect outline;

  g_return_if_fail (self != NULL && GTK_IS_WIDGET (widget) && snapshot != NULL);

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                        (float) gtk_widget_get_height (widget)),
                                   FOCUS_RADIUS);
  gtk_snapshot_append_border (snapshot, &outline, (const float[4]){ FOCUS_WIDTH, FOCUS_WIDTH, FOCUS_WIDTH, FOCUS_WIDTH },
                              (const GdkRGBA[4]){ self->accent, self->accent, self->accent, self->accent });
}
