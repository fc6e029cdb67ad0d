/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns of a table hold, from all of their cells. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-column-guess.h"

#include "wuse-number.h"

#include <string.h>

#define MAX_REMEMBERED 64 /* bytes of a cell that is remembered */
#define MAX_EXAMPLE 80
#define MANY 90 /* per cent of the cells that have to be of a kind */
#define MOST 80

/* What is counted of a column while it is read. */
typedef struct
{
  GHashTable *distinct;
  gboolean has_more; /* more different cells than are remembered */
  guint n_values;
  guint n_numbers;
  guint n_fractions;
  guint n_ages;
  guint n_bands;
  guint n_yes_no;
  guint n_sexes;
  guint n_id_like;
  guint n_masked[WUSE_MASK_WHOLE + 1];
  guint n_degrees;  /* at most 180 */
  guint n_quarters; /* at most 90 */
  WuseDayTally days;
  gboolean first_is_odd; /* the first cell is no number and no day */
} Count;

typedef struct
{
  WuseTableGuess *guess;
  Count *counts;
  gboolean first_has_digit;
} Survey;

static gboolean
is_id_like (const char *text)
{
  return strlen (text) <= MAX_REMEMBERED && strpbrk (text, " ,;") == NULL;
}

/* `20-29`, `20–29`, `50s`, `80+`, `20至29`. */
static gboolean
is_age_band (const char *text)
{
  guint n = 0;

  while (g_ascii_isdigit (text[n]))
    n++;
  if (n == 0 || n > 3)
    return FALSE;
  text += n;
  if (strcmp (text, "s") == 0 || strcmp (text, "+") == 0 || strcmp (text, "岁以上") == 0)
    return TRUE;
  if (*text != '-' && !g_str_has_prefix (text, "–") && !g_str_has_prefix (text, "至") && *text != '~')
    return FALSE;
  text += strcspn (text, "0123456789");
  n = (guint) strspn (text, "0123456789");
  return n > 0 && n <= 3 && (text[n] == '\0' || strcmp (text + n, "岁") == 0);
}

static gboolean
is_yes_no (const char *text)
{
  static const char *const words[] = { "y", "n", "yes", "no", "true", "false", "是", "否", "有", "0", "1", NULL };
  g_autofree char *folded = g_utf8_strdown (text, -1);

  return g_strv_contains (words, folded);
}

static gboolean
is_sex (const char *text)
{
  static const char *const words[] = { "m", "f", "male", "female", "man", "woman", "男", "女", "男性", "女性", NULL };
  g_autofree char *folded = g_utf8_strdown (text, -1);

  return g_strv_contains (words, folded);
}

static void
count_cell (Count *self, const char *text)
{
  double number = 0;
  gboolean is_number = wuse_parse_double (text, -1, -1e15, 1e15, &number, NULL);

  self->n_values++;
  self->n_numbers += is_number;
  self->n_fractions += is_number && strchr (text, '.') != NULL;
  self->n_ages += is_number && number >= 0 && number <= 120;
  self->n_degrees += is_number && number >= -180 && number <= 180;
  self->n_quarters += is_number && number >= -90 && number <= 90;
  self->n_bands += is_age_band (text);
  self->n_id_like += is_id_like (text);
  self->n_masked[wuse_mask_kind_of_value (text)]++;
  if (self->distinct != NULL && g_hash_table_size (self->distinct) <= 20)
    {
      self->n_yes_no += is_yes_no (text);
      self->n_sexes += is_sex (text);
    }
  if (strlen (text) <= MAX_REMEMBERED)
    wuse_day_tally_add (&self->days, text);
  else
    self->days.n_values++;
  if (g_hash_table_size (self->distinct) < WUSE_COLUMN_MAX_DISTINCT)
    g_hash_table_add (self->distinct, wuse_clip_text (text, MAX_REMEMBERED));
  else if (!self->has_more)
    self->has_more = !g_hash_table_contains (self->distinct, text);
}

