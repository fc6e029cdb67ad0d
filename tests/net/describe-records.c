/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints the record classes as JSON, for the check of the API's description. */

#include "config.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

#include "wuse-feed.h"

static const char *const kinds[] = { "text", "code", "ref", "integer", "lon", "lat", "day", "time", "geometry" };

static void
add_field (JsonBuilder *builder, const WuseField *field)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, field->name);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, kinds[field->kind]);
  json_builder_set_member_name (builder, "required");
  json_builder_add_boolean_value (builder, field->required);
  json_builder_set_member_name (builder, "minimum");
  json_builder_add_int_value (builder, field->minimum);
  json_builder_set_member_name (builder, "maximum");
  json_builder_add_int_value (builder, field->maximum);
  json_builder_set_member_name (builder, "codes");
  json_builder_begin_array (builder);
  for (guint i = 0; field->codes != NULL && field->codes[i] != NULL; i++)
    json_builder_add_string_value (builder, field->codes[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

int
main (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    {
      const WuseRecordClass *record_class = wuse_record_class (i);

      json_builder_set_member_name (builder, record_class->name);
      json_builder_begin_array (builder);
      for (guint j = 0; j < record_class->n_fields; j++)
        add_field (builder, &record_class->fields[j]);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  puts (text);
  return 0;
}
