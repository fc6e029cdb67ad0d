/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records for tests: a small made-up district in a feed. */

#define G_LOG_DOMAIN "wuse-test"

#include "config.h"

#include "wuse-test-feed.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "wuse-number.h"

#define PERSONS_AT_ONCE 50000

/* Turns `lon lat,lon lat,…` into stored geometry bytes. */
static char *
make_ring (const char *text, guint32 *length)
{
  g_autoptr (WuseGeometryBuilder) builder = wuse_geometry_builder_new ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_auto (GStrv) pairs = g_strsplit (text, ",", 0);
  g_autoptr (GError) error = NULL;
  WuseGeometry geometry;

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) numbers = g_strsplit (pairs[i], " ", 2);
      WusePoint point;

      g_assert_true (wuse_parse_e7 (numbers[0], -1, 180, &point.lon, NULL));
      g_assert_true (wuse_parse_e7 (numbers[1], -1, 90, &point.lat, NULL));
      wuse_geometry_builder_add_point (builder, point);
    }
  wuse_geometry_builder_end_ring (builder);
  wuse_geometry_builder_end_part (builder);
  wuse_geometry_builder_finish (builder, WUSE_GEOMETRY_POLYGONS, &geometry, &error);
  g_assert_no_error (error);
  wuse_geometry_append_bytes (&geometry, bytes);
  *length = bytes->len;
  return (char *) g_byte_array_steal (bytes, NULL);
}

static void
set_value (const WuseField *field, const char *text, WuseValue *value, GPtrArray *owned)
{
  gint32 degrees = 0;
  WuseDay day = 0;

  value->is_set = TRUE;
  switch (field->kind)
    {
    case WUSE_FIELD_TEXT:
    case WUSE_FIELD_CODE:
    case WUSE_FIELD_REF:
      value->data = text;
      value->length = (guint32) strlen (text);
      break;
    case WUSE_FIELD_INTEGER:
      g_assert_true (wuse_parse_int64 (text, -1, G_MININT64, G_MAXINT64, &value->integer, NULL));
      break;
    case WUSE_FIELD_LON:
    case WUSE_FIELD_LAT:
      g_assert_true (wuse_parse_e7 (text, -1, field->kind == WUSE_FIELD_LON ? 180 : 90, &degrees, NULL));
      value->integer = degrees;
      break;
    case WUSE_FIELD_DAY:
      g_assert_true (wuse_day_parse (text, -1, &day, NULL));
      value->integer = day;
      break;
    case WUSE_FIELD_TIME:
      g_assert_true (wuse_time_parse (text, -1, &value->integer, NULL));
      break;
    case WUSE_FIELD_GEOMETRY:
      value->data = make_ring (text, &value->length);
      g_ptr_array_add (owned, (gpointer) value->data);
      break;
    }
}

void
wuse_test_feed_put (WuseFeed *feed, WuseRecordType type, const char *id, const char *first_field, ...)
{
  const WuseRecordClass *record_class = wuse_record_class (type);
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  WuseRecord record = { .type = type, .at = WUSE_TEST_TIME, .id = id, .id_length = strlen (id) };
  const char *name = first_field;
  va_list list;

  va_start (list, first_field);
  while (name != NULL)
    {
      const char *text = va_arg (list, const char *);
      guint i = 0;

      while (i < record_class->n_fields && strcmp (record_class->fields[i].name, name) != 0)
        i++;
      g_assert_cmpuint (i, <, record_class->n_fields);
      set_value (&record_class->fields[i], text, &record.values[i], owned);
      name = va_arg (list, const char *);
    }
  va_end (list);

  wuse_feed_put (feed, &record, &error);
  g_assert_no_error (error);
}

static void
put_grid (WuseFeed *feed, const char *id, const char *level, const char *parent, double west, double south, double size)
{
  g_autofree char *ring = g_strdup_printf ("%.4f %.4f,%.4f %.4f,%.4f %.4f,%.4f %.4f", west, south, west + size, south,
                                           west + size, south + size, west, south + size);

  if (parent != NULL)
    wuse_test_feed_put (feed, WUSE_RECORD_AREA, id, "level", level, "code", "220102001001", "name", id, "parent", parent,
                        "persons", "120", "households", "40", "geometry", ring, NULL);
  else
    wuse_test_feed_put (feed, WUSE_RECORD_AREA, id, "level", level, "name", id, "geometry", ring, NULL);
}

