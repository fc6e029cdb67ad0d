/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the nodes of a graph were, by who they are. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-graph-places.h"

#define N_KINDS (WUSE_ACTOR_UNKNOWN + 1)
#define CHUNK (64 * 1024)

typedef struct
{
  const char *id;
  float x;
  float y;
} Place;

struct _WuseGraphPlaces
{
  WuseGraphLayout layout;
  double day_width;
  GStringChunk *ids;
  GArray *places[N_KINDS];        /* Place */
  GHashTable *positions[N_KINDS]; /* 1 + index in @places, by id */
};

WuseGraphPlaces *
wuse_graph_places_new (WuseGraphLayout layout, double day_width)
{
  WuseGraphPlaces *self = g_atomic_rc_box_new0 (WuseGraphPlaces);

  self->layout = layout;
  self->day_width = day_width;
  self->ids = g_string_chunk_new (CHUNK);
  for (guint i = 0; i < N_KINDS; i++)
    {
      self->places[i] = g_array_new (FALSE, FALSE, sizeof (Place));
      self->positions[i] = g_hash_table_new (g_str_hash, g_str_equal);
    }

  return self;
}

static void
clear (gpointer data)
{
  WuseGraphPlaces *self = data;

  for (guint i = 0; i < N_KINDS; i++)
    {
      g_hash_table_unref (self->positions[i]);
      g_array_unref (self->places[i]);
    }
  g_string_chunk_free (self->ids);
}

WuseGraphPlaces *
wuse_graph_places_ref (WuseGraphPlaces *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
wuse_graph_places_unref (WuseGraphPlaces *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

gboolean
wuse_graph_places_add (WuseGraphPlaces *self, WuseActorKind kind, const char *id, float x, float y)
{
  Place place = { NULL, x, y };

  g_return_val_if_fail (self != NULL && id != NULL && kind < N_KINDS, FALSE);

  if (wuse_graph_places_get_size (self) >= WUSE_GRAPH_PLACES_MAX)
    return FALSE;
  if (g_hash_table_contains (self->positions[kind], id))
    return TRUE;
  place.id = g_string_chunk_insert (self->ids, id);
  g_array_append_val (self->places[kind], place);
  g_hash_table_insert (self->positions[kind], (gpointer) place.id, GUINT_TO_POINTER (self->places[kind]->len));

  return TRUE;
}

gboolean
wuse_graph_places_find (const WuseGraphPlaces *self, WuseActorKind kind, const char *id, float *x, float *y)
{
  guint position;

  g_return_val_if_fail (self != NULL && id != NULL && kind < N_KINDS, FALSE);

  position = GPOINTER_TO_UINT (g_hash_table_lookup (self->positions[kind], id));
  if (position == 0)
    return FALSE;
  *x = g_array_index (self->places[kind], Place, position - 1).x;
  *y = g_array_index (self->places[kind], Place, position - 1).y;

  return TRUE;
}

guint
wuse_graph_places_get_size (const WuseGraphPlaces *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < N_KINDS; i++)
    n += self->places[i]->len;

  return n;
}

WuseGraphLayout
wuse_graph_places_get_layout (const WuseGraphPlaces *self)
{
  g_return_val_if_fail (self != NULL, WUSE_GRAPH_BY_FORCE);

  return self->layout;
}

double
wuse_graph_places_get_day_width (const WuseGraphPlaces *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->day_width;
}

void
wuse_graph_places_foreach (const WuseGraphPlaces *self, WuseActorKind kind, WuseGraphPlaceFunc func, gpointer user_data)
{
  g_return_if_fail (self != NULL && func != NULL && kind < N_KINDS);

  for (guint i = 0; i < self->places[kind]->len; i++)
    {
      const Place *place = &g_array_index (self->places[kind], Place, i);

      func (place->id, place->x, place->y, user_data);
    }
}
