/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the relationship graph shows as a view that can be kept, and a kept one shown again. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-pane-private.h"

WuseSavedView *
wuse_graph_pane_make_saved_view (WuseGraphPane *self)
{
  WuseSavedView *view = wuse_saved_view_new ();

  view->filter = self->filter;
  view->filter.seeds = NULL;
  if (self->scope != NULL)
    {
      view->scope_kind = g_strdup (wuse_graph_scope_get_kind (self->scope));
      view->scope_keys = wuse_graph_scope_dup_keys (self->scope);
    }
  view->layout = self->layout;
  view->coloring = (WuseGraphColoring) gtk_drop_down_get_selected (self->coloring);
  view->names = self->naming.names;
  view->name_field = self->naming.field;
  view->place = wuse_diagram_view_get_place (self->view);
  view->selection = g_strdupv ((char **) wuse_selection_get_ids (self->selection, NULL));

  return view;
}

/* As a person would set it, but laid out once. */
void
wuse_graph_pane_apply_opening (WuseGraphPane *self)
{
  const WuseSavedView *view = self->opening;
  static const char *const names[] = { "none", "important", "all" }, *const fields[] = { "id", "onset", "area" };

  g_clear_pointer (&self->scope, wuse_graph_scope_free);
  if (view->scope_kind != NULL)
    self->scope = wuse_graph_scope_new_for_keys (view->scope_kind, (const char *const *) view->scope_keys);
  self->filter.steps = self->scope != NULL ? view->filter.steps : 0;
  wuse_graph_pane_list_seeds (self);
  wuse_graph_pane_update_actions (self);
  self->layout = view->layout;
  gtk_toggle_button_set_active (self->layouts[view->layout], TRUE);
  gtk_drop_down_set_selected (self->coloring, view->coloring);
  g_object_set (self, "names", names[view->names], "name-field", fields[view->name_field], NULL);
  /* Whoever follows the filter lays out anew. */
  wuse_graph_filter_popover_set_filter (self->filter_popover, &view->filter);
}

void
wuse_graph_pane_open_saved_view (WuseGraphPane *self, WuseSavedView *view)
{
  g_clear_pointer (&self->opening, wuse_saved_view_free);
  self->opening = view;
  if (self->relations != NULL)
    wuse_graph_pane_apply_opening (self);
}

void
wuse_graph_pane_end_opening (WuseGraphPane *self)
{
  g_autoptr (WuseSavedView) view = g_steal_pointer (&self->opening);

  /* Meanwhile a person may have gone on to something else. */
  if (view == NULL || view->layout != self->graph->layout)
    return;
  if (view->place.scale > 0)
    wuse_diagram_view_set_place (self->view, &view->place, FALSE);
  wuse_graph_views_tell_opened (self->views, view, self->graph);
}

void
wuse_graph_pane_set_page (WuseGraphPane *self, WuseWorkspace *workspace, WuseCaseTable *table)
{
  g_return_if_fail (WUSE_IS_GRAPH_PANE (self));

  g_set_object (&self->workspace, workspace);
  wuse_graph_views_set_page (self->views, workspace, table);
}
