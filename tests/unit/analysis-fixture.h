/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small made-up districts for the tests of the analysis room, and a naive second opinion on their colours. */

#pragma once

#include <json-glib/json-glib.h>

#include "wuse-situation.h"

G_BEGIN_DECLS

/* A leap year's February lies within the 60 days before. */
#define FIXTURE_DAY (wuse_day_from_ymd (2020, 3, 10))
#define FIXTURE_UTC_OFFSET 480

/* What a case, contact, stay or figure is, with names instead of numbers; areas by index. */
typedef struct
{
  guint32 area;
  WuseDay report;
  WuseCaseOrigin origin;
  WuseClassification classification;
  int cluster; /* -1 for none */
  int setting; /* -1 for none */
} FixtureCase;

typedef struct
{
  guint32 area;
  WuseDay start;
  WuseDay due;
  WuseDay release;
} FixtureContact;

typedef struct
{
  guint case_index; /* in the fixture's own order */
  guint32 area;
  WuseDay first;
  WuseDay last;
} FixtureStay;

typedef struct
{
  guint32 area;
  WuseDay day;
  gint32 screened;
  gint32 positive;
} FixtureRound;

/* Arrays of the above, and the areas they refer to. */
typedef struct
{
  WuseAreaSet *areas;
  GArray *cases;
  GArray *contacts;
  GArray *stays;
  GArray *rounds;
} Fixture;

/* Areas: one district, @n_sub subdistricts in it, @n_communities in each, @n_grids in each of those; 1,000 persons in every
 * grid, none known of the others. */
Fixture *fixture_new (guint n_sub, guint n_communities, guint n_grids);
void fixture_free (Fixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

guint32 fixture_first (const Fixture *self, WuseAreaLevel level);
void fixture_add_case (Fixture *self, guint32 area, int age, WuseCaseOrigin origin, int cluster, int setting);
void fixture_add_contact (Fixture *self, guint32 area, WuseDay start, WuseDay due, WuseDay release);
void fixture_add_stay (Fixture *self, guint case_index, guint32 area, int first_age, int last_age);
void fixture_add_round (Fixture *self, guint32 area, int age, int screened, int positive);
WuseRegister *fixture_register (const Fixture *self);

/* Judges by the text of a rule set, by plain loops; @known is the day of knowledge, @day the day judged. */
WuseRisk
fixture_judge (const Fixture *self, JsonObject *rules, guint32 area, WuseDay known, WuseDay day, gboolean screened_negative);
void fixture_measure (const Fixture *self,
                      JsonObject *rules,
                      guint32 area,
                      gboolean within,
                      WuseDay known,
                      WuseDay day,
                      gboolean screened_negative,
                      WuseInputs *inputs);

/* Shipped rule sets. */
extern const char fixture_rules_folder[];
WuseRuleSet *fixture_load_rules (const char *id);
JsonParser *fixture_parse_rules (const char *id);

G_END_DECLS
