/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbreak: plausible, the same in whatever steps it is lived, and found again after a restart. */

#include "config.h"

#include "feed-reading.h"
#include "wuse-outbreak.h"
#include "wuse-plausibility.h"
#include "wuse-synthetic.h"

#include <glib/gstdio.h>
#include <string.h>

#define HOUR (G_GINT64_CONSTANT (3600) * 1000)
#define DAY (24 * HOUR)
#define UTC_OFFSET 480

static WuseSimulation *
make (WuseFeed *feed, guint grids, guint persons, guint64 seed)
{
  WuseSyntheticOptions options = { .grids = grids, .persons = persons, .seed = seed };
  g_autoptr (GError) error = NULL;
  WuseSimulation *simulation = wuse_synthetic_new (feed, &options, &error);

  g_assert_no_error (error);
  return simulation;
}

static void
live (WuseSimulation *simulation, WuseFeed *feed, WuseTime span, WuseTime step)
{
  WuseTime end = wuse_simulation_get_time (simulation) + span;

  while (wuse_simulation_get_time (simulation) < end)
    {
      g_autoptr (GError) error = NULL;
      WuseTime to = MIN (end, wuse_simulation_get_time (simulation) + step);

      wuse_simulation_advance (simulation, feed, to, &error);
      g_assert_no_error (error);
      g_assert_cmpint (wuse_simulation_get_time (simulation), ==, to);
    }
}

static void
test_steps (void)
{
  g_autoptr (WuseFeed) one = wuse_feed_open (NULL, NULL), other = wuse_feed_open (NULL, NULL);
  g_autoptr (WuseSimulation) whole = make (one, 120, 8000, 3), stepwise = make (other, 120, 8000, 3);
  gint64 before = wuse_feed_get_seq (one);

  live (whole, one, 9 * DAY, 9 * DAY);
  live (stepwise, other, 9 * DAY, 37 * 60000 + 11);
  g_assert_cmpint (wuse_feed_get_seq (one), >, before + 50);
  feed_assert_equal (one, other);
}

static void
test_restart (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wuse-outbreak-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "feed.db", NULL);
  g_autoptr (WuseFeed) straight = wuse_feed_open (NULL, NULL), feed = wuse_feed_open (path, NULL);
  g_autoptr (WuseSimulation) simulation = make (straight, 120, 8000, 4);
  g_autoptr (WuseSimulation) broken = make (feed, 120, 8000, 4), resumed = NULL;
  g_autoptr (GError) error = NULL;
  WuseTime start = wuse_simulation_get_time (simulation);
  g_autoptr (GDir) left = NULL;
  const char *name;

  live (simulation, straight, 8 * DAY, DAY);
  live (broken, feed, 3 * DAY + 5 * HOUR, HOUR);
  g_clear_object (&broken);
  g_clear_pointer (&feed, wuse_feed_free);

  feed = wuse_feed_open (path, &error);
  g_assert_no_error (error);
  wuse_synthetic_resume (feed, &resumed, &error);
  g_assert_no_error (error);
  g_assert_nonnull (resumed);
  g_assert_cmpint (wuse_simulation_get_time (resumed), >, start + 2 * DAY);
  g_assert_cmpint (wuse_simulation_get_time (resumed), <=, start + 3 * DAY + 5 * HOUR);
  live (resumed, feed, start + 8 * DAY - wuse_simulation_get_time (resumed), HOUR);
  feed_assert_equal (straight, feed);

  g_clear_pointer (&feed, wuse_feed_free);
  left = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (left)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (folder);
}

static void
test_other_feeds (void)
{
  g_autoptr (WuseFeed) empty = wuse_feed_open (NULL, NULL), feed = wuse_feed_open (NULL, NULL);
  g_autoptr (WuseSimulation) none = NULL, made = make (feed, 100, 5000, 1), again = NULL;
  WuseSyntheticOptions options = { .grids = 100, .persons = 5000, .seed = 2 };
  g_autoptr (GError) error = NULL;
  gint64 seq = wuse_feed_get_seq (feed);

  g_assert_nonnull (made);
  g_assert_true (wuse_synthetic_resume (empty, &none, &error));
  g_assert_no_error (error);
  g_assert_null (none);

  g_assert_null (wuse_synthetic_new (feed, &options, &error));
  g_assert_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID);
  again = make (feed, 100, 5000, 1);
  g_assert_cmpint (wuse_feed_get_seq (feed), ==, seq);
}

