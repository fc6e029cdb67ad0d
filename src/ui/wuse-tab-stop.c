/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list that is one stop of the Tab key. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-tab-stop.h"

struct _WuseTabStop
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (WuseTabStop, wuse_tab_stop, GTK_TYPE_WIDGET)

static gboolean
wuse_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (is_tab && gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;

  return GTK_WIDGET_CLASS (wuse_tab_stop_parent_class)->focus (widget, direction);
}

/* As much room as what it holds wants: GTK asks a container. */
static void
wuse_tab_stop_compute_expand (GtkWidget *widget, gboolean *horizontally, gboolean *vertically)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      *horizontally = *horizontally || gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
      *vertically = *vertically || gtk_widget_compute_expand (child, GTK_ORIENTATION_VERTICAL);
    }
}

static void
wuse_tab_stop_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (wuse_tab_stop_parent_class)->dispose (object);
}

static void
wuse_tab_stop_class_init (WuseTabStopClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = wuse_tab_stop_dispose;
  widget_class->focus = wuse_tab_stop_focus;
  widget_class->compute_expand = wuse_tab_stop_compute_expand;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wuse_tab_stop_init (WuseTabStop *self)
{
}
