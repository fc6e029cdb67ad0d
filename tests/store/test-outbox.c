/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person enters: shown at once, apart from what the server said, sent once, and never lost. */

#include "config.h"

#include "store-fixture.h"
#include "wuse-store-outbox.h"

#include <glib/gstdio.h>
#include <string.h>

typedef StoreFixture Fixture;

#define CASE_1 "{\"classification\":\"confirmed\",\"age\":30,\"area\":\"area-1\"}"
#define CASE_1_EDITED "{\"classification\":\"confirmed\",\"age\":31,\"area\":\"area-1\"}"
#define CASE_1_AGAIN "{\"classification\":\"asymptomatic\",\"age\":31,\"area\":\"area-1\"}"
#define CASE_1_THEIRS "{\"classification\":\"suspected\",\"age\":30,\"area\":\"area-1\"}"
#define LINK_NEW "{\"source\":\"one\",\"target\":\"two\",\"kind\":\"transmission\",\"state\":\"suspected\"}"

static void
set_up (Fixture *fixture, gconstpointer data)
{
  store_fixture_set_up (fixture, 7, 400);
  store_fixture_add (fixture->feed, WUSE_RECORD_CASE, "one", 3, CASE_1);
  store_fixture_add (fixture->feed, WUSE_RECORD_CASE, "two", 1, "{\"classification\":\"suspected\"}");
  store_fixture_fill (fixture->store, "feed-1", fixture->feed, 100);
}

static void
reopen (Fixture *fixture, WuseStoreRecovery expected)
{
  wuse_store_close (fixture->store);
  g_clear_object (&fixture->store);
  fixture->store = store_fixture_open (fixture->path, expected);
}

static GPtrArray *
new_edits (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_edit_free);
}

static gint64
edit_all (Fixture *fixture, GPtrArray *edits, GError **error)
{
  StoreAnswer answer = { 0 };

  wuse_store_edit_async (fixture->store, edits, "tester", NULL, store_fixture_edited_cb, &answer);
  store_fixture_turn_until (&answer.is_done);
  if (answer.error != NULL)
    g_propagate_error (error, answer.error);

  return answer.gesture;
}

/* @data is NULL for a delete. */
static gint64
edit (Fixture *fixture, WuseRecordType type, const char *id, const char *data)
{
  GPtrArray *edits = new_edits ();
  GError *error = NULL;
  gint64 gesture;

  g_ptr_array_add (edits, wuse_edit_new (data != NULL ? WUSE_RECORD_PUT : WUSE_RECORD_DELETE, type, id, data, "because"));
  gesture = edit_all (fixture, edits, &error);
  g_assert_no_error (error);

  return gesture;
}

static gint64
undo (Fixture *fixture, gint64 gesture)
{
  StoreAnswer answer = { 0 };

  wuse_store_undo_async (fixture->store, gesture, "undone", "tester", NULL, store_fixture_undone_cb, &answer);
  store_fixture_turn_until (&answer.is_done);
  g_assert_no_error (answer.error);

  return answer.gesture;
}

static void
resolve (Fixture *fixture, gint64 number, WuseResolution resolution)
{
  StoreAnswer answer = { 0 };

  wuse_store_resolve_async (fixture->store, number, resolution, NULL, store_fixture_resolved_cb, &answer);
  store_fixture_turn_until (&answer.is_done);
  g_assert_no_error (answer.error);
}

typedef struct
{
  WuseRecordType type;
  const char *id;
} Name;

static gpointer
load_shown (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const Name *name = data;

  return wuse_store_reader_load_shown (reader, name->type, name->id, NULL, error);
}

