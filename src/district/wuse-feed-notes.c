/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept beside the records of a feed: the district's description, and notes. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-feed.h"

#include "wuse-feed-private.h"

gboolean
wuse_feed_set_district (WuseFeed *self, const WuseDistrict *district, GError **error)
{
  g_autoptr (WuseDistrict) described = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL && district != NULL, FALSE);

  described = wuse_district_copy (district);
  g_free (described->feed);
  described->feed = g_strdup (wuse_feed_get_id (self));
  described->seq = wuse_feed_get_seq (self);
  node = wuse_district_to_json (described);
  text = json_to_string (node, FALSE);
  return wuse_feed_set_meta (self, "district", text, error);
}

WuseDistrict *
wuse_feed_get_district (WuseFeed *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return wuse_feed_database_read_district (wuse_feed_get_database (self), error);
}

gboolean
wuse_feed_set_note (WuseFeed *self, const char *key, const char *value, GError **error)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  name = g_strconcat ("note.", key, NULL);
  return wuse_feed_set_meta (self, name, value, error);
}

gboolean
wuse_feed_get_note (WuseFeed *self, const char *key, char **value, GError **error)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (self != NULL && key != NULL && value != NULL, FALSE);

  name = g_strconcat ("note.", key, NULL);
  return wuse_feed_database_read_meta (wuse_feed_get_database (self), name, value, error);
}
