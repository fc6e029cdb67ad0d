/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms of others with their real files: what goes in is counted against the files themselves. */

#include "config.h"

#include "wuse-intake.h"
#include "wuse-test-shared.h"

#include <string.h>

/* A table, read for the test alone: plain cells, quotes, no more. */
typedef struct
{
  GPtrArray *header;
  GPtrArray *rows; /* of GPtrArray of texts */
} Plain;

static void
plain_free (Plain *self)
{
  g_ptr_array_unref (self->header);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Plain, plain_free)

static Plain *
plain_new (const char *path)
{
  Plain *self = g_new0 (Plain, 1);
  g_autoptr (GString) cell = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GPtrArray *row = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  gboolean is_quoted = FALSE;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (const char *at = g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text; at < text + length; at++)
    if (*at == '"' && is_quoted && at[1] == '"')
      g_string_append_c (cell, *at++);
    else if (*at == '"')
      is_quoted = !is_quoted;
    else if (!is_quoted && (*at == ',' || *at == '\n'))
      {
        g_ptr_array_add (row, g_strstrip (g_strdup (cell->str)));
        g_string_truncate (cell, 0);
        if (*at == '\n')
          {
            g_ptr_array_add (self->rows, row);
            row = g_ptr_array_new_with_free_func (g_free);
          }
      }
    else
      g_string_append_c (cell, *at);
  if (row->len > 0 || cell->len > 0)
    {
      g_ptr_array_add (row, g_strstrip (g_strdup (cell->str)));
      g_ptr_array_add (self->rows, g_ptr_array_ref (row));
    }
  g_ptr_array_unref (row);
  self->header = g_ptr_array_ref (self->rows->pdata[0]);
  g_ptr_array_remove_index (self->rows, 0);
  return self;
}

static const char *
plain_get (const Plain *self, guint row, const char *column)
{
  guint index;

  g_assert_true (g_ptr_array_find_with_equal_func (self->header, column, g_str_equal, &index));
  return ((GPtrArray *) self->rows->pdata[row])->pdata[index];
}

static GHashTable *
plain_collect (const Plain *self, const char *column)
{
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->rows->len; i++)
    g_hash_table_add (set, (gpointer) plain_get (self, i, column));
  return set;
}

static guint
plain_count (const Plain *self, const char *column, const char *value)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += strcmp (plain_get (self, i, column), value) == 0;
  return n;
}

typedef struct
{
  guint n;
  char *paths[4];
  WuseIntakeGuess *guess;
  WuseIntakeResult *result;
} Intake;

