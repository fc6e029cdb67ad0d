/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The connection in the header: live or since when not, and how old everything is. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-connection-button.h"

#include "wuse-accessible.h"
#include "wuse-format.h"
#include "wuse-words.h"

#include <glib/gi18n.h>

struct _WuseConnectionButton
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkLabel *dot;
  GtkLabel *words;
  GtkLabel *state_label;
  GtkLabel *server_label;
  GtkGrid *ages;
  GtkLabel *counts[WUSE_N_RECORD_TYPES];
  GtkLabel *moments[WUSE_N_RECORD_TYPES];

  WuseWorkspace *workspace;
  guint tick_source;
};

G_DEFINE_FINAL_TYPE (WuseConnectionButton, wuse_connection_button, GTK_TYPE_WIDGET)

static const char *
type_label (WuseRecordType type)
{
  switch (type)
    {
    case WUSE_RECORD_AREA:
      return _ ("Areas");
    case WUSE_RECORD_BUILDING:
      return _ ("Buildings");
    case WUSE_RECORD_FEATURE:
      return _ ("Base map");
    case WUSE_RECORD_PLACE:
      return _ ("Places");
    case WUSE_RECORD_HOUSEHOLD:
      return _ ("Households");
    case WUSE_RECORD_PERSON:
      return _ ("Persons");
    case WUSE_RECORD_CASE:
      return _ ("Cases");
    case WUSE_RECORD_CONTACT:
      return _ ("Contacts");
    case WUSE_RECORD_STAY:
      return _ ("Stays");
    case WUSE_RECORD_LINK:
      return _ ("Links");
    case WUSE_RECORD_DAILY:
    case WUSE_N_RECORD_TYPES:
      break;
    }

  return _ ("Daily figures");
}

static char *
age_of_contact (WuseConnectionButton *self)
{
  WuseTime last = wuse_workspace_get_last_contact (self->workspace);

  return last != WUSE_TIME_NONE ? wuse_format_age (wuse_time_now () - last) : NULL;
}

static char *
progress_words (WuseSync *sync)
{
  g_autofree char *number = wuse_format_number ((gint64) wuse_sync_get_n_received (sync));

  /* Translators: share and number of records received in a first fill */
  return g_strdup_printf (_ ("Receiving: %1$d %% · %2$s records"), (int) (100 * wuse_sync_get_progress (sync)), number);
}

static char *
state_words (WuseConnectionButton *self, const char **style)
{
  WuseSync *sync = wuse_workspace_get_sync (self->workspace);
  g_autofree char *age = age_of_contact (self);

  *style = "waiting";
  switch (wuse_sync_get_state (sync))
    {
    case WUSE_SYNC_LIVE:
      *style = "live";
      /* Translators: state and age of the data: “Live · 2 s ago” */
      return g_strdup_printf (_ ("Live · %s"), age != NULL ? age : _ ("now"));
    case WUSE_SYNC_FILLING:
    case WUSE_SYNC_CATCHING_UP:
      *style = "live";
      return progress_words (sync);
    case WUSE_SYNC_REFUSED:
      *style = "refused";
      return g_strdup (_ ("Not signed in"));
    case WUSE_SYNC_CONNECTING:
      return age != NULL ? g_strdup_printf (_ ("Connecting · data %s"), age) : g_strdup (_ ("Connecting"));
    case WUSE_SYNC_WAITING:
      return age != NULL ? g_strdup_printf (_ ("Offline · data %s"), age) : g_strdup (_ ("Offline"));
    case WUSE_SYNC_STORE_FAILED:
      *style = "refused";
      return g_strdup (_ ("Cannot save"));
    case WUSE_SYNC_STOPPED:
      break;
    }

  return g_strdup (_ ("Not connected"));
}

static void
update_ages (WuseConnectionButton *self)
{
  WuseTime now = wuse_workspace_get_now (self->workspace);

  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    {
      const WuseFreshness *freshness = wuse_workspace_get_freshness (self->workspace, i);
      g_autofree char *count = wuse_format_number (freshness->count);
      g_autofree char *moment =
          freshness->newest_at != WUSE_TIME_NONE && now != WUSE_TIME_NONE ? wuse_format_age (now - freshness->newest_at) : NULL;

      gtk_label_set_text (self->counts[i], count);
      gtk_label_set_text (self->moments[i], moment != NULL && freshness->count > 0 ? moment : "\342\200\224");
    }
}

static void
update (WuseConnectionButton *self)
{
  static const char *const styles[] = { "live", "waiting", "refused" };
  WuseSync *sync = wuse_workspace_get_sync (self->workspace);
  const char *style = "waiting";
  g_autofree char *words = NULL;
  g_autofree char *notice = NULL;

  if (sync == NULL)
    return;

  words = state_words (self, &style);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), styles[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self), style);
  gtk_label_set_text (self->words, words);
  gtk_label_set_text (self->dot, g_str_equal (style, "live") ? "\342\227\217" : "\342\227\213");
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->button), words);

  notice = wuse_connection_button_dup_notice (self);
  gtk_label_set_text (self->state_label, notice != NULL ? notice : _ ("Changes arrive as they happen."));
  gtk_label_set_text (self->server_label, wuse_workspace_get_url (self->workspace));
  if (gtk_widget_get_mapped (GTK_WIDGET (self->ages)))
    update_ages (self);
}

