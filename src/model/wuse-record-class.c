/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one description of every record type: parser, cache, server, packs and digests all follow it. */

#include "config.h"

#include "wuse-record.h"

#include <string.h>

#define TEXT(field, longest)                                                                                                     \
  {                                                                                                                              \
    .name = field, .kind = WUSE_FIELD_TEXT, .maximum = longest                                                                   \
  }
#define NAME(field, longest)                                                                                                     \
  {                                                                                                                              \
    .name = field, .kind = WUSE_FIELD_TEXT, .required = TRUE, .maximum = longest                                                 \
  }
#define CODE(field, list)                                                                                                        \
  {                                                                                                                              \
    .name = field, .kind = WUSE_FIELD_CODE, .codes = list                                                                        \
  }
#define KIND(field, list)                                                                                                        \
  {                                                                                                                              \
    .name = field, .kind = WUSE_FIELD_CODE, .required = TRUE, .codes = list                                                      \
  }
#define REF(field, type)                                                                                                         \
  {                                                                                                                              \
    .name = field, .kind = WUSE_FIELD_REF, .target = type                                                                        \
  }
#define OF(field, type)                                                                                                          \
  {                                                                                                                              \
    .name = field, .kind = WUSE_FIELD_REF, .required = TRUE, .target = type                                                      \
  }
#define COUNT(field)                                                                                                             \
  {                                                                                                                              \
    .name = field, .kind = WUSE_FIELD_INTEGER, .maximum = G_MAXINT32                                                             \
  }
#define BETWEEN(field, least, greatest)                                                                                          \
  {                                                                                                                              \
    .name = field, .kind = WUSE_FIELD_INTEGER, .minimum = least, .maximum = greatest                                             \
  }
#define LON                                                                                                                      \
  {                                                                                                                              \
    .name = "lon", .kind = WUSE_FIELD_LON                                                                                        \
  }
#define LAT                                                                                                                      \
  {                                                                                                                              \
    .name = "lat", .kind = WUSE_FIELD_LAT                                                                                        \
  }
#define DAY(field)                                                                                                               \
  {                                                                                                                              \
    .name = field, .kind = WUSE_FIELD_DAY                                                                                        \
  }
#define TIME(field)                                                                                                              \
  {                                                                                                                              \
    .name = field, .kind = WUSE_FIELD_TIME                                                                                       \
  }
#define SHAPE                                                                                                                    \
  {                                                                                                                              \
    .name = "geometry", .kind = WUSE_FIELD_GEOMETRY                                                                              \
  }

static const char *const area_levels[] = { "district", "subdistrict", "community", "grid", NULL };
static const char *const feature_kinds[] = { "water", "green", "rail", "road_main", "road_side", "road_path", "building", NULL };
static const char *const place_kinds[] = { "hospital", "fever_clinic", "quarantine_site", "checkpoint", "school",
                                           "market",   "station",      "care_home",       "key_place",  NULL };
static const char *const sexes[] = { "female", "male", NULL };
static const char *const residencies[] = { "registered", "floating", "visitor", NULL };
static const char *const classifications[] = { "confirmed", "suspected", "asymptomatic", NULL };
static const char *const severities[] = { "mild", "moderate", "severe", "critical", NULL };
static const char *const origins[] = { "local", "imported", "unknown", NULL };
static const char *const settings[] = { "household", "building",  "work",      "school", "market",
                                        "medical",   "transport", "gathering", "other",  NULL };
static const char *const findings[] = { "clinic", "screening", "close_contact", "quarantine", "key_person", "entry", NULL };
static const char *const outcomes[] = { "ill", "released", "died", NULL };
static const char *const tiers[] = { "close", "secondary", NULL };
static const char *const quarantines[] = { "none", "home", "central", NULL };
static const char *const link_kinds[] = { "transmission", "contact", "household", "same_place", NULL };
static const char *const link_states[] = { "suspected", "confirmed", "refuted", NULL };
static const char *const precisions[] = { "minute", "day", NULL };

/* A household's `area` and `building` and a person's `area` repeat what could be reached over references: a feed that
 * is compacted does not promise that the record referred to comes first. */