/* What another version of the program has begun cannot be found again from its seed. */
static void
test_other_version (void)
{
  static const char *const notes[] = { "100 5000 1 1649657100000 45", "100 5000 1 1649657100000 45 1" };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autoptr (WuseFeed) feed = wuse_feed_open (NULL, NULL);
      g_autoptr (WuseSimulation) simulation = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (wuse_feed_set_note (feed, "synthetic.options", notes[i], NULL));
      g_assert_false (wuse_synthetic_resume (feed, &simulation, &error));
      g_assert_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "another version"));
    }
}

static void
test_district (void)
{
  g_autoptr (WuseFeed) feed = wuse_feed_open (NULL, NULL);
  g_autoptr (WuseSimulation) simulation = make (feed, 100, 5000, 9);
  g_autoptr (WuseDistrict) district = wuse_feed_get_district (feed, NULL);

  g_assert_true (district->synthetic);
  g_assert_cmpstr (district->source, ==, "Synthetic district, seed 9: people and outbreak are made up");
  g_assert_cmpint (district->time, ==, wuse_simulation_get_time (simulation));
  g_assert_cmpint (wuse_time_to_day (district->time, UTC_OFFSET) - district->first_day, ==, 45);
}

typedef struct
{
  guint n_cases;
  guint n_by_classification[2];
  guint n_imported;
  guint n_unknown;
  guint n_clustered;
  guint n_corrected;
  guint n_recent; /* of the last 14 days */
  guint n_stays;
  guint n_contacts;
  guint n_quarantined;
  guint n_became;
  guint n_reports;
  guint n_other_minutes;
  guint n_links[3][2];   /* by state, and whether they are of transmission */
  GHashTable *infectors; /* case → named infector */
  GHashTable *confirmed; /* case → source of its confirmed link */
} Figures;

static void
count_case (Figures *figures, const WuseRecord *record, WuseDay today)
{
  g_autofree char *classification = feed_text (record, "classification"), *origin = feed_text (record, "origin"),
                  *found_by = feed_text (record, "found_by");
  const WuseValue *report = feed_value (record, "report"), *onset = feed_value (record, "onset");
  const WuseValue *release = feed_value (record, "release");

  if (feed_value (record, "infector")->is_set)
    g_hash_table_insert (figures->infectors, g_strndup (record->id, record->id_length), feed_text (record, "infector"));
  figures->n_cases++;
  figures->n_by_classification[strcmp (classification, "confirmed") == 0]++;
  figures->n_imported += strcmp (origin, "imported") == 0;
  figures->n_unknown += strcmp (origin, "unknown") == 0;
  figures->n_clustered += feed_value (record, "cluster")->is_set;
  figures->n_corrected += record->version > 2;
  figures->n_recent += report->integer > today - 14;
  figures->n_other_minutes += record->at % HOUR != 0;
  g_assert_true (report->is_set && feed_value (record, "person")->is_set && feed_value (record, "area")->is_set);
  g_assert_true (onset->is_set == (strcmp (classification, "confirmed") == 0));
  g_assert_cmpint (report->integer, <=, today);
  g_assert_true (!release->is_set || release->integer > report->integer);
  /* Who fell ill after being reported was found by a test. */
  g_assert_true (!onset->is_set || onset->integer <= report->integer + 5);
  g_assert_true (!onset->is_set || onset->integer <= report->integer + 1 || strcmp (found_by, "clinic") != 0);
  /* An infector is named once a link to it is confirmed; a source is known of before. */
  g_assert_true (!feed_value (record, "infector")->is_set || strcmp (origin, "local") == 0);
}

static void
count_contact (Figures *figures, const WuseRecord *record)
{
  const WuseValue *start = feed_value (record, "start"), *due = feed_value (record, "due"),
                  *release = feed_value (record, "release");

  figures->n_contacts++;
  figures->n_became += feed_value (record, "became_case")->is_set;
  g_assert_cmpint (feed_value (record, "first_exposure")->integer, <=, feed_value (record, "last_exposure")->integer);
  if (!start->is_set)
    return;
  figures->n_quarantined++;
  g_assert_cmpint (due->integer, ==, start->integer + 14);
  g_assert_true (!release->is_set || (release->integer >= start->integer && release->integer <= due->integer));
}

