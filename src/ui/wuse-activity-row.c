/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of the list of changes. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-activity-row.h"

#include "wuse-accessible.h"
#include "wuse-format.h"
#include "wuse-words.h"

#define HIGHLIGHT_US (4 * G_USEC_PER_SEC)

struct _WuseActivityItem
{
  GObject parent_instance;

  WuseActivity *activity;
  gint64 arrived; /* monotonic, 0 for what was there before */
};

G_DEFINE_FINAL_TYPE (WuseActivityItem, wuse_activity_item, G_TYPE_OBJECT)

struct _WuseActivityRow
{
  GtkWidget parent_instance;

  GtkLabel *time;
  GtkLabel *words;
  guint highlight;
};

G_DEFINE_FINAL_TYPE (WuseActivityRow, wuse_activity_row, GTK_TYPE_WIDGET)

/* --- item --- */

WuseActivityItem *
wuse_activity_item_new (const WuseActivity *activity, gboolean is_new)
{
  WuseActivityItem *self = g_object_new (WUSE_TYPE_ACTIVITY_ITEM, NULL);

  self->activity =
      wuse_activity_new (activity->at, activity->kind, activity->area, activity->record, activity->from, activity->to);
  self->activity->id = activity->id;
  self->arrived = is_new ? g_get_monotonic_time () : 0;

  return self;
}

gint64
wuse_activity_item_get_id (WuseActivityItem *self)
{
  g_return_val_if_fail (WUSE_IS_ACTIVITY_ITEM (self), 0);

  return self->activity->id;
}

const char *
wuse_activity_item_get_area (WuseActivityItem *self)
{
  g_return_val_if_fail (WUSE_IS_ACTIVITY_ITEM (self), NULL);

  return self->activity->area;
}

static void
wuse_activity_item_finalize (GObject *object)
{
  g_clear_pointer (&WUSE_ACTIVITY_ITEM (object)->activity, wuse_activity_free);

  G_OBJECT_CLASS (wuse_activity_item_parent_class)->finalize (object);
}

static void
wuse_activity_item_class_init (WuseActivityItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = wuse_activity_item_finalize;
}

static void
wuse_activity_item_init (WuseActivityItem *self)
{
}

/* --- row --- */

static gboolean
highlight_ended_cb (gpointer user_data)
{
  WuseActivityRow *self = user_data;

  self->highlight = 0;
  gtk_widget_remove_css_class (GTK_WIDGET (self), "new");

  return G_SOURCE_REMOVE;
}

GtkWidget *
wuse_activity_row_new (void)
{
  return g_object_new (WUSE_TYPE_ACTIVITY_ROW, NULL);
}

void
wuse_activity_row_bind (WuseActivityRow *self, WuseActivityItem *item, WuseWorkspace *workspace)
{
  g_autofree char *time = NULL;
  g_autofree char *words = NULL;
  g_autofree char *spoken = NULL;
  gint64 left;

  g_return_if_fail (WUSE_IS_ACTIVITY_ROW (self));

  left = item->arrived + HIGHLIGHT_US - g_get_monotonic_time ();
  time = wuse_format_moment (item->activity->at, wuse_workspace_get_now (workspace), wuse_workspace_get_utc_offset (workspace));
  words = wuse_words_for_activity (item->activity, wuse_workspace_get_areas (workspace));
  gtk_label_set_text (self->time, time);
  gtk_label_set_text (self->words, words);
  spoken = g_strdup_printf ("%s, %s", words, time);
  wuse_accessible_name_row (GTK_WIDGET (self), spoken);

  g_clear_handle_id (&self->highlight, g_source_remove);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "new");
  if (item->arrived != 0 && left > 0)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "new");
      self->highlight = g_timeout_add ((guint) (left / 1000), highlight_ended_cb, self);
    }
}

static void
wuse_activity_row_dispose (GObject *object)
{
  WuseActivityRow *self = WUSE_ACTIVITY_ROW (object);

  g_clear_handle_id (&self->highlight, g_source_remove);
  g_clear_pointer ((GtkWidget **) &self->time, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->words, gtk_widget_unparent);

  G_OBJECT_CLASS (wuse_activity_row_parent_class)->dispose (object);
}

static void
wuse_activity_row_class_init (WuseActivityRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = wuse_activity_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
wuse_activity_row_init (WuseActivityRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->words = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->words, 0);
  gtk_label_set_wrap (self->words, TRUE);
  gtk_label_set_lines (self->words, 3);
  gtk_label_set_ellipsize (self->words, PANGO_ELLIPSIZE_END);
  self->time = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->time, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "secondary");
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "numeric");
  gtk_widget_set_parent (GTK_WIDGET (self->words), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->time), GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "activity-row");
}
