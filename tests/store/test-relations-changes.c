/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Relations that go on from those read before are the same as those that are read anew, whatever the feed brings and whatever a
 * person enters, takes back and has sent meanwhile; so is the register. */

#include "config.h"

#include "store-fixture.h"
#include "wuse-relations.h"
#include "wuse-store-outbox.h"

#include <string.h>

#define N_IDS 24
#define N_ROUNDS 400
/* More than can be gone on from without reading anew. */
#define N_LONG_ROUNDS 1200
/* Of the kinds of records, the first of which may be edited. */
#define N_EDITED_KINDS 4

typedef struct
{
  StoreFixture base;
  GRand *rand;
  gint64 version;
  GArray *gestures; /* gint64: what may be taken back */
  GArray *held;     /* gint64: numbers of edits that were not accepted */
  GPtrArray *sent;  /* WuseOutboxRow that the feed has not brought, its base being the version it came to */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  store_fixture_set_up (&fixture->base, 1, 0);
  store_fixture_add (fixture->base.feed, WUSE_RECORD_AREA, "city", 1, "{\"level\":\"district\",\"name\":\"市区\"}");
  store_fixture_fill (fixture->base.store, "feed-1", fixture->base.feed, 100);
  fixture->rand = g_rand_new_with_seed (20221122);
  fixture->gestures = g_array_new (FALSE, FALSE, sizeof (gint64));
  fixture->held = g_array_new (FALSE, FALSE, sizeof (gint64));
  fixture->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_outbox_row_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_rand_free (fixture->rand);
  g_array_unref (fixture->gestures);
  g_array_unref (fixture->held);
  g_ptr_array_unref (fixture->sent);
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

static char *
make_id (Fixture *fixture, guint kind)
{
  return g_strdup_printf ("%s-%u", wuse_record_class (kinds[kind].type)->name, choose (fixture, N_IDS));
}

/* NULL, for a deletion, in one case of four. */
static char *
make_data (Fixture *fixture, guint kind)
{
  GString *data = g_string_new (NULL);

  kinds[kind].write (fixture, data);
  g_string_append_c (data, '}');

  return g_string_free (data, choose (fixture, 4) == 0);
}

/* What was added to the feed, as one transaction. */
static void
submit (Fixture *fixture, guint first)
{
  GError *error = NULL;

  wuse_store_submit (fixture->base.store, store_fixture_make_batch (fixture->base.feed, first, fixture->base.feed->len), NULL,
                     &error);
  wuse_store_flush (fixture->base.store, &error);
  g_assert_no_error (error);
}

/* One to twelve records put or deleted. */
static void
change (Fixture *fixture)
{
  const guint first = fixture->base.feed->len, n = 1 + choose (fixture, 12);

  for (guint i = 0; i < n; i++)
    {
      const guint kind = choose (fixture, G_N_ELEMENTS (kinds));
      g_autofree char *id = make_id (fixture, kind), *data = make_data (fixture, kind);

      store_fixture_add (fixture->base.feed, kinds[kind].type, id, ++fixture->version, data);
    }
  submit (fixture, first);
}

/* --- what a person does --- */

static void
wait_for (Fixture *fixture, StoreAnswer *answer)
{
  store_fixture_turn_until (&answer->is_done);
  g_assert_no_error (answer->error);
  if (answer->gesture != 0)
    g_array_append_val (fixture->gestures, answer->gesture);
}

/* One of them at random, which is no longer among them; 0 if there is none. */
static gint64
draw (Fixture *fixture, GArray *numbers)
{
  const guint i = numbers->len > 0 ? choose (fixture, numbers->len) : 0;
  const gint64 number = numbers->len > 0 ? g_array_index (numbers, gint64, i) : 0;

  if (number != 0)
    g_array_remove_index_fast (numbers, i);

  return number;
}

static void
enter (Fixture *fixture)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_edit_free);
  StoreAnswer answer = { 0 };

  for (guint n = 1 + choose (fixture, 3); n > 0; n--)
    {
      const guint kind = choose (fixture, N_EDITED_KINDS);
      g_autofree char *id = make_id (fixture, kind), *data = make_data (fixture, kind);

      g_ptr_array_add (edits, wuse_edit_new (data != NULL ? WUSE_RECORD_PUT : WUSE_RECORD_DELETE, kinds[kind].type, id, data,
                                             "because"));
    }
  wuse_store_edit_async (fixture->base.store, edits, "tester", NULL, store_fixture_edited_cb, &answer);
  wait_for (fixture, &answer);
}