static void
intake_clear (Intake *self)
{
  for (guint i = 0; i < self->n; i++)
    g_free (self->paths[i]);
  g_clear_pointer (&self->guess, wuse_intake_guess_free);
  g_clear_pointer (&self->result, wuse_intake_result_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Intake, intake_clear)

static WuseIntakeResult *
run_guess (WuseIntakeGuess *guess)
{
  g_autoptr (GError) error = NULL;
  WuseTableFile *tables[4];
  WuseIntakeResult *result;

  for (guint i = 0; i < wuse_intake_guess_get_n_files (guess); i++)
    tables[i] = wuse_intake_guess_get_table (guess, i)->file;
  result = wuse_intake_run (wuse_intake_guess_get_mapping (guess), tables, wuse_intake_guess_get_n_files (guess), NULL, NULL,
                            NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

/* Brings files of a folder in as they are, with nobody choosing anything; FALSE if they are not here. */
static gboolean
bring_in (Intake *self, const char *folder, const char *const *names, const char *form)
{
  g_autoptr (GError) error = NULL;
  GFile *files[4];

  *self = (Intake){ 0 };
  for (; names[self->n] != NULL; self->n++)
    {
      g_autofree char *name = g_build_filename ("data", folder, names[self->n], NULL);

      self->paths[self->n] = wuse_test_find_shared (name);
      if (self->paths[self->n] == NULL)
        return FALSE;
      files[self->n] = g_file_new_for_path (self->paths[self->n]);
    }
  self->guess = wuse_intake_guess_new (files, self->n, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < self->n; i++)
    {
      g_assert_true (wuse_intake_guess_is_known (self->guess, i));
      g_object_unref (files[i]);
    }
  g_assert_cmpstr (wuse_intake_guess_get_mapping (self->guess)->name, ==, form);
  for (guint i = 0; i < wuse_intake_guess_get_n_decisions (self->guess); i++)
    g_assert_cmpstr (wuse_intake_guess_get_decision (self->guess, i)->column, ==, "death");
  self->result = run_guess (self->guess);
  if (g_test_verbose ())
    for (guint i = 0; i < MIN (40, wuse_intake_result_get_n_problems (self->result)); i++)
      {
        const WuseIntakeProblem *problem = wuse_intake_result_get_problem (self->result, i);

        g_test_message ("%s:%u %s \"%s\": %s", names[problem->file], problem->line, problem->column, problem->value,
                        wuse_intake_reason_get_text (problem->reason));
      }
  return TRUE;
}

static guint
count_reason (const Intake *self, WuseIntakeReason reason)
{
  guint n = 0;

  for (guint i = 0; i < wuse_intake_result_get_n_problems (self->result); i++)
    n += wuse_intake_result_get_problem (self->result, i)->reason == reason;
  return n;
}

static const WuseValue *
get_value (const WuseRecord *record, const char *field)
{
  const WuseRecordClass *class = wuse_record_class (record->type);

  for (guint i = 0; i < class->n_fields; i++)
    if (strcmp (class->fields[i].name, field) == 0)
      return &record->values[i];
  g_assert_not_reached ();
}

static guint
count_set (const Intake *self, WuseRecordType type, const char *field)
{
  guint n = 0;

  for (guint i = 0; i < wuse_intake_result_get_n_records (self->result); i++)
    {
      const WuseRecord *record = wuse_intake_result_get_record (self->result, i);

      n += record->type == type && get_value (record, field)->is_set;
    }
  return n;
}

static guint
count_code (const Intake *self, WuseRecordType type, const char *field, const char *code)
{
  guint n = 0;

  for (guint i = 0; i < wuse_intake_result_get_n_records (self->result); i++)
    {
      const WuseRecord *record = wuse_intake_result_get_record (self->result, i);
      const WuseValue *value = record->type == type ? get_value (record, field) : NULL;

      n += value != NULL && value->is_set && value->length == strlen (code) && memcmp (value->data, code, value->length) == 0;
    }
  return n;
}

static guint
count_of (const Intake *self, WuseRecordType type)
{
  return wuse_intake_result_count (self->result, type);
}

static void
check_no_refusals (const Intake *self)
{
  g_assert_cmpuint (wuse_intake_result_count_problems (self->result, WUSE_INTAKE_REFUSED), ==, 0);
}

static void
test_seoul (void)
{
  static const char *const names[] = { "PatientInfo.csv", "PatientRoute.csv", NULL };
  g_auto (Intake) intake = { 0 };
  g_autoptr (Plain) info = NULL, route = NULL;
  g_autoptr (GHashTable) ids = NULL;
  guint n_infectors = 0, n_self = 0, n_nobody = 0, n_onsets = 0;

  if (!bring_in (&intake, "seoul-2020", names, "DS4C"))
    return;
  info = plain_new (intake.paths[0]);
  route = plain_new (intake.paths[1]);
  ids = plain_collect (info, "patient_id");
  for (guint i = 0; i < info->rows->len; i++)
    {
      const char *infector = plain_get (info, i, "infected_by");

      n_infectors += *infector != '\0';
      n_self += strcmp (infector, plain_get (info, i, "patient_id")) == 0;
      n_nobody += *infector != '\0' && !g_hash_table_contains (ids, infector);
      n_onsets += *plain_get (info, i, "symptom_onset_date") != '\0';
    }
  g_assert_cmpuint (n_infectors, ==, 822);
  g_assert_cmpuint (n_self, ==, 2);
  g_assert_cmpuint (n_nobody, ==, 5);
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_CASE), ==, g_hash_table_size (ids));
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_STAY), ==, route->rows->len);
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_LINK), ==, 0);
  g_assert_cmpuint (count_set (&intake, WUSE_RECORD_CASE, "infector"), ==, n_infectors);
  g_assert_cmpuint (count_set (&intake, WUSE_RECORD_CASE, "onset"), ==, n_onsets);
  g_assert_cmpuint (count_set (&intake, WUSE_RECORD_STAY, "lon"), ==, route->rows->len);
  g_assert_cmpuint (count_code (&intake, WUSE_RECORD_STAY, "precision", "day"), ==, route->rows->len);
  g_assert_cmpuint (count_code (&intake, WUSE_RECORD_CASE, "outcome", "died"), ==, plain_count (info, "state", "deceased"));
  g_assert_cmpuint (count_code (&intake, WUSE_RECORD_CASE, "sex", "female"), ==, plain_count (info, "sex", "female"));
  check_no_refusals (&intake);
}

