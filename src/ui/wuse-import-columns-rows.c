/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a table: what each becomes, and how its days are written. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-import-columns-private.h"

#include "wuse-accessible.h"
#include "wuse-drop-down.h"
#include "wuse-format.h"
#include "wuse-import-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define ROWS_A_TURN 16
#define CHOICE_CHARS 12

void
wuse_import_column_row_clear (gpointer data)
{
  g_free (((WuseImportColumnRow *) data)->recognised);
}

const WuseIntakeTable *
wuse_import_columns_get_table (WuseImportColumnsPage *self)
{
  return wuse_intake_choice_get_table (wuse_import_get_guess (self->import), self->place);
}

WuseIntakeSubject
wuse_import_columns_get_subject (WuseImportColumnsPage *self)
{
  const WuseIntakeTable *table = wuse_import_columns_get_table (self);

  return table->makes->len > 0 ? ((WuseIntakeMake *) g_ptr_array_index (table->makes, 0))->subject : WUSE_INTAKE_NOTHING;
}

/* --- what a column is used for --- */

static gboolean
uses (const WuseIntakeBinding *binding, const char *column)
{
  return binding != NULL && binding->columns != NULL && g_strv_contains ((const char *const *) binding->columns, column);
}

static gboolean
is_plain (const WuseIntakeBinding *binding)
{
  return binding->columns[1] == NULL && binding->match == NULL && binding->where_column == NULL;
}

/* Adds the names of the fields that a column becomes; tells whether it is as if somebody had chosen one of them. */
static gboolean
collect_uses (WuseImportColumnsPage *self, const char *column, GPtrArray *names, const char **field)
{
  const WuseIntakeTable *table = wuse_import_columns_get_table (self);
  gboolean plain = TRUE;

  for (guint i = 0; i < table->makes->len; i++)
    {
      const WuseIntakeMake *make = g_ptr_array_index (table->makes, i);
      const WuseRecordClass *class = wuse_intake_subject_get_class (make->subject);

      for (guint j = 0; j <= class->n_fields; j++)
        {
          const WuseIntakeBinding *binding = j < class->n_fields ? make->fields[j] : make->id;
          const char *name = j < class->n_fields ? class->fields[j].name : "id";

          if (!uses (binding, column))
            continue;
          g_ptr_array_add (names, (char *) wuse_import_words_for_field (make->subject, name));
          *field = name;
          plain = plain && i == 0 && is_plain (binding);
        }
    }

  return plain && names->len <= 1;
}

static char *
describe_uses (WuseImportColumnsPage *self, const char *column)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;
  const char *field = NULL;

  if (collect_uses (self, column, names, &field))
    return NULL;
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **) names->pdata);

  /* Translators: the fields that a column becomes by a known form */
  return g_strdup_printf (_ ("As the form says: %s"), list);
}

/* The day fields that a column becomes are read in one order. */
static WuseDayOrder
find_order (WuseImportColumnsPage *self, const char *column)
{
  const WuseIntakeTable *table = wuse_import_columns_get_table (self);

  for (guint i = 0; i < table->makes->len; i++)
    {
      const WuseIntakeMake *make = g_ptr_array_index (table->makes, i);
      const WuseRecordClass *class = wuse_intake_subject_get_class (make->subject);

      for (guint j = 0; j < class->n_fields; j++)
        if ((class->fields[j].kind == WUSE_FIELD_DAY || class->fields[j].kind == WUSE_FIELD_TIME)
            && uses (make->fields[j], column))
          return make->fields[j]->order;
    }

  return WUSE_DAY_ORDER_AUTO;
}

static const WuseIntakeDecision *
find_decision (WuseImportColumnsPage *self, const char *column)
{
  WuseIntakeGuess *guess = wuse_import_get_guess (self->import);

  for (guint i = 0; i < wuse_intake_guess_get_n_decisions (guess); i++)
    {
      const WuseIntakeDecision *decision = wuse_intake_guess_get_decision (guess, i);

      if (decision->file == self->place && strcmp (decision->column, column) == 0)
        return decision;
    }

  return NULL;
}

static GtkWidget *
make_drop_down (GtkStringList *words)
{
  GtkWidget *choice =
      gtk_drop_down_new (G_LIST_MODEL (words), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));

  wuse_drop_down_let_shrink (GTK_DROP_DOWN (choice), CHOICE_CHARS, CHOICE_CHARS);

  return choice;
}

/* --- how days are written --- */

static char *
describe_day (WuseDayOrder order, const char *example, WuseDay day)
{
  g_autofree char *words = wuse_format_full_day (day);

  /* Translators: an order of days, a text, and the day that it is then */
  return g_strdup_printf (_ ("%1$s: %2$s is %3$s"), wuse_import_words_for_order (order), example, words);
}

static void
order_cb (GtkDropDown *choice, GParamSpec *spec, WuseImportColumnsPage *self)
{
  const char *column = g_object_get_data (G_OBJECT (choice), "column");
  const WuseIntakeDecision *decision = find_decision (self, column);
  const guint selected = gtk_drop_down_get_selected (choice);

  if (self->is_showing || decision == NULL || selected == 0)
    return;
  wuse_import_decide (self->import, self->place, column, selected == 1 ? decision->order : decision->rival);
}

