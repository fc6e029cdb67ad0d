/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranking infectors: each kind of evidence, shares that add up, an outbreak of which the truth is known, hostile records. */

#include "config.h"

#include "relations-fixture.h"
#include "wuse-infector-ranking.h"

#include <math.h>
#include <string.h>

#define CASE "'classification':'confirmed'"

typedef struct
{
  WuseRelations *relations;
  WuseInfectorRanking *ranking;
  WuseInfectors *ranked;
} Fixture;

static Fixture
rank (WuseRecordBatch *batch, const WuseInfectorOptions *options)
{
  Fixture self = { relations_build (batch), NULL, NULL };

  self.ranking = wuse_infector_ranking_new (self.relations, NULL, options);
  self.ranked = wuse_infector_ranking_rank (self.ranking, 0, self.relations->n_cases, NULL);
  return self;
}

static void
clear (Fixture *self)
{
  wuse_relations_unref (self->relations);
  wuse_infector_ranking_unref (self->ranking);
  g_free (self->ranked);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, clear)

static const WuseInfectors *
get (const Fixture *self, const char *id)
{
  return &self->ranked[relations_find (self->relations, id)];
}

static const char *
name_of (const Fixture *self, const char *id, guint place)
{
  const WuseInfectors *found = get (self, id);

  g_assert_cmpuint (place, <, found->n_infectors);
  return self->relations->actors[found->infectors[place].infector].id;
}

static double
share_of (const Fixture *self, const char *id, const char *infector)
{
  const WuseInfectors *found = get (self, id);
  guint32 index = relations_find (self->relations, infector);

  for (guint i = 0; i < found->n_infectors; i++)
    if (found->infectors[i].infector == index)
      return found->infectors[i].share;
  return 0;
}

static void
assert_adds_up (const Fixture *self)
{
  for (guint32 i = 0; i < self->relations->n_cases; i++)
    {
      const WuseInfectors *found = &self->ranked[i];
      double sum = found->others + found->unknown;

      for (guint j = 0; j < found->n_infectors; j++)
        {
          g_autoptr (GArray) evidence = wuse_infector_ranking_explain (self->ranking, i, found->infectors[j].infector);
          double weight = 0;

          sum += found->infectors[j].share;
          g_assert_cmpuint (found->infectors[j].infector, !=, i);
          g_assert_true (j == 0 || found->infectors[j - 1].weight >= found->infectors[j].weight);
          for (guint k = 0; k < evidence->len; k++)
            weight += g_array_index (evidence, WuseInfectorEvidence, k).weight;
          g_assert_cmpfloat_with_epsilon (weight, found->infectors[j].weight, 1e-9);
        }
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-9);
    }
}

/* That evidence for @infector's having infected @id says so; no evidence of the kind if @sentence is NULL. */
static void
assert_evidence (const Fixture *self,
                 const char *id,
                 const char *infector,
                 WuseInfectorEvidenceKind kind,
                 const char *sentence,
                 const char *chinese)
{
  g_autoptr (GArray) evidence = wuse_infector_ranking_explain (self->ranking, relations_find (self->relations, id),
                                                               relations_find (self->relations, infector));

  for (guint i = 0; i < evidence->len; i++)
    {
      const WuseInfectorEvidence *item = &g_array_index (evidence, WuseInfectorEvidence, i);
      g_autofree char *words = wuse_infector_evidence_word (item, self->ranking, WUSE_LANGUAGE_EN);
      g_autofree char *chinese_words = wuse_infector_evidence_word (item, self->ranking, WUSE_LANGUAGE_ZH);

      if (item->kind != kind)
        continue;
      g_assert_cmpstr (words, ==, sentence);
      g_assert_cmpstr (chinese_words, ==, chinese);
      return;
    }
  g_assert_null (sentence);
}

static void
assert_line (const Fixture *self, const char *id, const char *infector, const char *line, const char *chinese)
{
  guint32 infected = relations_find (self->relations, id), other = relations_find (self->relations, infector);
  g_autofree char *words = wuse_infector_word (self->ranking, infected, other, WUSE_LANGUAGE_EN);
  g_autofree char *chinese_words = wuse_infector_word (self->ranking, infected, other, WUSE_LANGUAGE_ZH);

  g_assert_cmpstr (words, ==, line);
  g_assert_cmpstr (chinese_words, ==, chinese);
}

