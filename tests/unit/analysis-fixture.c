/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small made-up districts for the tests of the analysis room, and a naive second opinion on their colours. */

#include "config.h"

#include "analysis-fixture.h"

#include <string.h>

#define PERSONS 1000
#define CELL 100000

const char fixture_rules_folder[] = WUSE_SHIPPED_RULE_SETS;

static void
add_area (
    WuseAreaSetBuilder *builder, WuseGeometryBuilder *shapes, WuseAreaLevel level, guint number, guint parent, guint n_cells)
{
  g_autofree char *id = g_strdup_printf ("%c%04u", "dscg"[level], number);
  g_autofree char *parent_id = level == WUSE_AREA_DISTRICT ? NULL : g_strdup_printf ("%c%04u", "dscg"[level - 1], parent);
  gint32 west = 1250000000 + (gint32) (number * n_cells) * CELL;
  gint32 east = west + (gint32) n_cells * CELL;
  WuseArea area = { .id = id,
                    .code = id,
                    .name = id,
                    .level = level,
                    .persons = level == WUSE_AREA_GRID ? PERSONS : -1,
                    .households = -1,
                    .buildings = -1,
                    .figures_at = WUSE_TIME_NONE };
  WuseGeometry geometry;

  wuse_geometry_builder_reset (shapes);
  wuse_geometry_builder_add_point (shapes, (WusePoint){ west, 430000000 });
  wuse_geometry_builder_add_point (shapes, (WusePoint){ east, 430000000 });
  wuse_geometry_builder_add_point (shapes, (WusePoint){ east, 430000000 + CELL });
  wuse_geometry_builder_add_point (shapes, (WusePoint){ west, 430000000 + CELL });
  wuse_geometry_builder_add_point (shapes, (WusePoint){ west, 430000000 });
  wuse_geometry_builder_end_ring (shapes);
  wuse_geometry_builder_end_part (shapes);
  g_assert_true (wuse_geometry_builder_finish (shapes, WUSE_GEOMETRY_POLYGONS, &geometry, NULL));
  wuse_area_set_builder_add (builder, &area, parent_id, &geometry);
}

Fixture *
fixture_new (guint n_sub, guint n_communities, guint n_grids)
{
  Fixture *self = g_new0 (Fixture, 1);
  WuseAreaSetBuilder *builder = wuse_area_set_builder_new ();
  g_autoptr (WuseGeometryBuilder) shapes = wuse_geometry_builder_new ();

  add_area (builder, shapes, WUSE_AREA_DISTRICT, 0, 0, n_sub * n_communities * n_grids);
  for (guint i = 0; i < n_sub; i++)
    add_area (builder, shapes, WUSE_AREA_SUBDISTRICT, i, 0, n_communities * n_grids);
  for (guint i = 0; i < n_sub * n_communities; i++)
    add_area (builder, shapes, WUSE_AREA_COMMUNITY, i, i / n_communities, n_grids);
  for (guint i = 0; i < n_sub * n_communities * n_grids; i++)
    add_area (builder, shapes, WUSE_AREA_GRID, i, i / n_grids, 1);
  self->areas = wuse_area_set_builder_end (builder);
  self->cases = g_array_new (FALSE, FALSE, sizeof (FixtureCase));
  self->contacts = g_array_new (FALSE, FALSE, sizeof (FixtureContact));
  self->stays = g_array_new (FALSE, FALSE, sizeof (FixtureStay));
  self->rounds = g_array_new (FALSE, FALSE, sizeof (FixtureRound));
  return self;
}

void
fixture_free (Fixture *self)
{
  wuse_area_set_unref (self->areas);
  g_array_unref (self->cases);
  g_array_unref (self->contacts);
  g_array_unref (self->stays);
  g_array_unref (self->rounds);
  g_free (self);
}

guint32
fixture_first (const Fixture *self, WuseAreaLevel level)
{
  guint32 first;

  g_assert_cmpuint (wuse_area_set_get_level_range (self->areas, level, &first), >, 0);
  return first;
}

void
fixture_add_case (Fixture *self, guint32 area, int age, WuseCaseOrigin origin, int cluster, int setting)
{
  FixtureCase item = { area, FIXTURE_DAY - age, origin, WUSE_CASE_CONFIRMED, cluster, setting };

  g_array_append_val (self->cases, item);
}

void
fixture_add_contact (Fixture *self, guint32 area, WuseDay start, WuseDay due, WuseDay release)
{
  FixtureContact item = { area, start, due, release };

  g_array_append_val (self->contacts, item);
}