static gboolean
survey_row (const WuseTableRow *row, gpointer user_data, GError **error)
{
  Survey *self = user_data;
  WuseDay day;
  double number;

  self->guess->n_rows++;
  if (row->fault != WUSE_TABLE_FAULT_NONE)
    {
      self->guess->n_faults++;
      return TRUE;
    }
  for (guint i = 0; i < self->guess->n_columns; i++)
    {
      const char *text = row->cells[i];

      if (row->number == 1)
        {
          self->counts[i].first_is_odd = *text != '\0' && !wuse_parse_double (text, -1, -1e15, 1e15, &number, NULL)
                                         && !wuse_day_read (text, WUSE_DAY_ORDER_DMY, &day, NULL)
                                         && !wuse_day_read (text, WUSE_DAY_ORDER_MDY, &day, NULL);
          self->first_has_digit = self->first_has_digit || strpbrk (text, "0123456789") != NULL;
        }
      if (!wuse_is_missing (text))
        count_cell (&self->counts[i], text);
    }
  return TRUE;
}

static gboolean
is_share (guint n, guint of, guint per_cent)
{
  return of > 0 && (guint64) n * 100 >= (guint64) of * per_cent;
}

/* Whether a column of that name is `field` in any class that could be meant. */
static gboolean
is_named (const char *name, const char *field)
{
  static const WuseRecordType types[] = { WUSE_RECORD_CASE, WUSE_RECORD_CONTACT, WUSE_RECORD_STAY, WUSE_RECORD_LINK };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      const WuseRecordClass *class = wuse_record_class (types[i]);

      for (guint j = 0; j < class->n_fields; j++)
        if ((field != NULL ? strcmp (class->fields[j].name, field) == 0
                           : class->fields[j].kind == WUSE_FIELD_DAY || class->fields[j].kind == WUSE_FIELD_TIME)
            && wuse_column_names_field (name, class, (int) j) >= 60)
          return TRUE;
    }
  return FALSE;
}

static void
judge_days (WuseColumnGuess *self, const Count *count)
{
  self->order = wuse_day_tally_decide (&count->days, &self->rival);
  if (self->order == WUSE_DAY_ORDER_AUTO || !is_share (count->days.n_read[self->order], count->n_values, MOST)
      || (self->order == WUSE_DAY_ORDER_SERIAL && !is_named (self->name, NULL)))
    self->order = self->rival = WUSE_DAY_ORDER_AUTO;
}

static WuseMaskKind
judge_mask (const WuseColumnGuess *self, const Count *count)
{
  if (self->mask != WUSE_MASK_NONE)
    return self->mask;
  for (WuseMaskKind kind = WUSE_MASK_NAME; kind <= WUSE_MASK_WHOLE; kind++)
    if (is_share (count->n_masked[kind], count->n_values, MOST))
      return kind;
  return WUSE_MASK_NONE;
}

