/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Relations: references resolved, one edge a pair, whatever the records say, in whatever order they come. */

#include "config.h"

#include "wuse-record-batch.h"
#include "wuse-relations.h"

#include <string.h>

#define DAY(text) (day_of (text))

static WuseDay
day_of (const char *text)
{
  WuseDay day;

  g_assert_true (wuse_day_parse (text, -1, &day, NULL));
  return day;
}

static void
add (WuseRecordBatch *batch, const char *type, const char *id, const char *data)
{
  static gint64 seq = 0;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  seq++;
  line = g_strdup_printf ("{\"seq\":%" G_GINT64_FORMAT ",\"op\":\"put\",\"type\":\"%s\",\"id\":\"%s\",\"version\":1,"
                          "\"at\":\"2022-04-11T06:00:%02dZ\",\"data\":{%s}}",
                          seq, type, id, (int) (seq % 60), data);
  wuse_record_batch_add_line (batch, line, strlen (line), &error);
  g_assert_no_error (error);
}

/* Builds from the records of @batch, forwards or backwards. */
static WuseRelations *
build (WuseRecordBatch *batch, gboolean backwards)
{
  WuseRelationsBuilder *builder = wuse_relations_builder_new ();
  guint n = wuse_record_batch_get_length (batch);

  for (guint i = 0; i < n; i++)
    wuse_relations_builder_add (builder, wuse_record_batch_get (batch, backwards ? n - 1 - i : i));
  return wuse_relations_builder_end (builder);
}

static const WuseRelation *
find_relation (const WuseRelations *self, const char *from, const char *to, WuseRelationKind kind)
{
  guint32 first = wuse_relations_find (self, from), second = wuse_relations_find (self, to);

  for (guint i = 0; i < self->n_relations; i++)
    if (self->relations[i].from == first && self->relations[i].to == second && self->relations[i].kind == kind)
      return &self->relations[i];
  return NULL;
}

static const WuseRelation *
get_relation (const WuseRelations *self, const char *from, const char *to, WuseRelationKind kind)
{
  const WuseRelation *relation = find_relation (self, from, to, kind);

  g_assert_nonnull (relation);
  return relation;
}

static const WuseActor *
get_actor (const WuseRelations *self, const char *id)
{
  guint32 index = wuse_relations_find (self, id);

  g_assert_cmpuint (index, <, self->n_actors);
  return &self->actors[index];
}

static void
assert_sorted (const WuseRelations *self)
{
  for (guint i = 1; i < self->n_relations; i++)
    {
      const WuseRelation *a = &self->relations[i - 1], *b = &self->relations[i];

      g_assert_true (a->from < b->from || (a->from == b->from && (a->to < b->to || (a->to == b->to && a->kind < b->kind))));
      g_assert_cmpuint (b->from, <, self->n_actors);
      g_assert_cmpuint (b->to, <, self->n_actors);
    }
  for (guint i = 1; i < self->n_sojourns; i++)
    {
      const WuseSojourn *a = &self->sojourns[i - 1], *b = &self->sojourns[i];

      g_assert_true (a->actor < b->actor
                     || (a->actor == b->actor && (a->start < b->start || (a->start == b->start && strcmp (a->id, b->id) < 0))));
    }
  for (guint i = 0; i < self->n_cases; i++)
    for (guint j = self->first_sojourn[i]; j < self->first_sojourn[i + 1]; j++)
      g_assert_cmpuint (self->sojourns[j].actor, ==, i);
  for (guint j = self->first_sojourn[self->n_cases]; j < self->n_sojourns; j++)
    g_assert_cmpuint (self->sojourns[j].actor, >=, self->n_cases);
}

