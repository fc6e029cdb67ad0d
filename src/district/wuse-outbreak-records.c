/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbreak as the district knows it, as records. Nothing here draws from the outbreak's own random numbers, so that
 * reliving without writing comes out the same. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-outbreak-private.h"

static const char *const settings[] = { "household", "building", "work", "school", "market", "gathering", "other", "other" };
static const char *const findings[] = { "clinic", "screening", "close_contact", "quarantine", "key_person", "entry" };
static const char *const severities[] = { "mild", "moderate", "severe", "critical" };
static const char *const origins[] = { "上海市", "北京市", "哈尔滨市", "沈阳市", "广州市", "西安市", "韩国", "俄罗斯" };

const char *
outbreak_setting_code (Setting setting)
{
  return settings[setting];
}

static const char *
grid_code (const WuseOutbreak *self, guint32 building)
{
  return city_area (self->city, CITY_GRID, city_building_grid (self->city, building))->code;
}

static WusePoint
building_point (const WuseOutbreak *self, guint32 building)
{
  const CityBuilding *at = city_building (self->city, building);

  return wuse_city_position_to_point ((WuseCityPosition){ at->east, at->north });
}

void
outbreak_write_case (WuseOutbreak *self, guint32 index)
{
  const Infection *infection = outbreak_infection (self, index);
  const CityPerson *person = &self->city->persons[infection->person];
  guint32 building = outbreak_building (self, infection->person);
  WuseSyntheticWriter *writer = self->writer;
  gboolean ended = infection->released_at != WUSE_TIME_NONE, sourced = infection->named_infector != OUTBREAK_NONE;
  gboolean clustered = infection->cluster != OUTBREAK_NONE;

  if (writer == NULL)
    return;

  wuse_synthetic_writer_begin (writer, WUSE_RECORD_CASE, self->now, "C%05u", infection->number);
  wuse_synthetic_writer_text (writer, "classification", infection->confirmed ? "confirmed" : "asymptomatic");
  if (infection->confirmed)
    wuse_synthetic_writer_text (writer, "severity", severities[infection->severity]);
  wuse_synthetic_writer_text (writer, "origin", infection->imported ? "imported" : sourced ? "local" : "unknown");
  if (infection->imported)
    wuse_synthetic_writer_text (writer, "origin_place", origins[infection->origin_place]);
  wuse_synthetic_writer_format (writer, "person", "R%08u", infection->person);
  wuse_synthetic_writer_text (writer, "sex", (person->flags & CITY_FEMALE) != 0 ? "female" : "male");
  wuse_synthetic_writer_integer (writer, "age", self->city->year - person->birth_year);
  wuse_synthetic_writer_text (writer, "area", grid_code (self, building));
  wuse_synthetic_writer_format (writer, "building", "B%07u", building);
  wuse_synthetic_writer_format (writer, "household", "H%07u", person->household);
  wuse_synthetic_writer_point (writer, building_point (self, building));
  wuse_synthetic_writer_day (writer, "onset", infection->onset);
  wuse_synthetic_writer_day (writer, "report", outbreak_day (self, infection->known_at));
  wuse_synthetic_writer_day (writer, "isolation", outbreak_day (self, infection->isolated_at));
  if (ended)
    wuse_synthetic_writer_day (writer, infection->dead ? "death" : "release", outbreak_day (self, infection->released_at));
  wuse_synthetic_writer_text (writer, "outcome", !ended ? "ill" : infection->dead ? "died" : "released");
  wuse_synthetic_writer_text (writer, "found_by", findings[infection->found_by]);
  if (sourced && infection->source_confirmed)
    {
      wuse_synthetic_writer_format (writer, "infector", "C%05u", outbreak_infection (self, infection->named_infector)->number);
      wuse_synthetic_writer_text (writer, "setting", settings[infection->setting]);
    }
  if (clustered)
    wuse_synthetic_writer_text (writer, "cluster", g_array_index (self->clusters, Cluster, infection->cluster).name);
  if (infection->investigated)
    wuse_synthetic_writer_integer (writer, "contacts", infection->n_contacts);
  wuse_synthetic_writer_end (writer);
}