/* Forty cases of the same few days, all alike but for what a test adds; b fell ill last. */
static WuseRecordBatch *
start (const char *first, const char *last)
{
  WuseRecordBatch *batch = wuse_record_batch_new ();

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("x%02u", i);

      relations_add (batch, "case", id, CASE ",'onset':'2022-04-%02u','area':'g%u'", 1 + i % 9, i);
    }
  relations_add (batch, "case", "a", CASE ",'onset':'2022-04-05'%s", first);
  relations_add (batch, "case", "b", CASE ",'onset':'2022-04-09'%s", last);
  return batch;
}

static void
test_dates (void)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_auto (Fixture) self = { NULL };

  relations_add (batch, "case", "a", CASE ",'onset':'2022-04-01','isolation':'2022-04-02'");
  relations_add (batch, "case", "b", CASE ",'onset':'2022-04-05','isolation':'2022-04-06'");
  relations_add (batch, "case", "c", CASE ",'onset':'2022-04-09'");
  relations_add (batch, "case", "d", CASE ",'onset':'2022-06-09'");
  relations_add (batch, "case", "e", CASE ",'report':'2022-04-05'");
  self = rank (batch, NULL);
  assert_adds_up (&self);
  g_assert_cmpstr (name_of (&self, "c", 0), ==, "b");
  g_assert_cmpfloat (share_of (&self, "c", "b"), >, 2 * share_of (&self, "c", "a"));
  g_assert_cmpfloat (share_of (&self, "a", "b"), <, share_of (&self, "b", "a"));
  g_assert_cmpuint (get (&self, "d")->n_infectors, ==, 0);
  g_assert_cmpfloat (get (&self, "d")->unknown, ==, 1);
  assert_evidence (&self, "c", "b", WUSE_EVIDENCE_DATES, "Fell ill 4 days before", "其发病早 4 天");
  assert_evidence (&self, "c", "b", WUSE_EVIDENCE_ISOLATED, "Was isolated 3 days before this onset", "其于本例发病前 3 天隔离");
  assert_evidence (&self, "c", "e", WUSE_EVIDENCE_DATES, "Fell ill about 6 days before", "其发病约早 6 天");
  assert_evidence (&self, "a", "b", WUSE_EVIDENCE_DATES, "Fell ill 4 days after", "其发病晚 4 天");
}

static void
test_homes (void)
{
  {
    g_autoptr (WuseRecordBatch) batch = start (",'household':'H1'", ",'household':'H1'");
    g_auto (Fixture) self = rank (batch, NULL);
    assert_adds_up (&self);
    g_assert_cmpstr (name_of (&self, "b", 0), ==, "a");
    g_assert_cmpfloat (share_of (&self, "b", "a"), >, 0.25);
    assert_evidence (&self, "b", "a", WUSE_EVIDENCE_HOUSEHOLD, "Lives in the same household", "同住");
    assert_evidence (&self, "b", "x01", WUSE_EVIDENCE_HOUSEHOLD, NULL, NULL);
    assert_line (&self, "b", "a", "Lives in the same household; fell ill 4 days before", "同住，其发病早 4 天");
    assert_line (&self, "b", "x01", "Fell ill 7 days before", "其发病早 7 天");
  }
  {
    g_autoptr (WuseRecordBatch) batch = start (",'area':'g99'", ",'area':'g99'");
    g_auto (Fixture) self = rank (batch, NULL);
    g_assert_cmpstr (name_of (&self, "b", 0), ==, "a");
    assert_evidence (&self, "b", "a", WUSE_EVIDENCE_AREA, "Lives in the same area", "住在同一区域");
    assert_evidence (&self, "b", "x01", WUSE_EVIDENCE_ELSEWHERE, "Lives in another area", "住在不同区域");
  }
  {
    g_autoptr (WuseRecordBatch) batch = start (",'lon':125.3,'lat':43.9", ",'lon':125.3003,'lat':43.9");
    g_auto (Fixture) self = rank (batch, NULL);
    g_assert_cmpstr (name_of (&self, "b", 0), ==, "a");
    assert_evidence (&self, "b", "a", WUSE_EVIDENCE_NEARBY, "Lives 24 metres away", "住处相距 24 米");
  }
}