static void
assert_equal (const WuseRelations *a, const WuseRelations *b)
{
  g_assert_cmpuint (a->n_actors, ==, b->n_actors);
  g_assert_cmpuint (a->n_cases, ==, b->n_cases);
  g_assert_cmpuint (a->n_relations, ==, b->n_relations);
  g_assert_cmpuint (a->n_sojourns, ==, b->n_sojourns);
  for (guint i = 0; i < a->n_actors; i++)
    {
      g_assert_cmpstr (a->actors[i].id, ==, b->actors[i].id);
      g_assert_cmpstr (a->actors[i].name, ==, b->actors[i].name);
      g_assert_cmpstr (a->actors[i].area, ==, b->actors[i].area);
      g_assert_cmpstr (a->actors[i].household, ==, b->actors[i].household);
      g_assert_cmpuint (a->actors[i].kind, ==, b->actors[i].kind);
      g_assert_cmpint (a->actors[i].isolation, ==, b->actors[i].isolation);
    }
  for (guint i = 0; i < a->n_relations; i++)
    {
      g_assert_cmpstr (a->relations[i].record, ==, b->relations[i].record);
      g_assert_cmpuint (a->relations[i].from, ==, b->relations[i].from);
      g_assert_cmpuint (a->relations[i].to, ==, b->relations[i].to);
      g_assert_cmpuint (a->relations[i].state, ==, b->relations[i].state);
      g_assert_cmpuint (a->relations[i].source, ==, b->relations[i].source);
      g_assert_cmpint (a->relations[i].first, ==, b->relations[i].first);
      g_assert_cmpint (a->relations[i].last, ==, b->relations[i].last);
    }
  for (guint i = 0; i < a->n_sojourns; i++)
    {
      g_assert_cmpstr (a->sojourns[i].id, ==, b->sojourns[i].id);
      g_assert_cmpuint (a->sojourns[i].actor, ==, b->sojourns[i].actor);
      g_assert_cmpuint (a->sojourns[i].place, ==, b->sojourns[i].place);
    }
}

/* Builds both ways; the outcome has to be the same and sound. */
static WuseRelations *
build_checked (WuseRecordBatch *batch)
{
  WuseRelations *forwards = build (batch, FALSE);
  g_autoptr (WuseRelations) backwards = build (batch, TRUE);

  assert_sorted (forwards);
  assert_equal (forwards, backwards);
  return forwards;
}

static void
test_empty (void)
{
  g_autoptr (WuseRelations) relations = wuse_relations_builder_end (wuse_relations_builder_new ());
  g_autoptr (WuseRelations) again = wuse_relations_ref (relations);

  g_assert_true (again == relations);
  g_assert_cmpuint (relations->n_actors, ==, 0);
  g_assert_cmpuint (relations->n_relations, ==, 0);
  g_assert_cmpuint (relations->n_sojourns, ==, 0);
  g_assert_cmpuint (relations->first_sojourn[0], ==, 0);
  g_assert_cmpuint (wuse_relations_find (relations, "c1"), ==, WUSE_INDEX_NONE);
}

