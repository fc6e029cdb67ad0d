/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clusters of points: nothing lost, nothing depends on order, what is known of a cluster is true of its points. */

#include "config.h"

#include "wuse-cluster-index.h"
#include "wuse-mercator.h"

#include "render-fixture.h"

#include <math.h>

#define RADIUS 44

static const WuseBounds everywhere = { -1800000000, -900000000, 1800000000, 900000000 };

static WuseClusterPoint *
make_points (guint n_points)
{
  WuseClusterPoint *points = g_new (WuseClusterPoint, n_points);

  for (guint i = 0; i < n_points; i++)
    points[i] = (WuseClusterPoint){
      .position = { 1253000000 + (gint32) (2e6 * render_noise (i, 1, 1)), 438500000 + (gint32) (2e6 * render_noise (i, 2, 2)) },
      .item = i,
      .kind = (guint8) (12 * render_noise (i, 3, 3)),
    };

  return points;
}

static GArray *
query (const WuseClusterIndex *clustering, guint zoom, const WuseBounds *bounds)
{
  GArray *clusters = g_array_new (FALSE, FALSE, sizeof (WuseCluster));

  wuse_cluster_index_query (clustering, zoom, bounds, clusters);

  return clusters;
}

static void
check_cluster (const WuseClusterIndex *clustering, const WuseCluster *cluster, const WuseClusterPoint *points)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (guint32));
  WuseBounds bounds = WUSE_BOUNDS_EMPTY;
  guint8 kind = 0;

  wuse_cluster_index_collect_items (clustering, cluster->id, items);
  g_assert_cmpuint (items->len, ==, cluster->count);
  g_assert_cmpuint (g_array_index (items, guint32, 0), ==, cluster->item);
  for (guint i = 0; i < items->len; i++)
    {
      const WuseClusterPoint *point = &points[g_array_index (items, guint32, i)];
      const WuseBounds at = { point->position.lon, point->position.lat, point->position.lon, point->position.lat };

      wuse_bounds_union (&bounds, &at);
      kind = MAX (kind, point->kind);
    }
  g_assert_cmpmem (&bounds, sizeof bounds, &cluster->bounds, sizeof cluster->bounds);
  g_assert_cmpint (kind, ==, cluster->kind);
  g_assert_cmpint (cluster->position.lon, >=, bounds.west);
  g_assert_cmpint (cluster->position.lon, <=, bounds.east);
}

static void
test_sums (void)
{
  const guint n_points = 3000;
  g_autofree WuseClusterPoint *points = make_points (n_points);
  g_autoptr (WuseClusterIndex) clustering = wuse_cluster_index_new (points, n_points, RADIUS);
  guint before = 0;

  for (guint zoom = 0; zoom <= WUSE_CLUSTER_MAX_ZOOM + 2; zoom++)
    {
      g_autoptr (GArray) clusters = query (clustering, zoom, &everywhere);
      guint sum = 0;

      for (guint i = 0; i < clusters->len; i++)
        sum += g_array_index (clusters, WuseCluster, i).count;
      g_assert_cmpuint (sum, ==, n_points);
      g_assert_cmpuint (clusters->len, >=, before);
      before = clusters->len;
      if (zoom == 0)
        g_assert_cmpuint (clusters->len, ==, 1);
    }
  g_assert_cmpuint (before, >, n_points / 2);
}

/* All clusters at once: as each of them alone. */
static void
check_members (const WuseClusterIndex *clustering, guint zoom, const GArray *members)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < members->len; i += items->len)
    {
      const guint32 lead = g_array_index (members, WuseClusterMember, i).lead;

      wuse_cluster_index_collect_items (clustering, (guint64) zoom << 32 | lead, items);
      g_assert_cmpuint (items->len, >, 0);
      for (guint j = 0; j < items->len; j++)
        {
          g_assert_cmpuint (g_array_index (members, WuseClusterMember, i + j).lead, ==, lead);
          g_assert_cmpuint (g_array_index (members, WuseClusterMember, i + j).item, ==, g_array_index (items, guint32, j));
        }
    }
}

static void
test_members (void)
{
  const guint n_points = 800;
  g_autofree WuseClusterPoint *points = make_points (n_points);
  g_autoptr (WuseClusterIndex) clustering = wuse_cluster_index_new (points, n_points, RADIUS);
  const guint zooms[] = { 8, 12, 14, 18 };

  for (guint z = 0; z < G_N_ELEMENTS (zooms); z++)
    {
      g_autoptr (GArray) clusters = query (clustering, zooms[z], &everywhere);
      g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (WuseClusterMember));

      for (guint i = 0; i < clusters->len; i++)
        check_cluster (clustering, &g_array_index (clusters, WuseCluster, i), points);
      wuse_cluster_index_collect_members (clustering, zooms[z], members);
      check_members (clustering, zooms[z], members);
      g_assert_cmpuint (members->len, ==, n_points);
    }
}

static int
compare_clusters (gconstpointer a, gconstpointer b)
{
  const WuseCluster *first = a, *second = b;

  return first->id < second->id ? -1 : first->id > second->id;
}