/* @data is NULL for a record that is not shown. */
static void
assert_shown (Fixture *fixture, WuseRecordType type, const char *id, const char *data)
{
  GError *error = NULL;
  g_autofree char *shown = wuse_store_read (fixture->store, load_shown, &(Name){ type, id }, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (shown, ==, data);
}

static void
assert_counts (Fixture *fixture, guint n_waiting, guint n_sending, guint n_conflicts, guint n_refused)
{
  WuseOutboxCounts counts;

  wuse_store_get_outbox_counts (fixture->store, &counts);
  g_assert_cmpuint (counts.n_waiting, ==, n_waiting);
  g_assert_cmpuint (counts.n_sending, ==, n_sending);
  g_assert_cmpuint (counts.n_conflicts, ==, n_conflicts);
  g_assert_cmpuint (counts.n_refused, ==, n_refused);
}

static WuseOutboxRow *
take (Fixture *fixture)
{
  WuseOutboxRow *row;
  GError *error = NULL;

  wuse_store_take_next_edit (fixture->store, &row, &error);
  g_assert_no_error (error);

  return row;
}

/* Takes the next edit and fails the test unless it is this one. */
static gint64
take_this (Fixture *fixture, const char *id, gint64 base, const char *data)
{
  g_autoptr (WuseOutboxRow) row = take (fixture);

  g_assert_nonnull (row);
  g_assert_cmpstr (row->id, ==, id);
  g_assert_cmpint (row->op, ==, data != NULL ? WUSE_RECORD_PUT : WUSE_RECORD_DELETE);
  g_assert_cmpint (row->base, ==, base);
  g_assert_cmpstr (row->data, ==, data);

  return row->number;
}

static void
assert_nothing_to_take (Fixture *fixture)
{
  g_assert_null (take (fixture));
}

static void
mark_sent (Fixture *fixture, gint64 number, gint64 version)
{
  GError *error = NULL;

  wuse_store_mark_sent (fixture->store, number, version, &error);
  g_assert_no_error (error);
}

/* What the server has said is untouched by all of this. */
static void
assert_synced (Fixture *fixture)
{
  g_assert_cmpint (store_fixture_check (fixture->store, fixture->feed), ==, fixture->feed->len);
}

/* The feed brings a record. */
static void
bring (Fixture *fixture, WuseRecordType type, const char *id, gint64 version, const char *data)
{
  guint first = fixture->feed->len;
  GError *error = NULL;

  store_fixture_add (fixture->feed, type, id, version, data);
  wuse_store_submit (fixture->store, store_fixture_make_batch (fixture->feed, first, first + 1), NULL, &error);
  g_assert_no_error (error);
  wuse_store_flush (fixture->store, &error);
  g_assert_no_error (error);
}

static gpointer
load_register (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (WuseAreaSet) areas = wuse_store_reader_load_areas (reader, error);

  return areas != NULL ? wuse_store_reader_load_register (reader, areas, error) : NULL;
}

static gpointer
load_count (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  WuseFreshness freshness[WUSE_N_RECORD_TYPES];

  return wuse_store_reader_get_freshness (reader, freshness, error) ? GINT_TO_POINTER ((int) freshness[WUSE_RECORD_CASE].count)
                                                                    : NULL;
}

static guint
count_cases (Fixture *fixture)
{
  GError *error = NULL;
  g_autoptr (WuseRegister) cases = wuse_store_read (fixture->store, load_register, NULL, NULL, &error);
  guint n_counted = (guint) GPOINTER_TO_INT (wuse_store_read (fixture->store, load_count, NULL, NULL, &error));
  guint n_cases;

  g_assert_no_error (error);
  wuse_register_get_cases (cases, &n_cases);
  g_assert_cmpuint (n_counted, ==, n_cases);

  return n_cases;
}

static void
test_shown (Fixture *fixture, gconstpointer data)
{
  guint n_cases = count_cases (fixture);

  edit (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  g_assert_cmpuint (count_cases (fixture), ==, n_cases);
  edit (fixture, WUSE_RECORD_CASE, "two", NULL);
  assert_shown (fixture, WUSE_RECORD_CASE, "two", NULL);
  g_assert_cmpuint (count_cases (fixture), ==, n_cases - 1);
  edit (fixture, WUSE_RECORD_CASE, "new", "{\"classification\":\"confirmed\"}");
  edit (fixture, WUSE_RECORD_LINK, "link-new", LINK_NEW);
  g_assert_cmpuint (count_cases (fixture), ==, n_cases);
  assert_shown (fixture, WUSE_RECORD_LINK, "link-new", LINK_NEW);
  assert_counts (fixture, 4, 0, 0, 0);
  assert_synced (fixture);

  /* What changes nothing is nothing to send. */
  g_assert_cmpint (edit (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED), ==, 0);
  assert_counts (fixture, 4, 0, 0, 0);

  reopen (fixture, WUSE_STORE_OPENED);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  assert_shown (fixture, WUSE_RECORD_CASE, "two", NULL);
  g_assert_cmpuint (count_cases (fixture), ==, n_cases);
  assert_counts (fixture, 4, 0, 0, 0);
}

static void
test_refuses (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[] = {
    "{}", "[]", "", "{\"classification\":\"confirmed\"},\"op\":\"delete\"", "{\"classification\":\"confirmed\",\"age\":1000}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      GPtrArray *edits = new_edits ();

      g_ptr_array_add (edits, wuse_edit_new (WUSE_RECORD_PUT, WUSE_RECORD_CASE, "one", CASE_1_EDITED, "because"));
      g_ptr_array_add (edits, wuse_edit_new (WUSE_RECORD_PUT, WUSE_RECORD_CASE, "two", bad[i], "because"));
      edit_all (fixture, edits, &error);
      g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_INVALID);
      /* All or none. */
      assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1);
      assert_counts (fixture, 0, 0, 0, 0);
    }

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      GPtrArray *edits = new_edits ();

      g_ptr_array_add (edits, wuse_edit_new (WUSE_RECORD_PUT, i == 0 ? WUSE_RECORD_PERSON : WUSE_RECORD_CASE,
                                             i == 1 ? "a\",\"op\":\"put" : "one", CASE_1_EDITED, i == 2 ? "" : "because"));
      edit_all (fixture, edits, &error);
      g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_INVALID);
    }
  assert_synced (fixture);
}

