/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an investigator enters in the window: actions, what is said of it, taking it back. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-window-private.h"

#include "wuse-edit-actions.h"

#include <glib/gi18n.h>

/* What is said of the latest change does not wait until what was said of the one before has gone, which it may have undone. */
static void
made_cb (WuseWindow *self, const char *words, gint64 gesture)
{
  AdwToast *toast;
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  if (self->edit_toast != NULL)
    adw_toast_dismiss (self->edit_toast);
  toast = adw_toast_new (escaped);
  g_set_weak_pointer (&self->edit_toast, toast);
  adw_toast_set_timeout (toast, gesture != 0 ? 10 : 5);
  if (gesture != 0)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "edit.undo");
      adw_toast_set_action_target (toast, "x", gesture);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
wuse_window_add_edits (WuseWindow *self)
{
  GActionGroup *actions;

  self->edits = wuse_edits_new (self->workspace);
  actions = wuse_edit_actions_new (GTK_WINDOW (self), self->edits);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "edit", actions);
  g_object_unref (actions);
  g_signal_connect_object (self->edits, "made", G_CALLBACK (made_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->edits, "failed", G_CALLBACK (wuse_window_toast), self, G_CONNECT_SWAPPED);
  wuse_outbox_button_set_edits (self->outbox, self->edits);
}
