/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the relationship graph shows, in files for others: pictures, GraphML, tables. */

#pragma once

#include "wuse-district.h"
#include "wuse-output-file.h"
#include "wuse-relation-graph.h"

G_BEGIN_DECLS

/**
 * WuseGraphExportKind:
 * @WUSE_GRAPH_EXPORT_PNG: pixels
 * @WUSE_GRAPH_EXPORT_SVG: a drawing, its words as words
 * @WUSE_GRAPH_EXPORT_PDF: a page
 * @WUSE_GRAPH_EXPORT_GRAPHML: nodes and edges with what is known of them
 * @WUSE_GRAPH_EXPORT_LINE_LIST: a row a case
 * @WUSE_GRAPH_EXPORT_CONTACTS: a row a link or contact
 * @WUSE_N_GRAPH_EXPORTS: how many there are
 *
 * Kinds of files.
 */
typedef enum
{
  WUSE_GRAPH_EXPORT_PNG,
  WUSE_GRAPH_EXPORT_SVG,
  WUSE_GRAPH_EXPORT_PDF,
  WUSE_GRAPH_EXPORT_GRAPHML,
  WUSE_GRAPH_EXPORT_LINE_LIST,
  WUSE_GRAPH_EXPORT_CONTACTS,
  WUSE_N_GRAPH_EXPORTS,
} WuseGraphExportKind;

/**
 * WuseGraphExport:
 * @kind: what to write
 * @device_scale: of a PNG, pixels to a pixel: 1, 2 or 4
 * @whole: whether a picture is of the whole graph, not of @box
 * @only_selected: whether GraphML and tables are of the selection only
 * @graph: the graph
 * @coloring: what colours say
 * @naming: who has a name; its areas are @areas
 * @areas: (nullable): what areas are called
 * @variant: the colours; drawings and pages are on white in any case
 * @box: what is seen
 * @scale: at how many pixels to a unit
 * @selection: (nullable) (array zero-terminated=1): ids of who is selected
 * @district: (nullable): whose data they are
 * @scope: (nullable): which part of the outbreak is shown, in words
 * @now: the district's present instant, or %WUSE_TIME_NONE
 *
 * What to write of what. Filled by whoever asks; shared with nobody while it is written.
 */
typedef struct
{
  WuseGraphExportKind kind;
  int device_scale;
  gboolean whole;
  gboolean only_selected;
  WuseRelationGraph *graph;
  WuseGraphColoring coloring;
  WuseGraphNaming naming;
  WuseAreaSet *areas;
  WusePaletteVariant variant;
  WuseDiagramBox box;
  double scale;
  char **selection;
  WuseDistrict *district;
  char *scope;
  WuseTime now;
} WuseGraphExport;

/**
 * WuseGraphExportProgress:
 * @done: part of the work that is done, 0 to 1
 * @user_data: what was handed over
 */
typedef void (*WuseGraphExportProgress) (double done, gpointer user_data);

/**
 * wuse_graph_export_new:
 * @graph: what is shown
 *
 * Returns: (transfer full): an export of all of it
 */
WuseGraphExport *wuse_graph_export_new (WuseRelationGraph *graph);

/**
 * wuse_graph_export_free:
 * @self: (transfer full) (nullable): an export
 */
void wuse_graph_export_free (WuseGraphExport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseGraphExport, wuse_graph_export_free)

/**
 * wuse_graph_export_write:
 * @self: an export
 * @file: where to
 * @progress: (nullable): told of the progress, on the calling thread
 * @user_data: handed to @progress
 * @cancellable: (nullable): to give up
 * @error: return location for a %G_IO_ERROR
 *
 * Writes the file, whole or not at all. Blocks.
 *
 * Returns: %TRUE if it is there
 */
gboolean wuse_graph_export_write (const WuseGraphExport *self,
                                  GFile *file,
                                  WuseGraphExportProgress progress,
                                  gpointer user_data,
                                  GCancellable *cancellable,
                                  GError **error);

/**
 * wuse_graph_export_async:
 * @self: (transfer full): an export
 * @file: where to
 * @progress: (nullable): told of the progress, on the main thread
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: handed to @progress and @callback
 *
 * As wuse_graph_export_write(), on a thread of its own.
 */
void wuse_graph_export_async (WuseGraphExport *self,
                              GFile *file,
                              WuseGraphExportProgress progress,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * wuse_graph_export_finish:
 * @result: what the callback was given
 * @error: return location for a %G_IO_ERROR
 *
 * Returns: %TRUE if the file is there, whole
 */
gboolean wuse_graph_export_finish (GAsyncResult *result, GError **error);

G_END_DECLS