static void
test_mers (void)
{
  static const char *const names[] = { "mers_korea_2015_linelist.csv", "mers_korea_2015_contacts.csv", NULL };
  g_auto (Intake) intake = { 0 };
  g_autoptr (Plain) list = NULL, contacts = NULL;

  if (!bring_in (&intake, "mers-2015", names, "epicontacts"))
    return;
  list = plain_new (intake.paths[0]);
  contacts = plain_new (intake.paths[1]);
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_CASE), ==, list->rows->len);
  g_assert_cmpuint (list->rows->len, ==, 162);
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_LINK), ==, contacts->rows->len);
  g_assert_cmpuint (contacts->rows->len, ==, 98);
  g_assert_cmpuint (count_code (&intake, WUSE_RECORD_LINK, "kind", "transmission"), ==, contacts->rows->len);
  g_assert_cmpuint (count_code (&intake, WUSE_RECORD_LINK, "setting", "household"), ==,
                    plain_count (contacts, "exposure", "Family member"));
  g_assert_cmpuint (count_code (&intake, WUSE_RECORD_LINK, "setting", "medical"), ==,
                    contacts->rows->len - plain_count (contacts, "exposure", "Family member"));
  g_assert_cmpuint (count_set (&intake, WUSE_RECORD_CASE, "onset"), ==, list->rows->len - plain_count (list, "dt_onset", ""));
  g_assert_cmpuint (count_set (&intake, WUSE_RECORD_CASE, "age"), ==, list->rows->len);
  check_no_refusals (&intake);
}

/* The cases that a free text names, as `TJ5` or `case 109`. */
static guint
count_named (const char *text, GHashTable *ids)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      gsize skip = g_ascii_strncasecmp (at, "tj", 2) == 0 ? 2 : g_ascii_strncasecmp (at, "case ", 5) == 0 ? 5 : 0;

      if (skip > 0 && g_ascii_isdigit (at[skip]))
        {
          char *id = g_strdup_printf ("TJ%" G_GUINT64_FORMAT, g_ascii_strtoull (at + skip, NULL, 10));

          g_assert_true (g_hash_table_contains (ids, id));
          g_hash_table_add (found, id);
        }
    }
  return g_hash_table_size (found);
}

static void
test_tianjin (void)
{
  static const char *const names[] = { "Tianjin135cases_revised.csv", NULL };
  g_auto (Intake) intake = { 0 };
  g_autoptr (Plain) list = NULL;
  g_autoptr (GHashTable) ids = NULL;
  guint n_one = 0, n_of_several = 0;

  if (!bring_in (&intake, "tianjin-2020", names, "ClustersCOVID19"))
    return;
  g_assert_cmpint (wuse_table_file_get_encoding (wuse_intake_guess_get_table (intake.guess, 0)->file), ==, WUSE_TEXT_UTF8_MARKED);
  /* Three deaths, all of them in the first twelve days of a month: the other columns say which way round. */
  g_assert_cmpuint (wuse_intake_guess_get_n_decisions (intake.guess), ==, 1);
  g_assert_cmpint (wuse_intake_guess_get_decision (intake.guess, 0)->order, ==, WUSE_DAY_ORDER_DMY);
  g_assert_cmpint (wuse_intake_guess_get_decision (intake.guess, 0)->rival, ==, WUSE_DAY_ORDER_MDY);
  list = plain_new (intake.paths[0]);
  ids = plain_collect (list, "case_id");
  for (guint i = 0; i < list->rows->len; i++)
    {
      guint n = count_named (plain_get (list, i, "Infection_source"), ids);

      n_one += n == 1;
      n_of_several += n > 1 ? n : 0;
    }
  g_assert_cmpuint (n_one, >, 30);
  g_assert_cmpuint (n_of_several, >, 20);
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_CASE), ==, 135);
  g_assert_cmpuint (count_set (&intake, WUSE_RECORD_CASE, "infector"), ==, n_one);
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_LINK), ==, n_of_several);
  g_assert_cmpuint (count_set (&intake, WUSE_RECORD_CASE, "onset"), ==, 135 - plain_count (list, "symptom_onset", "NA"));
  g_assert_cmpuint (count_set (&intake, WUSE_RECORD_CASE, "report"), ==, 135);
  g_assert_cmpuint (count_set (&intake, WUSE_RECORD_CASE, "death"), ==, 3);
  g_assert_cmpuint (count_code (&intake, WUSE_RECORD_CASE, "sex", "male"), ==, 76);
  g_assert_cmpuint (count_code (&intake, WUSE_RECORD_CASE, "severity", "severe"), ==, plain_count (list, "severity", "severe"));
  check_no_refusals (&intake);
}

