/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An outbreak in a synthetic city, event by event: the queue and the clock. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-outbreak-private.h"

#include <math.h>
#include <string.h>

/* How fast "of late" fades, in days. */
#define RECENT_DAYS 4.5

static void wuse_outbreak_simulation_init (WuseSimulationInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WuseOutbreak,
                               wuse_outbreak,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WUSE_TYPE_SIMULATION, wuse_outbreak_simulation_init))

static gboolean
is_before (const Event *a, const Event *b)
{
  return a->at < b->at || (a->at == b->at && a->order < b->order);
}

void
outbreak_queue (WuseOutbreak *self, WuseTime at, EventKind kind, guint32 subject, guint16 detail)
{
  Event event = {
    .at = MAX (at, self->now), .order = self->n_queued++, .subject = subject, .kind = (guint16) kind, .detail = detail
  };
  guint i = self->queue->len;

  g_array_append_val (self->queue, event);
  Event *items = (Event *) (void *) self->queue->data;

  for (; i > 0 && is_before (&event, &items[(i - 1) / 2]); i = (i - 1) / 2)
    items[i] = items[(i - 1) / 2];
  items[i] = event;
}

static Event
take_event (WuseOutbreak *self)
{
  Event *items = (Event *) (void *) self->queue->data;
  guint n = self->queue->len - 1, i = 0;
  Event first = items[0], last = items[n];

  while (2 * i + 1 < n)
    {
      guint child = 2 * i + 1;

      if (child + 1 < n && is_before (&items[child + 1], &items[child]))
        child++;
      if (!is_before (&items[child], &last))
        break;
      items[i] = items[child];
      i = child;
    }
  items[i] = last;
  g_array_set_size (self->queue, n);
  return first;
}

WuseDay
outbreak_day (const WuseOutbreak *self, WuseTime at)
{
  return wuse_time_to_day (at, self->utc_offset);
}

/* An instant on the day of `near`, between two hours; not before `near`: else on the day after. */
WuseTime
outbreak_time_of_day (WuseOutbreak *self, WuseTime near, double from_hour, double to_hour)
{
  WuseTime day = wuse_day_to_time (outbreak_day (self, near), self->utc_offset);
  WuseTime at = day + (WuseTime) (wuse_random_between (&self->random, from_hour, to_hour) * 3600) * 1000;

  return at < near ? at + OUTBREAK_DAY : at;
}

double
outbreak_tightness (const WuseOutbreak *self)
{
  double days = (double) (self->now - self->recent_at) / OUTBREAK_DAY;

  return self->recent * exp (-days / RECENT_DAYS) / self->expected_recent;
}

guint32
outbreak_building (const WuseOutbreak *self, guint32 person)
{
  return self->city->household_building[self->city->persons[person].household];
}

guint32
outbreak_community (const WuseOutbreak *self, guint32 person)
{
  return city_area (self->city, CITY_GRID, city_building_grid (self->city, outbreak_building (self, person)))->parent;
}

static void
handle (WuseOutbreak *self, const Event *event)
{
  switch ((EventKind) event->kind)
    {
    case EVENT_IMPORT:
      outbreak_import (self);
      return;
    case EVENT_HOST:
      outbreak_invite (self);
      return;
    case EVENT_GATHER:
      outbreak_gather (self, event->subject);
      return;
    case EVENT_TRANSMIT:
      outbreak_transmit (self, event->subject, event->detail);
      return;
    case EVENT_DETECT:
      outbreak_detect (self, event->subject);
      return;
    case EVENT_INVESTIGATE:
      outbreak_investigate (self, event->subject);
      return;
    case EVENT_RECLASSIFY:
      outbreak_reclassify (self, event->subject);
      return;
    case EVENT_DISCHARGE:
    case EVENT_DIE:
      outbreak_end_case (self, event->subject, event->kind == EVENT_DIE);
      return;
    case EVENT_QUARANTINE:
      outbreak_quarantine (self, event->subject);
      return;
    case EVENT_RELEASE:
      outbreak_release (self, event->subject);
      return;
    case EVENT_DAY:
      outbreak_plan_day (self);
      return;
    case EVENT_REPORT:
      outbreak_write_report (self, event->subject);
      return;
    case EVENT_TOTAL:
      outbreak_write_total (self);
      return;
    case EVENT_SETTLE:
      outbreak_settle_link (self, event->subject, event->detail != 0);
      return;
    }
}