static void
test_undo_unsent (Fixture *fixture, gconstpointer data)
{
  gint64 first = edit (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  gint64 second = edit (fixture, WUSE_RECORD_CASE, "one", CASE_1_AGAIN);
  gint64 third = edit (fixture, WUSE_RECORD_CASE, "one", NULL);
  gint64 fourth;
  GPtrArray *edits = new_edits ();
  g_autoptr (GError) error = NULL;

  assert_shown (fixture, WUSE_RECORD_CASE, "one", NULL);
  g_assert_cmpint (undo (fixture, third), ==, 0);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1_AGAIN);
  g_assert_cmpint (undo (fixture, second), ==, 0);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  g_assert_cmpint (undo (fixture, first), ==, 0);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1);
  assert_counts (fixture, 0, 0, 0, 0);
  assert_nothing_to_take (fixture);

  /* One gesture, several records. */
  g_ptr_array_add (edits, wuse_edit_new (WUSE_RECORD_PUT, WUSE_RECORD_CASE, "one", CASE_1_EDITED, "because"));
  g_ptr_array_add (edits, wuse_edit_new (WUSE_RECORD_PUT, WUSE_RECORD_LINK, "link-new", LINK_NEW, "because"));
  fourth = edit_all (fixture, edits, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fourth, >, third);
  assert_counts (fixture, 2, 0, 0, 0);
  undo (fixture, fourth);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1);
  assert_shown (fixture, WUSE_RECORD_LINK, "link-new", NULL);
  assert_counts (fixture, 0, 0, 0, 0);
}

