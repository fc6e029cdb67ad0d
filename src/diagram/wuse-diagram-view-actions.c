/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with a diagram by action: from the keyboard, from menus, by assistive technology. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-view-private.h"

#include <math.h>

#define PAN_PIXELS 120.0
#define ZOOM_STEP 1.6
/* A neighbour lies in a direction if it is within this slope of it. */
#define MAX_SLOPE 1.3

static gboolean
get_direction (const char *name, int *dx, int *dy)
{
  *dx = g_str_equal (name, "left") ? -1 : g_str_equal (name, "right") ? 1 : 0;
  *dy = g_str_equal (name, "up") ? -1 : g_str_equal (name, "down") ? 1 : 0;

  return *dx != 0 || *dy != 0;
}

guint32
wuse_diagram_view_find_start (WuseDiagramView *self)
{
  const WuseDiagramBox box = wuse_diagram_view_get_visible_box (self);
  const WuseDiagramScene *scene = self->scene;

  for (guint i = 0; i < scene->graph->n_nodes; i++)
    {
      const guint32 node = scene->order[i];
      const float x = scene->positions[2 * node], y = scene->positions[2 * node + 1];

      if (scene->nodes[node].shape != WUSE_NODE_HIDDEN && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)
        return node;
    }

  return scene->n_shown > 0 ? scene->order[0] : WUSE_NODE_NONE;
}

static double
rate (const WuseDiagramScene *scene, guint32 from, guint32 to, int dx, int dy)
{
  const double x = scene->positions[2 * to] - scene->positions[2 * from];
  const double y = scene->positions[2 * to + 1] - scene->positions[2 * from + 1];
  const double along = x * dx + y * dy, across = fabs (x * dy) + fabs (y * dx);

  if (to == from || scene->nodes[to].shape == WUSE_NODE_HIDDEN || along <= 0 || across > along * MAX_SLOPE)
    return G_MAXDOUBLE;
  return along + 2 * across;
}

/* To the neighbour in that direction; where there is none, to the nearest node there. */
static void
walk (WuseDiagramView *self, int dx, int dy)
{
  const WuseDiagramScene *scene = self->scene;
  const guint32 from = self->focused;
  guint32 best = WUSE_NODE_NONE;
  double least = G_MAXDOUBLE;

  for (guint slot = scene->graph->first[from]; slot < scene->graph->first[from + 1]; slot++)
    {
      const guint32 node = scene->graph->neighbor[slot];
      const double distance = rate (scene, from, node, dx, dy);

      if (distance < least)
        {
          least = distance;
          best = node;
        }
    }
  if (best == WUSE_NODE_NONE)
    for (guint i = 0; i < scene->graph->n_nodes; i++)
      {
        const double distance = rate (scene, from, i, dx, dy);

        if (distance < least)
          {
            least = distance;
            best = i;
          }
      }
  if (best != WUSE_NODE_NONE)
    wuse_diagram_view_focus_node (self, best, TRUE);
}

static void
walk_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WuseDiagramView *self = WUSE_DIAGRAM_VIEW (widget);
  int dx, dy;

  if (self->scene == NULL || !get_direction (g_variant_get_string (parameter, NULL), &dx, &dy))
    return;
  if (self->focused == WUSE_NODE_NONE)
    wuse_diagram_view_focus_node (self, wuse_diagram_view_find_start (self), TRUE);
  else
    walk (self, dx, dy);
}

/* Goes round the neighbours of the node where this began. */
static void
neighbor_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WuseDiagramView *self = WUSE_DIAGRAM_VIEW (widget);
  const gboolean backwards = g_str_equal (action, "diagram.previous-neighbor");
  guint32 anchor;
  guint degree;

  if (self->scene == NULL)
    return;
  if (self->focused == WUSE_NODE_NONE)
    {
      wuse_diagram_view_focus_node (self, wuse_diagram_view_find_start (self), TRUE);
      return;
    }
  anchor = self->anchor != WUSE_NODE_NONE ? self->anchor : self->focused;
  degree = wuse_graph_degree (self->scene->graph, anchor);
  for (guint i = 1; i <= degree; i++)
    {
      const guint turn = (self->neighbor + (backwards ? degree - i : i)) % degree;
      const guint32 node = self->scene->graph->neighbor[self->scene->graph->first[anchor] + turn];

      if (self->scene->nodes[node].shape != WUSE_NODE_HIDDEN)
        {
          wuse_diagram_view_focus_node (self, node, TRUE);
          self->anchor = anchor;
          self->neighbor = turn;
          return;
        }
    }
}

static void
pan_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  int dx, dy;

  if (get_direction (g_variant_get_string (parameter, NULL), &dx, &dy))
    wuse_diagram_view_pan_by (WUSE_DIAGRAM_VIEW (widget), -dx * PAN_PIXELS, -dy * PAN_PIXELS, TRUE);
}