static WuseColumnKind
judge_kind (const WuseColumnGuess *self, const Count *count, guint n_rows)
{
  gboolean are_numbers = is_share (count->n_numbers, count->n_values, MANY);
  gboolean is_unique = !count->has_more && self->n_distinct == count->n_values;

  if (count->n_values == 0)
    return WUSE_COLUMN_EMPTY;
  if (self->mask != WUSE_MASK_NONE)
    return WUSE_COLUMN_SENSITIVE;
  if (self->order != WUSE_DAY_ORDER_AUTO)
    return WUSE_COLUMN_DAY;
  if (is_share (count->n_degrees, count->n_values, MOST) && is_named (self->name, "lon"))
    return WUSE_COLUMN_LON;
  if (is_share (count->n_quarters, count->n_values, MOST) && is_named (self->name, "lat"))
    return WUSE_COLUMN_LAT;
  if (is_share (count->n_ages, count->n_values, MANY) && is_named (self->name, "age"))
    return WUSE_COLUMN_AGE;
  if (is_share (count->n_sexes, count->n_values, MANY))
    return WUSE_COLUMN_SEX;
  if (is_share (count->n_bands, count->n_values, MOST))
    return WUSE_COLUMN_AGE_BAND;
  if (is_share (count->n_yes_no, count->n_values, MANY) && self->n_distinct <= 4)
    return WUSE_COLUMN_YES_NO;
  if ((is_unique || count->has_more) && count->n_fractions == 0 && is_share (count->n_values, n_rows, 95)
      && is_share (count->n_id_like, count->n_values, MANY))
    return WUSE_COLUMN_ID;
  if (are_numbers)
    return WUSE_COLUMN_NUMBER;
  if (is_named (self->name, "area"))
    return WUSE_COLUMN_PLACE;
  return self->n_distinct <= 30 && self->n_distinct * 2 <= count->n_values ? WUSE_COLUMN_CATEGORY : WUSE_COLUMN_TEXT;
}

static GStrv
keep_examples (const WuseColumnGuess *self, const Count *count)
{
  GStrv examples = g_new0 (char *, WUSE_COLUMN_N_EXAMPLES + 1);
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (count->distinct), (GCompareFunc) strcmp);
  guint n = 0;

  for (GList *at = keys; at != NULL && n < WUSE_COLUMN_N_EXAMPLES; at = at->next)
    {
      g_autofree char *masked = wuse_mask_cell (self->mask, at->data);

      examples[n++] = g_utf8_strlen (masked, -1) > MAX_EXAMPLE ? g_utf8_substring (masked, 0, MAX_EXAMPLE) : g_strdup (masked);
    }
  return examples;
}

/* Where a column leaves it open, what the others of the file are written in is more likely. */
static void
follow_siblings (WuseTableGuess *self)
{
  guint n_decided[WUSE_N_DAY_ORDERS] = { 0 };

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].rival == WUSE_DAY_ORDER_AUTO)
      n_decided[self->columns[i].order]++;
  for (guint i = 0; i < self->n_columns; i++)
    {
      WuseColumnGuess *column = &self->columns[i];
      WuseDayOrder order = column->order;

      if (column->rival != WUSE_DAY_ORDER_AUTO && n_decided[column->rival] > n_decided[order])
        {
          column->order = column->rival;
          column->rival = order;
        }
    }
}

static void
conclude (Survey *self)
{
  guint n_odd = 0, n_typed = 0;

  for (guint i = 0; i < self->guess->n_columns; i++)
    {
      WuseColumnGuess *column = &self->guess->columns[i];
      Count *count = &self->counts[i];

      column->mask = wuse_mask_kind_of_column (column->name);
      column->n_values = count->n_values;
      column->n_distinct = g_hash_table_size (count->distinct);
      column->mask = judge_mask (column, count);
      judge_days (column, count);
      column->kind = judge_kind (column, count, self->guess->n_rows);
      column->examples = keep_examples (column, count);
      column->days = count->days;
      count->days = (WuseDayTally){ 0 };
      if (column->mask != WUSE_MASK_NONE)
        g_clear_pointer (&column->days.example, g_free);
      if (column->kind == WUSE_COLUMN_DAY || is_share (count->n_numbers, count->n_values, MANY))
        {
          n_typed++;
          n_odd += count->first_is_odd;
        }
    }
  follow_siblings (self->guess);
  self->guess->has_second_header = n_typed >= 2 && n_odd == n_typed && !self->first_has_digit && self->guess->n_rows >= 5;
}