static void
test_sending (Fixture *fixture, gconstpointer data)
{
  gint64 number, first, second;

  /* Edits that were never sent become one, made of the version that the first was made of. */
  first = edit (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  edit (fixture, WUSE_RECORD_LINK, "link-new", LINK_NEW);
  edit (fixture, WUSE_RECORD_CASE, "one", CASE_1_AGAIN);
  number = take_this (fixture, "one", 3, CASE_1_AGAIN);
  assert_counts (fixture, 1, 1, 0, 0);

  /* One that is being sent stays as it is; the next waits for its answer, and is made of what came of it. */
  second = edit (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  assert_counts (fixture, 2, 1, 0, 0);
  mark_sent (fixture, take_this (fixture, "link-new", 0, LINK_NEW), 1);
  g_assert_cmpint (take_this (fixture, "one", 3, CASE_1_AGAIN), ==, number);
  mark_sent (fixture, number, 4);
  number = take_this (fixture, "one", 4, CASE_1_EDITED);
  mark_sent (fixture, number, 5);
  assert_nothing_to_take (fixture);
  assert_counts (fixture, 0, 0, 0, 0);

  /* Shown until the feed brings it. */
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  assert_synced (fixture);
  bring (fixture, WUSE_RECORD_CASE, "one", 4, CASE_1_AGAIN);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  bring (fixture, WUSE_RECORD_CASE, "one", 5, CASE_1_EDITED);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  bring (fixture, WUSE_RECORD_CASE, "one", 6, CASE_1_THEIRS);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1_THEIRS);
  assert_synced (fixture);

  /* What was sent is undone by sending the opposite: of the version it came to, so that a later one is a conflict. */
  g_assert_cmpint (undo (fixture, second), >, 0);
  take_this (fixture, "one", 5, CASE_1_AGAIN);
  g_assert_cmpint (undo (fixture, first), >, 0);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1);
}

static void
test_nothing_left (Fixture *fixture, gconstpointer data)
{
  /* Made and taken away again, or changed and changed back, before anything was sent. */
  edit (fixture, WUSE_RECORD_LINK, "link-new", LINK_NEW);
  edit (fixture, WUSE_RECORD_LINK, "link-new", NULL);
  edit (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  edit (fixture, WUSE_RECORD_CASE, "one", CASE_1);
  assert_counts (fixture, 4, 0, 0, 0);
  assert_nothing_to_take (fixture);
  assert_counts (fixture, 0, 0, 0, 0);
  assert_shown (fixture, WUSE_RECORD_LINK, "link-new", NULL);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1);
}

static void
test_brought_first (Fixture *fixture, gconstpointer data)
{
  gint64 number;

  /* The live stream may bring it before the answer is there. */
  edit (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  number = take_this (fixture, "one", 3, CASE_1_EDITED);
  bring (fixture, WUSE_RECORD_CASE, "one", 4, CASE_1_EDITED);
  bring (fixture, WUSE_RECORD_CASE, "one", 5, CASE_1_THEIRS);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  mark_sent (fixture, number, 4);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1_THEIRS);

  edit (fixture, WUSE_RECORD_CASE, "one", NULL);
  number = take_this (fixture, "one", 5, NULL);
  bring (fixture, WUSE_RECORD_CASE, "one", 6, NULL);
  mark_sent (fixture, number, 6);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", NULL);
  assert_synced (fixture);
}

static void
test_gone_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseDistrict) district = store_fixture_make_district ("feed-1");
  GError *error = NULL;
  gint64 number;

  /* Made here, deleted by somebody else, and the feed had gone over both before the answer was known: it tells no more of
   * the record, and at its end it is not shown either. */
  edit (fixture, WUSE_RECORD_LINK, "link-new", LINK_NEW);
  number = take_this (fixture, "link-new", 0, LINK_NEW);
  mark_sent (fixture, number, 1);
  wuse_store_end_feed (fixture->store, fixture->feed->len, NULL, &error);
  g_assert_no_error (error);
  assert_shown (fixture, WUSE_RECORD_LINK, "link-new", LINK_NEW);
  wuse_store_begin_feed (fixture->store, district, NULL, &error);
  g_assert_no_error (error);
  assert_shown (fixture, WUSE_RECORD_LINK, "link-new", LINK_NEW);
  wuse_store_end_feed (fixture->store, fixture->feed->len, NULL, &error);
  g_assert_no_error (error);
  assert_shown (fixture, WUSE_RECORD_LINK, "link-new", NULL);
}

static gpointer
load_edits (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_edits_of (reader, WUSE_RECORD_CASE, data, error);
}

