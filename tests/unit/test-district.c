/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server says of itself: there and back, and what is refused. */

#include "config.h"

#include "wuse-district.h"
#include "wuse-record.h"

#include <string.h>

#define COMPLETE                                                                                                                 \
  "{\"id\":\"huangpu\",\"name\":\"黄浦区\",\"name_en\":\"Huangpu\",\"feed\":\"f-1\",\"seq\":42,\"synthetic\":true,"           \
  "\"source\":\"made up\",\"licence\":\"CC0\",\"attribution\":\"©\",\"utc_offset\":480,\"time\":\"2022-04-11T06:05:12Z\","      \
  "\"clock_rate\":60,\"first_day\":\"2022-03-01\",\"last_day\":\"2022-04-30\",\"bbox\":[121.4,31.19,121.53,31.25]}"

typedef struct
{
  const char *from;
  const char *to;
  const char *words; /* of the message, NULL where it is taken */
} Change;

static const Change changes[] = {
  { "\"seq\":42", "\"seq\":0", NULL },
  { "\"name_en\":\"Huangpu\",", "", NULL },
  { "\"Huangpu\"", "null", NULL },
  { "\"licence\"", "\"unknown\":{\"a\":[]},\"licence\"", NULL },
  { "\"last_day\":\"2022-04-30\",", "", NULL },
  { ",\"bbox\":[121.4,31.19,121.53,31.25]", "", NULL },
  { "\"clock_rate\":60", "\"clock_rate\":0.5", NULL },
  { "\"id\":\"huangpu\",", "", "id is missing" },
  { "\"huangpu\"", "\"huang pu\"", "id is not an id" },
  { "\"huangpu\"", "7", "id is of the wrong type" },
  { "\"黄浦区\"", "\"\"", "name is empty" },
  { "\"黄浦区\"", "\"a\\u0007\"", "name holds characters" },
  { "\"seq\":42", "\"seq\":-1", "seq is out of bounds" },
  { "\"seq\":42", "\"seq\":4.2", "seq is of the wrong type" },
  { "\"seq\":42", "\"seq\":\"42\"", "seq is of the wrong type" },
  { "\"synthetic\":true", "\"synthetic\":1", "synthetic is of the wrong type" },
  { "480", "1081", "utc_offset is out of bounds" },
  { "2022-04-11T06:05:12Z", "yesterday", "time is not an instant" },
  { "\"clock_rate\":60", "\"clock_rate\":-1", "clock_rate is out of bounds" },
  { "\"clock_rate\":60", "\"clock_rate\":1e300", "clock_rate is out of bounds" },
  { "2022-03-01", "2022-02-30", "first_day is not a day" },
  { "2022-04-30", "2022-02-28", "last_day is before" },
  { "[121.4,31.19,121.53,31.25]", "[121.4,31.19,121.53]", "bbox is not an array of four" },
  { "[121.4,31.19,121.53,31.25]", "[121.4,31.19,121.53,\"a\"]", "bbox is not an array of four" },
  { "[121.4,31.19,121.53,31.25]", "[121.4,31.19,121.53,[]]", "bbox is not an array of four" },
  { "[121.4,31.19,121.53,31.25]", "{}", "bbox is not an array of four" },
  { "[121.4,31.19,121.53,31.25]", "[121.4,91,121.53,31.25]", "bbox is out of bounds" },
  { "[121.4,31.19,121.53,31.25]", "[121.6,31.19,121.53,31.25]", "bbox is turned round" },
};

static void
test_round_trip (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (COMPLETE, NULL);
  g_autoptr (WuseDistrict) district = wuse_district_from_json (node, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (district->name, ==, "黄浦区");
  g_assert_cmpint (district->seq, ==, 42);
  g_assert_true (district->synthetic);
  g_assert_cmpint (district->utc_offset, ==, 480);
  g_assert_cmpfloat (district->clock_rate, ==, 60.0);
  g_assert_cmpint (district->bounds.west, ==, 1214000000);
  g_assert_cmpint (district->bounds.north, ==, 312500000);
  g_assert_cmpint (district->last_day - district->first_day, ==, 60);

  g_autoptr (WuseDistrict) copy = wuse_district_copy (district);
  g_clear_pointer (&district, wuse_district_free);
  g_autoptr (JsonNode) back = wuse_district_to_json (copy);
  g_autoptr (WuseDistrict) again = wuse_district_from_json (back, &error);
  g_assert_no_error (error);
  g_autoptr (JsonNode) last = wuse_district_to_json (again);
  g_autofree char *first_text = json_to_string (back, FALSE);
  g_autofree char *last_text = json_to_string (last, FALSE);
  g_assert_cmpstr (last_text, ==, first_text);
  g_assert_nonnull (strstr (first_text, "\"bbox\":[121.4"));
}

static void
test_changes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GString) text = g_string_new (COMPLETE);
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (g_string_replace (text, changes[i].from, changes[i].to, 1), ==, 1);
      g_test_message ("%s", text->str);
      g_autoptr (JsonNode) node = json_from_string (text->str, NULL);
      g_autoptr (WuseDistrict) district = wuse_district_from_json (node, &error);

      if (changes[i].words == NULL)
        g_assert_no_error (error);
      else
        {
          g_assert_error (error, WUSE_MODEL_ERROR, WUSE_MODEL_ERROR_INVALID);
          g_assert_nonnull (strstr (error->message, changes[i].words));
          g_assert_null (district);
        }
    }

  g_autoptr (JsonNode) array = json_from_string ("[]", NULL);
  g_assert_null (wuse_district_from_json (array, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/district/round-trip", test_round_trip);
  g_test_add_func ("/district/changes", test_changes);

  return g_test_run ();
}