static void
put_areas (WuseFeed *feed, guint n_grids, guint columns)
{
  double size = 0.01 * columns;

  put_grid (feed, "district-1", "district", NULL, 125, 43, size);
  put_grid (feed, "subdistrict-1", "subdistrict", "district-1", 125, 43, size);
  put_grid (feed, "community-1", "community", "subdistrict-1", 125, 43, size);
  for (guint i = 0; i < n_grids; i++)
    {
      g_autofree char *id = g_strdup_printf ("grid-%u", i);

      put_grid (feed, id, "grid", "community-1", 125 + 0.01 * (i % columns), 43 + 0.01 * (i / columns), 0.01);
    }
  wuse_test_feed_put (feed, WUSE_RECORD_FEATURE, "water-1", "kind", "water", "name", "伊通河", "geometry",
                      "125.001 43.001,125.002 43.001,125.002 43.004", NULL);
  wuse_test_feed_put (feed, WUSE_RECORD_FEATURE, "green-1", "kind", "green", "geometry",
                      "125.005 43.005,125.006 43.005,125.006 43.006", NULL);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *id = g_strdup_printf ("place-%u", i);
      g_autofree char *lon = g_strdup_printf ("125.00%u", i);

      wuse_test_feed_put (feed, WUSE_RECORD_PLACE, id, "kind", i % 2 ? "school" : "hospital", "name", "第一医院 \"南院\"", "area",
                          "grid-0", "lon", lon, "lat", "43.0031", NULL);
    }
}

static void
put_home (WuseFeed *feed, guint number, const char *grid, const char *lon, const char *lat)
{
  g_autofree char *building = g_strdup_printf ("building-%u", number);
  g_autofree char *household = g_strdup_printf ("household-%u", number);

  wuse_test_feed_put (feed, WUSE_RECORD_BUILDING, building, "area", grid, "address", "人民大街12号", "lon", lon, "lat", lat,
                      "floors", "18", NULL);
  wuse_test_feed_put (feed, WUSE_RECORD_HOUSEHOLD, household, "area", grid, "building", building, "room", "3-1201", "persons",
                      "4", NULL);
}

/* Each case is said to have been infected by the one before. */
static void
put_link (WuseFeed *feed, guint number, const char *target, const char *day)
{
  g_autofree char *id = g_strdup_printf ("link-%u", number);
  g_autofree char *source = g_strdup_printf ("case-%u", number - 1);

  wuse_test_feed_put (feed, WUSE_RECORD_LINK, id, "source", source, "target", target, "kind", "transmission", "state",
                      number % 2 ? "suspected" : "confirmed", "setting", "market", "place", "place-1", "first_exposure", day,
                      "evidence", "同一摊位", NULL);
}

static void
put_case (WuseFeed *feed, guint number, const char *person, const char *grid, const char *lon, const char *lat)
{
  g_autofree char *id = g_strdup_printf ("case-%u", number);
  g_autofree char *stay = g_strdup_printf ("stay-%u-a", number);
  g_autofree char *second = g_strdup_printf ("stay-%u-b", number);
  g_autofree char *contact = g_strdup_printf ("contact-%u", number);
  g_autofree char *daily = g_strdup_printf ("daily-%u", number);
  g_autofree char *day = g_strdup_printf ("2022-04-%02u", 1 + number % 28);
  g_autofree char *start = g_strdup_printf ("%sT08:00:00Z", day);
  g_autofree char *end = g_strdup_printf ("%sT09:30:00Z", day);

  /* Every fifth case has no position. */
  if (number % 5 == 4)
    wuse_test_feed_put (feed, WUSE_RECORD_CASE, id, "classification", "asymptomatic", "person", person, "report", day, NULL);
  else
    wuse_test_feed_put (feed, WUSE_RECORD_CASE, id, "classification", "confirmed", "origin", "local", "person", person, "area",
                        grid, "lon", lon, "lat", lat, "onset", day, "report", day, NULL);
  wuse_test_feed_put (feed, WUSE_RECORD_STAY, stay, "case", id, "name", "市场", "lon", lon, "lat", lat, "start", start, "end",
                      end, "precision", "minute", NULL);
  wuse_test_feed_put (feed, WUSE_RECORD_STAY, second, "case", id, "name", "学校", "lon", lon, "lat", lat, NULL);
  wuse_test_feed_put (feed, WUSE_RECORD_CONTACT, contact, "case", id, "person", person, "tier", "close", "quarantine", "home",
                      "start", day, NULL);
  wuse_test_feed_put (feed, WUSE_RECORD_DAILY, daily, "area", grid, "day", day, "confirmed", "1", "screened", "300", NULL);
  if (number > 0)
    put_link (feed, number, id, day);
}