static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *key = NULL;
  g_autoptr (WuseOutboxRow) again = NULL;
  const WuseOutboxRow *row;
  GError *error = NULL;
  gint64 number, other;

  edit (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  edit (fixture, WUSE_RECORD_LINK, "link-new", LINK_NEW);
  number = take_this (fixture, "one", 3, CASE_1_EDITED);
  wuse_store_mark_conflict (fixture->store, number, CASE_1_THEIRS, 7, &error);
  g_assert_no_error (error);
  assert_counts (fixture, 1, 0, 1, 0);
  edits = wuse_store_read (fixture->store, load_edits, (gpointer) "one", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (edits->len, ==, 1);
  row = g_ptr_array_index (edits, 0);
  g_assert_cmpint (row->state, ==, WUSE_EDIT_CONFLICT);
  g_assert_cmpstr (row->before, ==, CASE_1);
  g_assert_cmpstr (row->theirs, ==, CASE_1_THEIRS);
  g_assert_cmpint (row->their_version, ==, 7);
  g_assert_cmpstr (row->author, ==, "tester");
  key = g_strdup (row->key);

  /* It holds up its own record only; what is edited meanwhile waits behind it. */
  edit (fixture, WUSE_RECORD_CASE, "one", CASE_1_AGAIN);
  other = take_this (fixture, "link-new", 0, LINK_NEW);
  mark_sent (fixture, other, 1);
  assert_nothing_to_take (fixture);

  resolve (fixture, number, WUSE_KEEP_MINE);
  assert_counts (fixture, 1, 0, 0, 0);
  again = take (fixture);
  g_assert_cmpint (again->base, ==, 7);
  g_assert_cmpstr (again->data, ==, CASE_1_AGAIN);
  g_assert_cmpstr (again->before, ==, CASE_1_THEIRS);
  g_assert_cmpstr (again->key, !=, key);

  /* And the other way. */
  wuse_store_mark_conflict (fixture->store, again->number, CASE_1_THEIRS, 8, &error);
  g_assert_no_error (error);
  resolve (fixture, again->number, WUSE_TAKE_THEIRS);
  assert_counts (fixture, 0, 0, 0, 0);
  assert_nothing_to_take (fixture);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1);
  /* What was given up cannot be undone: nothing has been done. */
  g_assert_cmpint (undo (fixture, again->gesture), ==, 0);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1);
  assert_synced (fixture);
}

