/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole district that is made up: a city, and an outbreak that goes on in it. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-synthetic.h"

#include "wuse-number.h"
#include "wuse-outbreak.h"

#include <string.h>

#define UTC_OFFSET (8 * 60)
#define DAY_MS (G_GINT64_CONSTANT (86400) * 1000)
#define CHANGES_PER_TRANSACTION 50000
#define DEFAULT_TIME G_GINT64_CONSTANT (1649657100000)
#define DEFAULT_HISTORY 45
/* Counts up whenever the same seed comes to give another city or outbreak: one that has begun cannot go on then. */
#define MODEL 2

/* Notes: what the district was made from, and how far its outbreak has come. */
#define NOTE_OPTIONS "synthetic.options"
#define NOTE_PROGRESS "synthetic.progress"

static WuseTime
history_start (const WuseSyntheticOptions *options)
{
  return wuse_day_to_time (wuse_time_to_day (options->time, UTC_OFFSET) - (WuseDay) options->history_days, UTC_OFFSET);
}

static gboolean
check_options (const WuseSyntheticOptions *options, GError **error)
{
  const WuseTime least = 0, greatest = G_GINT64_CONSTANT (4102444800000); /* 1970 to 2100 */

  if (options->seed <= G_MAXINT64 && options->history_days <= 365 && options->time >= least + 366 * DAY_MS
      && options->time <= greatest)
    return TRUE;
  g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID,
               "A synthetic district lies between 1971 and 2100, has a history of at most 365 days and a seed below 2^63");
  return FALSE;
}

static WuseOutbreak *
make_outbreak (const WuseSyntheticOptions *options, WuseCity **city, GError **error)
{
  int year;

  if (!check_options (options, error))
    return NULL;
  wuse_day_to_ymd (wuse_time_to_day (options->time, UTC_OFFSET), &year, NULL, NULL);
  *city = wuse_city_new (options->seed, options->grids, options->persons, year, error);
  return *city != NULL ? wuse_outbreak_new (*city, options->seed, history_start (options), UTC_OFFSET) : NULL;
}

static gboolean
describe (WuseFeed *feed, const WuseSyntheticOptions *options, const WuseBounds *bounds, GError **error)
{
  g_autoptr (WuseDistrict) district = wuse_district_new ();

  district->id = g_strdup ("220199");
  district->name = g_strdup ("示范区");
  district->name_en = g_strdup ("Shifan District (synthetic)");
  district->synthetic = TRUE;
  district->source =
      g_strdup_printf ("Synthetic district, seed %" G_GUINT64_FORMAT ": people and outbreak are made up", options->seed);
  district->licence = g_strdup ("CC0-1.0");
  district->utc_offset = UTC_OFFSET;
  district->time = options->time;
  district->clock_rate = 1;
  district->first_day = wuse_time_to_day (history_start (options), UTC_OFFSET);
  district->last_day = WUSE_DAY_NONE;
  district->bounds = *bounds;
  return wuse_feed_set_district (feed, district, error);
}

static char *
note_options (const WuseSyntheticOptions *options)
{
  return g_strdup_printf ("%u %u %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %u %u", options->grids, options->persons,
                          options->seed, options->time, options->history_days, MODEL);
}

static WuseSimulation *
create (WuseFeed *feed, const WuseSyntheticOptions *options, GError **error)
{
  g_autoptr (WuseOutbreak) outbreak = NULL;
  g_autofree char *note = note_options (options);
  WuseCity *city;
  WuseBounds bounds;

  outbreak = make_outbreak (options, &city, error);
  if (outbreak == NULL || !wuse_feed_set_note (feed, NOTE_OPTIONS, note, error)
      || !wuse_city_write (city, feed, history_start (options), &bounds, error) || !describe (feed, options, &bounds, error)
      || !wuse_outbreak_advance (outbreak, feed, options->time, CHANGES_PER_TRANSACTION, error))
    return NULL;

  return WUSE_SIMULATION (g_steal_pointer (&outbreak));
}