static void
test_places (void)
{
  g_autoptr (WuseRecordBatch) batch = start ("", "");
  g_auto (Fixture) self = { NULL };
  g_auto (Fixture) late = { NULL };

  relations_add (batch, "place", "P1", "'kind':'market','name':'东市场'");
  relations_add (batch, "stay", "s1", "'case':'a','place':'P1','start':'2022-04-05T01:00:00Z','end':'2022-04-05T03:00:00Z'");
  relations_add (batch, "stay", "s2", "'case':'b','place':'P1','start':'2022-04-05T02:38:00Z','end':'2022-04-05T04:00:00Z'");
  self = rank (batch, NULL);
  assert_adds_up (&self);
  g_assert_cmpstr (name_of (&self, "b", 0), ==, "a");
  assert_evidence (&self, "b", "a", WUSE_EVIDENCE_TOGETHER, "22 minutes together at 东市场 on 5 April",
                   "4月5日在东市场共处 22 分钟");
  assert_evidence (&self, "b", "a", WUSE_EVIDENCE_SAME_PLACE, NULL, NULL);

  /* Together only when b was ill already: no exposure, but the place is one where both go. */
  relations_add (batch, "stay", "s1", "'case':'a','place':'P1','start':'2022-04-12T01:00:00Z','end':'2022-04-12T03:00:00Z'");
  g_autoptr (WuseRecordBatch) other = start ("", "");
  relations_add (other, "place", "P1", "'kind':'market','name':'东市场'");
  relations_add (other, "stay", "s1", "'case':'a','place':'P1','start':'2022-04-12T01:00:00Z','end':'2022-04-12T03:00:00Z'");
  relations_add (other, "stay", "s2", "'case':'b','place':'P1','start':'2022-04-12T01:00:00Z','end':'2022-04-12T03:00:00Z'");
  late = rank (other, NULL);
  assert_evidence (&late, "b", "a", WUSE_EVIDENCE_TOGETHER, NULL, NULL);
  assert_evidence (&late, "b", "a", WUSE_EVIDENCE_SAME_PLACE, "Both were at 东市场, as 2 cases were",
                   "都到过东市场（共 2 例到过）");
  g_assert_cmpfloat (share_of (&late, "b", "a"), <, share_of (&self, "b", "a"));
}

static void
test_contacts (void)
{
  g_autoptr (WuseRecordBatch) batch = start (",'person':'R1'", ",'person':'R2'");
  g_auto (Fixture) self = { NULL };

  relations_add (batch, "contact", "k", "'case':'a','person':'R2','tier':'close','last_exposure':'2022-04-06'");
  self = rank (batch, NULL);
  assert_adds_up (&self);
  g_assert_cmpstr (name_of (&self, "b", 0), ==, "a");
  assert_evidence (&self, "b", "a", WUSE_EVIDENCE_CONTACT, "Recorded as a contact of theirs, last on 6 April",
                   "登记为其密接，最后接触于4月6日");
  assert_evidence (&self, "a", "b", WUSE_EVIDENCE_CONTACT_BACK, "Recorded as a contact of this case", "其登记为本例的密接");
  assert_evidence (&self, "x00", "a", WUSE_EVIDENCE_NOT_TRACED, "Not among the contacts traced of theirs",
                   "不在其已追踪的密接中");
}

static void
test_links (void)
{
  static const char *const states[] = { "'suspected'", "'confirmed'", "'refuted','reason':'x'" };
  double shares[3], without;
  WuseInfectorOptions options = WUSE_INFECTOR_DEFAULTS;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (WuseRecordBatch) batch = start ("", "");
      g_auto (Fixture) self = { NULL };

      relations_add (batch, "link", "l", "'source':'a','target':'b','kind':'transmission','state':%s", states[i]);
      self = rank (batch, NULL);
      assert_adds_up (&self);
      shares[i] = share_of (&self, "b", "a");
      if (i == 2)
        break;
      g_assert_cmpstr (name_of (&self, "b", 0), ==, "a");
      assert_evidence (&self, "a", "b", WUSE_EVIDENCE_BACKWARDS, "Recorded as infected by this case", "流调记为被本例传染");
      assert_evidence (&self, "x00", "a", WUSE_EVIDENCE_INFECTIOUSNESS, "Known to have infected 1 other", "已知另传染 1 人");
      assert_evidence (&self, "b", "a", WUSE_EVIDENCE_INFECTIOUSNESS, "Not known to have infected others", "未见其传染他人");

      options.uses_links = FALSE;
      g_auto (Fixture) blind = rank (batch, &options);
      without = share_of (&blind, "b", "a");
      g_assert_cmpfloat (without, <, shares[i] / 2);
      assert_evidence (&blind, "b", "a", WUSE_EVIDENCE_SUSPECTED, NULL, NULL);
    }
  g_assert_cmpfloat (shares[1], >, shares[0]);
  g_assert_cmpfloat (shares[1], >, 0.95);
  g_assert_cmpfloat (shares[2], <, 0.001);
}