static void
zoom_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const gboolean closer = g_str_equal (action, "diagram.zoom-in");

  wuse_diagram_view_zoom_at (WUSE_DIAGRAM_VIEW (widget), closer ? ZOOM_STEP : 1 / ZOOM_STEP, gtk_widget_get_width (widget) / 2.0,
                             gtk_widget_get_height (widget) / 2.0, TRUE);
}

static void
fit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  wuse_diagram_view_fit (WUSE_DIAGRAM_VIEW (widget), NULL, TRUE);
}

static void
choose_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WuseDiagramView *self = WUSE_DIAGRAM_VIEW (widget);

  if (self->focused != WUSE_NODE_NONE)
    wuse_diagram_view_choose (self, &self->focused, 1, g_str_equal (action, "diagram.toggle"));
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WuseDiagramView *self = WUSE_DIAGRAM_VIEW (widget);

  if (self->focused != WUSE_NODE_NONE)
    g_signal_emit_by_name (self, "opened", self->focused);
}

static void
menu_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WuseDiagramView *self = WUSE_DIAGRAM_VIEW (widget);
  double x = gtk_widget_get_width (widget) / 2.0, y = gtk_widget_get_height (widget) / 2.0;

  if (self->scene != NULL && self->focused != WUSE_NODE_NONE)
    wuse_diagram_view_to_screen (self, self->scene->positions[2 * self->focused], self->scene->positions[2 * self->focused + 1],
                                 &x, &y);
  g_signal_emit_by_name (self, "menu-wanted", self->focused, x, y);
}

static void
clear_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  wuse_diagram_view_choose (WUSE_DIAGRAM_VIEW (widget), NULL, 0, FALSE);
}

static void
bind_directions (GtkWidgetClass *widget_class, GdkModifierType modifiers, const char *action)
{
  static const struct
  {
    guint key;
    guint keypad;
    const char *direction;
  } keys[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, "left" },
    { GDK_KEY_Right, GDK_KEY_KP_Right, "right" },
    { GDK_KEY_Up, GDK_KEY_KP_Up, "up" },
    { GDK_KEY_Down, GDK_KEY_KP_Down, "down" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding_action (widget_class, keys[i].key, modifiers, action, "s", keys[i].direction);
      gtk_widget_class_add_binding_action (widget_class, keys[i].keypad, modifiers, action, "s", keys[i].direction);
    }
}

void
wuse_diagram_view_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_plus, 0, "diagram.zoom-in" },
    { GDK_KEY_equal, 0, "diagram.zoom-in" },
    { GDK_KEY_KP_Add, 0, "diagram.zoom-in" },
    { GDK_KEY_minus, 0, "diagram.zoom-out" },
    { GDK_KEY_KP_Subtract, 0, "diagram.zoom-out" },
    { GDK_KEY_0, 0, "diagram.fit" },
    { GDK_KEY_bracketright, 0, "diagram.next-neighbor" },
    { GDK_KEY_bracketleft, 0, "diagram.previous-neighbor" },
    { GDK_KEY_Return, 0, "diagram.choose" },
    { GDK_KEY_KP_Enter, 0, "diagram.choose" },
    { GDK_KEY_space, 0, "diagram.toggle" },
    { GDK_KEY_Return, GDK_CONTROL_MASK, "diagram.open" },
    { GDK_KEY_Menu, 0, "diagram.menu" },
    { GDK_KEY_F10, GDK_SHIFT_MASK, "diagram.menu" },
    { GDK_KEY_Escape, 0, "diagram.clear" },
  };

  gtk_widget_class_install_action (widget_class, "diagram.walk", "s", walk_cb);
  gtk_widget_class_install_action (widget_class, "diagram.pan", "s", pan_cb);
  gtk_widget_class_install_action (widget_class, "diagram.next-neighbor", NULL, neighbor_cb);
  gtk_widget_class_install_action (widget_class, "diagram.previous-neighbor", NULL, neighbor_cb);
  gtk_widget_class_install_action (widget_class, "diagram.zoom-in", NULL, zoom_cb);
  gtk_widget_class_install_action (widget_class, "diagram.zoom-out", NULL, zoom_cb);
  gtk_widget_class_install_action (widget_class, "diagram.fit", NULL, fit_cb);
  gtk_widget_class_install_action (widget_class, "diagram.choose", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "diagram.toggle", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "diagram.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "diagram.menu", NULL, menu_cb);
  gtk_widget_class_install_action (widget_class, "diagram.clear", NULL, clear_cb);

  bind_directions (widget_class, 0, "diagram.walk");
  bind_directions (widget_class, GDK_CONTROL_MASK, "diagram.pan");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers, keys[i].action, NULL);
}
