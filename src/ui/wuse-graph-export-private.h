/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writers of the kinds of files. */

#pragma once

#include "wuse-graph-export.h"

G_BEGIN_DECLS

typedef struct
{
  const WuseGraphExport *job;
  WuseOutputFile *file;
  WuseGraphExportProgress progress;
  gpointer user_data;
} WuseGraphExportWriter;

/* Codes as records have them, %NULL where nothing is known. */
const char *wuse_graph_export_kind_code (guint8 kind);
const char *wuse_graph_export_classification_code (const WuseActor *actor);
const char *wuse_graph_export_setting_code (guint8 setting);
const char *wuse_graph_export_relation_code (guint8 kind);
const char *wuse_graph_export_state_code (guint8 state);
const char *wuse_graph_export_get_area_name (const WuseGraphExport *self, const WuseActor *actor);

/* By node, whether it goes into the file. */
guint8 *wuse_graph_export_mark_nodes (const WuseGraphExport *self);

/* Now and then; FALSE if there is no use in going on. */
gboolean wuse_graph_export_tell (const WuseGraphExportWriter *self, guint i, guint n);

void wuse_graph_export_write_picture (const WuseGraphExportWriter *self);
void wuse_graph_export_write_graphml (const WuseGraphExportWriter *self);
void wuse_graph_export_write_line_list (const WuseGraphExportWriter *self);
void wuse_graph_export_write_contacts (const WuseGraphExportWriter *self);

G_END_DECLS