/* The edges say what the list says, and a little more: what was said before is not doubled. */
static void
test_tianjin_edges (void)
{
  static const char *const names[] = { "Tianjin135cases_revised.csv", "tianjin_edges_clean.csv", NULL };
  static const char *const columns[] = { "edge1", "edge2", "edge3", "edge4" };
  g_auto (Intake) intake = { 0 };
  g_autoptr (Plain) edges = NULL;
  guint n = 0;

  if (!bring_in (&intake, "tianjin-2020", names, "ClustersCOVID19"))
    return;
  edges = plain_new (intake.paths[1]);
  for (guint i = 0; i < edges->rows->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (columns); j++)
      n += *plain_get (edges, i, columns[j]) != '\0';
  g_assert_cmpuint (n, ==, 89);
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_CASE), ==, 135);
  /* Every edge is an infector, a link, or one of those the list had already. */
  g_assert_cmpuint (count_reason (&intake, WUSE_INTAKE_REASON_REPEATED), >=, n / 2);
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_LINK), <, n);
}

static void
test_microbetrace (void)
{
  static const char *const names[] = { "COVID-19_simulated_NodeList_snp.csv", "COVID-19_simulated_ContactTracing_snp.csv", NULL };
  static const char *const positions[] = { "AngularTesting_nodes_Map.csv", NULL };
  g_auto (Intake) intake = { 0 }, map = { 0 };
  g_autoptr (Plain) nodes = NULL, links = NULL;
  g_autoptr (GHashTable) places = NULL;
  guint n_of_places = 0;

  if (!bring_in (&intake, "microbetrace-demo", names, "MicrobeTrace")
      || !bring_in (&map, "microbetrace-demo", positions, "MicrobeTrace"))
    return;
  nodes = plain_new (intake.paths[0]);
  links = plain_new (intake.paths[1]);
  places = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < nodes->rows->len; i++)
    if (strcmp (plain_get (nodes, i, "Node type"), "Place") == 0)
      g_hash_table_add (places, (gpointer) plain_get (nodes, i, "ID"));
  for (guint i = 0; i < links->rows->len; i++)
    n_of_places += g_hash_table_contains (places, plain_get (links, i, "source"));
  g_assert_cmpuint (n_of_places, ==, 15);
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_CASE), ==, plain_count (nodes, "Node type", "Person"));
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_PLACE), ==, g_hash_table_size (places));
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_STAY), ==, n_of_places);
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_LINK), ==, links->rows->len - n_of_places);
  g_assert_cmpuint (count_set (&intake, WUSE_RECORD_CASE, "onset"), ==, 30);
  g_assert_cmpuint (count_code (&intake, WUSE_RECORD_LINK, "setting", "school"), ==,
                    plain_count (links, "Contact type", "classroom"));
  check_no_refusals (&intake);
  g_assert_cmpuint (count_of (&map, WUSE_RECORD_CASE), ==, 4);
  g_assert_cmpuint (count_set (&map, WUSE_RECORD_CASE, "lon"), ==, 4);
  check_no_refusals (&map);
}

/* What the relationships are, counted by who stands at their ends. */
typedef struct
{
  guint n_of_cases;
  guint n_of_contacts;
  guint n_of_events;
  guint n_none;
  GHashTable *named; /* contacts */
} Relationships;