static WuseTableGuess *
survey (WuseTableFile *file, Count *counts, GCancellable *cancellable, GError **error)
{
  WuseTableGuess *guess = g_new0 (WuseTableGuess, 1);
  Survey self = { .guess = guess, .counts = counts };

  guess->file = wuse_table_file_ref (file);
  guess->n_columns = wuse_table_file_get_n_columns (file);
  guess->columns = g_new0 (WuseColumnGuess, guess->n_columns);
  for (guint i = 0; i < guess->n_columns; i++)
    guess->columns[i].name = g_strdup (wuse_table_file_get_header (file)[i]);
  if (!wuse_table_file_read (file, survey_row, NULL, &self, cancellable, error))
    {
      wuse_table_guess_free (guess);
      return NULL;
    }
  conclude (&self);
  return guess;
}

/* Whether nearly everything in `count` is an id in `ids`. */
static gboolean
refers_to (const Count *count, const Count *ids)
{
  GHashTableIter iter;
  gpointer text;
  guint n_found = 0;

  g_hash_table_iter_init (&iter, count->distinct);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    n_found += g_hash_table_contains (ids->distinct, text);
  return is_share (n_found, g_hash_table_size (count->distinct), MOST);
}

static void
find_references (GPtrArray *guesses, Count **counts)
{
  for (guint t = 0; t < guesses->len; t++)
    for (guint c = 0; c < ((WuseTableGuess *) guesses->pdata[t])->n_columns; c++)
      {
        const WuseColumnGuess *ids = &((WuseTableGuess *) guesses->pdata[t])->columns[c];

        for (guint u = 0; ids->kind == WUSE_COLUMN_ID && u < guesses->len; u++)
          for (guint d = 0; d < ((WuseTableGuess *) guesses->pdata[u])->n_columns; d++)
            {
              WuseColumnGuess *column = &((WuseTableGuess *) guesses->pdata[u])->columns[d];

              if ((column->kind == WUSE_COLUMN_TEXT || column->kind == WUSE_COLUMN_CATEGORY || column->kind == WUSE_COLUMN_NUMBER
                   || (column->kind == WUSE_COLUMN_ID && u != t))
                  && column->target == NULL && refers_to (&counts[u][d], &counts[t][c]))
                {
                  if (column->kind != WUSE_COLUMN_ID)
                    column->kind = WUSE_COLUMN_REFERENCE;
                  column->target = ids->name;
                  column->target_table = t;
                }
            }
      }
}

GPtrArray *
wuse_table_guesses_new (WuseTableFile *const *files, guint n_files, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) guesses = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_table_guess_free);
  Count **counts = g_new0 (Count *, n_files + 1);
  gboolean read = TRUE;

  for (guint i = 0; i < n_files && read; i++)
    {
      guint n_columns = wuse_table_file_get_n_columns (files[i]);
      WuseTableGuess *guess;

      counts[i] = g_new0 (Count, n_columns);
      for (guint j = 0; j < n_columns; j++)
        counts[i][j].distinct = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      guess = survey (files[i], counts[i], cancellable, error);
      read = guess != NULL;
      if (read)
        g_ptr_array_add (guesses, guess);
    }
  if (read)
    find_references (guesses, counts);

  for (guint i = 0; i < n_files && counts[i] != NULL; i++)
    {
      for (guint j = 0; j < wuse_table_file_get_n_columns (files[i]); j++)
        {
          g_hash_table_unref (counts[i][j].distinct);
          wuse_day_tally_clear (&counts[i][j].days);
        }
      g_free (counts[i]);
    }
  g_free (counts);
  return read ? g_steal_pointer (&guesses) : NULL;
}

void
wuse_table_guess_free (WuseTableGuess *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_free (self->columns[i].name);
      g_strfreev (self->columns[i].examples);
      wuse_day_tally_clear (&self->columns[i].days);
    }
  g_free (self->columns);
  wuse_table_file_unref (self->file);
  g_free (self);
}

const WuseColumnGuess *
wuse_table_guess_find (const WuseTableGuess *self, const char *name)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (strcmp (self->columns[i].name, name) == 0)
      return &self->columns[i];
  return NULL;
}
