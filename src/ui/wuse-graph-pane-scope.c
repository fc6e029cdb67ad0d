/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which part of the outbreak the relationship graph shows, the line that says so, and what stands there if it is nobody. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-pane-private.h"

#include "wuse-format.h"

#include <glib/gi18n.h>

/* More cases than these are not read one by one. */
#define MANY_CASES 4000

/* --- the line --- */

/* “Area 0103-07 · 12 cases · up to 1 link away” */
static char *
describe_scope (WuseGraphPane *self)
{
  g_autofree char *title = wuse_graph_scope_dup_title (self->scope, self->areas);
  GString *text = g_string_new (title);

  if (self->graph != NULL)
    {
      g_autofree char *count = wuse_format_number (self->graph->n_cases);

      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%s case", "%s cases", self->graph->n_cases), count);
    }
  if (self->filter.steps > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("up to %u link away", "up to %u links away", self->filter.steps),
                              self->filter.steps);
    }

  return g_string_free (text, FALSE);
}

static gboolean
is_filtered (WuseGraphPane *self)
{
  return wuse_graph_filter_popover_hides (self->filter_popover);
}

static void
update_empty_page (WuseGraphPane *self)
{
  const gboolean hides = self->scope != NULL || is_filtered (self);
  const gboolean any = self->relations != NULL && self->relations->n_cases > 0;

  if (!any)
    {
      adw_status_page_set_title (self->empty, _ ("No Cases"));
      adw_status_page_set_description (self->empty, _ ("The district has not reported any."));
    }
  else if (hides && self->graph->n_cases == 0)
    {
      adw_status_page_set_title (self->empty, _ ("Nobody Is Like This"));
      adw_status_page_set_description (self->empty, _ ("No case passes the filter."));
    }
  else
    {
      adw_status_page_set_title (self->empty, _ ("No Links"));
      adw_status_page_set_description (self->empty, _ ("No case shown here is linked with another one."));
    }
  gtk_widget_set_visible (self->show_all, any && hides);
  /* It scrolls, and would keep the Tab key with nothing to stop at. */
  gtk_widget_set_can_focus (GTK_WIDGET (self->empty), any && hides);
}

void
wuse_graph_pane_update_scope (WuseGraphPane *self)
{
  const WuseDiagramScene *scene = wuse_diagram_view_get_scene (self->view);
  g_autofree char *text = NULL;

  if (self->scope != NULL)
    text = describe_scope (self);
  else if (self->graph != NULL && self->graph->n_cases > MANY_CASES && !is_filtered (self))
    text = g_strdup (_ ("Too many to read at once: a filter, or only who is around the selection, shows less."));
  gtk_label_set_text (self->scope_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->scope_clear, self->scope != NULL);
  gtk_widget_set_visible (self->scope_bar, text != NULL);
  if (self->graph != NULL && scene != NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->empty), scene->n_shown == 0);
      update_empty_page (self);
    }
}

GtkWidget *
wuse_graph_pane_make_scope_bar (WuseGraphPane *self)
{
  self->scope_bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (self->scope_bar, "scope-bar");
  self->scope_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->scope_label, 0);
  gtk_label_set_ellipsize (self->scope_label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->scope_label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->scope_label), "numeric");
  self->scope_clear = gtk_button_new_with_mnemonic (_ ("Show _All Again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->scope_clear), "graph.show-all");
  gtk_widget_add_css_class (self->scope_clear, "flat");
  gtk_box_append (GTK_BOX (self->scope_bar), GTK_WIDGET (self->scope_label));
  gtk_box_append (GTK_BOX (self->scope_bar), self->scope_clear);
  gtk_widget_set_visible (self->scope_bar, FALSE);

  return self->scope_bar;
}

static void
show_all_clicked_cb (WuseGraphPane *self)
{
  wuse_graph_filter_popover_reset (self->filter_popover);
  wuse_graph_pane_open (self, NULL);
}

GtkWidget *
wuse_graph_pane_make_empty_page (WuseGraphPane *self)
{
  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  self->show_all = gtk_button_new_with_mnemonic (_ ("Show _All Again"));
  gtk_widget_set_halign (self->show_all, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->show_all, "clicked", G_CALLBACK (show_all_clicked_cb), self);
  adw_status_page_set_child (self->empty, self->show_all);
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "compact");
  gtk_widget_set_visible (GTK_WIDGET (self->empty), FALSE);

  return GTK_WIDGET (self->empty);
}

/* --- which part --- */

/* Whom the scope means, with who has come since. */
void
wuse_graph_pane_list_seeds (WuseGraphPane *self)
{
  g_clear_pointer (&self->filter.seeds, g_strfreev);
  if (self->scope != NULL && self->relations != NULL)
    self->filter.seeds = wuse_graph_scope_list_cases (self->scope, self->relations, self->areas);
}

void
wuse_graph_pane_set_steps (WuseGraphPane *self, guint steps)
{
  self->filter.steps = steps;
  wuse_graph_pane_update_actions (self);
  self->fit_next = TRUE;
  wuse_graph_pane_remake (self);
}

static void
take_scope (WuseGraphPane *self, WuseGraphScope *scope, guint steps)
{
  g_clear_pointer (&self->scope, wuse_graph_scope_free);
  self->scope = scope;
  wuse_graph_pane_list_seeds (self);
  wuse_graph_pane_set_steps (self, steps);
}

void
wuse_graph_pane_open (WuseGraphPane *self, WuseGraphScope *scope)
{
  g_return_if_fail (WUSE_IS_GRAPH_PANE (self));

  take_scope (self, scope, scope != NULL ? wuse_graph_scope_get_steps (scope) : 0);
}

void
wuse_graph_pane_set_scope (WuseGraphPane *self, const char *const *ids, guint steps)
{
  g_return_if_fail (WUSE_IS_GRAPH_PANE (self));

  take_scope (self, ids != NULL && ids[0] != NULL ? wuse_graph_scope_new_for_cases (ids) : NULL, steps);
}

void
wuse_graph_pane_set_areas (WuseGraphPane *self, WuseAreaSet *areas)
{
  g_return_if_fail (WUSE_IS_GRAPH_PANE (self));

  if (self->areas == areas)
    return;
  if (areas != NULL)
    wuse_area_set_ref (areas);
  g_clear_pointer (&self->areas, wuse_area_set_unref);
  self->areas = areas;
  self->naming.areas = areas;
  if (self->scope != NULL)
    {
      wuse_graph_pane_list_seeds (self);
      wuse_graph_pane_remake (self);
    }
  else if (gtk_drop_down_get_selected (self->coloring) == WUSE_GRAPH_COLOR_AREA || self->naming.field == WUSE_GRAPH_NAME_AREA)
    wuse_graph_pane_repaint (self);
}
