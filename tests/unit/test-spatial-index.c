/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The packed R-tree against looking at every box. */

#include "config.h"

#include "wuse-spatial-index.h"

static WuseBounds
make_box (GRand *random, gint32 largest)
{
  gint32 west = g_rand_int_range (random, -1800000000, 1700000000);
  gint32 south = g_rand_int_range (random, -900000000, 800000000);

  return (WuseBounds){ west, south, west + g_rand_int_range (random, 0, largest), south + g_rand_int_range (random, 0, largest) };
}

static void
check_against_scan (const WuseBounds *boxes, const guint32 *items, guint n, const WuseSpatialIndex *index, const WuseBounds *box)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_found = 0;

  wuse_spatial_index_collect (index, box, found);
  for (guint i = 0; i < n; i++)
    if (boxes[i].west <= boxes[i].east && wuse_bounds_intersect (&boxes[i], box))
      {
        g_assert_cmpuint (n_found, <, found->len);
        g_assert_cmpuint (g_array_index (found, guint32, n_found), ==, items != NULL ? items[i] : i);
        n_found++;
      }
  g_assert_cmpuint (n_found, ==, found->len);
}

static void
test_against_scan (void)
{
  static const guint sizes[] = { 0, 1, 2, 15, 16, 17, 255, 256, 257, 4097, 20000 };
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      guint n = sizes[s];
      g_autofree WuseBounds *boxes = g_new (WuseBounds, n);
      g_autofree guint32 *items = g_new (guint32, n);

      for (guint i = 0; i < n; i++)
        {
          boxes[i] = i % 100 == 99 ? WUSE_BOUNDS_EMPTY : make_box (random, 20000000);
          items[i] = i * 3 + 1;
        }

      g_autoptr (WuseSpatialIndex) plain = wuse_spatial_index_new (boxes, NULL, n);
      g_autoptr (WuseSpatialIndex) named = wuse_spatial_index_new (boxes, items, n);
      for (guint i = 0; i < 100; i++)
        {
          WuseBounds box = make_box (random, 100000000);

          check_against_scan (boxes, NULL, n, plain, &box);
          check_against_scan (boxes, items, n, named, &box);
        }

      WuseBounds world = { -1800000000, -900000000, 1800000000, 900000000 };
      check_against_scan (boxes, NULL, n, plain, &world);
    }
}

static void
test_alike (void)
{
  WuseBounds boxes[100];

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    boxes[i] = (WuseBounds){ 5, 5, 5, 5 };

  g_autoptr (WuseSpatialIndex) index = wuse_spatial_index_new (boxes, NULL, G_N_ELEMENTS (boxes));
  WuseBounds at = { 5, 5, 5, 5 }, beside = { 6, 5, 7, 5 }, empty = WUSE_BOUNDS_EMPTY;

  check_against_scan (boxes, NULL, G_N_ELEMENTS (boxes), index, &at);
  check_against_scan (boxes, NULL, G_N_ELEMENTS (boxes), index, &beside);
  check_against_scan (boxes, NULL, G_N_ELEMENTS (boxes), index, &empty);
}

static gboolean
count_to_three_cb (guint32 item, gpointer user_data)
{
  guint *n = user_data;

  return ++*n < 3;
}

static void
test_end_early (void)
{
  WuseBounds boxes[100];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    boxes[i] = (WuseBounds){ (gint32) i, 0, (gint32) i + 1, 1 };

  g_autoptr (WuseSpatialIndex) index = wuse_spatial_index_new (boxes, NULL, G_N_ELEMENTS (boxes));
  WuseBounds all = { 0, 0, 200, 1 };

  wuse_spatial_index_search (index, &all, count_to_three_cb, &n);
  g_assert_cmpuint (n, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spatial-index/against-scan", test_against_scan);
  g_test_add_func ("/spatial-index/alike", test_alike);
  g_test_add_func ("/spatial-index/end-early", test_end_early);

  return g_test_run ();
}
