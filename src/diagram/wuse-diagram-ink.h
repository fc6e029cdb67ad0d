/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines, discs and words put to paper, whatever the paper is. */

#pragma once

#include <cairo.h>

#include "wuse-color.h"
#include "wuse-output-file.h"

G_BEGIN_DECLS

/* Where a text stands of the place it is put at. */
typedef enum
{
  WUSE_INK_START,
  WUSE_INK_MIDDLE,
  WUSE_INK_END,
} WuseInkAnchor;

/* Pixels; a halo is drawn around letters if it is not transparent. */
typedef struct
{
  double size;
  gboolean is_bold;
  WuseColor color;
  WuseColor halo;
  WuseInkAnchor anchor;
} WuseInkText;

/*
 * Lengths are pixels of the page, y downwards. A path is begun by move_to and ended by stroke or fill. Groups may hold each
 * other; of a clipped one nothing is seen outside its rectangle.
 */
typedef struct _WuseInk WuseInk;

typedef struct
{
  void (*begin_group) (WuseInk *self, const char *name);
  void (*begin_clipped_group) (WuseInk *self, const char *name, double x, double y, double width, double height);
  void (*end_group) (WuseInk *self);
  void (*move_to) (WuseInk *self, double x, double y);
  void (*line_to) (WuseInk *self, double x, double y);
  void (*curve_to) (WuseInk *self, double x1, double y1, double x2, double y2, double x, double y);
  void (*stroke) (WuseInk *self, WuseColor color, double width, double dash);
  void (*fill) (WuseInk *self, WuseColor color);
  void (*disc) (WuseInk *self, double x, double y, double radius, WuseColor fill, WuseColor line, double width);
  void (*rectangle) (WuseInk *self, double x, double y, double width, double height, WuseColor fill);
  void (*text) (WuseInk *self, double x, double y, const char *text, const WuseInkText *style);
  void (*free) (WuseInk *self);
} WuseInkClass;

struct _WuseInk
{
  const WuseInkClass *class;
};

/* What all text is set in, as a list for Pango. */
#define WUSE_INK_FAMILIES "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, Cantarell, Sans"

/* Onto any surface of cairo; not owned. */
WuseInk *wuse_ink_new_for_cairo (cairo_t *cr);

/* As elements of an SVG document that is open in @file; not owned. */
WuseInk *wuse_ink_new_for_svg (WuseOutputFile *file);

void wuse_ink_free (WuseInk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseInk, wuse_ink_free)

G_END_DECLS
