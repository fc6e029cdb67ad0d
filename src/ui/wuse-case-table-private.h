/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the list of cases share. */

#pragma once

#include "wuse-case-table.h"

G_BEGIN_DECLS

struct _WuseCaseTable
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkSearchEntry *search;
  GtkDropDown *filter;
  GtkDropDown *order;
  GtkLabel *count;
  GtkColumnView *view;
  GtkColumnViewColumn *ids;
  GtkColumnViewColumn *infected;
  GtkWidget *empty;

  WuseSelection *selection;
  WuseAreaSet *areas; /* for their names, or NULL */
  WuseCaseList *list;
  GtkMultiSelection *rows;
  guint search_timeout;
  guint widen_source;
  int id_width;
  gboolean is_narrow;
  gboolean is_syncing;
  guint scroll_source;
  gboolean was_at_top;
  gboolean is_sought; /* whether the list is to go to what is selected, once it is in it */
};

/**
 * wuse_case_table_add_columns:
 * @self: a table without columns
 *
 * Adds the columns to its view, with what makes and fills their cells.
 */
void wuse_case_table_add_columns (WuseCaseTable *self);

G_END_DECLS
