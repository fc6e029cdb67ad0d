/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small dialog with rows to fill in. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-form-dialog.h"

#include "wuse-accessible.h"

#include <glib/gi18n.h>

struct _WuseFormDialog
{
  AdwWindow parent_instance;

  AdwPreferencesGroup *rows;
  GtkLabel *refusal;
  GtkWidget *button;
};

enum
{
  AGREED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseFormDialog, wuse_form_dialog, ADW_TYPE_WINDOW)

static void
agree_cb (WuseFormDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
  g_signal_emit (self, signals[AGREED], 0);
}

/* What was refused is being put right: the words would now be about something else. */
static void
changed_cb (WuseFormDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
}

WuseFormDialog *
wuse_form_dialog_new (GtkWindow *parent, const char *title, const char *explanation, const char *button)
{
  WuseFormDialog *self = g_object_new (WUSE_TYPE_FORM_DIALOG, "transient-for", parent, "modal", TRUE, "title", title, NULL);

  gtk_button_set_label (GTK_BUTTON (self->button), button);
  wuse_accessible_name_mnemonics (GTK_WIDGET (self));
  adw_preferences_group_set_description (self->rows, explanation);

  return self;
}

GtkEditable *
wuse_form_dialog_add_entry (WuseFormDialog *self, const char *title, const char *text, gboolean secret)
{
  GtkWidget *row, *entry;

  g_return_val_if_fail (WUSE_IS_FORM_DIALOG (self), NULL);

  row = secret ? adw_password_entry_row_new () : adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  /* What gets the focus has no role in libadwaita 1.2, and would not be read out. */
  entry = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)));
  g_object_set (entry, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  wuse_accessible_set_name (GTK_ACCESSIBLE (entry), title);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (agree_cb), self);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
  adw_preferences_group_add (self->rows, row);
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    gtk_widget_grab_focus (row);

  return GTK_EDITABLE (row);
}

AdwComboRow *
wuse_form_dialog_add_choice (WuseFormDialog *self, const char *title, const char *const *choices, guint selected)
{
  GtkWidget *row;
  g_autoptr (GtkStringList) list = gtk_string_list_new (choices);

  g_return_val_if_fail (WUSE_IS_FORM_DIALOG (self), NULL);

  row = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  adw_preferences_group_add (self->rows, row);

  return ADW_COMBO_ROW (row);
}

void
wuse_form_dialog_refuse (WuseFormDialog *self, const char *words)
{
  g_return_if_fail (WUSE_IS_FORM_DIALOG (self));

  gtk_label_set_text (self->refusal, words);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
}

static void
wuse_form_dialog_class_init (WuseFormDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  signals[AGREED] = g_signal_new ("agreed", WUSE_TYPE_FORM_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/wuse/Wuse/wuse-form-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WuseFormDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, WuseFormDialog, refusal);
  gtk_widget_class_bind_template_child (widget_class, WuseFormDialog, button);
  gtk_widget_class_bind_template_callback (widget_class, agree_cb);
}

static void
wuse_form_dialog_init (WuseFormDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