static void
count_link (Figures *figures, const WuseRecord *record)
{
  static const char *const states[] = { "suspected", "confirmed", "refuted", NULL };
  g_autofree char *state = feed_text (record, "state"), *kind = feed_text (record, "kind"),
                  *evidence = feed_text (record, "evidence");
  g_autofree char *source = feed_text (record, "source"), *target = feed_text (record, "target");
  gboolean is_transmission = strcmp (kind, "transmission") == 0;

  g_assert_true (is_transmission || strcmp (kind, "same_place") == 0);
  g_assert_cmpstr (source, !=, target);
  g_assert_nonnull (evidence);
  g_assert_true (is_transmission || feed_value (record, "place")->is_set);
  g_assert_cmpint (feed_value (record, "first_exposure")->integer, <=, feed_value (record, "last_exposure")->integer);
  for (guint i = 0; states[i] != NULL; i++)
    figures->n_links[i][is_transmission] += strcmp (states[i], state) == 0;
  g_assert_cmpint (record->version, ==, strcmp (state, "suspected") == 0 || !is_transmission ? 1 : 2);
  if (is_transmission && strcmp (state, "confirmed") == 0)
    g_hash_table_insert (figures->confirmed, g_steal_pointer (&target), g_steal_pointer (&source));
}

static void
count (Figures *figures, const WuseRecord *record, WuseDay today)
{
  if (record->type == WUSE_RECORD_CASE)
    count_case (figures, record, today);
  else if (record->type == WUSE_RECORD_CONTACT)
    count_contact (figures, record);
  else if (record->type == WUSE_RECORD_LINK)
    count_link (figures, record);
  else if (record->type == WUSE_RECORD_STAY)
    {
      figures->n_stays++;
      g_assert_cmpint (feed_value (record, "start")->integer, <, feed_value (record, "end")->integer);
      g_assert_cmpint (feed_value (record, "end")->integer, <=, record->at);
    }
  else if (record->type == WUSE_RECORD_DAILY && feed_value (record, "screened")->is_set)
    {
      figures->n_reports++;
      g_assert_cmpint (feed_value (record, "screened_positive")->integer, <=, feed_value (record, "screened")->integer);
    }
}

static void
count_offspring (const char *case_id, const char *infector_id, WuseDay day, const char *setting, gpointer user_data)
{
  GHashTable *offspring = user_data;

  if (!g_hash_table_contains (offspring, case_id))
    g_hash_table_insert (offspring, g_strdup (case_id), GUINT_TO_POINTER (0));
  if (infector_id != NULL)
    g_hash_table_insert (offspring, g_strdup (infector_id),
                         GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (offspring, infector_id)) + 1));
}

/* Few infect many: the variance is far above the mean, as a Poisson's is not. */
static void
check_overdispersion (WuseSimulation *simulation)
{
  g_autoptr (GHashTable) offspring = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer value;
  double n, sum = 0, square = 0;

  wuse_outbreak_foreach_truth (WUSE_OUTBREAK (simulation), count_offspring, offspring);
  n = g_hash_table_size (offspring);
  g_hash_table_iter_init (&iter, offspring);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      sum += GPOINTER_TO_UINT (value);
      square += (double) GPOINTER_TO_UINT (value) * GPOINTER_TO_UINT (value);
    }
  g_test_message ("%g cases, mean offspring %.2f, variance %.2f", n, sum / n, square / n - sum / n * sum / n);
  g_assert_cmpfloat (sum / n, >, 0.3);
  g_assert_cmpfloat (square / n - sum / n * sum / n, >, 2 * sum / n);
}

static void
check_truth (const char *case_id, const char *infector_id, WuseDay day, const char *setting, gpointer user_data)
{
  const Figures *figures = user_data;
  const char *named = g_hash_table_lookup (figures->infectors, case_id);

  g_assert_cmpstr (named, ==, g_hash_table_lookup (figures->confirmed, case_id));
  /* What is confirmed is true. */
  if (named != NULL)
    g_assert_cmpstr (named, ==, infector_id);
}