static void
test_actors (void)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (WuseRelations) relations = NULL;
  const WuseActor *actor;

  add (batch, "case", "c2",
       "\"classification\":\"asymptomatic\",\"origin\":\"local\",\"person\":\"R2\",\"sex\":\"male\",\"age\":30,\"area\":\"g1\","
       "\"household\":\"h1\",\"lon\":125.5,\"lat\":43.5,\"onset\":\"2022-04-01\",\"report\":\"2022-04-03\","
       "\"isolation\":\"2022-04-04\",\"death\":\"2022-04-09\",\"found_by\":\"screening\",\"setting\":\"medical\","
       "\"cluster\":\"医院聚集\",\"age_band\":\"30-39\"");
  add (batch, "case", "c1", "\"classification\":\"new_code\",\"report\":\"2022-04-02\"");
  add (batch, "case", "c3", "\"classification\":\"confirmed\",\"origin\":\"imported\"");
  add (batch, "contact", "k1",
       "\"case\":\"c2\",\"person\":\"R9\",\"tier\":\"secondary\",\"setting\":\"work\",\"start\":\"2022-04-05\","
       "\"release\":\"2022-04-19\",\"area\":\"g2\"");
  add (batch, "contact", "k2", "\"case\":\"c1\",\"person\":\"R8\",\"tier\":\"secondary\"");
  add (batch, "contact", "k3", "\"case\":\"c2\",\"person\":\"R8\",\"tier\":\"close\"");
  add (batch, "contact", "k4", "\"case\":\"c2\",\"tier\":\"close\"");
  add (batch, "person", "R9", "\"sex\":\"female\",\"household\":\"h9\",\"area\":\"g7\"");
  add (batch, "person", "R2", "\"sex\":\"female\",\"household\":\"h8\"");
  add (batch, "place", "p1", "\"kind\":\"market\",\"name\":\"市场\",\"lon\":125,\"lat\":43");
  add (batch, "place", "p2", "\"kind\":\"school\",\"name\":\"学校\"");
  add (batch, "stay", "s1", "\"case\":\"c2\",\"place\":\"p1\",\"name\":\"南门\"");
  add (batch, "stay", "s2", "\"case\":\"c2\",\"place\":\"p9\",\"name\":\"码头\",\"lon\":126,\"lat\":44");
  add (batch, "area", "g1", "\"level\":\"grid\",\"name\":\"g1\"");
  relations = build_checked (batch);

  g_assert_cmpuint (relations->n_cases, ==, 3);
  g_assert_cmpuint (relations->n_actors, ==, 8);
  /* No day of report first, then by day. */
  g_assert_cmpstr (relations->actors[0].id, ==, "c3");
  g_assert_cmpstr (relations->actors[1].id, ==, "c1");
  g_assert_cmpstr (relations->actors[2].id, ==, "c2");
  /* By the first case they are contacts of. */
  g_assert_cmpstr (relations->actors[3].id, ==, "R8");
  g_assert_cmpstr (relations->actors[4].id, ==, "R9");
  g_assert_cmpstr (relations->actors[5].id, ==, "k4");

  actor = get_actor (relations, "R2");
  g_assert_cmpstr (actor->id, ==, "c2");
  g_assert_cmpstr (actor->person, ==, "R2");
  g_assert_cmpstr (actor->area, ==, "g1");
  g_assert_cmpstr (actor->cluster, ==, "医院聚集");
  g_assert_cmpstr (actor->household, ==, "h1");
  g_assert_cmpstr (actor->age_band, ==, "30-39");
  g_assert_cmpuint (actor->classification, ==, WUSE_CASE_ASYMPTOMATIC);
  g_assert_cmpuint (actor->origin, ==, WUSE_ORIGIN_LOCAL);
  g_assert_cmpuint (actor->setting, ==, WUSE_SETTING_MEDICAL);
  g_assert_cmpuint (actor->found_by, ==, 2);
  g_assert_cmpuint (actor->sex, ==, 2);
  g_assert_cmpint (actor->age, ==, 30);
  g_assert_cmpint (actor->onset, ==, DAY ("2022-04-01"));
  g_assert_cmpint (actor->report, ==, DAY ("2022-04-03"));
  g_assert_cmpint (actor->isolation, ==, DAY ("2022-04-04"));
  g_assert_cmpint (actor->release, ==, DAY ("2022-04-09"));
  g_assert_cmpint (actor->position.lon, ==, 1255000000);
  g_assert_cmpuint (get_actor (relations, "c1")->classification, ==, WUSE_CASE_SUSPECTED);
  g_assert_cmpuint (get_actor (relations, "c3")->origin, ==, WUSE_ORIGIN_IMPORTED);

  actor = get_actor (relations, "R9");
  g_assert_cmpuint (actor->kind, ==, WUSE_ACTOR_SECONDARY);
  g_assert_cmpstr (actor->household, ==, "h9");
  g_assert_cmpstr (actor->area, ==, "g2");
  g_assert_cmpuint (actor->sex, ==, 1);
  g_assert_cmpuint (actor->setting, ==, WUSE_SETTING_WORK);
  g_assert_cmpint (actor->isolation, ==, DAY ("2022-04-05"));
  g_assert_cmpint (actor->release, ==, DAY ("2022-04-19"));
  g_assert_cmpuint (get_actor (relations, "R8")->kind, ==, WUSE_ACTOR_CLOSE);
  g_assert_cmpuint (get_actor (relations, "k4")->kind, ==, WUSE_ACTOR_CLOSE);

  actor = get_actor (relations, "p1");
  g_assert_cmpuint (actor->kind, ==, WUSE_ACTOR_PLACE);
  g_assert_cmpstr (actor->name, ==, "市场");
  actor = get_actor (relations, "p9");
  g_assert_cmpuint (actor->kind, ==, WUSE_ACTOR_PLACE);
  g_assert_cmpstr (actor->name, ==, "码头");
  g_assert_cmpint (actor->position.lon, ==, 1260000000);
  g_assert_cmpuint (wuse_relations_find (relations, "p2"), ==, WUSE_INDEX_NONE);
}

