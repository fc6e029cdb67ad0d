/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the saved views share. */

#pragma once

#include "wuse-graph-views.h"

#include "wuse-graph-pane-private.h"
#include "wuse-named-view.h"

G_BEGIN_DECLS

#define WUSE_GRAPH_VIEWS_KIND "cases"

struct _WuseGraphViews
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkWidget *scrolled;
  GtkListBox *list;
  GtkWidget *empty;

  WuseGraphPane *pane; /* not owned: it holds the button */
  WuseWorkspace *workspace;
  WuseCaseTable *table;
  GCancellable *cancellable;
  GPtrArray *views; /* WuseNamedView, as last read */
  char *current;    /* name of the view that was opened or saved last */
};

/**
 * WuseViewChange:
 * @views: whose view
 * @name: its name
 *
 * Something that is done with a view, until it has been done.
 */
typedef struct
{
  WuseGraphViews *views;
  char *name;
} WuseViewChange;

/**
 * wuse_view_change_new:
 * @self: views
 * @name: the name of one of them
 *
 * Returns: (transfer full): a change, that keeps @self
 */
WuseViewChange *wuse_view_change_new (WuseGraphViews *self, const char *name);

/**
 * wuse_view_change_free:
 * @change: (transfer full): a change
 */
void wuse_view_change_free (WuseViewChange *change);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseViewChange, wuse_view_change_free)

/**
 * wuse_graph_views_get_store:
 * @self: views
 *
 * Returns: (transfer none) (nullable): the cache they are kept in
 */
WuseStore *wuse_graph_views_get_store (WuseGraphViews *self);

/**
 * wuse_graph_views_get_window:
 * @self: views
 *
 * Returns: (transfer none): the window that asks
 */
GtkWindow *wuse_graph_views_get_window (WuseGraphViews *self);

/**
 * wuse_graph_views_has:
 * @self: views
 * @name: a name
 *
 * Returns: whether there is a view of this name, as last read
 */
gboolean wuse_graph_views_has (WuseGraphViews *self, const char *name);

/**
 * wuse_graph_views_read:
 * @self: views
 *
 * Reads the list anew.
 */
void wuse_graph_views_read (WuseGraphViews *self);

/**
 * wuse_graph_views_tell:
 * @self: views
 * @format: a translated sentence with one `%s`
 * @name: what stands there
 *
 * Says it in a toast.
 */
void wuse_graph_views_tell (WuseGraphViews *self, const char *format, const char *name);

/**
 * wuse_graph_views_tell_error:
 * @self: views
 * @format: a translated sentence with one `%s`, or none
 * @name: what stands there
 * @error: what went wrong
 *
 * Says it in a toast; not if it was given up, when all this may be gone.
 */
void wuse_graph_views_tell_error (WuseGraphViews *self, const char *format, const char *name, const GError *error);

/**
 * wuse_graph_views_ask_name:
 * @self: views
 * @before: (nullable): the view that gets another name; %NULL to save what is shown
 *
 * Asks for a name, and before another view is replaced.
 */
void wuse_graph_views_ask_name (WuseGraphViews *self, const char *before);

/**
 * wuse_graph_views_share:
 * @self: views
 * @name: one of them
 *
 * Asks where to, and writes it into a file for others.
 */
void wuse_graph_views_share (WuseGraphViews *self, const char *name);

/**
 * wuse_graph_views_import:
 * @self: views
 *
 * Asks for a file, and takes the view in it.
 */
void wuse_graph_views_import (WuseGraphViews *self);

G_END_DECLS
