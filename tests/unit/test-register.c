/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register: order, and references resolved when it is sealed. */

#include "config.h"

#include "wuse-register.h"

static void
add_case (WuseRegister *self, const char *id, WuseDay report, const char *infector)
{
  WuseCase item = { .id = id,
                    .area = WUSE_AREA_NONE,
                    .report = report,
                    .onset = WUSE_DAY_NONE,
                    .cluster = WUSE_INDEX_NONE,
                    .small_setting = WUSE_INDEX_NONE };

  wuse_register_add_case (self, &item, infector);
}

static void
add_stay (WuseRegister *self, const char *case_id, WuseTime start)
{
  WuseStay item = { .area = WUSE_AREA_NONE, .start = start, .end = start + 1 };

  wuse_register_add_stay (self, &item, case_id);
}

static WuseRegister *
new_register (void)
{
  g_autoptr (WuseAreaSet) areas = wuse_area_set_builder_end (wuse_area_set_builder_new ());

  return wuse_register_new (areas);
}

static void
test_cases (void)
{
  g_autoptr (WuseRegister) self = new_register ();
  guint n_cases;

  add_case (self, "c", 20, "b");
  add_case (self, "b", 10, "nobody");
  add_case (self, "a", 20, "c");
  add_case (self, "d", WUSE_DAY_NONE, "d");
  wuse_register_seal (self);

  const WuseCase *cases = wuse_register_get_cases (self, &n_cases);
  g_assert_cmpuint (n_cases, ==, 4);
  g_assert_cmpstr (cases[0].id, ==, "d");
  g_assert_cmpstr (cases[1].id, ==, "b");
  g_assert_cmpstr (cases[2].id, ==, "a");
  g_assert_cmpstr (cases[3].id, ==, "c");
  g_assert_cmpuint (cases[0].infector, ==, WUSE_INDEX_NONE);
  g_assert_cmpuint (cases[1].infector, ==, WUSE_INDEX_NONE);
  g_assert_cmpuint (cases[2].infector, ==, 3);
  g_assert_cmpuint (cases[3].infector, ==, 1);
  g_assert_cmpuint (wuse_area_set_get_size (wuse_register_get_areas (self)), ==, 0);
}

static void
test_stays (void)
{
  g_autoptr (WuseRegister) self = new_register ();
  guint n_stays;

  add_stay (self, "late", 5);
  add_stay (self, "nobody", 1);
  add_stay (self, "early", 9);
  add_stay (self, "early", 3);
  add_case (self, "late", 20, NULL);
  add_case (self, "early", 10, NULL);
  wuse_register_seal (self);

  const WuseStay *stays = wuse_register_get_stays (self, &n_stays);
  g_assert_cmpuint (n_stays, ==, 4);
  g_assert_cmpuint (stays[0].case_index, ==, 0);
  g_assert_cmpint (stays[0].start, ==, 3);
  g_assert_cmpint (stays[1].start, ==, 9);
  g_assert_cmpuint (stays[2].case_index, ==, 1);
  g_assert_cmpuint (stays[3].case_index, ==, WUSE_INDEX_NONE);
}

static void
test_other_records (void)
{
  g_autoptr (WuseRegister) self = new_register ();
  guint n;

  for (gint i = 5; i > 0; i--)
    {
      wuse_register_add_daily (self, &(WuseDaily){ .area = (guint32) i % 2, .day = i, .confirmed = i });
      wuse_register_add_contact (self, &(WuseContact){ .area = (guint32) i });
    }
  wuse_register_add_place (self, &(WusePlace){ .id = "p", .kind = "market", .name = "海鲜市场" });
  wuse_register_seal (self);

  const WuseDaily *daily = wuse_register_get_daily (self, &n);
  g_assert_cmpuint (n, ==, 5);
  for (guint i = 1; i < n; i++)
    g_assert_true (daily[i - 1].area < daily[i].area || daily[i - 1].day < daily[i].day);
  const WuseContact *contacts = wuse_register_get_contacts (self, &n);
  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpuint (contacts[0].area, ==, 5);
  const WusePlace *places = wuse_register_get_places (self, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (places[0].kind, ==, "market");
  g_assert_cmpstr (places[0].name, ==, "海鲜市场");
  g_assert_null (places[0].address);
}

static void
test_intern (void)
{
  g_autoptr (WuseRegister) self = new_register ();
  g_autofree char *name = g_strdup ("Shincheonji");
  guint32 first = wuse_register_intern (self, name);

  name[0] = 'X';
  g_assert_cmpuint (wuse_register_intern (self, "Shincheonji"), ==, first);
  g_assert_cmpuint (wuse_register_intern (self, name), !=, first);
  g_assert_cmpuint (wuse_register_intern (self, NULL), ==, WUSE_INDEX_NONE);
  wuse_register_seal (self);
  g_assert_cmpstr (wuse_register_get_interned (self, first), ==, "Shincheonji");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/register/cases", test_cases);
  g_test_add_func ("/register/stays", test_stays);
  g_test_add_func ("/register/other-records", test_other_records);
  g_test_add_func ("/register/intern", test_intern);

  return g_test_run ();
}