static void
take_back (Fixture *fixture)
{
  const gint64 gesture = draw (fixture, fixture->gestures);
  StoreAnswer answer = { 0 };

  if (gesture == 0)
    return;
  wuse_store_undo_async (fixture->base.store, gesture, "undone", "tester", NULL, store_fixture_undone_cb, &answer);
  wait_for (fixture, &answer);
}

static void
decide (Fixture *fixture)
{
  const gint64 number = draw (fixture, fixture->held);
  StoreAnswer answer = { 0 };

  if (number == 0)
    return;
  wuse_store_resolve_async (fixture->base.store, number, choose (fixture, 2) > 0 ? WUSE_KEEP_MINE : WUSE_TAKE_THEIRS, NULL,
                            store_fixture_resolved_cb, &answer);
  wait_for (fixture, &answer);
}

/* The next edit is sent, and accepted, or not, or not answered. */
static void
send_next (Fixture *fixture)
{
  WuseStore *store = fixture->base.store;
  g_autoptr (WuseOutboxRow) row = NULL;
  g_autofree char *theirs = NULL;
  GError *error = NULL;
  guint kind = 0;

  wuse_store_take_next_edit (store, &row, &error);
  g_assert_no_error (error);
  if (row == NULL)
    return;
  switch (choose (fixture, 6))
    {
    case 0:
      while (kinds[kind].type != row->type)
        kind++;
      theirs = make_data (fixture, kind);
      wuse_store_mark_conflict (store, row->number, theirs, theirs != NULL ? ++fixture->version : 0, &error);
      g_array_append_val (fixture->held, row->number);
      break;
    case 1:
      wuse_store_mark_refused (store, row->number, "not so", &error);
      g_array_append_val (fixture->held, row->number);
      break;
    case 2:
      wuse_store_mark_unanswered (store, row->number, "gone", &error);
      break;
    default:
      row->base = ++fixture->version;
      wuse_store_mark_sent (store, row->number, row->base, &error);
      g_ptr_array_add (fixture->sent, g_steal_pointer (&row));
    }
  g_assert_no_error (error);
}

/* The feed brings what was sent, with whatever else there is. */
static void
bring (Fixture *fixture)
{
  const guint first = fixture->base.feed->len;

  for (guint i = 0; i < fixture->sent->len; i++)
    {
      const WuseOutboxRow *row = g_ptr_array_index (fixture->sent, i);

      store_fixture_add (fixture->base.feed, row->type, row->id, row->base, row->op == WUSE_RECORD_PUT ? row->data : NULL);
    }
  g_ptr_array_set_size (fixture->sent, 0);
  if (fixture->base.feed->len > first)
    submit (fixture, first);
}

