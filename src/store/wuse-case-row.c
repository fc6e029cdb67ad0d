/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One case of a list. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-case-row-private.h"

struct _WuseCaseRow
{
  GObject parent_instance;

  gint64 key;
  WuseCaseFields *fields;
};

enum
{
  PROP_FIELDS = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_BOXED_TYPE (WuseCaseFields, wuse_case_fields, wuse_case_fields_ref, wuse_case_fields_unref)
G_DEFINE_FINAL_TYPE (WuseCaseRow, wuse_case_row, G_TYPE_OBJECT)

static void
wuse_case_row_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  WuseCaseRow *self = WUSE_CASE_ROW (object);

  if (property_id == PROP_FIELDS)
    g_value_set_boxed (value, self->fields);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
wuse_case_row_finalize (GObject *object)
{
  WuseCaseRow *self = WUSE_CASE_ROW (object);

  wuse_case_fields_unref (self->fields);

  G_OBJECT_CLASS (wuse_case_row_parent_class)->finalize (object);
}

static void
wuse_case_row_class_init (WuseCaseRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = wuse_case_row_get_property;
  object_class->finalize = wuse_case_row_finalize;
  properties[PROP_FIELDS] = g_param_spec_boxed ("fields", NULL, NULL, WUSE_TYPE_CASE_FIELDS,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wuse_case_row_init (WuseCaseRow *self)
{
}

WuseCaseRow *
wuse_case_row_new (gint64 key, WuseCaseFields *fields)
{
  WuseCaseRow *self = g_object_new (WUSE_TYPE_CASE_ROW, NULL);

  self->key = key;
  self->fields = fields != NULL ? wuse_case_fields_ref (fields) : NULL;

  return self;
}

const gint64 *
wuse_case_row_get_key (WuseCaseRow *self)
{
  return &self->key;
}

const WuseCaseFields *
wuse_case_row_get_fields (WuseCaseRow *self)
{
  g_return_val_if_fail (WUSE_IS_CASE_ROW (self), NULL);

  return self->fields;
}

void
wuse_case_row_set_fields (WuseCaseRow *self, WuseCaseFields *fields)
{
  if (self->fields == fields)
    return;

  wuse_case_fields_unref (self->fields);
  self->fields = wuse_case_fields_ref (fields);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIELDS]);
}