static void
test_imported (void)
{
  g_autoptr (WuseRecordBatch) batch = start ("", ",'origin':'imported'");
  g_auto (Fixture) self = rank (batch, NULL);

  g_assert_cmpfloat (get (&self, "b")->unknown, >, 0.9);
  g_assert_cmpfloat (get (&self, "x08")->unknown, <, 0.7);
}

static void
test_weights (void)
{
  for (WuseInfectorEvidenceKind kind = 0; kind < WUSE_N_EVIDENCE; kind++)
    {
      const WuseInfectorWeight *weight = wuse_infector_weight (kind);

      g_assert_cmpfloat (weight->least, <=, weight->most);
      for (WuseLanguage language = 0; language < WUSE_N_LANGUAGES; language++)
        {
          g_assert_nonnull (weight->name[language]);
          g_assert_nonnull (weight->basis[language]);
        }
    }
}

static void
test_interval (void)
{
  WuseIntervalModel model = { .mean = 4, .sd = 4, .shift = 0 };
  WuseIntervalModel shifted = { .mean = 4, .sd = 4, .shift = 4 };
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autoptr (WuseRelations) relations = NULL;
  double sum = 0, mean = 0;

  /* An exponential distribution; and pgamma (c (2, 8, 20), 4, scale = 2) of R. */
  g_assert_cmpfloat_with_epsilon (wuse_interval_model_cumulative (&model, 4), 1 - exp (-1), 1e-9);
  g_assert_cmpfloat_with_epsilon (wuse_interval_model_cumulative (&shifted, -2), 0.018988157, 1e-8);
  g_assert_cmpfloat_with_epsilon (wuse_interval_model_cumulative (&shifted, 4), 0.566529880, 1e-8);
  g_assert_cmpfloat_with_epsilon (wuse_interval_model_cumulative (&shifted, 16), 0.989663949, 1e-8);
  g_assert_cmpfloat (wuse_interval_model_cumulative (&shifted, -4), ==, 0);
  for (int days = -10; days < 100; days++)
    {
      sum += wuse_interval_model_probability (&shifted, days);
      mean += days * wuse_interval_model_probability (&shifted, days);
    }
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-6);
  g_assert_cmpfloat_with_epsilon (mean, 4, 0.01);
  g_assert_cmpint (wuse_interval_model_quantile (&model, 0.5), ==, 3);

  relations_add (batch, "case", "a", CASE ",'onset':'2022-04-01'");
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("b%02u", i);

      relations_add (batch, "case", id, CASE ",'infector':'a','onset':'2022-04-%02u'", 4 + i % 5);
    }
  relations_add (batch, "case", "wrong", CASE ",'infector':'a','onset':'2023-04-01'");
  relations = relations_build (batch);
  g_assert_true (wuse_interval_model_estimate (&model, relations));
  g_assert_cmpuint (model.n_pairs, ==, 40);
  g_assert_cmpfloat_with_epsilon (model.mean, 5, 1e-9);
  g_assert_cmpfloat_with_epsilon (model.sd, sqrt (80.0 / 39), 1e-9);

  /* Five days in the mean are COVID's; where fourteen are usual they are of another disease. */
  model = WUSE_INTERVAL_MODEL_COVID;
  wuse_interval_model_follow (&model, relations);
  g_assert_cmpuint (model.n_pairs, ==, 0);
  model = (WuseIntervalModel){ .mean = 14, .sd = 3, .shift = 4 };
  wuse_interval_model_follow (&model, relations);
  g_assert_cmpuint (model.n_pairs, ==, 40);
  g_assert_cmpfloat_with_epsilon (model.mean, 5, 1e-9);
}

