/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One search for everything: each change of the text cancels the search before it. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-search-box.h"

#include "wuse-accessible.h"
#include "wuse-format.h"
#include "wuse-words.h"

#include <glib/gi18n.h>

#define MOST_HITS 12

struct _WuseSearchBox
{
  GtkWidget parent_instance;

  GtkSearchEntry *entry;
  GtkPopover *popover;
  GtkListBox *list;
  GtkLabel *empty;

  WuseWorkspace *workspace;
  GCancellable *cancellable;
  GPtrArray *hits;
};

enum
{
  HIT_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseSearchBox, wuse_search_box, GTK_TYPE_WIDGET)

static GtkWidget *
make_row (const WuseSearchHit *hit)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = gtk_label_new (hit->name);
  GtkWidget *kind = gtk_label_new (wuse_words_for_hit (hit));
  g_autofree char *spoken = NULL;

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (kind, "secondary");
  gtk_box_append (GTK_BOX (top), name);
  gtk_box_append (GTK_BOX (top), kind);
  gtk_box_append (GTK_BOX (box), top);

  if (hit->detail != NULL && *hit->detail != '\0')
    {
      GtkWidget *detail = gtk_label_new (hit->detail);

      gtk_label_set_xalign (GTK_LABEL (detail), 0);
      gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (detail, "secondary");
      gtk_box_append (GTK_BOX (box), detail);
    }

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  spoken = g_strdup_printf ("%s, %s", hit->name, wuse_words_for_hit (hit));
  wuse_accessible_set_name (GTK_ACCESSIBLE (row), spoken);

  return row;
}

static void
clear_rows (WuseSearchBox *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
show_hits (WuseSearchBox *self)
{
  clear_rows (self);

  for (guint i = 0; i < self->hits->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (self->hits, i)));

  gtk_widget_set_visible (GTK_WIDGET (self->list), self->hits->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), self->hits->len == 0);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_popover_popup (self->popover);
}

static gpointer
search_on_reader (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_search (reader, data, MOST_HITS, error);
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseSearchBox) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = wuse_store_read_finish (WUSE_STORE (source), result, &error);

  if (hits == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Search failed: %s", error->message);
      return;
    }

  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->hits = g_steal_pointer (&hits);
  show_hits (self);
}

static void
search_changed_cb (WuseSearchBox *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  WuseStore *store = self->workspace != NULL ? wuse_workspace_get_store (self->workspace) : NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  if (*text == '\0' || store == NULL)
    {
      gtk_popover_popdown (self->popover);
      return;
    }

  self->cancellable = g_cancellable_new ();
  wuse_store_read_async (store, search_on_reader, g_strdup (text), g_free, (GDestroyNotify) g_ptr_array_unref, self->cancellable,
                         searched_cb, g_object_ref (self));
}

static void
activate_row (WuseSearchBox *self, GtkListBoxRow *row)
{
  guint index;

  if (row == NULL || self->hits == NULL)
    return;

  index = (guint) gtk_list_box_row_get_index (row);
  gtk_popover_popdown (self->popover);
  if (index < self->hits->len)
    g_signal_emit (self, signals[HIT_ACTIVATED], 0, g_ptr_array_index (self->hits, index));
}

static void
row_activated_cb (WuseSearchBox *self, GtkListBoxRow *row)
{
  activate_row (self, row);
}

static void
entry_activate_cb (WuseSearchBox *self)
{
  activate_row (self, gtk_list_box_get_selected_row (self->list));
}

static void
stop_search_cb (WuseSearchBox *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_popover_popdown (self->popover);
  if (root != NULL)
    gtk_root_set_focus (root, NULL);
}

static void
move_selection (WuseSearchBox *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;

  row = gtk_list_box_get_row_at_index (self->list, MAX (index, 0));
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}

static gboolean
key_pressed_cb (WuseSearchBox *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;

  move_selection (self, keyval == GDK_KEY_Down ? 1 : -1);

  return GDK_EVENT_STOP;
}

void
wuse_search_box_set_workspace (WuseSearchBox *self, WuseWorkspace *workspace)
{
  g_return_if_fail (WUSE_IS_SEARCH_BOX (self));

  g_set_object (&self->workspace, workspace);
}

void
wuse_search_box_set_text (WuseSearchBox *self, const char *text)
{
  g_return_if_fail (WUSE_IS_SEARCH_BOX (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
wuse_search_box_focus (WuseSearchBox *self)
{
  g_return_if_fail (WUSE_IS_SEARCH_BOX (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
wuse_search_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WuseSearchBox *self = WUSE_SEARCH_BOX (widget);

  GTK_WIDGET_CLASS (wuse_search_box_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (self->popover);
}

static void
wuse_search_box_dispose (GObject *object)
{
  WuseSearchBox *self = WUSE_SEARCH_BOX (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_pointer ((GtkWidget **) &self->popover, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->entry, gtk_widget_unparent);

  G_OBJECT_CLASS (wuse_search_box_parent_class)->dispose (object);
}

static void
wuse_search_box_class_init (WuseSearchBoxClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = wuse_search_box_dispose;
  widget_class->size_allocate = wuse_search_box_size_allocate;

  signals[HIT_ACTIVATED] = g_signal_new ("hit-activated", WUSE_TYPE_SEARCH_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/wuse/Wuse/wuse-search-box.ui");
  gtk_widget_class_bind_template_child (widget_class, WuseSearchBox, entry);
  gtk_widget_class_bind_template_child (widget_class, WuseSearchBox, popover);
  gtk_widget_class_bind_template_child (widget_class, WuseSearchBox, list);
  gtk_widget_class_bind_template_child (widget_class, WuseSearchBox, empty);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
wuse_search_box_init (WuseSearchBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
}