/* What cannot be is kept, to be found: self-links, links to nobody, pairs that name each other. */
static void
test_impossible (void)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (WuseRelations) relations = NULL;

  add (batch, "case", "a", "\"classification\":\"confirmed\",\"infector\":\"b\"");
  add (batch, "case", "b", "\"classification\":\"confirmed\",\"infector\":\"a\"");
  add (batch, "case", "c", "\"classification\":\"confirmed\",\"infector\":\"c\"");
  add (batch, "case", "d", "\"classification\":\"confirmed\",\"infector\":\"nobody\"");
  add (batch, "case", "e", "\"classification\":\"confirmed\",\"infector\":\"nobody\"");
  add (batch, "contact", "k", "\"case\":\"nowhere\",\"person\":\"R1\",\"tier\":\"close\"");
  add (batch, "stay", "s", "\"case\":\"nowhere\",\"place\":\"p\"");
  add (batch, "link", "l1", "\"source\":\"x\",\"target\":\"y\",\"kind\":\"transmission\",\"state\":\"suspected\"");
  add (batch, "link", "l2", "\"source\":\"c\",\"target\":\"c\",\"kind\":\"contact\",\"state\":\"suspected\"");
  relations = build_checked (batch);

  g_assert_cmpuint (relations->n_cases, ==, 5);
  g_assert_cmpuint (relations->n_actors, ==, 5 + 1 + 1 + 4);
  g_assert_cmpuint (relations->n_relations, ==, 5 + 1 + 1 + 2);
  g_assert_nonnull (get_relation (relations, "a", "b", WUSE_RELATION_TRANSMISSION));
  g_assert_nonnull (get_relation (relations, "b", "a", WUSE_RELATION_TRANSMISSION));
  g_assert_nonnull (get_relation (relations, "c", "c", WUSE_RELATION_TRANSMISSION));
  g_assert_nonnull (get_relation (relations, "c", "c", WUSE_RELATION_CONTACT));
  g_assert_nonnull (get_relation (relations, "nobody", "d", WUSE_RELATION_TRANSMISSION));
  g_assert_nonnull (get_relation (relations, "nobody", "e", WUSE_RELATION_TRANSMISSION));
  g_assert_nonnull (get_relation (relations, "nowhere", "R1", WUSE_RELATION_CONTACT));
  g_assert_nonnull (get_relation (relations, "nowhere", "p", WUSE_RELATION_SAME_PLACE));
  g_assert_nonnull (get_relation (relations, "x", "y", WUSE_RELATION_TRANSMISSION));
  g_assert_cmpuint (get_actor (relations, "nobody")->kind, ==, WUSE_ACTOR_UNKNOWN);
  g_assert_cmpuint (get_actor (relations, "nowhere")->kind, ==, WUSE_ACTOR_UNKNOWN);
  g_assert_cmpuint (relations->n_sojourns, ==, 1);
  g_assert_cmpuint (relations->first_sojourn[5], ==, 0);
}

