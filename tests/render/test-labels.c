/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names on the map: none overlaps another, none is wider than was reckoned, every plan is the same plan. */

#include "config.h"

#include "wuse-badge-room.h"
#include "wuse-label-plan.h"
#include "wuse-scene-private.h"

#include "render-fixture.h"

#include <string.h>

static const RenderCity city = { 125.33, 43.90, 0.0030, 36, 26, 4 };

static WuseScene *
make_scene (gboolean latin)
{
  g_autoptr (WuseAreaSet) areas = render_city_make_areas (&city);
  WuseSceneOptions options = WUSE_SCENE_DEFAULTS;

  options.latin = latin;

  return wuse_scene_new (areas, NULL, NULL, 0, &options);
}

static void
check_plan (const WuseLabelPlan *plan, int scale)
{
  guint n_labels;
  const WuseLabel *labels = wuse_label_plan_get_labels (plan, &n_labels);

  for (guint i = 0; i < n_labels; i++)
    {
      const WuseLabelBox *box = &labels[i].box;
      int width, height;

      wuse_text_measure (labels[i].text, labels[i].length, labels[i].style, scale, &width, &height);
      if (width > (box->right - box->left) * scale || height > (box->bottom - box->top) * scale)
        g_error ("%.*s is %d×%d, was reckoned as %d×%d", (int) labels[i].length, labels[i].text, width, height,
                 (box->right - box->left) * scale, (box->bottom - box->top) * scale);
      g_assert_cmpint (box->left, <=, labels[i].x - width / scale / 2);
      g_assert_cmpint (box->top, <=, labels[i].y - height / scale / 2);

      for (guint j = 0; j < i; j++)
        g_assert_false (box->left < labels[j].box.right && labels[j].box.left < box->right && box->top < labels[j].box.bottom
                        && labels[j].box.top < box->bottom);
    }
}

static void
test_overlaps (gconstpointer data)
{
  const gboolean latin = GPOINTER_TO_INT (data);
  g_autoptr (WuseScene) scene = make_scene (latin);
  guint most = 0;

  for (guint zoom = 8; zoom <= 19; zoom++)
    {
      const WuseLabelPlan *plan = wuse_label_plans_get (scene->names, zoom, wuse_scene_level_at_zoom (scene, zoom));
      guint n_labels;

      wuse_label_plan_get_labels (plan, &n_labels);
      g_test_message ("zoom %u: %u names", zoom, n_labels);
      check_plan (plan, 1 + (int) zoom % 2);
      most = MAX (most, n_labels);
    }
  /* At the end every grid has room for its number, and every community, subdistrict and the district for its name. */
  g_assert_cmpuint (most, >=, 36 * 26 + 9 * 7 + 3 * 2 + 1 - 20);
}

static void
test_same (void)
{
  g_autoptr (WuseScene) first = make_scene (FALSE);
  g_autoptr (WuseScene) second = make_scene (FALSE);

  for (guint zoom = 10; zoom <= 17; zoom++)
    {
      const WuseAreaLevel level = wuse_scene_level_at_zoom (first, zoom);
      guint n_a, n_b;
      const WuseLabel *a = wuse_label_plan_get_labels (wuse_label_plans_get (first->names, zoom, level), &n_a);
      const WuseLabel *b = wuse_label_plan_get_labels (wuse_label_plans_get (second->names, zoom, level), &n_b);

      g_assert_cmpuint (n_a, ==, n_b);
      for (guint i = 0; i < n_a; i++)
        {
          g_assert_cmpuint (a[i].area, ==, b[i].area);
          g_assert_cmpint (a[i].x, ==, b[i].x);
          g_assert_cmpint (a[i].y, ==, b[i].y);
        }
    }
}

static void
test_collect (void)
{
  g_autoptr (WuseScene) scene = make_scene (FALSE);
  const WuseLabelPlan *plan = wuse_label_plans_get (scene->names, 14, WUSE_AREA_GRID);
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_labels;
  const WuseLabel *labels = wuse_label_plan_get_labels (plan, &n_labels);

  g_assert_cmpuint (n_labels, >, 10);
  for (guint i = 0; i < n_labels; i++)
    {
      const WuseLabelBox corner = { labels[i].box.right - 1, labels[i].box.bottom - 1, labels[i].box.right + 255,
                                    labels[i].box.bottom + 255 };
      guint n_expected = 0;

      wuse_label_plan_collect (plan, &corner, items);
      for (guint j = 0; j < n_labels; j++)
        n_expected += labels[j].box.left < corner.right && corner.left < labels[j].box.right && labels[j].box.top < corner.bottom
                      && corner.top < labels[j].box.bottom;
      g_assert_cmpuint (items->len, ==, n_expected);
      g_assert_cmpuint (n_expected, >=, 1);
    }
}

static void
assert_short (const char *name, const char *parent, const char *expected)
{
  gsize length;
  const char *found = wuse_label_plan_short_name (name, parent, &length);
  g_autofree char *copy = g_strndup (found, length);

  g_assert_cmpstr (copy, ==, expected);
}

