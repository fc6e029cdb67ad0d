/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person changes of a proposed mapping. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-intake-choice.h"

#include "wuse-intake-guess-private.h"

#include <string.h>

static WuseIntakeTable *
find_table (WuseIntakeGuess *guess, const WuseIntakeMapping *mapping, guint file)
{
  const WuseTableGuess *table = guess->tables->pdata[file];

  return wuse_intake_mapping_find (mapping, table->file);
}

/* Where field `i` of a thing to make is kept; the last one is its id. */
static WuseIntakeBinding **
get_binding (WuseIntakeMake *make, guint i)
{
  return i < WUSE_RECORD_MAX_FIELDS ? &make->fields[i] : &make->id;
}

static gboolean
has_column (const WuseIntakeBinding *binding, const char *column)
{
  return binding != NULL && binding->columns != NULL && g_strv_contains ((const char *const *) binding->columns, column);
}

/* Takes a column out; a binding that had no other is gone. */
static void
release (WuseIntakeTable *table, const char *column)
{
  for (guint i = 0; i < table->makes->len; i++)
    {
      WuseIntakeMake *make = table->makes->pdata[i];

      for (guint j = 0; j <= WUSE_RECORD_MAX_FIELDS; j++)
        {
          WuseIntakeBinding **binding = get_binding (make, j);
          g_autoptr (GStrvBuilder) rest = NULL;

          if (!has_column (*binding, column))
            continue;
          rest = g_strv_builder_new ();
          for (guint k = 0; (*binding)->columns[k] != NULL; k++)
            if (strcmp ((*binding)->columns[k], column) != 0)
              g_strv_builder_add (rest, (*binding)->columns[k]);
          g_strfreev ((*binding)->columns);
          (*binding)->columns = g_strv_builder_end (rest);
          if ((*binding)->columns[0] == NULL)
            g_clear_pointer (binding, wuse_intake_binding_free);
        }
      intake_bind_constants (make);
    }
}

/* After a change: decisions are those of the columns that are days now. */
static void
settle (WuseIntakeGuess *guess, guint file)
{
  for (guint i = guess->decisions->len; i > 0; i--)
    if (g_array_index (guess->decisions, WuseIntakeDecision, i - 1).file == file)
      g_array_remove_index (guess->decisions, i - 1);
  intake_settle_days (guess, file, find_table (guess, guess->mapping, file));
}

const WuseIntakeTable *
wuse_intake_choice_get_table (WuseIntakeGuess *guess, guint file)
{
  g_return_val_if_fail (guess != NULL && file < guess->tables->len, NULL);

  return find_table (guess, guess->mapping, file);
}

gboolean
wuse_intake_choice_is_changed (WuseIntakeGuess *guess, guint file)
{
  g_autoptr (WuseIntakeMapping) now = NULL, before = NULL;
  g_autofree char *now_text = NULL, *before_text = NULL;

  g_return_val_if_fail (guess != NULL && file < guess->tables->len, FALSE);

  now = wuse_intake_mapping_copy_table (guess->mapping, find_table (guess, guess->mapping, file));
  before = wuse_intake_mapping_copy_table (guess->proposal, find_table (guess, guess->proposal, file));
  now_text = wuse_intake_mapping_to_json (now);
  before_text = wuse_intake_mapping_to_json (before);

  return strcmp (now_text, before_text) != 0;
}

void
wuse_intake_choice_reset (WuseIntakeGuess *guess, guint file)
{
  g_autoptr (WuseIntakeMapping) copy = NULL;
  guint index = 0;

  g_return_if_fail (guess != NULL && file < guess->tables->len);

  copy = wuse_intake_mapping_copy_table (guess->proposal, find_table (guess, guess->proposal, file));
  if (!g_ptr_array_find (guess->mapping->tables, find_table (guess, guess->mapping, file), &index))
    g_return_if_reached ();
  wuse_intake_table_free (guess->mapping->tables->pdata[index]);
  guess->mapping->tables->pdata[index] = g_ptr_array_steal_index (copy->tables, 0);
  settle (guess, file);
}

void
wuse_intake_choice_set_subject (WuseIntakeGuess *guess, guint file, WuseIntakeSubject subject)
{
  WuseIntakeTable *table;

  g_return_if_fail (guess != NULL && file < guess->tables->len && subject <= WUSE_INTAKE_NOTHING);

  table = find_table (guess, guess->mapping, file);
  g_ptr_array_set_size (table->makes, 0);
  if (subject != WUSE_INTAKE_NOTHING)
    g_ptr_array_add (table->makes, intake_propose (guess->tables->pdata[file], subject));
  settle (guess, file);
}

void
wuse_intake_choice_assign (WuseIntakeGuess *guess, guint file, const char *column, const char *field)
{
  WuseIntakeTable *table;
  WuseDayOrder order = WUSE_DAY_ORDER_AUTO;

  g_return_if_fail (guess != NULL && file < guess->tables->len && column != NULL);

  table = find_table (guess, guess->mapping, file);
  for (guint i = 0; i < table->makes->len; i++)
    for (guint j = 0; j < WUSE_RECORD_MAX_FIELDS; j++)
      if (has_column (*get_binding (table->makes->pdata[i], j), column))
        order = (*get_binding (table->makes->pdata[i], j))->order;
  release (table, column);
  if (field != NULL && table->makes->len > 0)
    {
      WuseIntakeBinding *binding = wuse_intake_binding_new (column, NULL);

      binding->order = order;
      wuse_intake_make_bind (table->makes->pdata[0], field, binding);
    }
  settle (guess, file);
}

void
wuse_intake_choice_restore (WuseIntakeGuess *guess, guint file, const char *column)
{
  g_autoptr (WuseIntakeMapping) copy = NULL;
  WuseIntakeTable *table, *before;

  g_return_if_fail (guess != NULL && file < guess->tables->len && column != NULL);

  table = find_table (guess, guess->mapping, file);
  copy = wuse_intake_mapping_copy_table (guess->proposal, find_table (guess, guess->proposal, file));
  before = copy->tables->pdata[0];
  release (table, column);
  for (guint i = 0; i < MIN (table->makes->len, before->makes->len); i++)
    if (((WuseIntakeMake *) table->makes->pdata[i])->subject == ((WuseIntakeMake *) before->makes->pdata[i])->subject)
      for (guint j = 0; j <= WUSE_RECORD_MAX_FIELDS; j++)
        {
          WuseIntakeBinding **binding = get_binding (table->makes->pdata[i], j), **was = get_binding (before->makes->pdata[i], j);

          if (!has_column (*was, column))
            continue;
          wuse_intake_binding_free (*binding);
          *binding = g_steal_pointer (was);
        }
  settle (guess, file);
}