static void
test_order (void)
{
  const guint n_points = 2000;
  g_autofree WuseClusterPoint *points = make_points (n_points);
  g_autoptr (WuseClusterIndex) clustering = wuse_cluster_index_new (points, n_points, RADIUS);
  g_autoptr (WuseClusterIndex) other = NULL;

  for (guint i = 0; i < n_points / 2; i++)
    {
      const guint j = (guint) (render_noise (i, 8, 8) * (n_points - 1));
      const WuseClusterPoint swapped = points[i];

      points[i] = points[j];
      points[j] = swapped;
    }
  other = wuse_cluster_index_new (points, n_points, RADIUS);

  for (guint zoom = 8; zoom <= WUSE_CLUSTER_MAX_ZOOM; zoom++)
    {
      g_autoptr (GArray) first = query (clustering, zoom, &everywhere);
      g_autoptr (GArray) second = query (other, zoom, &everywhere);

      g_assert_cmpuint (first->len, ==, second->len);
      g_array_sort (first, compare_clusters);
      g_array_sort (second, compare_clusters);
      for (guint i = 0; i < first->len; i++)
        {
          const WuseCluster *a = &g_array_index (first, WuseCluster, i), *b = &g_array_index (second, WuseCluster, i);

          g_assert_true (a->id == b->id && a->count == b->count && a->kind == b->kind);
          g_assert_true (a->position.lon == b->position.lon && a->position.lat == b->position.lat);
        }
    }
}

/* What is apart on the screen stays apart; what lies together is one. */
static void
test_distance (void)
{
  const double pixel = 360.0 / 256 / (1 << 14) * 1e7;
  const WuseClusterPoint points[] = {
    { { 1253000000, 438500000 }, 10, 1 },
    { { 1253000000 + (gint32) (20 * pixel), 438500000 }, 11, 7 },
    { { 1253000000 + (gint32) (300 * pixel), 438500000 }, 12, 3 },
    { { 1253000000, 438500000 }, 13, 2 },
  };
  g_autoptr (WuseClusterIndex) clustering = wuse_cluster_index_new (points, G_N_ELEMENTS (points), RADIUS);
  g_autoptr (GArray) clusters = query (clustering, 14, &everywhere);
  g_autoptr (GArray) close = query (clustering, 18, &everywhere);
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_assert_cmpuint (clusters->len, ==, 2);
  g_assert_cmpuint (g_array_index (clusters, WuseCluster, 0).count, ==, 3);
  g_assert_cmpuint (g_array_index (clusters, WuseCluster, 0).item, ==, 10);
  g_assert_cmpint (g_array_index (clusters, WuseCluster, 0).kind, ==, 7);
  g_assert_cmpuint (g_array_index (clusters, WuseCluster, 1).item, ==, 12);
  g_assert_cmpuint (close->len, ==, 3);

  wuse_cluster_index_collect_items (clustering, G_MAXUINT64, nothing);
  g_assert_cmpuint (nothing->len, ==, 0);
}

static void
test_bounds (void)
{
  const guint n_points = 1000;
  g_autofree WuseClusterPoint *points = make_points (n_points);
  g_autoptr (WuseClusterIndex) clustering = wuse_cluster_index_new (points, n_points, RADIUS);
  const WuseBounds west = { 1253000000, 438500000, 1253999999, 440500000 };
  const WuseBounds east = { 1254000000, 438500000, 1255000000, 440500000 };
  g_autoptr (GArray) left = query (clustering, 13, &west);
  g_autoptr (GArray) right = query (clustering, 13, &east);
  g_autoptr (GArray) all = query (clustering, 13, &everywhere);

  g_assert_cmpuint (left->len, >, 0);
  g_assert_cmpuint (left->len + right->len, ==, all->len);
}

static void
test_edges (void)
{
  const WuseClusterPoint points[] = {
    { { 1800000000, 900000000 }, 1, 0 },
    { { -1800000000, -900000000 }, 2, 0 },
    { { 0, 0 }, 3, 0 },
    { { 0, 0 }, 3, 0 },
  };
  g_autoptr (WuseClusterIndex) none = wuse_cluster_index_new (NULL, 0, RADIUS);
  g_autoptr (WuseClusterIndex) clustering = wuse_cluster_index_new (points, G_N_ELEMENTS (points), RADIUS);
  g_autoptr (GArray) empty = query (none, 5, &everywhere);
  g_autoptr (GArray) clusters = query (clustering, 5, &everywhere);

  g_assert_cmpuint (empty->len, ==, 0);
  g_assert_cmpuint (clusters->len, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clusters/sums", test_sums);
  g_test_add_func ("/clusters/members", test_members);
  g_test_add_func ("/clusters/order", test_order);
  g_test_add_func ("/clusters/distance", test_distance);
  g_test_add_func ("/clusters/bounds", test_bounds);
  g_test_add_func ("/clusters/edges", test_edges);

  return g_test_run ();
}