/* About six of ten infections get a link, two of three are confirmed in the end, and some are wrong. */
static void
check_links (const Figures *figures, WuseSimulation *simulation)
{
  guint n_suspected = figures->n_links[0][TRUE], n_confirmed = figures->n_links[1][TRUE], n_refuted = figures->n_links[2][TRUE];
  guint n_links = n_suspected + n_confirmed + n_refuted;

  g_test_message ("links: %u suspected, %u confirmed, %u refuted; %u of the same place", n_suspected, n_confirmed, n_refuted,
                  figures->n_links[1][FALSE]);
  g_assert_cmpfloat (n_links, >, 0.4 * figures->n_cases);
  g_assert_cmpfloat (n_links, <, 0.8 * figures->n_cases);
  g_assert_cmpfloat (n_confirmed, >, 0.45 * n_links);
  g_assert_cmpfloat (n_confirmed, <, 0.75 * n_links);
  g_assert_cmpuint (n_refuted, >, 0);
  g_assert_cmpfloat (n_refuted, <, 0.2 * n_links);
  g_assert_cmpuint (figures->n_links[1][FALSE], >, 0);
  g_assert_cmpuint (figures->n_links[0][FALSE] + figures->n_links[2][FALSE], ==, 0);
  wuse_outbreak_foreach_truth (WUSE_OUTBREAK (simulation), check_truth, (gpointer) figures);
}

typedef struct
{
  const WuseRelations *all;
  guint n_with_place;
  guint n_overlapping;
} Overlaps;

/* Whether two cases were at one place at one time. */
static gboolean
have_met (const WuseRelations *all, guint32 a, guint32 b)
{
  for (guint i = all->first_sojourn[a]; i < all->first_sojourn[a + 1]; i++)
    for (guint j = all->first_sojourn[b]; j < all->first_sojourn[b + 1]; j++)
      if (all->sojourns[i].place != WUSE_INDEX_NONE && all->sojourns[i].place == all->sojourns[j].place
          && all->sojourns[i].start < all->sojourns[j].end && all->sojourns[j].start < all->sojourns[i].end)
        return TRUE;
  return FALSE;
}

static void
count_overlap (const char *case_id, const char *infector_id, WuseDay day, const char *setting, gpointer user_data)
{
  Overlaps *overlaps = user_data;
  guint32 infected = wuse_relations_find (overlaps->all, case_id);

  if (infector_id == NULL
      || (strcmp (setting, "work") != 0 && strcmp (setting, "market") != 0 && strcmp (setting, "school") != 0))
    return;
  overlaps->n_with_place++;
  overlaps->n_overlapping += have_met (overlaps->all, infected, wuse_relations_find (overlaps->all, infector_id));
}

static WuseRelations *
relate (WuseRecordBatch *batch)
{
  WuseRelationsBuilder *builder = wuse_relations_builder_new ();

  for (guint i = 0; i < wuse_record_batch_get_length (batch); i++)
    wuse_relations_builder_add (builder, wuse_record_batch_get (batch, i));
  return wuse_relations_builder_end (builder);
}

/* Of who was infected at a place, many can be seen to have met who infected them. */
static void
check_overlaps (const WuseRelations *relations, WuseSimulation *simulation)
{
  Overlaps overlaps = { .all = relations };

  wuse_outbreak_foreach_truth (WUSE_OUTBREAK (simulation), count_overlap, &overlaps);
  g_test_message ("%u infected at a place, %u stays overlap", overlaps.n_with_place, overlaps.n_overlapping);
  g_assert_cmpuint (overlaps.n_with_place, >, 10);
  g_assert_cmpfloat (overlaps.n_overlapping, >, 0.3 * overlaps.n_with_place);
}