/* A link speaks for its pair, whatever other records say. */
static void
test_links (void)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (WuseRelations) relations = NULL;
  const WuseRelation *relation;

  for (const char *id = "abcdefg"; *id != '\0'; id++)
    {
      const char name[] = { *id, '\0' };

      add (batch, "case", name,
           *id == 'b'   ? "\"classification\":\"confirmed\",\"infector\":\"a\",\"household\":\"h\",\"setting\":\"work\""
           : *id == 'c' ? "\"classification\":\"confirmed\",\"infector\":\"a\",\"household\":\"h\",\"person\":\"RC\""
           : *id == 'd' ? "\"classification\":\"confirmed\",\"household\":\"h\",\"person\":\"RD\""
                        : "\"classification\":\"confirmed\"");
    }
  add (batch, "link", "l1",
       "\"source\":\"a\",\"target\":\"b\",\"kind\":\"transmission\",\"state\":\"refuted\",\"setting\":\"market\","
       "\"first_exposure\":\"2022-04-01\",\"last_exposure\":\"2022-04-02\"");
  add (batch, "link", "l2", "\"source\":\"c\",\"target\":\"b\",\"kind\":\"household\",\"state\":\"confirmed\"");
  add (batch, "link", "l3", "\"source\":\"d\",\"target\":\"c\",\"kind\":\"contact\",\"state\":\"refuted\"");
  add (batch, "contact", "k1", "\"case\":\"c\",\"person\":\"RD\",\"tier\":\"close\"");
  add (batch, "contact", "k2", "\"case\":\"d\",\"person\":\"R7\",\"tier\":\"close\",\"became_case\":\"e\"");
  add (batch, "contact", "k3", "\"case\":\"a\",\"person\":\"R7\",\"tier\":\"close\"");
  add (batch, "contact", "k4",
       "\"case\":\"f\",\"person\":\"R6\",\"tier\":\"close\",\"first_exposure\":\"2022-04-03\",\"last_exposure\":\"2022-04-04\"");
  add (batch, "contact", "k5",
       "\"case\":\"f\",\"person\":\"R6\",\"tier\":\"close\",\"first_exposure\":\"2022-04-01\",\"setting\":\"school\"");
  add (batch, "link", "l4", "\"source\":\"f\",\"target\":\"R6\",\"kind\":\"transmission\",\"state\":\"new_code\"");
  add (batch, "stay", "s1", "\"case\":\"g\",\"place\":\"p\",\"state\":\"refuted\"");
  add (batch, "stay", "s2", "\"case\":\"g\",\"place\":\"p\",\"state\":\"suspected\"");
  relations = build_checked (batch);

  relation = get_relation (relations, "a", "b", WUSE_RELATION_TRANSMISSION);
  g_assert_cmpuint (relation->state, ==, WUSE_RELATION_REFUTED);
  g_assert_cmpuint (relation->source, ==, WUSE_RECORD_LINK);
  g_assert_cmpstr (relation->record, ==, "l1");
  g_assert_cmpuint (relation->setting, ==, WUSE_SETTING_MARKET);
  g_assert_cmpint (relation->first, ==, DAY ("2022-04-01"));
  g_assert_cmpint (relation->last, ==, DAY ("2022-04-02"));
  relation = get_relation (relations, "a", "c", WUSE_RELATION_TRANSMISSION);
  g_assert_cmpuint (relation->state, ==, WUSE_RELATION_SUSPECTED);
  g_assert_cmpuint (relation->source, ==, WUSE_RECORD_CASE);
  g_assert_cmpstr (relation->record, ==, "c");

  /* Of the household of three, one tie is a link, in the other direction. */
  g_assert_cmpuint (get_relation (relations, "c", "b", WUSE_RELATION_HOUSEHOLD)->source, ==, WUSE_RECORD_LINK);
  g_assert_null (find_relation (relations, "b", "c", WUSE_RELATION_HOUSEHOLD));
  g_assert_cmpuint (get_relation (relations, "c", "d", WUSE_RELATION_HOUSEHOLD)->source, ==, WUSE_RECORD_HOUSEHOLD);
  g_assert_null (find_relation (relations, "c", "d", WUSE_RELATION_CONTACT));
  g_assert_cmpuint (get_relation (relations, "d", "c", WUSE_RELATION_CONTACT)->state, ==, WUSE_RELATION_REFUTED);

  /* Who became a case is that case, for all. */
  g_assert_nonnull (get_relation (relations, "d", "e", WUSE_RELATION_CONTACT));
  g_assert_nonnull (get_relation (relations, "a", "e", WUSE_RELATION_CONTACT));
  g_assert_cmpstr (get_actor (relations, "R7")->id, ==, "e");

  /* The same contact twice. */
  relation = get_relation (relations, "f", "R6", WUSE_RELATION_CONTACT);
  g_assert_cmpint (relation->first, ==, DAY ("2022-04-01"));
  g_assert_cmpint (relation->last, ==, DAY ("2022-04-04"));
  g_assert_cmpuint (get_relation (relations, "f", "R6", WUSE_RELATION_TRANSMISSION)->state, ==, WUSE_RELATION_SUSPECTED);
  relation = get_relation (relations, "g", "p", WUSE_RELATION_SAME_PLACE);
  g_assert_cmpuint (relation->state, ==, WUSE_RELATION_SUSPECTED);
  g_assert_cmpstr (relation->record, ==, "s2");
}

