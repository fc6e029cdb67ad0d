/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where some cases were, one stay after the other. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-movements.h"

#include <string.h>

typedef struct
{
  WuseMovements public;
  GArray *movers;
  GArray *stays;
  GStringChunk *strings;
} Movements;

struct _WuseMovementsBuilder
{
  Movements *movements;
};

G_DEFINE_BOXED_TYPE (WuseMovements, wuse_movements, wuse_movements_ref, wuse_movements_unref)

static void
clear_movements (gpointer data)
{
  Movements *self = data;

  g_array_unref (self->movers);
  g_array_unref (self->stays);
  g_string_chunk_free (self->strings);
}

WuseMovements *
wuse_movements_ref (WuseMovements *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
wuse_movements_unref (WuseMovements *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_movements);
}

WuseMovementsBuilder *
wuse_movements_builder_new (void)
{
  WuseMovementsBuilder *self = g_new0 (WuseMovementsBuilder, 1);

  self->movements = g_atomic_rc_box_new0 (Movements);
  self->movements->movers = g_array_new (FALSE, FALSE, sizeof (WuseMover));
  self->movements->stays = g_array_new (FALSE, FALSE, sizeof (WuseMovementStay));
  self->movements->strings = g_string_chunk_new (4096);

  return self;
}

static const char *
keep (WuseMovementsBuilder *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->movements->strings, text) : NULL;
}

void
wuse_movements_builder_add_case (WuseMovementsBuilder *self, const WuseMover *item)
{
  WuseMover mover;

  g_return_if_fail (self != NULL);
  g_return_if_fail (item != NULL && item->id != NULL);

  mover = *item;
  mover.id = keep (self, item->id);
  mover.first = self->movements->stays->len;
  mover.n_stays = mover.n_placed = 0;
  g_array_append_val (self->movements->movers, mover);
}

gboolean
wuse_movements_builder_add_stay (WuseMovementsBuilder *self, const WuseMovementStay *item)
{
  WuseMovementStay stay;
  WuseMover *mover;

  g_return_val_if_fail (self != NULL && self->movements->movers->len > 0, FALSE);
  g_return_val_if_fail (item != NULL && item->id != NULL, FALSE);

  if (self->movements->stays->len == WUSE_MOVEMENTS_MAX_STAYS)
    return FALSE;
  mover = &g_array_index (self->movements->movers, WuseMover, self->movements->movers->len - 1);
  stay = *item;
  stay.id = keep (self, item->id);
  stay.name = keep (self, item->name);
  stay.kind = keep (self, item->kind);
  stay.mover = self->movements->movers->len - 1;
  stay.number = 0;
  g_array_append_val (self->movements->stays, stay);
  mover->n_stays++;
  return TRUE;
}

void
wuse_movements_builder_drop_case (WuseMovementsBuilder *self)
{
  guint last;

  g_return_if_fail (self != NULL && self->movements->movers->len > 0);

  last = self->movements->movers->len - 1;
  g_array_set_size (self->movements->stays, g_array_index (self->movements->movers, WuseMover, last).first);
  g_array_set_size (self->movements->movers, last);
}

/* What has no start goes last: nobody knows what came before it. */
static int
compare_times (WuseTime a, WuseTime b)
{
  if (a == b)
    return 0;
  if (a == WUSE_TIME_NONE || b == WUSE_TIME_NONE)
    return a == WUSE_TIME_NONE ? 1 : -1;
  return a < b ? -1 : 1;
}

static int
compare_stays (gconstpointer a, gconstpointer b)
{
  const WuseMovementStay *left = a, *right = b;
  int order;

  if (left->mover != right->mover)
    return left->mover < right->mover ? -1 : 1;
  order = compare_times (left->start, right->start);
  if (order == 0)
    order = compare_times (left->end, right->end);
  return order != 0 ? order : strcmp (left->id, right->id);
}

static void
count_stay (Movements *self, WuseMovementStay *stay)
{
  WuseMover *mover = &g_array_index (self->movers, WuseMover, stay->mover);
  const WuseTime end = stay->end != WUSE_TIME_NONE ? stay->end : stay->start;

  if (stay->start != WUSE_TIME_NONE && (self->public.start == WUSE_TIME_NONE || stay->start < self->public.start))
    self->public.start = stay->start;
  if (end != WUSE_TIME_NONE && (self->public.end == WUSE_TIME_NONE || end > self->public.end))
    self->public.end = end;
  if (!wuse_movements_is_placed (stay))
    return;
  stay->number = ++mover->n_placed;
  self->public.n_placed++;
  self->public.bounds.west = MIN (self->public.bounds.west, stay->position.lon);
  self->public.bounds.east = MAX (self->public.bounds.east, stay->position.lon);
  self->public.bounds.south = MIN (self->public.bounds.south, stay->position.lat);
  self->public.bounds.north = MAX (self->public.bounds.north, stay->position.lat);
}

WuseMovements *
wuse_movements_builder_end (WuseMovementsBuilder *self, guint n_asked)
{
  Movements *movements;

  g_return_val_if_fail (self != NULL, NULL);

  movements = self->movements;
  g_free (self);
  g_array_sort (movements->stays, compare_stays);
  movements->public.start = movements->public.end = WUSE_TIME_NONE;
  movements->public.bounds = WUSE_BOUNDS_EMPTY;
  for (guint i = 0; i < movements->stays->len; i++)
    count_stay (movements, &g_array_index (movements->stays, WuseMovementStay, i));
  movements->public.movers = (const WuseMover *) (gpointer) movements->movers->data;
  movements->public.n_movers = movements->movers->len;
  movements->public.stays = (const WuseMovementStay *) (gpointer) movements->stays->data;
  movements->public.n_stays = movements->stays->len;
  movements->public.n_asked = n_asked;

  return &movements->public;
}
