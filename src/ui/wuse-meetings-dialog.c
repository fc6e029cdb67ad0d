/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who else was there. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-meetings-dialog.h"

#include "wuse-accessible.h"
#include "wuse-case-link.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MAX_HEIGHT 420
#define LEAST_WIDTH 360

/* Of a dialog, the window it belongs to has what is gone to. */
static void
close_dialog (GtkWidget *button)
{
  GtkRoot *root = gtk_widget_get_root (button);

  if (ADW_IS_MESSAGE_DIALOG (root))
    gtk_window_close (GTK_WINDOW (root));
}

/* The dialog that asks is the window's: this one makes room for it. */
static void
add_link_cb (GtkWidget *button, gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (button);
  GtkWindow *parent = ADW_IS_MESSAGE_DIALOG (root) ? gtk_window_get_transient_for (GTK_WINDOW (root)) : GTK_WINDOW (root);
  const char *id = g_object_get_data (G_OBJECT (button), "case"), *other = g_object_get_data (G_OBJECT (button), "other");
  g_autoptr (GVariant) cases = g_variant_ref_sink (g_variant_new ("(ss)", id, other));

  close_dialog (button);
  gtk_widget_activate_action_variant (GTK_WIDGET (parent), "edit.add-contact", cases);
}

GtkWidget *
wuse_meeting_row_new (WuseSelection *selection, const char *id, const char *other, const char *words)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *go = wuse_case_link_new (selection, other, words),
            *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *add = gtk_button_new_with_label (_ ("Add Link…"));
  g_autofree char *name = g_strdup_printf (_ ("%1$s: %2$s"), _ ("Add Link…"), words);

  g_signal_connect (go, "clicked", G_CALLBACK (close_dialog), NULL);
  gtk_widget_add_css_class (add, "flat");
  wuse_accessible_set_name (GTK_ACCESSIBLE (add), name);
  g_object_set_data_full (G_OBJECT (add), "case", g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (add), "other", g_strdup (other), g_free);
  g_signal_connect (add, "clicked", G_CALLBACK (add_link_cb), NULL);
  gtk_widget_add_css_class (buttons, "edit-buttons");
  gtk_box_append (GTK_BOX (buttons), add);
  gtk_box_append (GTK_BOX (row), go);
  gtk_box_append (GTK_BOX (row), buttons);

  return row;
}

static GtkWidget *
append_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
append_part (GtkWidget *box, const char *heading, const GPtrArray *rows, guint n_more)
{
  gtk_widget_set_margin_top (append_label (box, heading, "heading"), 8);
  if (rows->len == 0)
    append_label (box, _ ("Nobody else on record."), "secondary");
  for (guint i = 0; i < rows->len; i++)
    gtk_box_append (GTK_BOX (box), g_ptr_array_index (rows, i));
  if (n_more > 0)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", n_more), n_more);

      append_label (box, more, "secondary");
    }
}

void
wuse_meetings_dialog_present (
    GtkWindow *parent, const char *where, const GPtrArray *rows, guint n_more, const GPtrArray *access, guint n_more_access)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Who Else Was There"), where), *scrolled = gtk_scrolled_window_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  append_part (box, _ ("At the same time, or shortly before or after"), rows, n_more);
  if (access->len > 0)
    append_part (box, _ ("Access to the same place within a week: weaker evidence"), access, n_more_access);
  gtk_widget_add_css_class (box, "case-card");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_size_request (scrolled, LEAST_WIDTH, -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), scrolled);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_widget_add_css_class (dialog, "wuse");
  wuse_accessible_name_mnemonics (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}