static gboolean
save (WuseOutbreak *self, WuseSyntheticWriter *writer, GError **error)
{
  wuse_synthetic_writer_note (writer, "synthetic.progress", "%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT, self->n_events, self->now);
  return wuse_synthetic_writer_finish (writer, error);
}

gboolean
wuse_outbreak_advance (WuseOutbreak *self, WuseFeed *feed, WuseTime to, guint changes, GError **error)
{
  g_autoptr (WuseSyntheticWriter) writer = NULL;

  g_return_val_if_fail (WUSE_IS_OUTBREAK (self), FALSE);
  g_return_val_if_fail (to >= self->now, FALSE);

  writer = wuse_synthetic_writer_new (feed, G_MAXUINT, FALSE);
  self->writer = writer;
  while (g_array_index (self->queue, Event, 0).at <= to)
    {
      Event event = take_event (self);

      self->now = event.at;
      self->n_events++;
      handle (self, &event);
      if (wuse_synthetic_writer_get_changes (writer) >= changes && !save (self, writer, error))
        return FALSE;
    }
  self->now = to;
  self->writer = NULL;
  return wuse_synthetic_writer_get_changes (writer) == 0 ? wuse_synthetic_writer_finish (writer, error)
                                                         : save (self, writer, error);
}

void
wuse_outbreak_relive (WuseOutbreak *self, guint64 n_events, WuseTime time)
{
  g_return_if_fail (WUSE_IS_OUTBREAK (self));

  while (self->n_events < n_events)
    {
      Event event = take_event (self);

      self->now = event.at;
      self->n_events++;
      handle (self, &event);
    }
  self->now = MAX (self->now, time);
}

static WuseTime
wuse_outbreak_get_time (WuseSimulation *simulation)
{
  return WUSE_OUTBREAK (simulation)->now;
}

static gboolean
wuse_outbreak_step (WuseSimulation *simulation, WuseFeed *feed, WuseTime to, GError **error)
{
  return wuse_outbreak_advance (WUSE_OUTBREAK (simulation), feed, to, 900, error);
}

static void
wuse_outbreak_simulation_init (WuseSimulationInterface *iface)
{
  iface->get_time = wuse_outbreak_get_time;
  iface->advance = wuse_outbreak_step;
}

static void
wuse_outbreak_finalize (GObject *object)
{
  WuseOutbreak *self = WUSE_OUTBREAK (object);

  for (guint i = 0; i < self->clusters->len; i++)
    g_free (g_array_index (self->clusters, Cluster, i).name);
  g_array_unref (self->queue);
  g_array_unref (self->infections);
  g_array_unref (self->contacts);
  g_array_unref (self->clusters);
  g_array_unref (self->links);
  g_array_unref (self->known);
  g_array_unref (self->sites);
  g_hash_table_unref (self->infection_of);
  g_hash_table_unref (self->contact_of);
  g_hash_table_unref (self->cluster_of);
  g_free (self->markets);
  g_free (self->clinics);
  g_free (self->tallies);
  wuse_city_free (self->city);
  G_OBJECT_CLASS (wuse_outbreak_parent_class)->finalize (object);
}

static void
wuse_outbreak_class_init (WuseOutbreakClass *class)
{
  G_OBJECT_CLASS (class)->finalize = wuse_outbreak_finalize;
}

static void
wuse_outbreak_init (WuseOutbreak *self)
{
  self->queue = g_array_new (FALSE, FALSE, sizeof (Event));
  self->infections = g_array_new (FALSE, FALSE, sizeof (Infection));
  self->contacts = g_array_new (FALSE, FALSE, sizeof (Contact));
  self->clusters = g_array_new (FALSE, FALSE, sizeof (Cluster));
  self->links = g_array_new (FALSE, FALSE, sizeof (Link));
  self->known = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->sites = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->infection_of = g_hash_table_new (NULL, NULL);
  self->contact_of = g_hash_table_new (NULL, NULL);
  self->cluster_of = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

WuseOutbreak *
wuse_outbreak_new (WuseCity *city, guint64 seed, WuseTime start, int utc_offset)
{
  WuseOutbreak *self = g_object_new (WUSE_TYPE_OUTBREAK, NULL);
  double scale = pow (city->n_grids / 400.0, 0.75);

  self->city = city;
  self->seed = seed;
  self->utc_offset = utc_offset;
  self->start = self->now = self->recent_at = start;
  self->expected_recent = 26 * scale;
  self->tallies = g_new0 (Tally, city->areas[CITY_COMMUNITY]->len);
  self->markets = city_find_nearest (city, "market");
  self->clinics = city_find_nearest (city, "fever_clinic");
  for (guint32 i = 0; i < city->places->len; i++)
    if (strcmp (city_place (city, i)->kind, "quarantine_site") == 0)
      g_array_append_val (self->sites, i);
  wuse_random_init (&self->random, seed, 1000);

  /* A few arrive together, before anybody looks. */
  for (guint i = 0; i < 3 * scale + 2; i++)
    outbreak_queue (self, start + (WuseTime) (wuse_random_between (&self->random, 0, 3) * OUTBREAK_DAY), EVENT_IMPORT, 0, 0);
  outbreak_queue (self, start + 2 * OUTBREAK_DAY, EVENT_HOST, 0, 0);
  outbreak_queue (self, wuse_day_to_time (outbreak_day (self, start) + 1, utc_offset), EVENT_DAY, 0, 0);
  return self;
}

static char *
case_id (WuseOutbreak *self, guint32 infection)
{
  return g_strdup_printf ("C%05u", outbreak_infection (self, infection)->number);
}

void
wuse_outbreak_foreach_truth (WuseOutbreak *self, WuseOutbreakTruthFunc func, gpointer user_data)
{
  g_return_if_fail (WUSE_IS_OUTBREAK (self));

  for (guint i = 0; i < self->known->len; i++)
    {
      guint32 index = g_array_index (self->known, guint32, i);
      const Infection *infection = outbreak_infection (self, index);
      gboolean found =
          infection->infector != OUTBREAK_NONE && outbreak_infection (self, infection->infector)->number != OUTBREAK_NONE;
      g_autofree char *id = case_id (self, index);
      g_autofree char *infector = found ? case_id (self, infection->infector) : NULL;

      func (id, infector, outbreak_day (self, infection->infected_at), outbreak_setting_code (infection->setting), user_data);
    }
}
