/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few people of the graph with a number each. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-people-list.h"

#include "wuse-accessible.h"
#include "wuse-case-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _WusePeopleList
{
  GtkWidget parent_instance;

  GtkBox *box;
  WuseSelection *selection;
};

G_DEFINE_FINAL_TYPE (WusePeopleList, wuse_people_list, GTK_TYPE_WIDGET)

static void
clicked_cb (GtkButton *button, WusePeopleList *self)
{
  wuse_selection_set_one (self->selection, g_object_get_data (G_OBJECT (button), "actor"));
}

static GtkWidget *
make_label (const char *text, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");

  return label;
}

static void
add_row (WusePeopleList *self, const WuseRelations *relations, guint32 actor, const char *number)
{
  g_autofree char *who = wuse_words_for_actor (relations, actor, TRUE), *name = NULL;
  GtkWidget *button = gtk_button_new (), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *label;

  gtk_widget_set_tooltip_text (button, who);
  /* Who it is, without the days. */
  who[strcspn (who, "\n")] = '\0';
  name = g_strdup_printf ("%s: %s", who, number);
  label = make_label (who, 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), make_label (number, 1));
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "person-row");
  wuse_accessible_set_name (GTK_ACCESSIBLE (button), name);
  g_object_set_data_full (G_OBJECT (button), "actor", g_strdup (relations->actors[actor].id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_box_append (self->box, button);
}

static void
dispose (GObject *object)
{
  WusePeopleList *self = WUSE_PEOPLE_LIST (object);

  g_clear_pointer ((GtkWidget **) &self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (wuse_people_list_parent_class)->dispose (object);
}

static void
wuse_people_list_class_init (WusePeopleListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
wuse_people_list_init (WusePeopleList *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
}

WusePeopleList *
wuse_people_list_new (WuseSelection *selection)
{
  WusePeopleList *self = g_object_new (WUSE_TYPE_PEOPLE_LIST, NULL);

  self->selection = g_object_ref (selection);

  return self;
}

void
wuse_people_list_set_nodes (
    WusePeopleList *self, const WuseRelationGraph *graph, const GArray *nodes, WusePeopleListWordFunc word, gpointer user_data)
{
  GtkWidget *child;

  g_return_if_fail (WUSE_IS_PEOPLE_LIST (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (guint i = 0; nodes != NULL && i < nodes->len; i++)
    {
      const guint32 node = g_array_index (nodes, guint32, i);
      g_autofree char *number = word (node, user_data);

      add_row (self, graph->relations, graph->actor[node], number);
    }
}