void
fixture_add_stay (Fixture *self, guint case_index, guint32 area, int first_age, int last_age)
{
  FixtureStay item = { case_index, area, FIXTURE_DAY - first_age, FIXTURE_DAY - last_age };

  g_array_append_val (self->stays, item);
}

void
fixture_add_round (Fixture *self, guint32 area, int age, int screened, int positive)
{
  FixtureRound item = { area, FIXTURE_DAY - age, screened, positive };

  g_array_append_val (self->rounds, item);
}

static guint32
intern (WuseRegister *reg, const char *kind, int number)
{
  g_autofree char *name = number < 0 ? NULL : g_strdup_printf ("%s %d", kind, number);

  return wuse_register_intern (reg, name);
}

WuseRegister *
fixture_register (const Fixture *self)
{
  WuseRegister *reg = wuse_register_new (self->areas);

  for (guint i = 0; i < self->cases->len; i++)
    {
      const FixtureCase *from = &g_array_index (self->cases, FixtureCase, i);
      g_autofree char *id = g_strdup_printf ("case-%u", i);
      WuseCase item = { .id = id,
                        .area = from->area,
                        .onset = WUSE_DAY_NONE,
                        .report = from->report,
                        .isolation = WUSE_DAY_NONE,
                        .release = WUSE_DAY_NONE,
                        .classification = (guint8) from->classification,
                        .origin = (guint8) from->origin,
                        .cluster = intern (reg, "cluster", from->cluster),
                        .small_setting = intern (reg, "household", from->setting) };

      wuse_register_add_case (reg, &item, NULL);
    }
  for (guint i = 0; i < self->contacts->len; i++)
    {
      const FixtureContact *from = &g_array_index (self->contacts, FixtureContact, i);
      WuseContact item = { .area = from->area, .tier = 1, .start = from->start, .due = from->due, .release = from->release };

      wuse_register_add_contact (reg, &item);
    }
  for (guint i = 0; i < self->stays->len; i++)
    {
      const FixtureStay *from = &g_array_index (self->stays, FixtureStay, i);
      g_autofree char *id = g_strdup_printf ("case-%u", from->case_index);
      WuseStay item = { .area = from->area,
                        .start = wuse_day_to_time (from->first, FIXTURE_UTC_OFFSET),
                        .end = wuse_day_to_time (from->last + 1, FIXTURE_UTC_OFFSET) - 1 };

      wuse_register_add_stay (reg, &item, id);
    }
  for (guint i = 0; i < self->rounds->len; i++)
    {
      const FixtureRound *from = &g_array_index (self->rounds, FixtureRound, i);
      WuseDaily item = { .area = from->area,
                         .day = from->day,
                         .confirmed = -1,
                         .screened = from->screened,
                         .screened_positive = from->positive,
                         .at = 0 };

      wuse_register_add_daily (reg, &item);
    }
  wuse_register_seal (reg);
  return reg;
}

/* -- The second opinion: written against the definitions, not against the code. -- */

static gboolean
belongs (const Fixture *self, guint32 area, guint32 to, gboolean within)
{
  while (within && area != to && area != WUSE_AREA_NONE)
    area = wuse_area_set_get (self->areas, area)->parent;
  return area == to;
}

static gboolean
counts (JsonObject *rules, WuseClassification classification)
{
  static const char *const names[] = { "confirmed", "suspected", "asymptomatic" };
  JsonArray *list = json_object_get_array_member (rules, "counts");

  for (guint i = 0; i < json_array_get_length (list); i++)
    if (g_str_equal (json_array_get_string_element (list, i), names[classification]))
      return TRUE;
  return FALSE;
}

/* Cases of the area with one cluster (or setting) within the span. */
static gint32
group_size (
    const Fixture *self, JsonObject *rules, guint32 area, gboolean within, WuseDay known, WuseDay since, int cluster, int setting)
{
  gint32 size = 0;

  for (guint i = 0; i < self->cases->len; i++)
    {
      const FixtureCase *item = &g_array_index (self->cases, FixtureCase, i);

      size += belongs (self, item->area, area, within) && counts (rules, item->classification) && item->report <= known
              && item->report >= since && (cluster < 0 || item->cluster == cluster) && (setting < 0 || item->setting == setting);
    }
  return size;
}