static void
test_sojourns (void)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (WuseRelations) relations = NULL;

  add (batch, "case", "a", "\"classification\":\"confirmed\"");
  add (batch, "case", "b", "\"classification\":\"confirmed\"");
  add (batch, "stay", "s3", "\"case\":\"b\",\"start\":\"2022-04-02T00:00:00+08:00\",\"precision\":\"day\"");
  add (batch, "stay", "s2",
       "\"case\":\"b\",\"place\":\"p\",\"start\":\"2022-04-01T01:00:00Z\",\"end\":\"2022-04-01T02:00:00Z\","
       "\"precision\":\"minute\"");
  add (batch, "stay", "s1", "\"case\":\"b\",\"name\":\"家\",\"state\":\"refuted\",\"reason\":\"记错\"");
  relations = build_checked (batch);

  g_assert_cmpuint (relations->n_sojourns, ==, 3);
  g_assert_cmpuint (relations->first_sojourn[1], ==, 0);
  g_assert_cmpuint (relations->first_sojourn[2], ==, 3);
  g_assert_cmpstr (relations->sojourns[0].name, ==, "家");
  g_assert_cmpuint (relations->sojourns[0].refuted, ==, 1);
  g_assert_cmpuint (relations->sojourns[0].place, ==, WUSE_INDEX_NONE);
  g_assert_cmpint (relations->sojourns[0].start, ==, WUSE_TIME_NONE);
  g_assert_cmpstr (relations->sojourns[1].id, ==, "s2");
  g_assert_cmpuint (relations->sojourns[1].place, ==, wuse_relations_find (relations, "p"));
  g_assert_cmpuint (relations->sojourns[1].by_day, ==, 0);
  g_assert_cmpint (relations->sojourns[1].end - relations->sojourns[1].start, ==, 3600000);
  g_assert_cmpuint (relations->sojourns[2].by_day, ==, 1);
}

