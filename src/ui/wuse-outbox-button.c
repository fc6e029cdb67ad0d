/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says in the status line what has not been sent yet. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-outbox-button.h"

#include "wuse-format.h"
#include "wuse-outbox-list.h"
#include "wuse-store-outbox.h"

#include <glib/gi18n.h>

/* What is sent at once is not spoken of. */
#define PATIENCE 1500
#define PAGE 500
#define OPEN_STATES (1u << WUSE_EDIT_WAITING | 1u << WUSE_EDIT_SENDING | 1u << WUSE_EDIT_CONFLICT | 1u << WUSE_EDIT_REFUSED)

struct _WuseOutboxButton
{
  GtkWidget parent_instance;

  GtkButton *button;
  WuseEdits *edits;
  WuseStore *store;
  GCancellable *cancellable;
  WuseTime oldest; /* when the oldest was entered, WUSE_TIME_NONE where there is none */
  guint timeout;
};

G_DEFINE_FINAL_TYPE (WuseOutboxButton, wuse_outbox_button, GTK_TYPE_WIDGET)

static char *
dup_text (const WuseOutboxCounts *counts, WuseTime oldest)
{
  const guint n_waiting = counts->n_waiting + counts->n_sending, n_undecided = counts->n_conflicts + counts->n_refused;
  g_autofree char *age = wuse_format_age (wuse_time_now () - oldest);
  g_autoptr (GString) text = g_string_new (NULL);

  if (n_undecided > 0)
    g_string_append_printf (text, ngettext ("%u change needs a decision", "%u changes need a decision", n_undecided),
                            n_undecided);
  if (n_undecided > 0 && n_waiting > 0)
    g_string_append (text, " \302\267 ");
  if (n_waiting > 0)
    g_string_append_printf (text, ngettext ("%u change waits to be sent", "%u changes wait to be sent", n_waiting), n_waiting);

  /* Translators: “2 changes wait to be sent (oldest: 5 min ago)” */
  return g_strdup_printf (_ ("%1$s (oldest: %2$s)"), text->str, age);
}

static gboolean update_cb (gpointer user_data);

static void
update (WuseOutboxButton *self)
{
  const gint64 age = self->oldest != WUSE_TIME_NONE ? wuse_time_now () - self->oldest : 0;
  WuseOutboxCounts counts = { 0 };
  guint next = 0, n_undecided;

  if (self->store != NULL)
    wuse_store_get_outbox_counts (self->store, &counts);
  n_undecided = counts.n_conflicts + counts.n_refused;
  if (self->oldest != WUSE_TIME_NONE && (age >= PATIENCE || n_undecided > 0)
      && counts.n_waiting + counts.n_sending + n_undecided > 0)
    {
      g_autofree char *text = dup_text (&counts, self->oldest);

      gtk_button_set_label (self->button, text);
      if (n_undecided > 0)
        gtk_widget_add_css_class (GTK_WIDGET (self->button), "warning");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self->button), "warning");
      gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
      next = 5000;
    }
  else
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      next = self->oldest != WUSE_TIME_NONE ? (guint) CLAMP (PATIENCE - age, 1, PATIENCE) : 0;
    }
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (next > 0)
    self->timeout = g_timeout_add (next, update_cb, self);
}

static gboolean
update_cb (gpointer user_data)
{
  WuseOutboxButton *self = user_data;

  self->timeout = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static gpointer
find_oldest (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 before = G_MAXINT64;
  WuseTime *oldest = g_new (WuseTime, 1);
  gboolean is_last = FALSE;

  *oldest = WUSE_TIME_NONE;
  while (!is_last)
    {
      g_autoptr (GPtrArray) rows = wuse_store_reader_load_outbox (reader, OPEN_STATES, before, PAGE, error);

      if (rows == NULL)
        {
          g_free (oldest);
          return NULL;
        }
      if (rows->len > 0)
        {
          const WuseOutboxRow *row = g_ptr_array_index (rows, rows->len - 1);

          *oldest = row->made_at;
          before = row->number;
        }
      is_last = rows->len < PAGE;
    }

  return oldest;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree WuseTime *oldest = wuse_store_read_finish (WUSE_STORE (source), result, &error);
  WuseOutboxButton *self;

  if (oldest == NULL)
    return;
  self = user_data;
  self->oldest = *oldest;
  update (self);
}

static void
outbox_changed_cb (WuseOutboxButton *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  wuse_store_read_async (self->store, find_oldest, NULL, NULL, g_free, self->cancellable, found_cb, self);
}

static void
opened_cb (WuseOutboxButton *self)
{
  WuseStore *store = wuse_workspace_get_store (wuse_edits_get_workspace (self->edits));

  if (store == NULL || !g_set_object (&self->store, store))
    return;
  g_signal_connect_object (store, "outbox-changed", G_CALLBACK (outbox_changed_cb), self, G_CONNECT_SWAPPED);
  outbox_changed_cb (self);
}

static void
clicked_cb (WuseOutboxButton *self)
{
  wuse_outbox_list_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->edits);
}

static void
dispose (GObject *object)
{
  WuseOutboxButton *self = WUSE_OUTBOX_BUTTON (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_object (&self->edits);
  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (wuse_outbox_button_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_object_unref (WUSE_OUTBOX_BUTTON (object)->cancellable);
  G_OBJECT_CLASS (wuse_outbox_button_parent_class)->finalize (object);
}

static void
wuse_outbox_button_class_init (WuseOutboxButtonClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
wuse_outbox_button_init (WuseOutboxButton *self)
{
  self->oldest = WUSE_TIME_NONE;
  self->cancellable = g_cancellable_new ();
  self->button = GTK_BUTTON (gtk_button_new_with_label (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "outbox");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("What was entered here and is not at the server"));
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
}

void
wuse_outbox_button_set_edits (WuseOutboxButton *self, WuseEdits *edits)
{
  g_return_if_fail (WUSE_IS_OUTBOX_BUTTON (self));

  g_set_object (&self->edits, edits);
  g_signal_connect_object (wuse_edits_get_workspace (edits), "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  opened_cb (self);
}
