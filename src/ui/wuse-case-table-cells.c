/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the list of cases. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-case-table-private.h"

#include "wuse-accessible.h"
#include "wuse-case-words.h"
#include "wuse-format.h"
#include "wuse-whole-text.h"

#include <glib/gi18n.h>

/* Of the column with the identifiers: as wide as they are long, within bounds. */
#define LEAST_ID_WIDTH 84
#define MOST_ID_WIDTH 150
#define ID_PADDING 25
#define CELL_PADDING 22

typedef enum
{
  COLUMN_ID,
  COLUMN_CLASSIFICATION,
  COLUMN_REPORT,
  COLUMN_AREA,
  COLUMN_INFECTED,
  N_COLUMNS,
} Column;

/* As the map writes it: in the language of the program where there is a name in it. */
static const char *
get_area_name (WuseCaseTable *self, const WuseCaseFields *fields)
{
  const guint32 area =
      self->areas != NULL && fields->area != NULL ? wuse_area_set_find (self->areas, fields->area, -1) : WUSE_AREA_NONE;

  return area != WUSE_AREA_NONE ? wuse_area_display_name (wuse_area_set_get (self->areas, area)) : fields->area_name;
}

static char *
get_text (WuseCaseTable *self, const WuseCaseFields *fields, Column column)
{
  const char *area;

  switch (column)
    {
    case COLUMN_ID:
      return g_strdup (fields->id);
    case COLUMN_CLASSIFICATION:
      return g_strdup (wuse_words_for_case_code ("classification", fields->classification));
    case COLUMN_REPORT:
      return fields->report != WUSE_DAY_NONE ? wuse_format_day (fields->report) : g_strdup ("–");
    case COLUMN_AREA:
      area = get_area_name (self, fields);
      return g_strdup (area != NULL ? area : "–");
    case COLUMN_INFECTED:
      return fields->n_infected > 0 ? g_strdup_printf ("%u", fields->n_infected) : g_strdup ("");
    case N_COLUMNS:
      break;
    }

  g_assert_not_reached ();
}

/* The row is what gets the focus: in GTK 4.8 nothing names it. */
static void
name_row (WuseCaseTable *self, GtkWidget *label, const WuseCaseFields *fields)
{
  GtkWidget *cell = gtk_widget_get_parent (label), *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;
  g_autofree char *day = fields->report != WUSE_DAY_NONE ? wuse_format_day (fields->report) : NULL;
  g_autoptr (GString) words = g_string_new (NULL);
  const char *area = get_area_name (self, fields);

  if (row == NULL)
    return;
  g_string_append_printf (words, _ ("Case %1$s, %2$s"), fields->id,
                          wuse_words_for_case_code ("classification", fields->classification));
  if (day != NULL)
    {
      g_string_append (words, _ (", "));
      g_string_append_printf (words, _ ("reported %s"), day);
    }
  if (area != NULL)
    g_string_append_printf (words, "%s%s", _ (", "), area);
  wuse_accessible_set_name (GTK_ACCESSIBLE (row), words->str);
}

static gboolean
widen_cb (gpointer user_data)
{
  WuseCaseTable *self = user_data;

  self->widen_source = 0;
  gtk_column_view_column_set_fixed_width (self->ids, self->id_width);

  return G_SOURCE_REMOVE;
}

/* Not while rows are being laid out. */
static void
make_room_for_id (WuseCaseTable *self, GtkWidget *label)
{
  int width;

  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  width = MIN (ID_PADDING + width, MOST_ID_WIDTH);
  if (width <= self->id_width)
    return;
  self->id_width = width;
  if (self->widen_source == 0)
    self->widen_source = g_idle_add (widen_cb, self);
}

static void
show_fields_cb (WuseCaseRow *row, GParamSpec *spec, GtkListItem *item)
{
  const WuseCaseFields *fields = wuse_case_row_get_fields (row);
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = NULL;
  WuseCaseTable *self;
  Column column;

  if (label == NULL)
    return;
  self = g_object_get_data (G_OBJECT (label), "table");
  column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (label), "column"));
  text = fields != NULL ? get_text (self, fields, column) : g_strdup ("…");
  gtk_label_set_text (GTK_LABEL (label), text);
  if (column == COLUMN_ID && fields != NULL)
    {
      name_row (self, label, fields);
      make_room_for_id (self, label);
    }
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const Column column = GPOINTER_TO_UINT (user_data);
  GtkWidget *label = gtk_label_new (NULL);

  g_object_set_data (G_OBJECT (label), "column", user_data);
  gtk_label_set_xalign (GTK_LABEL (label), column == COLUMN_INFECTED ? 1 : 0);
  /* Numbers differ most at their end. */
  gtk_label_set_ellipsize (GTK_LABEL (label), column == COLUMN_ID     ? PANGO_ELLIPSIZE_START
                                              : column == COLUMN_AREA ? PANGO_ELLIPSIZE_MIDDLE
                                                                      : PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  wuse_whole_text_add (GTK_LABEL (label));
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  WuseCaseRow *row = gtk_list_item_get_item (item);

  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), "row", row);
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), "table", user_data);
  g_signal_connect (row, "notify::fields", G_CALLBACK (show_fields_cb), item);
  show_fields_cb (row, NULL, item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_fields_cb, item);
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), "row", NULL);
}

/* What the longest of some words needs in a cell, in the language of the program. */
static int
measure_words (WuseCaseTable *self, const char *const *words, guint n_words)
{
  int widest = 0;

  for (guint i = 0; i < n_words; i++)
    {
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->view), words[i]);
      int width;

      pango_layout_get_pixel_size (layout, &width, NULL);
      widest = MAX (widest, width);
    }

  return widest + CELL_PADDING;
}

void
wuse_case_table_add_columns (WuseCaseTable *self)
{
  const char *const titles[N_COLUMNS] = { _ ("Case"), _ ("Classification"), _ ("Report"), _ ("Area"), _ ("Infected") };
  g_autofree char *long_day = wuse_format_day (wuse_day_from_ymd (2020, 9, 28));
  const char *const classes[] = { titles[COLUMN_CLASSIFICATION], wuse_words_for_case_code ("classification", "confirmed"),
                                  wuse_words_for_case_code ("classification", "suspected"),
                                  wuse_words_for_case_code ("classification", "asymptomatic") };
  const char *const days[] = { titles[COLUMN_REPORT], long_day };
  const int widths[N_COLUMNS] = { LEAST_ID_WIDTH, measure_words (self, classes, G_N_ELEMENTS (classes)),
                                  measure_words (self, days, G_N_ELEMENTS (days)), -1, 76 };

  self->id_width = LEAST_ID_WIDTH;
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
      column = gtk_column_view_column_new (titles[i], factory);
      gtk_column_view_column_set_fixed_width (column, widths[i]);
      gtk_column_view_column_set_expand (column, widths[i] < 0);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_append_column (self->view, column);
      if (i == COLUMN_ID)
        self->ids = g_object_ref (column);
      if (i == COLUMN_INFECTED)
        self->infected = g_object_ref (column);
    }
}