static void
test_report_delay (void)
{
  static const struct
  {
    int delays[5];
    guint n_delays;
    guint median;
  } rows[] = {
    { { 0 }, 0, 0 }, { { 6 }, 1, 6 }, { { 9, 1, 3 }, 3, 3 }, { { 8, 2, 5, 3 }, 4, 3 }, { { -4, -2, 7, -1, -3 }, 5, 0 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
      g_autoptr (WuseRelations) relations = NULL;

      add (batch, "case", "a", "\"classification\":\"confirmed\",\"onset\":\"2022-04-01\"");
      add (batch, "case", "b", "\"classification\":\"confirmed\",\"report\":\"2022-04-01\"");
      for (guint j = 0; j < rows[i].n_delays; j++)
        {
          g_autofree char *id = g_strdup_printf ("c%u", j);
          g_autofree char *report = wuse_day_format (wuse_day_from_ymd (2022, 4, 10) + rows[i].delays[j]);
          g_autofree char *fields =
              g_strdup_printf ("\"classification\":\"confirmed\",\"onset\":\"2022-04-10\",\"report\":\"%s\"", report);

          add (batch, "case", id, fields);
        }
      relations = build_checked (batch);
      g_assert_cmpuint (wuse_relations_get_report_delay (relations), ==, rows[i].median);
    }
}

typedef struct
{
  const char *start;
  const char *end;
  gboolean by_day;
  gboolean refuted;
  const char *from; /* NULL for a stay that says nothing */
  const char *to;
  const char *last_day;
} SpanRow;

static WuseTime
read_instant (const char *text)
{
  WuseTime time = WUSE_TIME_NONE;

  g_assert_true (text == NULL || wuse_time_parse (text, -1, &time, NULL));
  return time;
}

static void
test_spans (void)
{
  static const SpanRow rows[] = {
    { "2022-04-01T09:00:00+08:00", "2022-04-01T10:00:00+08:00", FALSE, FALSE, "2022-04-01T09:00:00+08:00",
      "2022-04-01T10:00:00+08:00", "2022-04-01" },
    { "2022-04-01T22:00:00+08:00", "2022-04-02T00:00:00+08:00", FALSE, FALSE, "2022-04-01T22:00:00+08:00",
      "2022-04-02T00:00:00+08:00", "2022-04-01" },
    { "2022-04-01T09:00:00+08:00", NULL, FALSE, FALSE, "2022-04-01T09:00:00+08:00", "2022-04-01T09:00:00+08:00", "2022-04-01" },
    { NULL, "2022-04-02T00:00:00+08:00", FALSE, FALSE, "2022-04-02T00:00:00+08:00", "2022-04-02T00:00:00+08:00", "2022-04-02" },
    { "2022-04-02T09:00:00+08:00", "2022-04-01T10:00:00+08:00", FALSE, FALSE, "2022-04-02T09:00:00+08:00",
      "2022-04-02T09:00:00+08:00", "2022-04-02" },
    { "2022-04-01T00:00:00+08:00", "2022-04-02T00:00:00+08:00", TRUE, FALSE, "2022-04-01T00:00:00+08:00",
      "2022-04-02T00:00:00+08:00", "2022-04-01" },
    { "2022-04-01T00:00:00+08:00", "2022-04-04T00:00:00+08:00", TRUE, FALSE, "2022-04-01T00:00:00+08:00",
      "2022-04-04T00:00:00+08:00", "2022-04-03" },
    { "2022-04-01T00:00:00+08:00", "2022-04-01T00:00:00+08:00", TRUE, FALSE, "2022-04-01T00:00:00+08:00",
      "2022-04-02T00:00:00+08:00", "2022-04-01" },
    { "2022-04-01T00:00:00+08:00", NULL, TRUE, FALSE, "2022-04-01T00:00:00+08:00", "2022-04-02T00:00:00+08:00", "2022-04-01" },
    { NULL, "2022-04-02T00:00:00+08:00", TRUE, FALSE, "2022-04-01T00:00:00+08:00", "2022-04-02T00:00:00+08:00", "2022-04-01" },
    { "2022-04-01T00:00:00+08:00", "2022-04-02T00:00:00+08:00", TRUE, TRUE, NULL, NULL, NULL },
    { NULL, NULL, TRUE, FALSE, NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WuseSojourn stay = { .start = read_instant (rows[i].start),
                           .end = read_instant (rows[i].end),
                           .by_day = (guint8) rows[i].by_day,
                           .refuted = (guint8) rows[i].refuted };
      g_autofree char *last_day = NULL;
      WuseTime from, to;

      g_test_message ("row %u", i);
      g_assert_cmpint (wuse_sojourn_get_span (&stay, &from, &to), ==, rows[i].from != NULL);
      if (rows[i].from == NULL)
        continue;
      g_assert_cmpint (from, ==, read_instant (rows[i].from));
      g_assert_cmpint (to, ==, read_instant (rows[i].to));
      last_day = wuse_day_format (wuse_sojourn_get_last_day (from, to, 480));
      g_assert_cmpstr (last_day, ==, rows[i].last_day);
    }
}

/* Cases @from to @to of a made-up outbreak of @n_cases, with four contacts and three stays each, as records. */
static void
make_many (WuseRecordBatch *batch, guint n_cases, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    {
      g_autofree char *id = g_strdup_printf ("C%06u", i);
      g_autofree char *data = g_strdup_printf ("\"classification\":\"confirmed\",\"person\":\"R%08u\",\"area\":\"g%u\","
                                               "\"household\":\"H%07u\",\"report\":\"2022-04-%02u\","
                                               "\"infector\":\"C%06u\",\"cluster\":\"聚集%u\"",
                                               i, i % 2000, i / 2, 1 + i * 7 % 28, i / 3, i / 10);

      add (batch, "case", id, data);
      for (guint j = 0; j < 4; j++)
        {
          g_autofree char *contact = g_strdup_printf ("K%07u", 4 * i + j);
          g_autofree char *of = g_strdup_printf ("\"case\":\"C%06u\",\"person\":\"R%08u\",\"tier\":\"close\",\"area\":\"g%u\","
                                                 "\"first_exposure\":\"2022-04-01\"",
                                                 i, (i * 4 + j) % 7 == 0 ? (i + j) % n_cases : n_cases + 4 * i + j, i % 2000);

          add (batch, "contact", contact, of);
        }
      for (guint j = 0; j < 3; j++)
        {
          g_autofree char *stay = g_strdup_printf ("S%06u-%u", i, j);
          g_autofree char *of = g_strdup_printf ("\"case\":\"C%06u\",\"place\":\"P%05u\",\"name\":\"市场%u\","
                                                 "\"start\":\"2022-04-%02uT0%u:00:00Z\",\"end\":\"2022-04-%02uT0%u:30:00Z\"",
                                                 i, (i * 31 + j) % 5000, i % 500, 1 + i % 28, j, 1 + i % 28, j);

          add (batch, "stay", stay, of);
        }
    }
}

static void
test_many (void)
{
  const guint n_cases = 2000;
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (WuseRelations) relations = NULL;

  make_many (batch, n_cases, 0, n_cases);
  relations = build_checked (batch);
  g_assert_cmpuint (relations->n_cases, ==, n_cases);
  g_assert_cmpuint (relations->n_sojourns, ==, 3 * n_cases);
}

/* Records come a few at a time, as a reader hands them over; only taking them and resolving them is measured. */
static void
test_speed (gconstpointer data)
{
  guint n_cases = GPOINTER_TO_UINT (data);
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (WuseRelations) relations = NULL;
  WuseRelationsBuilder *builder = wuse_relations_builder_new ();
  gint64 adding = 0, begin;

  for (guint from = 0; from < n_cases; from += 20)
    {
      wuse_record_batch_clear (batch);
      make_many (batch, n_cases, from, MIN (from + 20, n_cases));
      begin = g_get_monotonic_time ();
      for (guint i = 0; i < wuse_record_batch_get_length (batch); i++)
        wuse_relations_builder_add (builder, wuse_record_batch_get (batch, i));
      adding += g_get_monotonic_time () - begin;
    }
  begin = g_get_monotonic_time ();
  relations = wuse_relations_builder_end (builder);
  g_test_message ("%u cases, %u actors, %u relations, %u stays: %.1f ms to add, %.1f ms to resolve", relations->n_cases,
                  relations->n_actors, relations->n_relations, relations->n_sojourns, (double) adding / 1000,
                  (double) (g_get_monotonic_time () - begin) / 1000);
  g_assert_cmpuint (relations->n_cases, ==, n_cases);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/relations/empty", test_empty);
  g_test_add_func ("/relations/actors", test_actors);
  g_test_add_func ("/relations/impossible", test_impossible);
  g_test_add_func ("/relations/links", test_links);
  g_test_add_func ("/relations/sojourns", test_sojourns);
  g_test_add_func ("/relations/report-delay", test_report_delay);
  g_test_add_func ("/relations/spans", test_spans);
  g_test_add_func ("/relations/many", test_many);
  g_test_add_data_func ("/relations/speed/small", GUINT_TO_POINTER (1500), test_speed);
  if (g_test_perf ())
    g_test_add_data_func ("/relations/speed/large", GUINT_TO_POINTER (100000), test_speed);
  return g_test_run ();
}