WuseSimulation *
wuse_synthetic_new (WuseFeed *feed, const WuseSyntheticOptions *options, GError **error)
{
  WuseSyntheticOptions complete;
  g_autofree char *before = NULL, *wanted = NULL;
  WuseSimulation *simulation = NULL;

  g_return_val_if_fail (feed != NULL && options != NULL, NULL);

  complete = *options;
  if (complete.time == 0)
    complete.time = DEFAULT_TIME;
  if (complete.history_days == 0)
    complete.history_days = DEFAULT_HISTORY;
  wanted = note_options (&complete);
  if (!wuse_feed_get_note (feed, NOTE_OPTIONS, &before, error))
    return NULL;
  if (before == NULL && wuse_feed_get_seq (feed) == 0)
    return create (feed, &complete, error);
  if (g_strcmp0 (before, wanted) != 0)
    {
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID, "%s holds another district already",
                   wuse_feed_get_path (feed));
      return NULL;
    }

  wuse_synthetic_resume (feed, &simulation, error);
  return simulation;
}

/* The numbers of a note, all of them or none. */
static gboolean
read_numbers (const char *note, gint64 *numbers, guint n_numbers)
{
  g_auto (GStrv) words = g_strsplit (note, " ", -1);

  if (g_strv_length (words) != n_numbers)
    return FALSE;
  for (guint i = 0; i < n_numbers; i++)
    if (!wuse_parse_int64 (words[i], -1, 0, G_MAXINT64, &numbers[i], NULL))
      return FALSE;
  return TRUE;
}

gboolean
wuse_synthetic_resume (WuseFeed *feed, WuseSimulation **simulation, GError **error)
{
  g_autofree char *note = NULL, *progress = NULL;
  g_autoptr (WuseOutbreak) outbreak = NULL;
  WuseSyntheticOptions options;
  WuseCity *city;
  gint64 made[6], reached[2];

  g_return_val_if_fail (feed != NULL && simulation != NULL, FALSE);

  *simulation = NULL;
  if (!wuse_feed_get_note (feed, NOTE_OPTIONS, &note, error) || !wuse_feed_get_note (feed, NOTE_PROGRESS, &progress, error))
    return FALSE;
  if (note == NULL)
    return TRUE;
  if (read_numbers (note, made, G_N_ELEMENTS (made) - 1) || (read_numbers (note, made, G_N_ELEMENTS (made)) && made[5] != MODEL))
    {
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID,
                   "%s holds an outbreak of another version of this program, which cannot go on: make the district anew",
                   wuse_feed_get_path (feed));
      return FALSE;
    }
  if (!read_numbers (note, made, G_N_ELEMENTS (made))
      || (progress != NULL && !read_numbers (progress, reached, G_N_ELEMENTS (reached))) || made[0] > G_MAXUINT
      || made[1] > G_MAXUINT || made[4] > 365)
    {
      g_set_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_FORMAT, "The notes of the synthetic district are damaged");
      return FALSE;
    }

  options = (WuseSyntheticOptions){ (guint) made[0], (guint) made[1], (guint64) made[2], made[3], (guint) made[4] };
  if (progress == NULL)
    {
      *simulation = create (feed, &options, error);
      return *simulation != NULL;
    }

  outbreak = make_outbreak (&options, &city, error);
  if (outbreak == NULL)
    return FALSE;
  wuse_outbreak_relive (outbreak, (guint64) reached[0], reached[1]);

  /* The history may have been broken off: it is part of what the district is. */
  if (reached[1] < options.time && !wuse_outbreak_advance (outbreak, feed, options.time, CHANGES_PER_TRANSACTION, error))
    return FALSE;
  *simulation = WUSE_SIMULATION (g_steal_pointer (&outbreak));
  return TRUE;
}