/* Each infects in its household, at its place, or anybody; @truth becomes who infected whom. */
static WuseRecordBatch *
make_outbreak (guint n, GRand *random, guint32 *truth)
{
  WuseRecordBatch *batch = wuse_record_batch_new ();
  g_autofree guint *household = g_new (guint, n), *place = g_new (guint, n);
  g_autofree int *onset = g_new (int, n);

  for (guint i = 0; i < n; i++)
    {
      guint infector = i < 20 ? i : (guint) g_rand_int_range (random, (gint32) (i / 3), (gint32) i);
      guint way = (guint) g_rand_int_range (random, 0, 10);
      WuseDay first = relations_day ("2022-03-01");
      g_autofree char *day = NULL;
      g_autofree char *id = g_strdup_printf ("C%06u", i);
      g_autofree char *stay = g_strdup_printf ("S%06u", i);
      g_autofree char *at = NULL;

      truth[i] = i < 20 ? WUSE_INDEX_NONE : infector;
      household[i] = i >= 20 && way < 4 ? household[infector] : i;
      place[i] = i >= 20 && way >= 4 && way < 8 ? place[infector] : (guint) g_rand_int_range (random, 0, (gint32) (n / 4));
      onset[i] = i < 20 ? (int) (i % 4) : onset[infector] + g_rand_int_range (random, 2, 8);
      day = wuse_day_format (first + onset[i]);
      at = wuse_day_format (first + onset[i] - 2);
      relations_add (batch, "case", id, CASE ",'onset':'%s','report':'%s','household':'H%06u','area':'g%u'", day, day,
                     household[i], household[i] % 50);
      relations_add (batch, "stay", stay, "'case':'%s','place':'P%05u','start':'%sT01:00:00Z','end':'%sT09:00:00Z'", id, place[i],
                     at, at);
    }
  return batch;
}

static void
test_outbreak (void)
{
  enum
  {
    N = 3000
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  g_autofree guint32 *made = g_new (guint32, N), *truth = g_new (guint32, N);
  g_autoptr (WuseRecordBatch) batch = make_outbreak (N, random, made);
  g_auto (Fixture) self = rank (batch, NULL);
  g_autofree WuseInfectors *part = NULL;
  WuseInfectorScore model, baseline;

  assert_adds_up (&self);
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *id = g_strdup_printf ("C%06u", i);
      g_autofree char *infector = g_strdup_printf ("C%06u", made[i]);

      truth[relations_find (self.relations, id)] =
          made[i] != WUSE_INDEX_NONE ? relations_find (self.relations, infector) : WUSE_INDEX_NONE;
    }
  wuse_infector_ranking_score (self.ranking, self.ranked, truth, &model, &baseline);
  g_test_message ("first %.3f, first three %.3f, given %.3f; by dates alone %.3f, %.3f, %.3f", model.first, model.three,
                  model.probability, baseline.first, baseline.three, baseline.probability);
  g_assert_cmpuint (model.n, ==, N - 20);
  g_assert_cmpfloat (model.first, >, 0.35);
  g_assert_cmpfloat (model.first, >, 10 * baseline.first);
  g_assert_cmpfloat (model.three, >, model.first);

  /* In parts it comes out the same. */
  part = wuse_infector_ranking_rank (self.ranking, N / 2, N / 4, NULL);
  g_assert_cmpmem (part, N / 4 * sizeof *part, self.ranked + N / 2, N / 4 * sizeof *part);
}

/* By dates alone, of equals each is first as often: scored against a plain count. */
static void
test_baseline (void)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_auto (Fixture) self = { NULL };
  guint32 truth[5];
  WuseInfectorScore model, baseline;

  relations_add (batch, "case", "a", CASE ",'onset':'2022-04-01'");
  relations_add (batch, "case", "b", CASE ",'onset':'2022-04-01'");
  relations_add (batch, "case", "c", CASE ",'onset':'2022-04-01'");
  relations_add (batch, "case", "d", CASE ",'onset':'2022-03-31'");
  relations_add (batch, "case", "e", CASE ",'onset':'2022-04-05'");
  self = rank (batch, NULL);
  for (guint i = 0; i < 5; i++)
    truth[i] = WUSE_INDEX_NONE;
  truth[relations_find (self.relations, "e")] = relations_find (self.relations, "b");
  wuse_infector_ranking_score (self.ranking, self.ranked, truth, &model, &baseline);
  g_assert_cmpuint (baseline.n, ==, 1);
  g_assert_cmpfloat_with_epsilon (baseline.first, 1 / 3.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (baseline.three, 1, 1e-9);
  truth[relations_find (self.relations, "e")] = relations_find (self.relations, "d");
  wuse_infector_ranking_score (self.ranking, self.ranked, truth, &model, &baseline);
  g_assert_cmpfloat (baseline.first, ==, 0);
  g_assert_cmpfloat (baseline.three, ==, 0);
}

