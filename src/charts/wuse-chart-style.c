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