static void
measure_groups (const Fixture *self, JsonObject *rules, guint32 area, gboolean within, WuseDay known, WuseDay day, gint32 *values)
{
  int greatest = -1;

  for (guint i = 0; i < self->cases->len; i++)
    greatest = MAX (greatest, MAX (g_array_index (self->cases, FixtureCase, i).cluster,
                                   g_array_index (self->cases, FixtureCase, i).setting));
  for (int number = 0; number <= greatest; number++)
    {
      gint32 setting = group_size (self, rules, area, within, known, day - 13, -1, number);

      values[WUSE_INPUT_CLUSTERS_14] += group_size (self, rules, area, within, known, day - 13, number, -1) >= 2;
      values[WUSE_INPUT_CLUSTERS_7] += group_size (self, rules, area, within, known, day - 6, number, -1) >= 2;
      values[WUSE_INPUT_SMALL_SETTING_OUTBREAKS_14] += setting >= 2;
      values[WUSE_INPUT_SMALL_SETTING_MAX_14] = MAX (values[WUSE_INPUT_SMALL_SETTING_MAX_14], setting);
    }
  if (values[WUSE_INPUT_NEW_14] > 0)
    values[WUSE_INPUT_SMALL_SETTING_MAX_14] = MAX (values[WUSE_INPUT_SMALL_SETTING_MAX_14], 1);
}

static WuseDay
own_round (const Fixture *self, guint32 area, WuseDay known, gint32 *screened, gint32 *positive)
{
  WuseDay day = WUSE_DAY_NONE;

  *screened = *positive = WUSE_INPUT_UNKNOWN;
  for (guint i = 0; i < self->rounds->len; i++)
    {
      const FixtureRound *item = &g_array_index (self->rounds, FixtureRound, i);

      if (item->area != area || item->day > known || item->day < day)
        continue;
      day = item->day;
      *screened = item->screened;
      *positive = item->positive;
    }
  return day;
}

/* Its own, or those of the areas below put together. */
static WuseDay
round_within (const Fixture *self, guint32 area, WuseDay known, gint32 *screened, gint32 *positive)
{
  WuseDay day = own_round (self, area, known, screened, positive);
  guint n_children;
  const guint32 *children = wuse_area_set_get_children (self->areas, area, &n_children);
  gboolean has_own = day != WUSE_DAY_NONE;

  for (guint i = 0; !has_own && i < n_children; i++)
    {
      gint32 child_screened, child_positive;
      WuseDay child_day = round_within (self, children[i], known, &child_screened, &child_positive);

      if (child_day == WUSE_DAY_NONE)
        continue;
      *screened = day == WUSE_DAY_NONE ? child_screened : *screened + child_screened;
      *positive = day == WUSE_DAY_NONE ? child_positive : *positive + child_positive;
      day = MAX (day, child_day);
    }
  return day;
}

static WuseDay
last_round (const Fixture *self, guint32 area, gboolean within, WuseDay known, gint32 *screened, gint32 *positive)
{
  WuseDay day = within ? round_within (self, area, known, screened, positive) : own_round (self, area, known, screened, positive);

  while (day == WUSE_DAY_NONE && (area = wuse_area_set_get (self->areas, area)->parent) != WUSE_AREA_NONE)
    day = own_round (self, area, known, screened, positive);
  return day;
}

static void
measure_screening (const Fixture *self,
                   guint32 area,
                   gboolean within,
                   WuseDay known,
                   WuseDay day,
                   gboolean screened_negative,
                   WuseDay last_case,
                   WuseDay last_stay,
                   gint32 *values)
{
  gint32 screened, positive;
  WuseDay round = last_round (self, area, within, known, &screened, &positive);

  for (guint i = 0; i < self->rounds->len; i++)
    values[WUSE_INPUT_SCREENING_REPORTED] |= g_array_index (self->rounds, FixtureRound, i).day <= known;
  if (screened_negative)
    {
      round = day;
      positive = 0;
      values[WUSE_INPUT_SCREENING_REPORTED] = 1;
    }
  values[WUSE_INPUT_SCREENED_LAST] = screened;
  values[WUSE_INPUT_SCREENING_LAST_POSITIVE] = positive;
  values[WUSE_INPUT_SCREENING_CASE_FREE_DAYS] = round == WUSE_DAY_NONE       ? WUSE_INPUT_UNKNOWN
                                                : last_case == WUSE_DAY_NONE ? WUSE_DAYS_NEVER
                                                                             : round - last_case;
  values[WUSE_INPUT_SCREENING_STAY_FREE_DAYS] = round == WUSE_DAY_NONE       ? WUSE_INPUT_UNKNOWN
                                                : last_stay == WUSE_DAY_NONE ? WUSE_DAYS_NEVER
                                                                             : round - last_stay;
}

