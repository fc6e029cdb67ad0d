/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was entered here and is not at the server. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-outbox-list.h"

#include "wuse-accessible.h"
#include "wuse-conflict-dialog.h"
#include "wuse-edit-actions.h"
#include "wuse-edit-words.h"
#include "wuse-format.h"
#include "wuse-page.h"
#include "wuse-store-outbox.h"

#include <glib/gi18n.h>

/* More than anybody reads; the newest. */
#define MOST_ROWS 300
#define OPEN_STATES (1u << WUSE_EDIT_WAITING | 1u << WUSE_EDIT_SENDING | 1u << WUSE_EDIT_CONFLICT | 1u << WUSE_EDIT_REFUSED)

struct _WuseOutboxList
{
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkListBox *list;
  WuseEdits *edits;
  WuseStore *store;
  GCancellable *cancellable;
  GPtrArray *rows; /* WuseOutboxRow */
};

G_DEFINE_FINAL_TYPE (WuseOutboxList, wuse_outbox_list, ADW_TYPE_WINDOW)

/* --- what a person decides --- */

static const WuseOutboxRow *
get_row (WuseOutboxList *self, GtkWidget *button)
{
  const guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));

  return self->rows != NULL && index < self->rows->len ? g_ptr_array_index (self->rows, index) : NULL;
}

static void
decide_cb (GtkWidget *button, WuseOutboxList *self)
{
  const WuseOutboxRow *row = get_row (self, button);

  if (row != NULL)
    wuse_conflict_dialog_present (GTK_WINDOW (self), self->edits, row);
}

static void
edit_again_cb (GtkWidget *button, WuseOutboxList *self)
{
  const WuseOutboxRow *row = get_row (self, button);

  if (row != NULL)
    wuse_edit_actions_correct (GTK_WINDOW (self), self->edits, row->type, row->id);
}

static void
give_up_cb (GtkWidget *button, WuseOutboxList *self)
{
  const WuseOutboxRow *row = get_row (self, button);

  if (row != NULL)
    wuse_edits_resolve (self->edits, row->number, FALSE, _ ("Given up"));
}

static void
take_back_cb (GtkWidget *button, WuseOutboxList *self)
{
  const WuseOutboxRow *row = get_row (self, button);

  if (row != NULL)
    wuse_edits_undo (self->edits, row->gesture);
}

/* --- the rows --- */

static void
add_text (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_button (WuseOutboxList *self, GtkWidget *box, guint index, const char *label, const char *what, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf (_ ("%1$s: %2$s"), label, what);

  wuse_accessible_set_name (GTK_ACCESSIBLE (button), name);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_buttons (WuseOutboxList *self, GtkWidget *box, guint index, const WuseOutboxRow *row, const char *what)
{
  const gboolean has_dialog = row->op == WUSE_RECORD_PUT && (row->type == WUSE_RECORD_LINK || row->type == WUSE_RECORD_STAY);

  if (row->state == WUSE_EDIT_CONFLICT)
    add_button (self, box, index, _ ("Compare and Decide…"), what, G_CALLBACK (decide_cb));
  if (row->state == WUSE_EDIT_REFUSED && has_dialog)
    add_button (self, box, index, _ ("Edit Again…"), what, G_CALLBACK (edit_again_cb));
  if (row->state == WUSE_EDIT_REFUSED)
    add_button (self, box, index, _ ("Give Up"), what, G_CALLBACK (give_up_cb));
  if (row->state == WUSE_EDIT_WAITING && row->attempts == 0)
    add_button (self, box, index, _ ("Take Back"), what, G_CALLBACK (take_back_cb));
}

static GtkWidget *
make_row (WuseOutboxList *self, guint index)
{
  const WuseOutboxRow *row = g_ptr_array_index (self->rows, index);
  const gboolean needs_decision = row->state == WUSE_EDIT_CONFLICT || row->state == WUSE_EDIT_REFUSED;
  GtkWidget *item = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2),
            *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *what = wuse_words_for_outbox_row (row), *age = wuse_format_age (wuse_time_now () - row->made_at);
  g_autofree char *who = row->author != NULL ? g_strdup_printf ("%s \302\267 %s", row->author, age) : g_strdup (age);
  /* Translators: why a change was made */
  g_autofree char *why = g_strdup_printf (_ ("Reason: %s"), row->reason);
  g_autofree char *problem = row->problem != NULL ? g_strdup_printf (_ ("The server said: %s"), row->problem) : NULL;

  add_text (box, what, "heading");
  add_text (box, wuse_words_for_edit_state (row), needs_decision ? "warning" : NULL);
  add_text (box, who, "dim-label");
  add_text (box, why, NULL);
  if (problem != NULL)
    add_text (box, problem, NULL);
  add_buttons (self, buttons, index, row, what);
  gtk_widget_set_margin_top (buttons, 6);
  gtk_widget_set_visible (buttons, gtk_widget_get_first_child (buttons) != NULL);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_add_css_class (box, "outbox-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (item), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (item), FALSE);
  wuse_accessible_set_name (GTK_ACCESSIBLE (item), what);

  return item;
}

static void
show_rows (WuseOutboxList *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  const gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_append (self->list, make_row (self, i));
  gtk_stack_set_visible_child_name (self->stack, self->rows->len > 0 ? "list" : "empty");
  if (had_focus && self->rows->len > 0)
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static gpointer
load_rows (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_outbox (reader, OPEN_STATES, G_MAXINT64, MOST_ROWS, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = wuse_store_read_finish (WUSE_STORE (source), result, &error);
  WuseOutboxList *self;

  if (rows == NULL)
    return;
  self = user_data;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = rows;
  show_rows (self);
}

static void
outbox_changed_cb (WuseOutboxList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  wuse_store_read_async (self->store, load_rows, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, self->cancellable, loaded_cb,
                         self);
}

/* --- the dialog --- */

static void
dispose (GObject *object)
{
  WuseOutboxList *self = WUSE_OUTBOX_LIST (object);

  g_cancellable_cancel (self->cancellable);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_object (&self->edits);
  G_OBJECT_CLASS (wuse_outbox_list_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  WuseOutboxList *self = WUSE_OUTBOX_LIST (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (wuse_outbox_list_parent_class)->finalize (object);
}

static void
wuse_outbox_list_class_init (WuseOutboxListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (class), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
wuse_outbox_list_init (WuseOutboxList *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->cancellable = g_cancellable_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->list), _ ("Changes not sent"));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "outbox-list");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack,
                       wuse_page_new_status (_ ("Everything Is Sent"), _ ("The server has all that was entered here.")), "empty");
  gtk_stack_add_named (self->stack, wuse_page_new_clamped (GTK_WIDGET (self->list), -1), "list");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), content);
  gtk_widget_add_css_class (GTK_WIDGET (self), "wuse");
}

void
wuse_outbox_list_present (GtkWindow *parent, WuseEdits *edits)
{
  WuseOutboxList *self;
  WuseStore *store = wuse_workspace_get_store (wuse_edits_get_workspace (edits));

  if (store == NULL)
    return;
  self = g_object_new (WUSE_TYPE_OUTBOX_LIST, "transient-for", parent, "modal", TRUE, "title", _ ("Changes to Send"),
                       "default-width", 620, "default-height", 560, NULL);
  self->edits = g_object_ref (edits);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "outbox-changed", G_CALLBACK (outbox_changed_cb), self, G_CONNECT_SWAPPED);
  outbox_changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
}