char *
wuse_connection_button_dup_notice (WuseConnectionButton *self)
{
  WuseSync *sync;
  const GError *error;
  g_autofree char *what = NULL;
  g_autofree char *age = NULL;
  WuseSyncState state;

  g_return_val_if_fail (WUSE_IS_CONNECTION_BUTTON (self), NULL);

  sync = self->workspace != NULL ? wuse_workspace_get_sync (self->workspace) : NULL;
  state = sync != NULL ? wuse_sync_get_state (sync) : WUSE_SYNC_STOPPED;
  if (state != WUSE_SYNC_WAITING && state != WUSE_SYNC_REFUSED && state != WUSE_SYNC_STORE_FAILED)
    return NULL;

  error = wuse_sync_get_error (sync);
  what = error != NULL ? wuse_words_for_error (error) : g_strdup (_ ("The district server cannot be reached."));
  age = age_of_contact (self);
  if (age == NULL)
    return g_steal_pointer (&what);

  /* Translators: what is wrong, and how old the data are: “The district server cannot be reached. Everything shown was last
   * confirmed 3 min ago and stays usable.” */
  return g_strdup_printf (_ ("%1$s Everything shown was last confirmed %2$s and stays usable."), what, age);
}

static gboolean
tick_cb (gpointer user_data)
{
  update (user_data);

  return G_SOURCE_CONTINUE;
}

void
wuse_connection_button_set_workspace (WuseConnectionButton *self, WuseWorkspace *workspace)
{
  g_return_if_fail (WUSE_IS_CONNECTION_BUTTON (self));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "connection-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  self->tick_source = g_timeout_add_seconds (1, tick_cb, self);
}

void
wuse_connection_button_popup (WuseConnectionButton *self)
{
  g_return_if_fail (WUSE_IS_CONNECTION_BUTTON (self));

  gtk_menu_button_popup (self->button);
}

static void
wuse_connection_button_dispose (GObject *object)
{
  WuseConnectionButton *self = WUSE_CONNECTION_BUTTON (object);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (wuse_connection_button_parent_class)->dispose (object);
}

static void
wuse_connection_button_class_init (WuseConnectionButtonClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = wuse_connection_button_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "connection");
}

static GtkLabel *
make_label (const char *text, float xalign, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return GTK_LABEL (label);
}

static GtkWidget *
make_popover (WuseConnectionButton *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->state_label = make_label (NULL, 0, NULL);
  gtk_label_set_wrap (self->state_label, TRUE);
  gtk_label_set_max_width_chars (self->state_label, 44);
  self->server_label = make_label (NULL, 0, "secondary");
  gtk_label_set_ellipsize (self->server_label, PANGO_ELLIPSIZE_MIDDLE);
  self->ages = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->ages, 24);
  gtk_grid_set_row_spacing (self->ages, 4);
  gtk_grid_attach (self->ages, GTK_WIDGET (make_label (_ ("In the cache"), 0, "secondary")), 0, 0, 1, 1);
  gtk_grid_attach (self->ages, GTK_WIDGET (make_label (_ ("Records"), 1, "secondary")), 1, 0, 1, 1);
  gtk_grid_attach (self->ages, GTK_WIDGET (make_label (_ ("Newest"), 1, "secondary")), 2, 0, 1, 1);
  for (int i = 0; i < WUSE_N_RECORD_TYPES; i++)
    {
      self->counts[i] = make_label (NULL, 1, "numeric");
      self->moments[i] = make_label (NULL, 1, "numeric");
      gtk_grid_attach (self->ages, GTK_WIDGET (make_label (type_label ((WuseRecordType) i), 0, NULL)), 0, i + 1, 1, 1);
      gtk_grid_attach (self->ages, GTK_WIDGET (self->counts[i]), 1, i + 1, 1, 1);
      gtk_grid_attach (self->ages, GTK_WIDGET (self->moments[i]), 2, i + 1, 1, 1);
    }
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->state_label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->server_label));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->ages));
  gtk_widget_set_margin_start (box, 8);
  gtk_widget_set_margin_end (box, 8);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (popover, "map", G_CALLBACK (update_ages), self);

  return popover;
}

static void
wuse_connection_button_init (WuseConnectionButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->dot = make_label ("\342\227\213", 0.5f, "dot");
  self->words = make_label (_ ("Opening"), 0, "words");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->dot));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->words));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, box);
  gtk_menu_button_set_popover (self->button, make_popover (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Connection and age of the data"));
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "connection");
}
