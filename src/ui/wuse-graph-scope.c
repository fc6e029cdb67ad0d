/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of an outbreak that the relationship graph is opened for. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-scope.h"

#include "wuse-format.h"

#include <glib/gi18n.h>
#include <string.h>

typedef enum
{
  KIND_CASES,
  KIND_CLUSTER,
  KIND_AREA,
  KIND_DAYS,
} Kind;

struct _WuseGraphScope
{
  Kind kind;
  char **ids; /* of cases */
  char *key;  /* name of a cluster, id of an area */
  WuseDay first;
  WuseDay last;
};

static WuseGraphScope *
new_scope (Kind kind)
{
  WuseGraphScope *self = g_new0 (WuseGraphScope, 1);

  self->kind = kind;
  self->first = self->last = WUSE_DAY_NONE;

  return self;
}

WuseGraphScope *
wuse_graph_scope_new_for_cases (const char *const *ids)
{
  WuseGraphScope *self;

  g_return_val_if_fail (ids != NULL, NULL);

  self = new_scope (KIND_CASES);
  self->ids = g_strdupv ((char **) ids);

  return self;
}

static WuseGraphScope *
parse_days (const char *key)
{
  const char *slash = strchr (key, '/');
  WuseDay first, last;
  WuseGraphScope *self;

  if (slash == NULL || !wuse_day_parse (key, slash - key, &first, NULL) || !wuse_day_parse (slash + 1, -1, &last, NULL))
    return NULL;
  self = new_scope (KIND_DAYS);
  self->first = MIN (first, last);
  self->last = MAX (first, last);

  return self;
}

WuseGraphScope *
wuse_graph_scope_parse (const char *kind, const char *key)
{
  const char *ids[] = { key, NULL };
  WuseGraphScope *self;

  g_return_val_if_fail (kind != NULL && key != NULL, NULL);

  if (strcmp (kind, "case") == 0)
    return wuse_graph_scope_new_for_cases (ids);
  if (strcmp (kind, "days") == 0)
    return parse_days (key);
  if (strcmp (kind, "cluster") != 0 && strcmp (kind, "area") != 0)
    return NULL;
  self = new_scope (strcmp (kind, "area") == 0 ? KIND_AREA : KIND_CLUSTER);
  self->key = g_strdup (key);

  return self;
}

void
wuse_graph_scope_free (WuseGraphScope *self)
{
  g_strfreev (self->ids);
  g_free (self->key);
  g_free (self);
}

WuseGraphScope *
wuse_graph_scope_new_for_keys (const char *kind, const char *const *keys)
{
  g_return_val_if_fail (kind != NULL && keys != NULL, NULL);

  if (keys[0] == NULL)
    return NULL;
  return strcmp (kind, "case") == 0 ? wuse_graph_scope_new_for_cases (keys) : wuse_graph_scope_parse (kind, keys[0]);
}

const char *
wuse_graph_scope_get_kind (const WuseGraphScope *self)
{
  static const char *const kinds[] = { "case", "cluster", "area", "days" };

  g_return_val_if_fail (self != NULL, NULL);

  return kinds[self->kind];
}

char **
wuse_graph_scope_dup_keys (const WuseGraphScope *self)
{
  g_autoptr (GString) days = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->kind == KIND_CASES)
    return g_strdupv (self->ids);
  if (self->kind != KIND_DAYS)
    return g_strdupv ((char *[]){ self->key, NULL });
  days = g_string_new (NULL);
  wuse_day_append (self->first, days);
  g_string_append_c (days, '/');
  wuse_day_append (self->last, days);

  return g_strdupv ((char *[]){ days->str, NULL });
}

guint
wuse_graph_scope_get_steps (const WuseGraphScope *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->kind == KIND_CASES ? 2 : 0;
}

/* In the area itself, or in one below it. */
static gboolean
lies_in (const WuseAreaSet *areas, const char *id, guint32 area)
{
  guint32 at = id != NULL ? wuse_area_set_find (areas, id, -1) : WUSE_AREA_NONE;

  while (at != WUSE_AREA_NONE && at != area)
    at = wuse_area_set_get (areas, at)->parent;

  return at != WUSE_AREA_NONE;
}

static gboolean
contains (const WuseGraphScope *self, const WuseActor *actor, const WuseAreaSet *areas, guint32 area)
{
  switch (self->kind)
    {
    case KIND_CLUSTER:
      return g_strcmp0 (actor->cluster, self->key) == 0;
    case KIND_AREA:
      return area != WUSE_AREA_NONE ? lies_in (areas, actor->area, area) : g_strcmp0 (actor->area, self->key) == 0;
    case KIND_DAYS:
      return wuse_actor_get_day (actor) != WUSE_DAY_NONE && wuse_actor_get_day (actor) >= self->first
             && wuse_actor_get_day (actor) <= self->last;
    case KIND_CASES:
      break;
    }

  return FALSE;
}

char **
wuse_graph_scope_list_cases (const WuseGraphScope *self, const WuseRelations *relations, const WuseAreaSet *areas)
{
  g_autoptr (GPtrArray) ids = NULL;
  guint32 area;

  g_return_val_if_fail (self != NULL && relations != NULL, NULL);

  if (self->kind == KIND_CASES)
    return g_strdupv (self->ids);
  area = self->kind == KIND_AREA && areas != NULL ? wuse_area_set_find (areas, self->key, -1) : WUSE_AREA_NONE;
  ids = g_ptr_array_new ();
  for (guint i = 0; i < relations->n_cases; i++)
    if (contains (self, &relations->actors[i], areas, area))
      g_ptr_array_add (ids, g_strdup (relations->actors[i].id));
  g_ptr_array_add (ids, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

static char *
name_days (const WuseGraphScope *self)
{
  g_autofree char *first = wuse_format_day (self->first), *last = wuse_format_day (self->last);

  if (self->first == self->last)
    return g_strdup_printf (_ ("Reported on %s"), first);
  return g_strdup_printf (_ ("Reported %1$s – %2$s"), first, last);
}

char *
wuse_graph_scope_dup_title (const WuseGraphScope *self, const WuseAreaSet *areas)
{
  guint32 area;
  guint n;

  g_return_val_if_fail (self != NULL, NULL);

  switch (self->kind)
    {
    case KIND_CLUSTER:
      return g_strdup_printf (_ ("Cluster: %s"), self->key);
    case KIND_AREA:
      area = areas != NULL ? wuse_area_set_find (areas, self->key, -1) : WUSE_AREA_NONE;
      return g_strdup_printf (_ ("Area %s"),
                              area != WUSE_AREA_NONE ? wuse_area_display_name (wuse_area_set_get (areas, area)) : self->key);
    case KIND_DAYS:
      return name_days (self);
    case KIND_CASES:
      break;
    }

  n = g_strv_length (self->ids);
  if (n == 1)
    return g_strdup_printf (_ ("Around case %s"), self->ids[0]);
  return g_strdup_printf (ngettext ("Around %u case", "Around %u cases", n), n);
}
