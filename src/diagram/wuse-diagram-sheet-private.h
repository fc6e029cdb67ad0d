/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the sheet share. */

#pragma once

#include "wuse-diagram-ink.h"
#include "wuse-diagram-sheet.h"

G_BEGIN_DECLS

/* Of the axis, at the top of the drawing. */
#define WUSE_SHEET_AXIS_HEIGHT 28.0

/* A line of text at its place; @text is owned by the layout or the scene. */
typedef struct
{
  double x;
  double y;
  const char *text;
  WuseInkText style;
} WuseSheetText;

/* An entry of the legend: the middle of its sign. */
typedef struct
{
  double x;
  double y;
  const WuseDiagramKey *key;
} WuseSheetKey;

/* Where everything is, in pixels of the page. @labels and @words are of WuseSheetText, @keys of WuseSheetKey. */
typedef struct
{
  const WuseDiagramSheet *sheet;
  double width;
  double height;
  double left;
  double top;
  double area_width;
  double area_height;
  float factor;
  double type; /* how much larger than usual words around the drawing are: a large sheet is looked at from afar */
  GArray *labels;
  GArray *ticks;
  GArray *words;
  GArray *keys;
  GPtrArray *owned; /* strings */
} WuseSheetLayout;

typedef struct
{
  WuseOutputFile *file;
  WuseDiagramSheetProgress func;
  gpointer user_data;
} WuseSheetProgress;

/**
 * wuse_sheet_layout_init:
 * @self: (out caller-allocates): the plan; clear with wuse_sheet_layout_clear()
 * @sheet: what is to be on the page; has to live as long
 * @file: where it will go: what goes wrong ends planning too
 *
 * Plans a page.
 */
void wuse_sheet_layout_init (WuseSheetLayout *self, const WuseDiagramSheet *sheet, WuseOutputFile *file);

/**
 * wuse_sheet_layout_clear:
 * @self: a plan
 */
void wuse_sheet_layout_clear (WuseSheetLayout *self);

/**
 * wuse_sheet_progress_tell:
 * @self: whom to tell
 * @done: from 0 to 1
 *
 * Says how far it is; called from time to time.
 *
 * Returns: %FALSE if there is no use in going on
 */
gboolean wuse_sheet_progress_tell (const WuseSheetProgress *self, double done);

/**
 * wuse_sheet_draw_graph:
 * @self: a plan
 * @ink: what to draw with
 * @progress: whom to tell
 *
 * Draws edges and nodes: all, the highlighted ones over them.
 */
void wuse_sheet_draw_graph (const WuseSheetLayout *self, WuseInk *ink, const WuseSheetProgress *progress);

/**
 * wuse_sheet_draw_over:
 * @self: a plan
 * @ink: what to draw with
 * @top: least height of the page that is wanted
 * @bottom: greatest height
 *
 * Draws what lies over the graph, as far as it is between two heights of the page.
 */
void wuse_sheet_draw_over (const WuseSheetLayout *self, WuseInk *ink, double top, double bottom);

/**
 * wuse_sheet_draw_around:
 * @self: a plan
 * @ink: what to draw with
 * @top: least height of the page that is wanted
 * @bottom: greatest height
 *
 * Draws title, legend, axis and notes, as far as they are between two heights of the page.
 */
void wuse_sheet_draw_around (const WuseSheetLayout *self, WuseInk *ink, double top, double bottom);

/**
 * wuse_sheet_write_png:
 * @self: a plan
 * @device_scale: pixels of the picture to a pixel of the page
 * @file: where to
 * @progress: whom to tell
 *
 * Paints and compresses strip after strip.
 */
void
wuse_sheet_write_png (const WuseSheetLayout *self, int device_scale, WuseOutputFile *file, const WuseSheetProgress *progress);

G_END_DECLS
