/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Relations that go on from those read before are the same as those that are read anew, whatever has changed. */

#include "config.h"

#include "store-fixture.h"
#include "wuse-relations.h"

#include <string.h>

#define N_IDS 24
#define N_ROUNDS 400
/* More than can be gone on from without reading anew. */
#define N_LONG_ROUNDS 1200

typedef struct
{
  StoreFixture base;
  GRand *rand;
  gint64 version;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  store_fixture_set_up (&fixture->base, 1, 0);
  store_fixture_add (fixture->base.feed, WUSE_RECORD_AREA, "city", 1, "{\"level\":\"district\",\"name\":\"市区\"}");
  store_fixture_fill (fixture->base.store, "feed-1", fixture->base.feed, 100);
  fixture->rand = g_rand_new_with_seed (20221122);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_rand_free (fixture->rand);
  store_fixture_tear_down (&fixture->base, data);
}

static gpointer
load (WuseStoreReader *reader, gpointer before, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_relations (reader, before, error);
}

static WuseRelations *
load_relations (Fixture *fixture, WuseRelations *before)
{
  GError *error = NULL;
  WuseRelations *relations = wuse_store_read (fixture->base.store, load, before, NULL, &error);

  g_assert_no_error (error);

  return relations;
}

static guint
choose (Fixture *fixture, guint n)
{
  return (guint) g_rand_int_range (fixture->rand, 0, (gint32) n);
}

static void
add_text (Fixture *fixture, GString *data, const char *field, const char *prefix)
{
  if (choose (fixture, 3) > 0)
    g_string_append_printf (data, ",\"%s\":\"%s-%u\"", field, prefix, choose (fixture, N_IDS));
}

static void
add_day (Fixture *fixture, GString *data, const char *field)
{
  if (choose (fixture, 3) > 0)
    g_string_append_printf (data, ",\"%s\":\"2022-04-%02u\"", field, 1 + choose (fixture, 28));
}

/* References lead to somebody, to nobody, to themselves, and to persons in place of cases. */

static void
write_case (Fixture *fixture, GString *data)
{
  g_string_append (data, "{\"classification\":\"confirmed\"");
  add_text (fixture, data, "person", "person");
  add_text (fixture, data, "household", "household");
  add_text (fixture, data, "infector", choose (fixture, 5) > 0 ? "case" : "person");
  add_day (fixture, data, "onset");
  add_day (fixture, data, "report");
}

static void
write_contact (Fixture *fixture, GString *data)
{
  g_string_append_printf (data, "{\"case\":\"case-%u\",\"tier\":\"%s\"", choose (fixture, N_IDS),
                          choose (fixture, 2) > 0 ? "close" : "secondary");
  add_text (fixture, data, "person", "person");
  add_text (fixture, data, "became_case", "case");
  add_day (fixture, data, "first_exposure");
  add_day (fixture, data, "last_exposure");
}

static void
write_stay (Fixture *fixture, GString *data)
{
  g_string_append_printf (data, "{\"case\":\"case-%u\"", choose (fixture, N_IDS));
  add_text (fixture, data, "place", "place");
  add_text (fixture, data, "name", "name");
}

static void
write_link (Fixture *fixture, GString *data)
{
  static const char *const relations[] = { "transmission", "contact", "household", "same_place" };
  static const char *const states[] = { "suspected", "confirmed", "refuted" };

  g_string_append_printf (data, "{\"source\":\"case-%u\",\"target\":\"case-%u\",\"kind\":\"%s\",\"state\":\"%s\"",
                          choose (fixture, N_IDS), choose (fixture, N_IDS), relations[choose (fixture, 4)],
                          states[choose (fixture, 3)]);
}

static void
write_place (Fixture *fixture, GString *data)
{
  g_string_append_printf (data, "{\"kind\":\"market\",\"name\":\"name-%u\"", choose (fixture, N_IDS));
}

static void
write_person (Fixture *fixture, GString *data)
{
  g_string_append_printf (data, "{\"sex\":\"%s\"", choose (fixture, 2) > 0 ? "female" : "male");
  add_text (fixture, data, "household", "household");
  add_text (fixture, data, "area", "area");
}

static const struct
{
  WuseRecordType type;
  void (*write) (Fixture *fixture, GString *data);
} kinds[] = {
  { WUSE_RECORD_CASE, write_case }, { WUSE_RECORD_CONTACT, write_contact }, { WUSE_RECORD_STAY, write_stay },
  { WUSE_RECORD_LINK, write_link }, { WUSE_RECORD_PLACE, write_place },     { WUSE_RECORD_PERSON, write_person },
};

/* One to twelve records put or deleted, as one transaction. */
static void
change (Fixture *fixture)
{
  const guint first = fixture->base.feed->len, n = 1 + choose (fixture, 12);
  GError *error = NULL;

  for (guint i = 0; i < n; i++)
    {
      const guint kind = choose (fixture, G_N_ELEMENTS (kinds));
      g_autofree char *id = g_strdup_printf ("%s-%u", wuse_record_class (kinds[kind].type)->name, choose (fixture, N_IDS));
      g_autoptr (GString) data = g_string_new (NULL);

      kinds[kind].write (fixture, data);
      g_string_append_c (data, '}');
      store_fixture_add (fixture->base.feed, kinds[kind].type, id, ++fixture->version,
                         choose (fixture, 4) > 0 ? data->str : NULL);
    }
  wuse_store_submit (fixture->base.store, store_fixture_make_batch (fixture->base.feed, first, fixture->base.feed->len), NULL,
                     &error);
  wuse_store_flush (fixture->base.store, &error);
  g_assert_no_error (error);
}