static WuseDay
measure_cases (const Fixture *self, JsonObject *rules, guint32 area, gboolean within, WuseDay known, WuseDay day, gint32 *values)
{
  WuseDay last = WUSE_DAY_NONE;

  for (guint i = 0; i < self->cases->len; i++)
    {
      const FixtureCase *item = &g_array_index (self->cases, FixtureCase, i);
      gboolean recent = item->report >= day - 13;

      if (!belongs (self, item->area, area, within) || !counts (rules, item->classification) || item->report > known)
        continue;
      last = MAX (last, item->report);
      values[WUSE_INPUT_CUMULATIVE]++;
      values[WUSE_INPUT_NEW_14] += recent;
      values[WUSE_INPUT_NEW_7] += item->report >= day - 6;
      values[WUSE_INPUT_NEW_1] += item->report == day;
      values[WUSE_INPUT_LOCAL_14] += recent && item->origin != WUSE_ORIGIN_IMPORTED;
      values[WUSE_INPUT_IMPORTED_14] += recent && item->origin == WUSE_ORIGIN_IMPORTED;
      values[WUSE_INPUT_UNKNOWN_SOURCE_14] += recent && item->origin == WUSE_ORIGIN_UNKNOWN;
    }
  if (values[WUSE_INPUT_NEW_14] > 0)
    values[WUSE_INPUT_LOCAL_SHARE_14] = 100 * values[WUSE_INPUT_LOCAL_14] / values[WUSE_INPUT_NEW_14];
  values[WUSE_INPUT_CASE_FREE_DAYS] = last == WUSE_DAY_NONE ? WUSE_DAYS_NEVER : day - last;
  return last;
}

static WuseDay
measure_stays (const Fixture *self, JsonObject *rules, guint32 area, gboolean within, WuseDay known, WuseDay day, gint32 *values)
{
  WuseDay last = WUSE_DAY_NONE;

  for (guint i = 0; i < self->stays->len; i++)
    {
      const FixtureStay *item = &g_array_index (self->stays, FixtureStay, i);
      const FixtureCase *of = &g_array_index (self->cases, FixtureCase, item->case_index);

      if (!belongs (self, item->area, area, within) || !counts (rules, of->classification) || of->report > known
          || item->first > known)
        continue;
      values[WUSE_INPUT_STAYS_7] += MIN (item->last, known) >= day - 6;
      last = MAX (last, MIN (item->last, known));
    }
  values[WUSE_INPUT_STAY_FREE_DAYS] = last == WUSE_DAY_NONE ? WUSE_DAYS_NEVER : day - last;
  return last;
}

void
fixture_measure (const Fixture *self,
                 JsonObject *rules,
                 guint32 area,
                 gboolean within,
                 WuseDay known,
                 WuseDay day,
                 gboolean screened_negative,
                 WuseInputs *inputs)
{
  gint32 *values = inputs->values;
  gint32 persons = wuse_area_set_get (self->areas, area)->persons;
  WuseDay last_case, last_stay;

  memset (inputs, 0, sizeof *inputs);
  last_case = measure_cases (self, rules, area, within, known, day, values);
  measure_groups (self, rules, area, within, known, day, values);
  last_stay = measure_stays (self, rules, area, within, known, day, values);
  for (guint i = 0; i < self->contacts->len; i++)
    {
      const FixtureContact *item = &g_array_index (self->contacts, FixtureContact, i);
      gboolean was_in = item->start <= known && (item->release == WUSE_DAY_NONE || item->release > known);
      gboolean is_out = day > known && item->due != WUSE_DAY_NONE && day >= item->due;

      values[WUSE_INPUT_QUARANTINED] += belongs (self, item->area, area, within) && was_in && !is_out;
    }
  if (values[WUSE_INPUT_QUARANTINED] > 0)
    values[WUSE_INPUT_QUARANTINED_PER_MILLE] = persons > 0 ? values[WUSE_INPUT_QUARANTINED] * 1000 / persons : WUSE_INPUT_UNKNOWN;
  measure_screening (self, area, within, known, day, screened_negative, last_case, last_stay, values);
}

static gboolean
condition_holds (JsonObject *condition, const WuseInputs *inputs)
{
  static const char *const groups[] = { "all", "any", "none" };
  WuseInput input;
  gint32 value;

  for (guint group = 0; group < G_N_ELEMENTS (groups); group++)
    {
      guint n_held = 0;
      JsonArray *list;

      if (!json_object_has_member (condition, groups[group]))
        continue;
      list = json_object_get_array_member (condition, groups[group]);
      for (guint i = 0; i < json_array_get_length (list); i++)
        n_held += condition_holds (json_array_get_object_element (list, i), inputs);
      return group == 0 ? n_held == json_array_get_length (list) : group == 1 ? n_held > 0 : n_held == 0;
    }
  g_assert_true (wuse_input_from_string (json_object_get_string_member (condition, "input"), -1, &input));
  value = inputs->values[input];
  if (value == WUSE_INPUT_UNKNOWN)
    return FALSE;
  if (json_object_has_member (condition, "at_least"))
    return value >= json_object_get_int_member (condition, "at_least");
  if (json_object_has_member (condition, "more_than"))
    return value > json_object_get_int_member (condition, "more_than");
  if (json_object_has_member (condition, "at_most"))
    return value <= json_object_get_int_member (condition, "at_most");
  if (json_object_has_member (condition, "less_than"))
    return value < json_object_get_int_member (condition, "less_than");
  return value == json_object_get_int_member (condition, "equals");
}

