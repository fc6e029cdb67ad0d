/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan of movements as tiles, painted on worker threads. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-movement-picture.h"

#include "wuse-worker-pool.h"

#include <math.h>

/* Device pixels on a side. */
#define TILE 256
/* At most so many tiles are held, of 256 KiB each where there is anything in them. */
#define MAX_TILES 512u
/* More are never in view: what is stretched that far shows nothing anyway. */
#define MAX_IN_VIEW 1600.0

typedef struct
{
  gint32 column;
  gint32 row;
  gboolean is_done;
  GdkTexture *texture; /* NULL where there is nothing */
  guint64 last_shown;
} Tile;

struct _WuseMovementPicture
{
  WuseMovementPlan *plan;
  const WusePalette *palette;
  int scale;
  WuseMovementPictureFunc func;
  gpointer user_data;
  GHashTable *tiles; /* Tile by itself */
  GCancellable *cancellable;
  guint64 moment;
};

typedef struct
{
  WuseMovementPlan *plan;
  const WusePalette *palette;
  int scale;
  gint32 column;
  gint32 row;
  WuseMovementPicture *picture; /* touched on the main thread only, and only if not cancelled */
} Job;

typedef struct
{
  int left;
  int top;
  int right;
  int bottom;
} Range;

static guint
hash_tile (gconstpointer data)
{
  const Tile *tile = data;

  return (guint) tile->column * 2654435761u ^ (guint) tile->row * 40503u;
}

static gboolean
equal_tiles (gconstpointer a, gconstpointer b)
{
  const Tile *left = a, *right = b;

  return left->column == right->column && left->row == right->row;
}

static void
free_tile (gpointer data)
{
  Tile *tile = data;

  g_clear_object (&tile->texture);
  g_free (tile);
}

static void
free_job (gpointer data)
{
  wuse_movement_plan_unref (((Job *) data)->plan);
  g_free (data);
}

WuseMovementPicture *
wuse_movement_picture_new (
    WuseMovementPlan *plan, const WusePalette *palette, int scale, WuseMovementPictureFunc func, gpointer user_data)
{
  WuseMovementPicture *self;

  g_return_val_if_fail (plan != NULL && palette != NULL && func != NULL, NULL);

  self = g_new0 (WuseMovementPicture, 1);
  self->plan = wuse_movement_plan_ref (plan);
  self->palette = palette;
  self->scale = CLAMP (scale, 1, 4);
  self->func = func;
  self->user_data = user_data;
  self->tiles = g_hash_table_new_full (hash_tile, equal_tiles, free_tile, NULL);
  self->cancellable = g_cancellable_new ();
  return self;
}

void
wuse_movement_picture_free (WuseMovementPicture *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->tiles);
  wuse_movement_plan_unref (self->plan);
  g_free (self);
}

WuseMovementPlan *
wuse_movement_picture_get_plan (const WuseMovementPicture *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->plan;
}

/* Nothing for a tile without anything in it. */
static void
paint_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr (WusePixels) pixels = wuse_pixels_new (TILE, TILE);

  if (!wuse_movement_paint (pixels, job->plan, job->palette, (gint64) job->column * TILE, (gint64) job->row * TILE, job->scale,
                            cancellable))
    g_clear_pointer (&pixels, wuse_pixels_unref);
  g_task_return_pointer (task, g_steal_pointer (&pixels), (GDestroyNotify) wuse_pixels_unref);
}

static void
painted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (WusePixels) pixels = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GBytes) bytes = NULL;
  Tile key = { job->column, job->row };
  Tile *tile;

  /* Cancelled: the picture is gone. */
  if (error != NULL)
    return;
  tile = g_hash_table_lookup (job->picture->tiles, &key);
  if (tile == NULL)
    return;
  tile->is_done = TRUE;
  if (pixels != NULL)
    {
      bytes = wuse_pixels_to_bytes (pixels);
      tile->texture = gdk_memory_texture_new (TILE, TILE, GDK_MEMORY_DEFAULT, bytes, wuse_pixels_get_stride (pixels));
    }
  job->picture->func (job->picture->user_data);
}

static Tile *
add_tile (WuseMovementPicture *self, gint32 column, gint32 row, gboolean is_ahead)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, painted_cb, NULL);
  Tile *tile = g_new0 (Tile, 1);
  Job *job = g_new0 (Job, 1);

  *tile = (Tile){ column, row };
  g_hash_table_add (self->tiles, tile);
  *job = (Job){ wuse_movement_plan_ref (self->plan), self->palette, self->scale, column, row, self };
  g_task_set_source_tag (task, add_tile);
  g_task_set_task_data (task, job, free_job);
  wuse_worker_run (task, is_ahead ? WUSE_WORKER_AHEAD : WUSE_WORKER_VISIBLE, paint_cb);
  return tile;
}

static double
get_side (const WuseMovementPicture *self, const WuseMapTransform *view)
{
  return (double) TILE / self->scale * exp2 (view->zoom - self->plan->zoom);
}

static Range
get_range (const WuseMovementPicture *self, const WuseMapTransform *view)
{
  const double side = get_side (self, view);

  return (Range){ (int) floor (view->left / side), (int) floor (view->top / side),
                  (int) floor ((view->left + view->width) / side), (int) floor ((view->top + view->height) / side) };
}

static gboolean
require (WuseMovementPicture *self, const Range *range, gboolean is_ahead)
{
  gboolean is_complete = TRUE;

  for (int row = range->top; row <= range->bottom; row++)
    for (int column = range->left; column <= range->right; column++)
      {
        Tile key = { column, row };
        Tile *tile = g_hash_table_lookup (self->tiles, &key);

        if (tile == NULL)
          tile = add_tile (self, column, row, is_ahead);
        tile->last_shown = self->moment;
        is_complete = is_complete && tile->is_done;
      }
  return is_complete;
}

/* Drops what was not near the view for longest. */
static void
drop_old (WuseMovementPicture *self)
{
  GHashTableIter iter;
  gpointer tile;

  if (g_hash_table_size (self->tiles) <= MAX_TILES)
    return;
  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, &tile, NULL))
    if (((const Tile *) tile)->last_shown != self->moment)
      g_hash_table_iter_remove (&iter);
}

gboolean
wuse_movement_picture_require (WuseMovementPicture *self, const WuseMapTransform *view)
{
  Range range;
  gboolean is_complete;

  g_return_val_if_fail (self != NULL && view != NULL, FALSE);

  if (view->width / get_side (self, view) * (view->height / get_side (self, view)) > MAX_IN_VIEW)
    return FALSE;
  range = get_range (self, view);
  self->moment++;
  is_complete = require (self, &range, FALSE);
  if (is_complete)
    {
      range = (Range){ range.left - 1, range.top - 1, range.right + 1, range.bottom + 1 };
      require (self, &range, TRUE);
    }
  drop_old (self);
  return is_complete;
}

void
wuse_movement_picture_snapshot (WuseMovementPicture *self, const WuseMapTransform *view, GtkSnapshot *snapshot)
{
  GHashTableIter iter;
  gpointer key;
  double side;

  g_return_if_fail (self != NULL && view != NULL && snapshot != NULL);

  side = get_side (self, view);
  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Tile *tile = key;
      const double x = tile->column * side - view->left, y = tile->row * side - view->top;

      if (tile->texture != NULL && x < view->width && y < view->height && x + side > 0 && y + side > 0)
        gtk_snapshot_append_texture (snapshot, tile->texture,
                                     &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) side, (float) side));
    }
}