/* Nobody is at two places at once or flies between them, and who is reported long before falling ill is not made up. */
static void
check_possible (WuseRelations *relations)
{
  g_autoptr (WusePlausibility) findings = wuse_plausibility_new (relations, NULL);

  for (guint kind = 0; kind < WUSE_N_FINDINGS; kind++)
    g_test_message ("%u of finding %u", findings->counts[kind], kind);
  for (guint i = 0; i < relations->n_cases; i++)
    for (guint j = relations->first_sojourn[i] + 1; j < relations->first_sojourn[i + 1]; j++)
      g_assert_cmpint (relations->sojourns[j - 1].end, <=, relations->sojourns[j].start);
  g_assert_cmpuint (findings->counts[WUSE_FINDING_STAYS_APART], ==, 0);
  g_assert_cmpuint (findings->counts[WUSE_FINDING_STAY_REVERSED], ==, 0);
  g_assert_cmpuint (findings->counts[WUSE_FINDING_STAY_IN_ISOLATION], ==, 0);
  g_assert_cmpuint (findings->counts[WUSE_FINDING_REPORT_BEFORE_ONSET], ==, 0);
  /* Investigators err: some links are wrong, until they are refuted. */
  g_assert_cmpuint (findings->counts[WUSE_FINDING_EXPOSURE_TOO_EARLY], <=, relations->n_cases / 50);
  g_assert_cmpuint (findings->counts[WUSE_FINDING_EXPOSURE_AFTER_ONSET], <=, relations->n_cases / 20);
}

static void
test_plausible (gconstpointer data)
{
  g_autoptr (WuseFeed) feed = wuse_feed_open (NULL, NULL);
  g_autoptr (WuseSimulation) simulation = make (feed, 400, 60000, GPOINTER_TO_UINT (data));
  WuseDay today = wuse_time_to_day (wuse_simulation_get_time (simulation), UTC_OFFSET);
  g_autoptr (WuseRecordBatch) batch = feed_read (feed);
  g_autoptr (WuseRelations) relations = relate (batch);
  g_autoptr (GHashTable) infectors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) confirmed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Figures figures = { .infectors = infectors, .confirmed = confirmed };

  for (guint i = 0; i < wuse_record_batch_get_length (batch); i++)
    {
      const WuseRecord *record = wuse_record_batch_get (batch, i);

      g_assert_cmpint (record->at, <=, wuse_simulation_get_time (simulation));
      count (&figures, record, today);
    }
  g_test_message (
      "%u cases, %u of late, %u imported, %u of unknown source, %u in clusters, %u corrected; %u contacts, %u of them cases; "
      "%u stays; %u reports",
      figures.n_cases, figures.n_recent, figures.n_imported, figures.n_unknown, figures.n_clustered, figures.n_corrected,
      figures.n_contacts, figures.n_became, figures.n_stays, figures.n_reports);
  g_assert_cmpuint (figures.n_cases, >, 60);
  g_assert_cmpuint (figures.n_cases, <, 1500);
  g_assert_cmpuint (figures.n_recent, >, 15);
  g_assert_cmpuint (figures.n_recent, <, 300);
  g_assert_cmpuint (figures.n_by_classification[0], >, 5);
  g_assert_cmpuint (figures.n_by_classification[1], >, figures.n_by_classification[0]);
  g_assert_cmpuint (figures.n_imported, >, 5);
  g_assert_cmpuint (figures.n_unknown, >, 5);
  g_assert_cmpuint (figures.n_clustered, >, 10);
  g_assert_cmpuint (figures.n_corrected, >, 5);
  g_assert_cmpuint (figures.n_other_minutes, >, figures.n_cases / 2);
  g_assert_cmpuint (figures.n_contacts, >, figures.n_cases);
  g_assert_cmpuint (figures.n_quarantined, >, figures.n_contacts / 2);
  g_assert_cmpuint (figures.n_became, >, 5);
  g_assert_cmpuint (figures.n_stays, >=, 2 * (figures.n_cases - 20));
  g_assert_cmpuint (figures.n_stays, <=, 6 * figures.n_cases);
  g_assert_cmpuint (figures.n_reports, >, 100);
  check_overdispersion (simulation);
  check_links (&figures, simulation);
  check_overlaps (relations, simulation);
  check_possible (relations);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outbreak/steps", test_steps);
  g_test_add_func ("/outbreak/restart", test_restart);
  g_test_add_func ("/outbreak/other-feeds", test_other_feeds);
  g_test_add_func ("/outbreak/other-version", test_other_version);
  g_test_add_func ("/outbreak/district", test_district);
  for (guint seed = 1; seed <= 3; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/outbreak/plausible/%u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_plausible);
    }
  return g_test_run ();
}