static void
test_same_as_theirs (Fixture *fixture, gconstpointer data)
{
  GError *error = NULL;
  gint64 number;

  edit (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  number = take_this (fixture, "one", 3, CASE_1_EDITED);
  wuse_store_mark_conflict (fixture->store, number, " { \"age\" : 31, \"area\":\"area-1\", \"classification\":\"confirmed\" }", 9,
                            &error);
  g_assert_no_error (error);
  assert_counts (fixture, 0, 0, 0, 0);

  edit (fixture, WUSE_RECORD_CASE, "two", NULL);
  number = take_this (fixture, "two", 1, NULL);
  wuse_store_mark_conflict (fixture->store, number, NULL, 0, &error);
  g_assert_no_error (error);
  assert_counts (fixture, 0, 0, 0, 0);

  /* Deleted there, changed here: kept, it is made anew. */
  edit (fixture, WUSE_RECORD_CASE, "one", CASE_1_AGAIN);
  number = take_this (fixture, "one", 9, CASE_1_AGAIN);
  wuse_store_mark_conflict (fixture->store, number, NULL, 0, &error);
  g_assert_no_error (error);
  assert_counts (fixture, 0, 0, 1, 0);
  resolve (fixture, number, WUSE_KEEP_MINE);
  take_this (fixture, "one", 0, CASE_1_AGAIN);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  GError *error = NULL;
  gint64 number;

  edit (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  number = take_this (fixture, "one", 3, CASE_1_EDITED);
  wuse_store_mark_refused (fixture->store, number, "age: too old", &error);
  g_assert_no_error (error);
  assert_counts (fixture, 0, 0, 0, 1);
  assert_nothing_to_take (fixture);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);

  /* Put right by editing it. */
  edit (fixture, WUSE_RECORD_CASE, "one", CASE_1_AGAIN);
  assert_counts (fixture, 1, 0, 0, 0);
  number = take_this (fixture, "one", 3, CASE_1_AGAIN);
  wuse_store_mark_unanswered (fixture->store, number, "no answer", &error);
  g_assert_no_error (error);
  assert_counts (fixture, 1, 0, 0, 0);
  g_assert_cmpint (take_this (fixture, "one", 3, CASE_1_AGAIN), ==, number);
}

/* What waits, what is under way and what is decided comes through everything that happens to the cache. */
static void
test_survives (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WuseDistrict) district = store_fixture_make_district ("feed-2");
  GError *error = NULL;
  gint64 number;

  edit (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  number = take_this (fixture, "one", 3, CASE_1_EDITED);
  edit (fixture, WUSE_RECORD_CASE, "two", NULL);
  edit (fixture, WUSE_RECORD_LINK, "link-new", LINK_NEW);

  wuse_store_drop_feed (fixture->store, &error);
  g_assert_no_error (error);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  assert_counts (fixture, 2, 1, 0, 0);
  wuse_store_begin_feed (fixture->store, district, NULL, &error);
  g_assert_no_error (error);
  assert_shown (fixture, WUSE_RECORD_LINK, "link-new", LINK_NEW);

  wuse_store_rebuild (fixture->store, &error);
  g_assert_no_error (error);
  assert_counts (fixture, 2, 1, 0, 0);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  assert_shown (fixture, WUSE_RECORD_CASE, "two", NULL);
  g_assert_cmpint (take_this (fixture, "one", 3, CASE_1_EDITED), ==, number);

  /* What the server has taken comes with its feed. */
  mark_sent (fixture, number, 4);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", CASE_1_EDITED);
  wuse_store_drop_feed (fixture->store, &error);
  g_assert_no_error (error);
  assert_shown (fixture, WUSE_RECORD_CASE, "one", NULL);
  assert_counts (fixture, 2, 0, 0, 0);
}

static void
outbox_changed_cb (WuseStore *store, gpointer data)
{
  gboolean *is_told = data;

  *is_told = TRUE;
}

static gpointer
load_outbox (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_outbox (reader, 1 << WUSE_EDIT_WAITING, *(gint64 *) data, 2, error);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  gint64 before = G_MAXINT64;
  gboolean is_told = FALSE;
  guint n = 0;

  g_signal_connect (fixture->store, "outbox-changed", G_CALLBACK (outbox_changed_cb), &is_told);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("new-%u", i);

      edit (fixture, WUSE_RECORD_CASE, id, CASE_1);
    }
  store_fixture_turn_until (&is_told);
  g_signal_handlers_disconnect_by_data (fixture->store, &is_told);

  for (;;)
    {
      GError *error = NULL;
      g_autoptr (GPtrArray) rows = wuse_store_read (fixture->store, load_outbox, &before, NULL, &error);

      g_assert_no_error (error);
      if (rows->len == 0)
        break;
      for (guint i = 0; i < rows->len; i++)
        {
          WuseOutboxRow *row = g_ptr_array_index (rows, i);
          g_autofree char *id = g_strdup_printf ("new-%u", 4 - n++);

          g_assert_cmpint (row->number, <, before);
          before = row->number;
          g_assert_cmpstr (row->id, ==, id);
          g_assert_cmpint (row->state, ==, WUSE_EDIT_WAITING);
        }
    }
  g_assert_cmpuint (n, ==, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/store/outbox/" name, Fixture, NULL, set_up, func, store_fixture_tear_down)
  ADD ("shown", test_shown);
  ADD ("refuses", test_refuses);
  ADD ("undo-unsent", test_undo_unsent);
  ADD ("sending", test_sending);
  ADD ("nothing-left", test_nothing_left);
  ADD ("brought-first", test_brought_first);
  ADD ("gone-meanwhile", test_gone_meanwhile);
  ADD ("conflict", test_conflict);
  ADD ("same-as-theirs", test_same_as_theirs);
  ADD ("refused", test_refused);
  ADD ("survives", test_survives);
  ADD ("list", test_list);

  return g_test_run ();
}