static void
put_person (WuseFeed *feed, guint number, guint n_grids, guint columns)
{
  guint place = number % n_grids;
  g_autofree char *id = g_strdup_printf ("RID%08u", number);
  g_autofree char *grid = g_strdup_printf ("grid-%u", place);
  g_autofree char *lon = g_strdup_printf ("%.5f", 125.002 + 0.01 * (place % columns));
  g_autofree char *lat = g_strdup_printf ("%.5f", 43.003 + 0.01 * (place / columns));
  g_autofree char *building = g_strdup_printf ("building-%u", number / 4);
  g_autofree char *household = g_strdup_printf ("household-%u", number / 4);
  g_autofree char *year = g_strdup_printf ("%u", 1930 + number % 90);

  if (number % 4 == 0)
    put_home (feed, number / 4, grid, lon, lat);
  wuse_test_feed_put (feed, WUSE_RECORD_PERSON, id, "name", "王**", "sex", number % 2 ? "female" : "male", "birth_year", year,
                      "id_number", "220102**********12", "area", grid, "building", building, "household", household, "residency",
                      "registered", NULL);
  if (number % 100 == 0)
    put_case (feed, number / 100, id, grid, lon, lat);
}

static void
begin (WuseFeed *feed)
{
  g_autoptr (GError) error = NULL;

  wuse_feed_begin (feed, &error);
  g_assert_no_error (error);
}

static void
commit (WuseFeed *feed)
{
  g_autoptr (GError) error = NULL;

  wuse_feed_commit (feed, &error);
  g_assert_no_error (error);
}

static void
describe (WuseFeed *feed, guint columns)
{
  g_autoptr (WuseDistrict) district = wuse_district_new ();
  g_autoptr (GError) error = NULL;
  gint32 size = (gint32) columns * 100000;

  district->id = g_strdup ("district-1");
  district->name = g_strdup ("试验区");
  district->name_en = g_strdup ("Test District");
  district->synthetic = TRUE;
  district->source = g_strdup ("Made up for tests");
  district->utc_offset = 480;
  district->time = WUSE_TEST_TIME;
  district->clock_rate = 0;
  district->first_day = wuse_day_from_ymd (2022, 4, 1);
  district->last_day = wuse_day_from_ymd (2022, 4, 28);
  district->bounds = (WuseBounds){ 1250000000, 430000000, 1250000000 + size, 430000000 + size };
  wuse_feed_set_district (feed, district, &error);
  g_assert_no_error (error);
}

void
wuse_test_feed_fill (WuseFeed *feed, guint n_grids, guint n_persons)
{
  guint columns = (guint) ceil (sqrt (n_grids));

  g_return_if_fail (feed != NULL && n_grids > 0);

  begin (feed);
  describe (feed, columns);
  put_areas (feed, n_grids, columns);
  for (guint i = 0; i < n_persons; i++)
    {
      put_person (feed, i, n_grids, columns);
      if (i % PERSONS_AT_ONCE == PERSONS_AT_ONCE - 1)
        {
          commit (feed);
          begin (feed);
        }
    }
  commit (feed);
}

WuseFeed *
wuse_test_feed_make (const char *path, guint n_grids, guint n_persons)
{
  g_autoptr (GError) error = NULL;
  WuseFeed *feed = wuse_feed_open (path, &error);

  g_assert_no_error (error);
  wuse_test_feed_fill (feed, n_grids, n_persons);
  return feed;
}