/* As after a connection that was lost: what was sent before is in the feed by its end, or was taken away again. */
static void
begin_again (Fixture *fixture)
{
  g_autoptr (WuseDistrict) district = store_fixture_make_district ("feed-1");
  GError *error = NULL;

  wuse_store_begin_feed (fixture->base.store, district, NULL, &error);
  g_assert_no_error (error);
  wuse_store_end_feed (fixture->base.store, fixture->base.feed->len, NULL, &error);
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

static gpointer
load_areas (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_areas (reader, error);
}

static gpointer
load_register (WuseStoreReader *reader, gpointer areas, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_register (reader, areas, error);
}

static gpointer
update_register (WuseStoreReader *reader, gpointer before, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_update_register (reader, before, error);
}

/* Goes on from a register, which is taken; fails the test unless it is the same as read anew. */
static WuseRegister *
go_on_with_register (Fixture *fixture, WuseAreaSet *areas, WuseRegister *before)
{
  WuseRegister *updated = wuse_store_read (fixture->base.store, update_register, before, NULL, NULL);
  g_autoptr (WuseRegister) anew = wuse_store_read (fixture->base.store, load_register, areas, NULL, NULL);
  g_autofree char *text = store_fixture_describe_register (updated), *expected = store_fixture_describe_register (anew);

  g_assert_cmpstr (text, ==, expected);
  wuse_register_unref (before);

  return updated;
}

/* While records come from the feed, a person enters others, takes them back, and has them sent, which the feed then brings. */
static void
test_edits (Fixture *fixture, gconstpointer data)
{
  static void (*const steps[]) (Fixture * fixture) = { enter,     enter,  enter, send_next, send_next,
                                                       take_back, decide, bring, change,    begin_again };
  g_autoptr (WuseRelations) relations = NULL;
  g_autoptr (WuseAreaSet) areas = wuse_store_read (fixture->base.store, load_areas, NULL, NULL, NULL);
  g_autoptr (WuseRegister) epidemic = NULL;
  guint epoch, before_epoch;
  gint64 number, before_number;

  for (guint i = 0; i < 20; i++)
    change (fixture);
  relations = load_relations (fixture, NULL);
  epidemic = wuse_store_read (fixture->base.store, load_register, areas, NULL, NULL);
  wuse_relations_get_instant (relations, &before_epoch, &before_number);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (WuseRelations) before = g_steal_pointer (&relations);
      g_autoptr (WuseRelations) fresh = NULL;

      for (guint n = choose (fixture, 5) == 0 ? 6 : 1; n > 0; n--)
        steps[choose (fixture, G_N_ELEMENTS (steps))](fixture);
      relations = load_relations (fixture, before);
      fresh = load_relations (fixture, NULL);
      assert_same (relations, fresh);
      epidemic = go_on_with_register (fixture, areas, epidemic);
      /* Nothing of this has everything read anew. */
      wuse_relations_get_instant (relations, &epoch, &number);
      g_assert_cmpuint (epoch, ==, before_epoch);
    }
  g_assert_cmpint (number, >, before_number);
  g_assert_cmpuint (relations->n_relations, >, 0);
}

typedef struct
{
  WuseStore *store;
  gboolean is_over; /* atomic */
  guint n_rounds;
} Reading;

static gpointer
load_both (WuseStoreReader *reader, gpointer before, GCancellable *cancellable, GError **error)
{
  WuseRelations *relations = wuse_store_reader_load_relations (reader, before, error);
  g_autoptr (WuseRelations) fresh = wuse_store_reader_load_relations (reader, NULL, error);

  assert_same (relations, fresh);

  return relations;
}

static gpointer
read_on (gpointer data)
{
  Reading *reading = data;
  g_autoptr (WuseRelations) relations = NULL;

  for (; !g_atomic_int_get (&reading->is_over); reading->n_rounds++)
    {
      g_autoptr (WuseRelations) before = g_steal_pointer (&relations);
      GError *error = NULL;

      relations = wuse_store_read (reading->store, load_both, before, NULL, &error);
      g_assert_no_error (error);
    }

  return NULL;
}

/* Whichever instant a reader gets: what it sees is what it tells. */
static void
test_meanwhile (Fixture *fixture, gconstpointer data)
{
  static void (*const steps[]) (Fixture * fixture) = { enter, take_back, send_next, bring, change };
  Reading reading = { fixture->base.store };
  GThread *thread = g_thread_new ("reading", read_on, &reading);

  for (guint i = 0; i < N_ROUNDS; i++)
    steps[choose (fixture, G_N_ELEMENTS (steps))](fixture);
  g_atomic_int_set (&reading.is_over, TRUE);
  g_thread_join (thread);
  g_test_message ("%u readings in between", reading.n_rounds);
  g_assert_cmpuint (reading.n_rounds, >, 0);
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
  ADD ("edits", test_edits);
  ADD ("meanwhile", test_meanwhile);
  ADD ("branches", test_branches);
  ADD ("long", test_long);

  return g_test_run ();
}