static WuseRisk
judge_inputs (JsonObject *rules, const WuseInputs *inputs)
{
  JsonArray *levels = json_object_get_array_member (rules, "levels");

  for (guint i = 0; i < json_array_get_length (levels); i++)
    {
      JsonObject *level = json_array_get_object_element (levels, i);
      WuseRisk risk;

      g_assert_true (wuse_risk_from_string (json_object_get_string_member (level, "risk"), &risk));
      if (!json_object_has_member (level, "when") || condition_holds (json_object_get_object_member (level, "when"), inputs))
        return risk;
    }
  g_assert_not_reached ();
}

/* Whether there is anything that belongs to the area itself: its own figures then differ from none at all. */
static gboolean
has_own (const Fixture *self, JsonObject *rules, guint32 area, WuseDay known)
{
  WuseInputs inputs;
  gint32 screened, positive;

  fixture_measure (self, rules, area, FALSE, known, known, FALSE, &inputs);
  return inputs.values[WUSE_INPUT_CUMULATIVE] > 0 || inputs.values[WUSE_INPUT_QUARANTINED] > 0
         || inputs.values[WUSE_INPUT_STAY_FREE_DAYS] != WUSE_DAYS_NEVER
         || own_round (self, area, known, &screened, &positive) != WUSE_DAY_NONE;
}

/* Whether cases known of an area above only as a whole may lie in this one. */
static gboolean
is_unsure (
    const Fixture *self, JsonObject *rules, guint32 area, WuseDay known, WuseDay day, gboolean screened_negative, WuseRisk lowest)
{
  for (guint32 above = wuse_area_set_get (self->areas, area)->parent; above != WUSE_AREA_NONE;
       above = wuse_area_set_get (self->areas, above)->parent)
    {
      WuseInputs inputs;

      fixture_measure (self, rules, above, FALSE, known, day, screened_negative, &inputs);
      if (inputs.values[WUSE_INPUT_CUMULATIVE] > 0 && judge_inputs (rules, &inputs) > lowest)
        return TRUE;
    }
  return FALSE;
}

static WuseRisk
judge_located (const Fixture *self, JsonObject *rules, guint32 area, WuseDay known, WuseDay day, gboolean screened_negative)
{
  gboolean own = g_str_equal (json_object_get_string_member (rules, "roll_up"), "own");
  WuseRisk worst = WUSE_RISK_NONE;
  WuseInputs inputs;
  guint n_children;
  const guint32 *children = wuse_area_set_get_children (self->areas, area, &n_children);

  for (guint i = 0; !own && i < n_children; i++)
    worst = MAX (worst, fixture_judge (self, rules, children[i], known, day, screened_negative));
  if (!own && n_children > 0 && !has_own (self, rules, area, known))
    return worst;
  fixture_measure (self, rules, area, own, known, day, screened_negative, &inputs);
  return MAX (worst, judge_inputs (rules, &inputs));
}

WuseRisk
fixture_judge (const Fixture *self, JsonObject *rules, guint32 area, WuseDay known, WuseDay day, gboolean screened_negative)
{
  WuseRisk risk = judge_located (self, rules, area, known, day, screened_negative);

  if (risk <= WUSE_RISK_GREEN && is_unsure (self, rules, area, known, day, screened_negative, WUSE_RISK_GREEN))
    return WUSE_RISK_NONE;
  return risk;
}

static char *
rules_path (const char *id)
{
  g_autofree char *name = g_strconcat (id, ".json", NULL);

  return g_build_filename (fixture_rules_folder, name, NULL);
}

WuseRuleSet *
fixture_load_rules (const char *id)
{
  g_autofree char *path = rules_path (id);
  g_autoptr (GError) error = NULL;
  WuseRuleSet *rules = wuse_rule_set_load (path, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (wuse_rule_set_get_id (rules), ==, id);
  return rules;
}

JsonParser *
fixture_parse_rules (const char *id)
{
  g_autofree char *path = rules_path (id);
  JsonParser *parser = json_parser_new ();

  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  return parser;
}