#define ASSERT_TEXT(a, b) g_assert_cmpstr ((a), ==, (b))

static void
assert_same_actors (const WuseRelations *a, const WuseRelations *b)
{
  g_assert_cmpuint (a->n_actors, ==, b->n_actors);
  g_assert_cmpuint (a->n_cases, ==, b->n_cases);
  for (guint i = 0; i < a->n_actors; i++)
    {
      WuseActor left = a->actors[i], right = b->actors[i];

      ASSERT_TEXT (left.id, right.id);
      ASSERT_TEXT (left.name, right.name);
      ASSERT_TEXT (left.person, right.person);
      ASSERT_TEXT (left.area, right.area);
      ASSERT_TEXT (left.cluster, right.cluster);
      ASSERT_TEXT (left.household, right.household);
      ASSERT_TEXT (left.age_band, right.age_band);
      g_assert_cmpuint (left.kind, ==, right.kind);
      g_assert_cmpuint (left.classification, ==, right.classification);
      g_assert_cmpuint (left.sex, ==, right.sex);
      g_assert_cmpint (left.onset, ==, right.onset);
      g_assert_cmpint (left.report, ==, right.report);
      g_assert_cmpint (left.isolation, ==, right.isolation);
      g_assert_cmpint (left.release, ==, right.release);
      g_assert_cmpuint (wuse_relations_find (a, left.id), ==, wuse_relations_find (b, left.id));
    }
}

static void
assert_same (const WuseRelations *a, const WuseRelations *b)
{
  assert_same_actors (a, b);
  g_assert_cmpuint (a->n_relations, ==, b->n_relations);
  for (guint i = 0; i < a->n_relations; i++)
    {
      WuseRelation left = a->relations[i], right = b->relations[i];

      ASSERT_TEXT (left.record, right.record);
      g_assert_cmpuint (left.from, ==, right.from);
      g_assert_cmpuint (left.to, ==, right.to);
      g_assert_cmpuint (left.kind, ==, right.kind);
      g_assert_cmpuint (left.state, ==, right.state);
      g_assert_cmpuint (left.source, ==, right.source);
      g_assert_cmpint (left.first, ==, right.first);
      g_assert_cmpint (left.last, ==, right.last);
    }
  g_assert_cmpuint (a->n_sojourns, ==, b->n_sojourns);
  for (guint i = 0; i < a->n_sojourns; i++)
    {
      ASSERT_TEXT (a->sojourns[i].id, b->sojourns[i].id);
      ASSERT_TEXT (a->sojourns[i].name, b->sojourns[i].name);
      g_assert_cmpuint (a->sojourns[i].actor, ==, b->sojourns[i].actor);
      g_assert_cmpuint (a->sojourns[i].place, ==, b->sojourns[i].place);
    }
  g_assert_cmpmem (a->first_sojourn, (a->n_cases + 1) * sizeof (guint32), b->first_sojourn, (b->n_cases + 1) * sizeof (guint32));
}

/* After each change, and after several at once. */
static void
test_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseRelations) relations = load_relations (fixture, NULL);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (WuseRelations) before = g_steal_pointer (&relations);
      g_autoptr (WuseRelations) fresh = NULL;

      for (guint n = choose (fixture, 5) == 0 ? 4 : 1; n > 0; n--)
        change (fixture);
      relations = load_relations (fixture, before);
      fresh = load_relations (fixture, NULL);
      assert_same (relations, fresh);
    }
  g_assert_cmpuint (relations->n_relations, >, 0);
  g_assert_cmpuint (relations->n_sojourns, >, 0);
}

/* Of one instant several may go on; and what went before is as it was. */
static void
test_branches (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseRelations) first = NULL, copy = NULL, left = NULL, right = NULL, fresh = NULL;

  for (guint i = 0; i < 20; i++)
    change (fixture);
  first = load_relations (fixture, NULL);
  copy = load_relations (fixture, NULL);
  change (fixture);
  left = load_relations (fixture, first);
  right = load_relations (fixture, first);
  assert_same (first, copy);
  assert_same (left, right);
  g_clear_pointer (&first, wuse_relations_unref);
  g_clear_pointer (&left, wuse_relations_unref);
  fresh = load_relations (fixture, NULL);
  assert_same (right, fresh);
}

/* What a change leaves behind is bounded. */
static void
test_long (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseRelations) relations = load_relations (fixture, NULL);
  g_autoptr (WuseRelations) fresh = NULL;
  guint n_anew = 0;

  for (guint i = 0; i < N_LONG_ROUNDS; i++)
    {
      g_autoptr (WuseRelations) before = g_steal_pointer (&relations);

      n_anew += !wuse_relations_can_go_on (before);
      change (fixture);
      relations = load_relations (fixture, before);
    }
  fresh = load_relations (fixture, NULL);
  assert_same (relations, fresh);
  g_assert_cmpuint (n_anew, >=, 1);
  g_assert_cmpuint (n_anew, <, N_LONG_ROUNDS / 100);
}

#define ADD(name, test) g_test_add ("/relations-changes/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("changes", test_changes);
  ADD ("branches", test_branches);
  ADD ("long", test_long);

  return g_test_run ();
}