static void
test_short_names (void)
{
  assert_short ("吉盛社区第 07 网格", "吉盛社区", "07");
  assert_short ("吉盛社区第07网格", "吉盛社区", "07");
  assert_short ("第三网格", NULL, "三");
  assert_short ("Jisheng Grid 07", "Jisheng", "07");
  assert_short ("Grid 07", NULL, "07");
  assert_short ("网格", "吉盛社区", "网格");
  assert_short ("吉盛社区", "吉盛社区", "吉盛社区");
  assert_short ("东区", "吉盛社区", "东区");
  assert_short ("", NULL, "");
}

/* A name that no map has room for is cut the same way when it is reckoned and when it is painted. */
static void
test_long_names (void)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (WusePixels) pixels = wuse_pixels_new (64, 64);
  int width, height, estimated_width, estimated_height;

  for (guint i = 0; i < 10000; i++)
    g_string_append (name, "\xe7\xbd\x91");
  wuse_text_estimate (name->str, name->len, WUSE_TEXT_TOP, &estimated_width, &estimated_height);
  wuse_text_measure (name->str, name->len, WUSE_TEXT_TOP, 1, &width, &height);
  g_assert_cmpint (width, <=, estimated_width);
  g_assert_cmpint (estimated_width, <, 1000);
  wuse_text_paint (pixels, 32, 32, name->str, name->len, WUSE_TEXT_TOP, 1, (WuseColor){ 0, 0, 0, 255 },
                   (WuseColor){ 255, 255, 255, 255 });
  g_assert_cmphex (wuse_pixels_get_row (pixels, 32)[2], !=, 0);
  g_assert_cmphex (wuse_pixels_get_row (pixels, 2)[32], ==, 0);
}

static gboolean
is_clear (const WuseLabelPlan *plan, const WuseLabelBox *box, int dx, int dy)
{
  const WuseLabelBox moved = { box->left + dx, box->top + dy, box->right + dx, box->bottom + dy };
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (guint32));

  wuse_label_plan_collect (plan, &moved, items);
  return items->len == 0;
}

/* The square of the shortest way out, by trying all of them; 0 if there is none. */
static int
find_shortest (const WuseLabelPlan *plan, const WuseLabelBox *box)
{
  int shortest = G_MAXINT;

  for (int dx = -WUSE_BADGE_REACH; dx <= WUSE_BADGE_REACH; dx++)
    for (int dy = -WUSE_BADGE_REACH; dy <= WUSE_BADGE_REACH; dy++)
      if (dx * dx + dy * dy < shortest && is_clear (plan, box, dx, dy))
        shortest = dx * dx + dy * dy;
  return shortest < G_MAXINT ? shortest : 0;
}

static void
test_badges (void)
{
  g_autoptr (WuseScene) scene = make_scene (FALSE);
  g_autoptr (WuseScene) nameless = NULL;
  WuseSceneOptions options = WUSE_SCENE_DEFAULTS;
  const guint zoom = 14;
  guint n_labels, n_moved = 0, n_stuck = 0;
  WuseLabelBox somewhere = { 0, 0, 30, 30 };
  int dx = 1, dy = 1;

  g_assert_false (wuse_scene_find_badge_room (scene, zoom, &somewhere, &dx, &dy));
  g_assert_true (dx == 0 && dy == 0);

  const WuseLabelPlan *plan = wuse_label_plans_get (scene->names, zoom, wuse_scene_level_at_zoom (scene, zoom));
  const WuseLabel *labels = wuse_label_plan_get_labels (plan, &n_labels);
  g_assert_cmpuint (n_labels, >, 20);
  for (guint i = 0; i < MIN (n_labels, 60); i++)
    {
      const int size = 20 + (int) (i % 4) * 6, x = labels[i].x + (int) (i % 7) * 5 - 15, y = labels[i].y + (int) (i % 5) * 4 - 8;
      const WuseLabelBox box = { x - size / 2, y - size / 2, x + size / 2, y + size / 2 };

      g_assert_true (wuse_scene_find_badge_room (scene, zoom, &box, &dx, &dy));
      g_assert_cmpint (ABS (dx), <=, WUSE_BADGE_REACH);
      g_assert_cmpint (ABS (dy), <=, WUSE_BADGE_REACH);
      g_assert_cmpint (dx * dx + dy * dy, ==, find_shortest (plan, &box));
      n_moved += dx != 0 || dy != 0;
      n_stuck += !is_clear (plan, &box, dx, dy);
    }
  g_test_message ("%u moved, %u could not", n_moved, n_stuck);
  g_assert_cmpuint (n_moved, >, 10);
  g_assert_cmpuint (n_stuck, <, n_moved);

  options.flags &= ~(guint) WUSE_SCENE_LABELS;
  nameless = wuse_scene_with_options (scene, &options);
  g_assert_true (wuse_scene_find_badge_room (nameless, zoom, &labels[0].box, &dx, &dy));
  g_assert_true (dx == 0 && dy == 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/labels/overlaps", GINT_TO_POINTER (FALSE), test_overlaps);
  g_test_add_data_func ("/labels/overlaps-latin", GINT_TO_POINTER (TRUE), test_overlaps);
  g_test_add_func ("/labels/same", test_same);
  g_test_add_func ("/labels/collect", test_collect);
  g_test_add_func ("/labels/short-names", test_short_names);
  g_test_add_func ("/labels/long-names", test_long_names);

  g_test_add_func ("/labels/badges", test_badges);
  return g_test_run ();
}