static Relationships
count_relationships (const Plain *list, GHashTable *cases, GHashTable *contacts, GHashTable *events, GHashTable *discarded)
{
  Relationships n = { .named = g_hash_table_new (g_str_hash, g_str_equal) };

  for (guint i = 0; i < list->rows->len; i++)
    {
      const char *source = plain_get (list, i, "source_uuid"), *target = plain_get (list, i, "target_uuid");
      gboolean from_case = g_hash_table_contains (cases, source) && !g_hash_table_contains (discarded, source);
      gboolean to_case = g_hash_table_contains (cases, target) && !g_hash_table_contains (discarded, target);

      if (from_case && to_case)
        n.n_of_cases++;
      else if (!from_case && !to_case)
        n.n_none++;
      else if (g_hash_table_contains (events, source) || g_hash_table_contains (events, target))
        n.n_of_events++;
      else
        {
          n.n_of_contacts++;
          g_hash_table_add (n.named, (gpointer) (from_case ? target : source));
        }
    }
  g_assert_cmpuint (g_hash_table_size (contacts), ==, 66);
  return n;
}

static void
check_no_names (const Intake *self, const Plain *cases)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < wuse_intake_result_get_n_records (self->result); i++)
    wuse_record_append_data (wuse_intake_result_get_record (self->result, i), all);
  for (guint file = 0; file < self->n; file++)
    {
      WuseIntakePreviewRow row;

      for (guint i = 0; wuse_intake_result_get_preview (self->result, file, i, &row); i++)
        for (guint j = 0; row.cells[j] != NULL; j++)
          g_string_append_printf (all, "|%s|", row.cells[j]);
    }
  for (guint i = 0; i < cases->rows->len; i++)
    {
      const char *name = plain_get (cases, i, "firstName");

      if (strlen (name) >= 6)
        g_assert_null (strstr (all->str, name));
    }
  g_assert_null (strstr (all->str, "0124567894"));
}

static void
test_godata (void)
{
  static const char *const names[] = { "cases_clean.csv", "contacts_clean.csv", "relationships_clean.csv", "events_clean.csv",
                                       NULL };
  g_auto (Intake) intake = { 0 };
  g_autoptr (Plain) cases = NULL, contacts = NULL, relationships = NULL, events = NULL;
  g_autoptr (GHashTable) case_ids = NULL, contact_ids = NULL, event_ids = NULL, discarded = NULL, named = NULL;
  guint n_both = 0, n_alone = 0;
  Relationships n;

  if (!bring_in (&intake, "godata-training", names, "Go.Data"))
    return;
  cases = plain_new (intake.paths[0]);
  contacts = plain_new (intake.paths[1]);
  relationships = plain_new (intake.paths[2]);
  events = plain_new (intake.paths[3]);
  case_ids = plain_collect (cases, "uuid");
  contact_ids = plain_collect (contacts, "uuid");
  event_ids = plain_collect (events, "uuid");
  discarded = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < cases->rows->len; i++)
    if (strcmp (plain_get (cases, i, "classification"), "NOT_A_CASE_DISCARDED") == 0)
      g_hash_table_add (discarded, (gpointer) plain_get (cases, i, "uuid"));
  n = count_relationships (relationships, case_ids, contact_ids, event_ids, discarded);
  named = n.named;
  for (guint i = 0; i < contacts->rows->len; i++)
    {
      const char *id = plain_get (contacts, i, "uuid");
      gboolean is_case = g_hash_table_contains (case_ids, id) && !g_hash_table_contains (discarded, id);

      n_both += is_case;
      n_alone += !is_case && !g_hash_table_contains (named, id);
    }

  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_CASE), ==, cases->rows->len - g_hash_table_size (discarded));
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_PLACE), ==, events->rows->len);
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_LINK), ==, n.n_of_cases);
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_CONTACT), ==, n.n_of_contacts);
  g_assert_cmpuint (count_of (&intake, WUSE_RECORD_STAY), ==, n.n_of_events);
  g_assert_cmpuint (count_reason (&intake, WUSE_INTAKE_REASON_EXCLUDED), ==, g_hash_table_size (discarded));
  g_assert_cmpuint (count_reason (&intake, WUSE_INTAKE_REASON_CONTACT_IS_CASE), ==, n_both);
  g_assert_cmpuint (count_reason (&intake, WUSE_INTAKE_REASON_CONTACT_OF_NOBODY), ==, n_alone);
  g_assert_cmpuint (wuse_intake_result_count_problems (intake.result, WUSE_INTAKE_REFUSED), ==,
                    g_hash_table_size (discarded) + n_alone + n.n_none);
  g_assert_cmpuint (count_code (&intake, WUSE_RECORD_CASE, "outcome", "died"), ==, plain_count (cases, "outcome_id", "DECEASED"));
  check_no_names (&intake, cases);
}