static void
test_empty (void)
{
  g_autoptr (WuseRecordBatch) none = wuse_record_batch_new ();
  g_autoptr (WuseRecordBatch) one = wuse_record_batch_new ();
  g_auto (Fixture) self = rank (none, NULL);

  g_assert_cmpuint (self.relations->n_cases, ==, 0);
  relations_add (one, "case", "a", CASE);
  g_auto (Fixture) alone = rank (one, NULL);
  g_assert_cmpfloat (alone.ranked[0].unknown, ==, 1);
}

/* No dates at all, one household, one area, one place, everybody linked to himself, to nobody, in a circle. */
static void
test_hostile (void)
{
  guint n = g_test_perf () ? 100000 : 4000;

  for (guint dated = 0; dated < 2; dated++)
    {
      g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
      g_auto (Fixture) self = { NULL };
      gint64 begin;

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *id = g_strdup_printf ("C%06u", i);
          g_autofree char *stay = g_strdup_printf ("S%06u", i);
          g_autofree char *link = g_strdup_printf ("L%06u", i);

          relations_add (batch, "case", id, CASE ",'household':'H','area':'g','cluster':'c','infector':'C%06u'%s%s", (i + 1) % n,
                         dated == 0   ? ""
                         : i % 2 == 0 ? ",'onset':'0001-01-01'"
                                      : ",'onset':'9999-12-31'",
                         "");
          relations_add (batch, "stay", stay, "'case':'%s','place':'P','start':'2022-04-05T01:00:00Z'", id);
          relations_add (batch, "link", link, "'source':'%s','target':'%s','kind':'transmission','state':'confirmed'", id,
                         i % 2 == 0 ? id : "nobody");
        }
      self.relations = relations_build (batch);
      begin = g_get_monotonic_time ();
      self.ranking = wuse_infector_ranking_new (self.relations, NULL, NULL);
      self.ranked = wuse_infector_ranking_rank (self.ranking, 0, n, NULL);
      g_test_message ("%u cases: %.1f ms", n, (double) (g_get_monotonic_time () - begin) / 1000);
      g_assert_cmpuint (self.ranked[n / 2].n_infectors, ==, WUSE_INFECTORS_MOST);
      g_assert_cmpfloat (self.ranked[n / 2].unknown, >, 0);
    }
}

static void
test_many (void)
{
  guint n = g_test_perf () ? 100000 : 5000;
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  g_autofree guint32 *truth = g_new (guint32, n);
  g_autoptr (WuseRecordBatch) batch = make_outbreak (n, random, truth);
  g_auto (Fixture) self = { relations_build (batch), NULL, NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 begin = g_get_monotonic_time (), middle;

  self.ranking = wuse_infector_ranking_new (self.relations, NULL, NULL);
  middle = g_get_monotonic_time ();
  self.ranked = wuse_infector_ranking_rank (self.ranking, 0, n, NULL);
  g_test_message ("%u cases: made ready in %.1f ms, ranked in %.1f ms", n, (double) (middle - begin) / 1000,
                  (double) (g_get_monotonic_time () - middle) / 1000);
  g_cancellable_cancel (cancellable);
  g_assert_null (wuse_infector_ranking_rank (self.ranking, 0, n, cancellable));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/infector-ranking/empty", test_empty);
  g_test_add_func ("/infector-ranking/interval", test_interval);
  g_test_add_func ("/infector-ranking/weights", test_weights);
  g_test_add_func ("/infector-ranking/dates", test_dates);
  g_test_add_func ("/infector-ranking/homes", test_homes);
  g_test_add_func ("/infector-ranking/places", test_places);
  g_test_add_func ("/infector-ranking/contacts", test_contacts);
  g_test_add_func ("/infector-ranking/links", test_links);
  g_test_add_func ("/infector-ranking/imported", test_imported);
  g_test_add_func ("/infector-ranking/baseline", test_baseline);
  g_test_add_func ("/infector-ranking/outbreak", test_outbreak);
  g_test_add_func ("/infector-ranking/hostile", test_hostile);
  g_test_add_func ("/infector-ranking/many", test_many);
  return g_test_run ();
}
