/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A diagram on a sheet of its own, with title, legend and credits: as PNG, SVG or PDF. */

#pragma once

#include "wuse-diagram-view.h"
#include "wuse-output-file.h"

G_BEGIN_DECLS

/**
 * WuseDiagramFormat:
 * @WUSE_DIAGRAM_PNG: pixels
 * @WUSE_DIAGRAM_SVG: elements, names as text
 * @WUSE_DIAGRAM_PDF: lines and discs, names as text
 *
 * What a sheet is written as.
 */
typedef enum
{
  WUSE_DIAGRAM_PNG,
  WUSE_DIAGRAM_SVG,
  WUSE_DIAGRAM_PDF,
} WuseDiagramFormat;

/**
 * WuseDiagramKey:
 * @name: what it stands for
 * @is_line: whether it is about edges
 * @node: how a node looks, if it is not
 * @line: how an edge looks, if it is
 *
 * An entry of the legend.
 */
typedef struct
{
  char *name;
  gboolean is_line;
  WuseNodeStyle node;
  WuseEdgeStyle line;
} WuseDiagramKey;

/**
 * wuse_diagram_key_draw:
 * @self: an entry
 * @cr: where to, without a ground
 * @x: its middle
 * @y: its middle; a line reaches 13 pixels to either side
 *
 * Draws the sign of an entry, without its name.
 */
void wuse_diagram_key_draw (const WuseDiagramKey *self, cairo_t *cr, double x, double y);

/**
 * wuse_diagram_key_clear:
 * @self: an entry
 *
 * Frees what is in it.
 */
void wuse_diagram_key_clear (WuseDiagramKey *self);

/**
 * WuseDiagramSheet:
 * @scene: what is drawn
 * @highlight: (nullable): drawn over the rest, which is dimmed
 * @colors: colours that are not the scene's
 * @text: colour of letters
 * @quiet: colour of the smaller ones, and of the axis
 * @circles: (array length=n_circles) (nullable): what nodes stand on
 * @n_circles: how many
 * @axis_unit: units of positions to a unit of the axis; 0 for none
 * @tick: (nullable): names the axis's lines, on the thread that writes
 * @tick_data: handed to @tick
 * @box: the part of the plane that is drawn
 * @scale: pixels to a unit of positions
 * @title: what it is
 * @subtitle: figures, one line or more
 * @credits: lines below everything: where the data come from, when
 * @keys: (element-type WuseDiagramKey): the legend
 *
 * Everything on a sheet. Lengths are pixels of 1/96 inch.
 */
typedef struct
{
  WuseDiagramScene *scene;
  WuseDiagramHighlight *highlight;
  WuseDiagramColors colors;
  WuseColor text;
  WuseColor quiet;
  const WuseDiagramCircle *circles;
  guint n_circles;
  double axis_unit;
  WuseDiagramTickFunc tick;
  gpointer tick_data;
  WuseDiagramBox box;
  double scale;
  const char *title;
  const char *subtitle;
  const char *credits;
  const GArray *keys;
} WuseDiagramSheet;

/**
 * WuseDiagramSheetProgress:
 * @done: part of the work that is done, 0 to 1
 * @user_data: what was handed over
 *
 * Is told how far writing is, on the thread that writes.
 */
typedef void (*WuseDiagramSheetProgress) (double done, gpointer user_data);

/**
 * wuse_diagram_sheet_fit:
 * @self: a sheet with a scene, and an axis if it is to have one
 *
 * Sets box and scale so that everything is on it, at full size up to 3,200 × 2,200 pixels, smaller beyond.
 */
void wuse_diagram_sheet_fit (WuseDiagramSheet *self);

/**
 * wuse_diagram_sheet_write:
 * @self: a sheet
 * @format: what to write
 * @device_scale: of a PNG, pixels to a pixel of the sheet, 1 to 4
 * @file: where to; to be closed by the caller, who then learns of what went wrong
 * @progress: (nullable): told of the progress
 * @user_data: handed to @progress
 *
 * Writes every node and edge in the box. Ends early if @file is not sound any more. Blocks: for a thread of its own. A PNG is
 * made in strips: it needs memory for two of them.
 */
void wuse_diagram_sheet_write (const WuseDiagramSheet *self,
                               WuseDiagramFormat format,
                               int device_scale,
                               WuseOutputFile *file,
                               WuseDiagramSheetProgress progress,
                               gpointer user_data);

G_END_DECLS