static GtkWidget *
make_decision (WuseImportColumnsPage *self, const WuseIntakeDecision *decision, WuseDayOrder order)
{
  GtkStringList *words = gtk_string_list_new (NULL);
  const gboolean is_decided = wuse_import_is_decided (self->import, self->place, decision->column);
  g_autofree char *one = describe_day (decision->order, decision->example, decision->as_order),
                  *other = describe_day (decision->rival, decision->example, decision->as_rival),
                  *label = g_strdup_printf (_ ("How the dates in %s are written"), decision->column);
  GtkWidget *choice = make_drop_down (words);

  gtk_string_list_append (words, _ ("Two ways are possible: please choose"));
  gtk_string_list_append (words, one);
  gtk_string_list_append (words, other);
  if (is_decided)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), order == decision->order ? 1 : 2);
  else
    gtk_widget_add_css_class (choice, "undecided");
  wuse_accessible_set_name (GTK_ACCESSIBLE (choice), label);
  g_object_set_data_full (G_OBJECT (choice), "column", g_strdup (decision->column), g_free);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (order_cb), self);

  return choice;
}

static GtkWidget *
make_order (const WuseColumnGuess *column, WuseDayOrder order)
{
  g_autofree char *text = NULL;
  GtkWidget *label;
  WuseDay day;

  for (guint i = 0; column->examples[i] != NULL && text == NULL; i++)
    if (wuse_day_read (column->examples[i], order, &day, NULL))
      text = describe_day (order, column->examples[i], day);
  label = gtk_label_new (text != NULL ? text : wuse_import_words_for_order (order));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_add_css_class (label, "secondary");

  return label;
}

/* What it shows stays where it is as long as it says the same: a choice that is being made keeps the keyboard. */
static void
show_days (WuseImportColumnsPage *self, WuseImportColumnRow *row)
{
  const WuseDayOrder order = find_order (self, row->column->name);
  const WuseIntakeDecision *decision = order != WUSE_DAY_ORDER_AUTO ? find_decision (self, row->column->name) : NULL;
  GtkWidget *child = adw_bin_get_child (row->days);

  if (decision != NULL && GTK_IS_DROP_DOWN (child))
    {
      const gboolean is_decided = wuse_import_is_decided (self->import, self->place, decision->column);

      gtk_drop_down_set_selected (GTK_DROP_DOWN (child), !is_decided ? 0 : order == decision->order ? 1 : 2);
      if (is_decided)
        gtk_widget_remove_css_class (child, "undecided");
      else
        gtk_widget_add_css_class (child, "undecided");
    }
  else if (decision != NULL)
    adw_bin_set_child (row->days, make_decision (self, decision, order));
  else
    adw_bin_set_child (row->days, order != WUSE_DAY_ORDER_AUTO ? make_order (row->column, order) : NULL);
}

/* --- what columns become --- */

/* The choices: nothing, what the form says if that is more, the fields. */
static guint
count_before_fields (const WuseImportColumnRow *row)
{
  return row->recognised != NULL ? 2 : 1;
}

static void
choice_cb (GtkDropDown *choice, GParamSpec *spec, WuseImportColumnsPage *self)
{
  const WuseImportColumnRow *row =
      &g_array_index (self->rows, WuseImportColumnRow, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (choice), "row")));
  WuseIntakeGuess *guess = wuse_import_get_guess (self->import);
  const guint selected = gtk_drop_down_get_selected (choice), before = count_before_fields (row);

  if (self->is_showing || guess == NULL)
    return;
  if (selected >= before)
    wuse_intake_choice_assign (guess, self->place, row->column->name, self->fields[selected - before]);
  else if (selected == 0)
    wuse_intake_choice_assign (guess, self->place, row->column->name, NULL);
  else
    wuse_intake_choice_restore (guess, self->place, row->column->name);
  wuse_import_changed (self->import);
}

static guint
find_selected (WuseImportColumnsPage *self, const WuseImportColumnRow *row)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *field = NULL;
  const gboolean plain = collect_uses (self, row->column->name, names, &field);

  if (names->len == 0)
    return 0;
  for (guint i = 0; plain && i < self->n_fields; i++)
    if (strcmp (self->fields[i], field) == 0)
      return count_before_fields (row) + i;

  return row->recognised != NULL ? 1 : 0;
}

void
wuse_import_columns_show_row (WuseImportColumnsPage *self, WuseImportColumnRow *row)
{
  const guint selected = find_selected (self, row);

  gtk_drop_down_set_selected (row->choice, selected);
  if (selected == 0)
    gtk_widget_add_css_class (GTK_WIDGET (row->choice), "unused");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row->choice), "unused");
  show_days (self, row);
}