void
outbreak_write_contact (WuseOutbreak *self, guint32 index)
{
  const Contact *contact = outbreak_contact (self, index);
  WuseSyntheticWriter *writer = self->writer;

  if (writer == NULL)
    return;

  wuse_synthetic_writer_begin (writer, WUSE_RECORD_CONTACT, self->now, "K%06u", index + 1);
  wuse_synthetic_writer_format (writer, "case", "C%05u", outbreak_infection (self, contact->infection)->number);
  wuse_synthetic_writer_format (writer, "person", "R%08u", contact->person);
  wuse_synthetic_writer_text (writer, "tier", contact->secondary ? "secondary" : "close");
  wuse_synthetic_writer_text (writer, "setting", settings[contact->setting]);
  wuse_synthetic_writer_day (writer, "first_exposure", contact->first_exposure);
  wuse_synthetic_writer_day (writer, "last_exposure", contact->last_exposure);
  wuse_synthetic_writer_text (writer, "area", grid_code (self, outbreak_building (self, contact->person)));
  wuse_synthetic_writer_text (writer, "quarantine",
                              contact->start == WUSE_TIME_NONE ? "none"
                              : contact->central               ? "central"
                                                               : "home");
  if (contact->start != WUSE_TIME_NONE)
    {
      WuseDay start = outbreak_day (self, contact->start);

      if (contact->site != CITY_NONE)
        wuse_synthetic_writer_format (writer, "quarantine_place", "P%05u", contact->site);
      wuse_synthetic_writer_day (writer, "start", start);
      wuse_synthetic_writer_day (writer, "due", start + OUTBREAK_QUARANTINE_DAYS);
      wuse_synthetic_writer_day (writer, "release", contact->released);
    }
  if (contact->became != OUTBREAK_NONE)
    wuse_synthetic_writer_format (writer, "became_case", "C%05u", outbreak_infection (self, contact->became)->number);
  wuse_synthetic_writer_end (writer);
}

/* Every third day a community is screened, every day while it has cases; each reports when it is through. */
void
outbreak_plan_day (WuseOutbreak *self)
{
  WuseDay today = outbreak_day (self, self->now);
  guint n = self->city->areas[CITY_COMMUNITY]->len;

  for (guint32 i = 0; i < n; i++)
    {
      gboolean active = self->tallies[i].last_case != 0 && self->now - self->tallies[i].last_case < 14 * OUTBREAK_DAY;
      guint64 bits = wuse_random_hash (self->seed + (guint64) today, i);

      if (active || (today + (WuseDay) i) % 3 == 0)
        outbreak_queue (self, self->now + 16 * OUTBREAK_HOUR + (WuseTime) (bits % (7 * 3600)) * 1000, EVENT_REPORT, i, 0);
    }
  outbreak_queue (self, self->now + 23 * OUTBREAK_HOUR + 50 * 60000, EVENT_TOTAL, 0, 0);
  outbreak_queue (self, wuse_day_to_time (today + 1, self->utc_offset), EVENT_DAY, 0, 0);
}

static void
begin_daily (WuseOutbreak *self, const char *area, const Tally *tally)
{
  WuseDay today = outbreak_day (self, self->now);
  g_autofree char *day = wuse_day_format (today);

  wuse_synthetic_writer_begin (self->writer, WUSE_RECORD_DAILY, self->now, "D%s-%s", area, day);
  wuse_synthetic_writer_text (self->writer, "area", area);
  wuse_synthetic_writer_day (self->writer, "day", today);
  wuse_synthetic_writer_integer (self->writer, "confirmed", tally->confirmed);
  wuse_synthetic_writer_integer (self->writer, "asymptomatic", tally->asymptomatic);
  wuse_synthetic_writer_integer (self->writer, "released", tally->released);
  wuse_synthetic_writer_integer (self->writer, "deaths", tally->deaths);
}

static void
reset_tally (Tally *tally)
{
  *tally = (Tally){ .last_case = tally->last_case };
}

/* The figures of a community since its last report. */
void
outbreak_write_report (WuseOutbreak *self, guint32 community)
{
  const CityArea *area = city_area (self->city, CITY_COMMUNITY, community);
  Tally *tally = &self->tallies[community];
  guint64 bits = wuse_random_hash (self->seed + (guint64) outbreak_day (self, self->now), 7000000 + (guint64) community);
  guint32 screened = MAX (tally->positive, (guint32) (area->persons * (0.93 + 0.06 * (double) (bits & 0xffff) / 65536)));

  if (self->writer != NULL)
    {
      begin_daily (self, area->code, tally);
      wuse_synthetic_writer_integer (self->writer, "screened", screened);
      wuse_synthetic_writer_integer (self->writer, "screened_positive", tally->positive);
      wuse_synthetic_writer_end (self->writer);
    }
  reset_tally (tally);
}

void
outbreak_write_total (WuseOutbreak *self)
{
  if (self->writer != NULL)
    {
      begin_daily (self, city_area (self->city, CITY_DISTRICT, 0)->code, &self->total);
      wuse_synthetic_writer_integer (self->writer, "home_quarantine", self->n_home);
      wuse_synthetic_writer_integer (self->writer, "central_quarantine", self->n_central);
      wuse_synthetic_writer_end (self->writer);
    }
  reset_tally (&self->total);
}