static const WuseField area_fields[] = {
  KIND ("level", area_levels), TEXT ("code", 32),    NAME ("name", 200),  TEXT ("name_en", 200), REF ("parent", WUSE_RECORD_AREA),
  COUNT ("persons"),           COUNT ("households"), COUNT ("buildings"), TIME ("figures_at"),   SHAPE,
};
static const WuseField building_fields[] = {
  REF ("area", WUSE_RECORD_AREA), TEXT ("name", 200),        TEXT ("address", 400), LON,   LAT,
  BETWEEN ("floors", 1, 400),     BETWEEN ("units", 1, 100), COUNT ("households"),  SHAPE,
};
static const WuseField feature_fields[] = { KIND ("kind", feature_kinds), TEXT ("name", 200), SHAPE };
static const WuseField place_fields[] = {
  KIND ("kind", place_kinds), NAME ("name", 200), TEXT ("address", 400), REF ("area", WUSE_RECORD_AREA), LON, LAT,
  COUNT ("capacity"),
};
static const WuseField household_fields[] = {
  REF ("area", WUSE_RECORD_AREA),
  REF ("building", WUSE_RECORD_BUILDING),
  BETWEEN ("unit", 1, 100),
  TEXT ("room", 40),
  COUNT ("persons"),
};
static const WuseField person_fields[] = {
  TEXT ("name", 80),
  CODE ("sex", sexes),
  BETWEEN ("birth_year", 1880, 2200),
  TEXT ("id_number", 32),
  TEXT ("telephone", 32),
  REF ("area", WUSE_RECORD_AREA),
  REF ("building", WUSE_RECORD_BUILDING),
  REF ("household", WUSE_RECORD_HOUSEHOLD),
  CODE ("residency", residencies),
  REF ("workplace", WUSE_RECORD_PLACE),
};
static const WuseField case_fields[] = {
  KIND ("classification", classifications),
  CODE ("severity", severities),
  CODE ("origin", origins),
  TEXT ("origin_place", 200),
  REF ("person", WUSE_RECORD_PERSON),
  CODE ("sex", sexes),
  BETWEEN ("age", 0, 130),
  TEXT ("age_band", 16),
  REF ("area", WUSE_RECORD_AREA),
  REF ("building", WUSE_RECORD_BUILDING),
  REF ("household", WUSE_RECORD_HOUSEHOLD),
  LON,
  LAT,
  DAY ("onset"),
  DAY ("report"),
  DAY ("isolation"),
  DAY ("release"),
  DAY ("death"),
  CODE ("outcome", outcomes),
  CODE ("found_by", findings),
  REF ("infector", WUSE_RECORD_CASE),
  CODE ("setting", settings),
  TEXT ("cluster", 200),
  COUNT ("contacts"),
  TEXT ("note", 1000),
};
static const WuseField contact_fields[] = {
  OF ("case", WUSE_RECORD_CASE),
  REF ("person", WUSE_RECORD_PERSON),
  KIND ("tier", tiers),
  CODE ("setting", settings),
  DAY ("first_exposure"),
  DAY ("last_exposure"),
  REF ("area", WUSE_RECORD_AREA),
  CODE ("quarantine", quarantines),
  REF ("quarantine_place", WUSE_RECORD_PLACE),
  DAY ("start"),
  DAY ("due"),
  DAY ("release"),
  REF ("became_case", WUSE_RECORD_CASE),
};
static const WuseField stay_fields[] = {
  OF ("case", WUSE_RECORD_CASE),
  REF ("place", WUSE_RECORD_PLACE),
  TEXT ("kind", 40),
  TEXT ("name", 200),
  REF ("area", WUSE_RECORD_AREA),
  LON,
  LAT,
  TIME ("start"),
  TIME ("end"),
  CODE ("precision", precisions),
  CODE ("state", link_states),
  TEXT ("reason", 1000),
};
static const WuseField link_fields[] = {
  OF ("source", WUSE_RECORD_CASE), OF ("target", WUSE_RECORD_CASE), KIND ("kind", link_kinds),
  KIND ("state", link_states),     CODE ("setting", settings),      REF ("place", WUSE_RECORD_PLACE),
  DAY ("first_exposure"),          DAY ("last_exposure"),           TEXT ("evidence", 1000),
  TEXT ("reason", 1000),
};
static const WuseField daily_fields[] = {
  OF ("area", WUSE_RECORD_AREA),
  { .name = "day", .kind = WUSE_FIELD_DAY, .required = TRUE },
  COUNT ("confirmed"),
  COUNT ("asymptomatic"),
  COUNT ("released"),
  COUNT ("deaths"),
  COUNT ("screened"),
  COUNT ("screened_positive"),
  COUNT ("home_quarantine"),
  COUNT ("central_quarantine"),
};

#define CLASS(type, list)                                                                                                        \
  {                                                                                                                              \
    .name = type, .fields = list, .n_fields = G_N_ELEMENTS (list)                                                                \
  }

static const WuseRecordClass classes[WUSE_N_RECORD_TYPES] = {
  [WUSE_RECORD_AREA] = CLASS ("area", area_fields),
  [WUSE_RECORD_BUILDING] = CLASS ("building", building_fields),
  [WUSE_RECORD_FEATURE] = CLASS ("feature", feature_fields),
  [WUSE_RECORD_PLACE] = CLASS ("place", place_fields),
  [WUSE_RECORD_HOUSEHOLD] = CLASS ("household", household_fields),
  [WUSE_RECORD_PERSON] = CLASS ("person", person_fields),
  [WUSE_RECORD_CASE] = CLASS ("case", case_fields),
  [WUSE_RECORD_CONTACT] = CLASS ("contact", contact_fields),
  [WUSE_RECORD_STAY] = CLASS ("stay", stay_fields),
  [WUSE_RECORD_DAILY] = CLASS ("daily", daily_fields),
  [WUSE_RECORD_LINK] = CLASS ("link", link_fields),
};

G_STATIC_ASSERT (G_N_ELEMENTS (case_fields) <= WUSE_RECORD_MAX_FIELDS);

const WuseRecordClass *
wuse_record_class (WuseRecordType type)
{
  g_return_val_if_fail (type < WUSE_N_RECORD_TYPES, NULL);

  return &classes[type];
}

gboolean
wuse_record_type_from_name (const char *name, gsize length, WuseRecordType *type)
{
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    if (strlen (classes[i].name) == length && memcmp (classes[i].name, name, length) == 0)
      {
        *type = i;
        return TRUE;
      }

  return FALSE;
}