static GtkDropDown *
make_choice (WuseImportColumnsPage *self, guint index)
{
  const WuseImportColumnRow *row = &g_array_index (self->rows, WuseImportColumnRow, index);
  GtkStringList *words = gtk_string_list_new (NULL);
  GtkWidget *choice;
  g_autofree char *label = g_strdup_printf (_ ("What %s becomes"), row->column->name);

  gtk_string_list_append (words, _ ("Not used"));
  if (row->recognised != NULL)
    gtk_string_list_append (words, row->recognised);
  for (guint i = 0; i < self->n_fields; i++)
    gtk_string_list_append (words, wuse_import_words_for_field (self->subject_shown, self->fields[i]));
  choice = make_drop_down (words);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (choice), TRUE);
  wuse_accessible_set_name (GTK_ACCESSIBLE (choice), label);
  g_object_set_data (G_OBJECT (choice), "row", GUINT_TO_POINTER (index));
  g_signal_connect (choice, "notify::selected", G_CALLBACK (choice_cb), self);

  return GTK_DROP_DOWN (choice);
}

static GtkWidget *
make_label (const char *text, const char *style, int characters)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), characters);
  gtk_label_set_max_width_chars (GTK_LABEL (label), characters);
  gtk_widget_set_tooltip_text (label, text);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

static void
make_row (WuseImportColumnsPage *self, guint index)
{
  WuseImportColumnRow *row = &g_array_index (self->rows, WuseImportColumnRow, index);
  const int line = (int) index + 1;
  g_autofree char *examples = g_strjoinv (" \302\267 ", row->column->examples);
  g_autofree char *contents =
      row->column->mask != WUSE_MASK_NONE ? g_strdup_printf (_ ("masked: %s"), examples) : g_strdup (examples);
  GtkWidget *sample = make_label (contents, "secondary", 18);

  row->choice = make_choice (self, index);
  row->days = ADW_BIN (adw_bin_new ());
  gtk_widget_set_hexpand (sample, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (row->days), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (row->choice), 220, -1);
  gtk_grid_attach (self->grid, make_label (row->column->name, NULL, 18), 0, line, 1, 1);
  gtk_grid_attach (self->grid, sample, 1, line, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (row->choice), 2, line, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (row->days), 3, line, 1, 1);
  wuse_import_columns_show_row (self, row);
}

/* A few at a time: a table may have hundreds of columns. */
static gboolean
make_rows_cb (gpointer user_data)
{
  WuseImportColumnsPage *self = user_data;
  const guint end = MIN (self->n_made + ROWS_A_TURN, self->rows->len);

  self->is_showing = TRUE;
  for (; self->n_made < end; self->n_made++)
    make_row (self, self->n_made);
  self->is_showing = FALSE;
  if (self->n_made < self->rows->len)
    return G_SOURCE_CONTINUE;
  self->source = 0;

  return G_SOURCE_REMOVE;
}

static void
add_headings (WuseImportColumnsPage *self)
{
  const char *const titles[] = { _ ("Column"), _ ("Contains"), _ ("Becomes"), _ ("How its dates are written") };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    gtk_grid_attach (self->grid, make_label (titles[i], "secondary", -1), (int) i, 0, 1, 1);
}

/* Records that nobody else has are no use to refer to. */
static void
list_fields (WuseImportColumnsPage *self)
{
  const WuseRecordClass *class;

  self->n_fields = 0;
  if (self->subject_shown == WUSE_INTAKE_NOTHING)
    return;
  class = wuse_intake_subject_get_class (self->subject_shown);
  if (self->subject_shown != WUSE_INTAKE_FOLLOW_UP)
    self->fields[self->n_fields++] = "id";
  for (guint i = 0; i < class->n_fields; i++)
    if (class->fields[i].kind != WUSE_FIELD_GEOMETRY
        && (class->fields[i].kind != WUSE_FIELD_REF
            || (class->fields[i].target != WUSE_RECORD_BUILDING && class->fields[i].target != WUSE_RECORD_HOUSEHOLD)))
      self->fields[self->n_fields++] = class->fields[i].name;
}

/* Columns without contents are of no use to anybody. */
void
wuse_import_columns_rebuild (WuseImportColumnsPage *self)
{
  const WuseTableGuess *table = wuse_intake_guess_get_table (wuse_import_get_guess (self->import), self->place);
  GtkWidget *child;

  g_clear_handle_id (&self->source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  g_array_set_size (self->rows, 0);
  self->n_made = 0;
  self->subject_shown = wuse_import_columns_get_subject (self);
  list_fields (self);
  if (self->subject_shown == WUSE_INTAKE_NOTHING)
    return;
  add_headings (self);
  for (guint i = 0; i < table->n_columns; i++)
    if (table->columns[i].kind != WUSE_COLUMN_EMPTY)
      {
        const WuseImportColumnRow row = { .column = &table->columns[i],
                                          .recognised = describe_uses (self, table->columns[i].name) };

        g_array_append_val (self->rows, row);
      }
  if (make_rows_cb (self) == G_SOURCE_CONTINUE)
    self->source = g_idle_add (make_rows_cb, self);
}