static void
test_godata_follow_ups (void)
{
  static const char *const names[] = { "cases_clean.csv", "contacts_clean.csv", "relationships_clean.csv", "followups_clean.csv",
                                       NULL };
  g_auto (Intake) intake = { 0 };
  g_autoptr (Plain) follow_ups = NULL;

  if (!bring_in (&intake, "godata-training", names, "Go.Data"))
    return;
  follow_ups = plain_new (intake.paths[3]);
  g_assert_cmpuint (follow_ups->rows->len, ==, 437);
  g_assert_cmpuint (wuse_intake_result_get_n_rows (intake.result, 3), ==, 437);
  g_assert_cmpuint (count_reason (&intake, WUSE_INTAKE_REASON_NO_CONTACT), ==, 0);
  g_assert_cmpuint (count_set (&intake, WUSE_RECORD_CONTACT, "start"), >, 0);
}

/* Written as our own form and read again, cases are what they were. */
static void
test_own_form (void)
{
  static const char *const names[] = { "mers_korea_2015_linelist.csv", "mers_korea_2015_contacts.csv", NULL };
  g_auto (Intake) intake = { 0 };
  g_autoptr (GString) cases = g_string_new ("id,classification,sex,age,onset,report,cluster\r\n");
  g_autoptr (GString) links = g_string_new ("id,source,target,kind,state,setting,evidence\r\n");
  GString *const lists[] = { cases, links };
  static const char *const case_fields[] = { "classification", "sex", "age", "onset", "report", "cluster", NULL };
  static const char *const link_fields[] = { "source", "target", "kind", "state", "setting", "evidence", NULL };
  WuseTableFile *tables[2];
  g_autoptr (WuseIntakeGuess) guess = NULL;
  g_autoptr (WuseIntakeResult) again = NULL;
  g_autoptr (GError) error = NULL;

  if (!bring_in (&intake, "mers-2015", names, "epicontacts"))
    return;
  for (guint i = 0; i < wuse_intake_result_get_n_records (intake.result); i++)
    {
      const WuseRecord *record = wuse_intake_result_get_record (intake.result, i);
      GString *list = lists[record->type == WUSE_RECORD_LINK];
      const char *const *fields = record->type == WUSE_RECORD_LINK ? link_fields : case_fields;

      g_string_append_len (list, record->id, (gssize) record->id_length);
      for (guint j = 0; fields[j] != NULL; j++)
        {
          const WuseValue *value = get_value (record, fields[j]);

          g_string_append (list, ",\"");
          if (value->is_set && value->data != NULL)
            g_string_append_len (list, value->data, value->length);
          else if (value->is_set && strcmp (fields[j], "age") == 0)
            g_string_append_printf (list, "%" G_GINT64_FORMAT, value->integer);
          else if (value->is_set)
            wuse_day_append ((WuseDay) value->integer, list);
          g_string_append_c (list, '"');
        }
      g_string_append (list, "\r\n");
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (lists[i]->str, lists[i]->len);

      tables[i] = wuse_table_file_open_bytes (bytes, i == 0 ? "cases.csv" : "links.csv", &error);
      g_assert_no_error (error);
    }
  guess = wuse_intake_guess_new_for_tables (tables, 2, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wuse_intake_guess_get_mapping (guess)->name, ==, "Wuse");
  again = run_guess (guess);
  g_assert_cmpuint (wuse_intake_result_count_problems (again, WUSE_INTAKE_REFUSED), ==, 0);
  g_assert_cmpuint (wuse_intake_result_count (again, WUSE_RECORD_CASE), ==, 162);
  g_assert_cmpuint (wuse_intake_result_count (again, WUSE_RECORD_LINK), ==, 98);
  wuse_table_file_unref (tables[0]);
  wuse_table_file_unref (tables[1]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/intake-sources/seoul", test_seoul);
  g_test_add_func ("/intake-sources/mers", test_mers);
  g_test_add_func ("/intake-sources/tianjin", test_tianjin);
  g_test_add_func ("/intake-sources/tianjin-edges", test_tianjin_edges);
  g_test_add_func ("/intake-sources/microbetrace", test_microbetrace);
  g_test_add_func ("/intake-sources/godata", test_godata);
  g_test_add_func ("/intake-sources/godata-follow-ups", test_godata_follow_ups);
  g_test_add_func ("/intake-sources/own-form", test_own_form);

  return g_test_run ();
}
