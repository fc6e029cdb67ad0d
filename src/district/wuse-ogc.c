/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OGC API – Features Part 1: what there is: landing page, conformance, collections. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-ogc.h"

#include <string.h>

#define CRS84 "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
#define GREGORIAN "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
#define E7 1e7

typedef struct
{
  const char *name;
  WuseRecordType type;
  const char *title;
  const char *description;
} Collection;

static const Collection collections[] = {
  { "areas", WUSE_RECORD_AREA, "Areas", "District, subdistricts, communities and grids" },
  { "buildings", WUSE_RECORD_BUILDING, "Buildings", "Buildings with their addresses" },
  { "features", WUSE_RECORD_FEATURE, "Base features", "What is drawn under the areas: water, green, roads" },
  { "places", WUSE_RECORD_PLACE, "Places", "Hospitals, schools, markets, checkpoints, quarantine sites" },
  { "cases", WUSE_RECORD_CASE, "Cases", "Cases, by day of report; those without a position have no geometry" },
  { "stays", WUSE_RECORD_STAY, "Stays", "Where cases were, from when to when" },
};

gboolean
wuse_ogc_find_collection (const char *name, WuseRecordType *type)
{
  g_return_val_if_fail (name != NULL && type != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (collections); i++)
    if (strcmp (collections[i].name, name) == 0)
      {
        *type = collections[i].type;
        return TRUE;
      }
  return FALSE;
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_link (JsonBuilder *builder, const char *base, const char *path, const char *rel, const char *type, const char *title)
{
  g_autofree char *href = g_strconcat (base, path, NULL);

  json_builder_begin_object (builder);
  add_text (builder, "href", href);
  add_text (builder, "rel", rel);
  add_text (builder, "type", type);
  add_text (builder, "title", title);
  json_builder_end_object (builder);
}

void
wuse_ogc_answer_landing (WuseExchange *exchange, const WuseDistrict *district)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autofree char *base = NULL;

  g_return_if_fail (exchange != NULL && district != NULL);

  base = wuse_exchange_get_base (exchange);
  json_builder_begin_object (builder);
  add_text (builder, "title", "Wuse district server");
  add_text (builder, "description", "District API v1 with OGC API – Features for everything that has a place");
  json_builder_set_member_name (builder, "links");
  json_builder_begin_array (builder);
  add_link (builder, base, "/", "self", "application/json", "This document");
  add_link (builder, base, "/api", "service-desc", "application/vnd.oai.openapi;version=3.1", "The API described");
  add_link (builder, base, "/api", "service-doc", "application/vnd.oai.openapi;version=3.1", "The API described");
  add_link (builder, base, "/conformance", "conformance", "application/json", "Conformance classes");
  add_link (builder, base, "/collections", "data", "application/json", "Collections");
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  wuse_exchange_reply_json (exchange, SOUP_STATUS_OK, NULL, json_builder_get_root (builder));
}

void
wuse_ogc_answer_conformance (WuseExchange *exchange)
{
  static const char *const classes[] = {
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
  };
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  g_return_if_fail (exchange != NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "conformsTo");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    json_builder_add_string_value (builder, classes[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  wuse_exchange_reply_json (exchange, SOUP_STATUS_OK, NULL, json_builder_get_root (builder));
}

static void
add_day (JsonBuilder *builder, WuseDay day, int utc_offset)
{
  g_autofree char *time = day != WUSE_DAY_NONE ? wuse_time_format (wuse_day_to_time (day, utc_offset)) : NULL;

  if (time != NULL)
    json_builder_add_string_value (builder, time);
  else
    json_builder_add_null_value (builder);
}

static void
add_extent (JsonBuilder *builder, const WuseDistrict *district)
{
  const WuseBounds *bounds = &district->bounds;
  WuseDay end = district->last_day != WUSE_DAY_NONE ? district->last_day + 1 : WUSE_DAY_NONE;

  json_builder_set_member_name (builder, "extent");
  json_builder_begin_object (builder);
  if (bounds->west <= bounds->east)
    {
      json_builder_set_member_name (builder, "spatial");
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "bbox");
      json_builder_begin_array (builder);
      json_builder_begin_array (builder);
      json_builder_add_double_value (builder, bounds->west / E7);
      json_builder_add_double_value (builder, bounds->south / E7);
      json_builder_add_double_value (builder, bounds->east / E7);
      json_builder_add_double_value (builder, bounds->north / E7);
      json_builder_end_array (builder);
      json_builder_end_array (builder);
      add_text (builder, "crs", CRS84);
      json_builder_end_object (builder);
    }
  json_builder_set_member_name (builder, "temporal");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "interval");
  json_builder_begin_array (builder);
  json_builder_begin_array (builder);
  add_day (builder, district->first_day, district->utc_offset);
  add_day (builder, end, district->utc_offset);
  json_builder_end_array (builder);
  json_builder_end_array (builder);
  add_text (builder, "trs", GREGORIAN);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_collection (JsonBuilder *builder, const Collection *collection, const char *base, const WuseDistrict *district)
{
  g_autofree char *path = g_strconcat ("/collections/", collection->name, NULL);
  g_autofree char *items = g_strconcat (path, "/items", NULL);

  json_builder_begin_object (builder);
  add_text (builder, "id", collection->name);
  add_text (builder, "title", collection->title);
  add_text (builder, "description", collection->description);
  add_text (builder, "itemType", "feature");
  json_builder_set_member_name (builder, "crs");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, CRS84);
  json_builder_end_array (builder);
  add_extent (builder, district);
  json_builder_set_member_name (builder, "links");
  json_builder_begin_array (builder);
  add_link (builder, base, path, "self", "application/json", collection->title);
  add_link (builder, base, items, "items", "application/geo+json", collection->title);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

void
wuse_ogc_answer_collections (WuseExchange *exchange, const WuseDistrict *district)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autofree char *base = NULL;

  g_return_if_fail (exchange != NULL && district != NULL);

  base = wuse_exchange_get_base (exchange);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "links");
  json_builder_begin_array (builder);
  add_link (builder, base, "/collections", "self", "application/json", "Collections");
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "collections");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (collections); i++)
    add_collection (builder, &collections[i], base, district);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  wuse_exchange_reply_json (exchange, SOUP_STATUS_OK, NULL, json_builder_get_root (builder));
}

void
wuse_ogc_answer_collection (WuseExchange *exchange, const WuseDistrict *district, WuseRecordType type)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autofree char *base = NULL;

  g_return_if_fail (exchange != NULL && district != NULL);

  base = wuse_exchange_get_base (exchange);
  for (guint i = 0; i < G_N_ELEMENTS (collections); i++)
    if (collections[i].type == type)
      add_collection (builder, &collections[i], base, district);
  wuse_exchange_reply_json (exchange, SOUP_STATUS_OK, NULL, json_builder_get_root (builder));
}
