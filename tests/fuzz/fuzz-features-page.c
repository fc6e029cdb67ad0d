/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of features from anybody's server: every geometry handed over is one, however the page is cut. */

#include "config.h"

#include "fuzz-target.h"

#include "wuse-features-page.h"

#include <string.h>

#define MAX_OPEN_BYTES (64 * 1024)

static void
take_cb (const WuseFeatureItem *item, gpointer user_data)
{
  guint64 *sum = user_data;
  const WuseGeometry *geometry = &item->geometry;

  *sum = *sum * 31 + (item->id != NULL ? g_str_hash (item->id) : 7);
  for (guint i = 0; i < item->n_properties; i++)
    *sum = *sum * 31 + g_str_hash (item->names[i]) + g_str_hash (item->values[i]);
  for (guint i = 0; i < geometry->n_points; i++)
    {
      g_assert_cmpint (ABS ((gint64) geometry->points[i].lon), <=, 1800000000);
      g_assert_cmpint (ABS ((gint64) geometry->points[i].lat), <=, 900000000);
    }
  if (geometry->n_rings > 0)
    g_assert_cmpuint (geometry->ring_ends[geometry->n_rings - 1], ==, geometry->n_points);
  if (geometry->n_parts > 0)
    g_assert_cmpuint (geometry->part_ends[geometry->n_parts - 1], ==, geometry->n_rings);
  *sum += geometry->n_points;
}

static guint64
parse (const guint8 *data, gsize size, gsize piece)
{
  guint64 sum = 0;
  g_autoptr (WuseFeaturesPage) page = wuse_features_page_new (take_cb, &sum);
  gboolean is_good = TRUE;

  for (gsize at = 0; at < size && is_good; at += piece)
    is_good = wuse_features_page_push (page, data + at, MIN (piece, size - at), NULL);
  is_good = is_good && wuse_features_page_end (page, NULL);
  if (is_good && wuse_features_page_get_next (page) != NULL)
    sum = sum * 31 + g_str_hash (wuse_features_page_get_next (page));

  return sum * 2 + is_good;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0 || size > MAX_OPEN_BYTES)
    return 0;

  g_assert_cmpuint (parse (data, size, size), ==, parse (data, size, 1 + size / 5));
  return 0;
}
