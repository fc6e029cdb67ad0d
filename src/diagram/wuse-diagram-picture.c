/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiles of a scene, painted on worker threads. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-picture.h"

#include "wuse-frame-image.h"
#include "wuse-worker-pool.h"

#include <math.h>
#include <stdlib.h>

/* Device pixels on a side. */
#define TILE 512
/* At most so many tiles are held, of a mebibyte each. */
#define MAX_TILES 96
/* A pixel is shown as so many at most. */
#define MOST_STRETCHED 16

typedef struct
{
  gint32 column;
  gint32 row;
  WuseFrameImage *image; /* NULL while it is painted */
  guint64 last_shown;
} Tile;

struct _WuseDiagramPicture
{
  WuseDiagramScene *scene;
  WuseDiagramHighlight *highlight;
  WuseDiagramColors colors;
  double scale;
  int device_scale;
  WuseDiagramPictureFunc func;
  gpointer user_data;

  GHashTable *tiles; /* Tile by itself */
  GCancellable *cancellable;
  guint64 moment;
};

typedef struct
{
  WuseDiagramScene *scene;
  WuseDiagramHighlight *highlight;
  WuseDiagramColors colors;
  double scale;
  int device_scale;
  gint32 column;
  gint32 row;
  WuseDiagramPicture *picture; /* touched on the main thread only, and only if not cancelled */
} Job;

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

  wuse_frame_image_unref (tile->image);
  g_free (tile);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  wuse_diagram_scene_unref (job->scene);
  g_clear_pointer (&job->highlight, wuse_diagram_highlight_unref);
  g_free (job);
}

WuseDiagramPicture *
wuse_diagram_picture_new (WuseDiagramScene *scene,
                          WuseDiagramHighlight *highlight,
                          const WuseDiagramColors *colors,
                          double scale,
                          int device_scale,
                          WuseDiagramPictureFunc func,
                          gpointer user_data)
{
  WuseDiagramPicture *self = g_new0 (WuseDiagramPicture, 1);

  self->scene = wuse_diagram_scene_ref (scene);
  self->highlight = highlight != NULL ? g_atomic_rc_box_acquire (highlight) : NULL;
  self->colors = *colors;
  self->scale = scale;
  self->device_scale = device_scale;
  self->func = func;
  self->user_data = user_data;
  self->tiles = g_hash_table_new_full (hash_tile, equal_tiles, free_tile, NULL);
  self->cancellable = g_cancellable_new ();

  return self;
}

void
wuse_diagram_picture_free (WuseDiagramPicture *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->tiles);
  g_clear_pointer (&self->highlight, wuse_diagram_highlight_unref);
  wuse_diagram_scene_unref (self->scene);
  g_free (self);
}

double
wuse_diagram_picture_get_scale (const WuseDiagramPicture *self)
{
  return self->scale;
}

static void
paint_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  WusePixels *pixels = wuse_pixels_new (TILE, TILE);
  const double scale = job->scale * job->device_scale;

  wuse_diagram_paint (pixels, job->scene, job->highlight, &job->colors, job->column * TILE / scale, job->row * TILE / scale,
                      scale, job->device_scale);
  g_task_return_pointer (task, pixels, (GDestroyNotify) wuse_pixels_unref);
}

static void
painted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (WusePixels) pixels = g_task_propagate_pointer (G_TASK (result), NULL);
  Tile key = { job->column, job->row };
  Tile *tile;

  /* Cancelled: the picture is gone. */
  if (pixels == NULL)
    return;
  tile = g_hash_table_lookup (job->picture->tiles, &key);
  if (tile == NULL)
    return;
  wuse_frame_image_unref (tile->image);
  tile->image = wuse_frame_image_new (pixels);
  job->picture->func (job->picture->user_data);
}

static Tile *
add_tile (WuseDiagramPicture *self, gint32 column, gint32 row, gboolean is_ahead)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, painted_cb, NULL);
  Tile *tile = g_new0 (Tile, 1);
  Job *job = g_new0 (Job, 1);

  tile->column = job->column = column;
  tile->row = job->row = row;
  g_hash_table_add (self->tiles, tile);

  job->scene = wuse_diagram_scene_ref (self->scene);
  job->highlight = self->highlight != NULL ? g_atomic_rc_box_acquire (self->highlight) : NULL;
  job->colors = self->colors;
  job->scale = self->scale;
  job->device_scale = self->device_scale;
  job->picture = self;
  g_task_set_source_tag (task, add_tile);
  g_task_set_task_data (task, job, free_job);
  wuse_worker_run (task, is_ahead ? WUSE_WORKER_AHEAD : WUSE_WORKER_VISIBLE, paint_cb);

  return tile;
}

static int
compare_tiles (const void *a, const void *b)
{
  const Tile *left = *(Tile *const *) a, *right = *(Tile *const *) b;

  return left->last_shown < right->last_shown ? -1 : left->last_shown > right->last_shown;
}

/* Drops what was not shown for longest; never what was asked for just now. */
static void
drop_old (WuseDiagramPicture *self)
{
  g_autofree gpointer *tiles = NULL;
  guint n_tiles;

  if (g_hash_table_size (self->tiles) <= MAX_TILES)
    return;
  tiles = g_hash_table_get_keys_as_array (self->tiles, &n_tiles);
  qsort (tiles, n_tiles, sizeof *tiles, compare_tiles);
  for (guint i = 0; i < n_tiles - MAX_TILES * 3 / 4; i++)
    {
      const Tile *tile = tiles[i];

      if (tile->last_shown != self->moment)
        g_hash_table_remove (self->tiles, tile);
    }
}

static gboolean
require (WuseDiagramPicture *self, const WuseDiagramBox *box, gboolean is_ahead)
{
  const double side = (double) TILE / self->device_scale / self->scale;
  const int left = (int) floor (box->left / side), right = (int) floor (box->right / side);
  const int top = (int) floor (box->top / side), bottom = (int) floor (box->bottom / side);
  gboolean complete = TRUE;

  for (int row = top; row <= bottom; row++)
    for (int column = left; column <= right; column++)
      {
        Tile key = { column, row };
        Tile *tile = g_hash_table_lookup (self->tiles, &key);

        if (tile == NULL)
          tile = add_tile (self, column, row, is_ahead);
        tile->last_shown = self->moment;
        complete = complete && tile->image != NULL;
      }

  return complete;
}

gboolean
wuse_diagram_picture_require (WuseDiagramPicture *self, const WuseDiagramBox *box, double ahead)
{
  const double margin = ahead / self->scale;
  const WuseDiagramBox wide = { box->left - margin, box->top - margin, box->right + margin, box->bottom + margin };
  gboolean complete;

  self->moment++;
  complete = require (self, box, FALSE);
  if (ahead > 0 && complete)
    require (self, &wide, TRUE);
  drop_old (self);

  return complete;
}

gboolean
wuse_diagram_picture_covers (const WuseDiagramPicture *self, const WuseDiagramBox *box)
{
  const double side = (double) TILE / self->device_scale / self->scale;
  const int left = (int) floor (box->left / side), right = (int) floor (box->right / side);
  const int top = (int) floor (box->top / side), bottom = (int) floor (box->bottom / side);

  if ((double) (right - left) * (bottom - top) > 4 * MAX_TILES)
    return FALSE;
  for (int row = top; row <= bottom; row++)
    for (int column = left; column <= right; column++)
      {
        Tile key = { column, row };
        const Tile *tile = g_hash_table_lookup (self->tiles, &key);

        if (tile == NULL || tile->image == NULL)
          return FALSE;
      }

  return TRUE;
}

void
wuse_diagram_picture_snapshot (WuseDiagramPicture *self,
                               GtkSnapshot *snapshot,
                               GtkWidget *widget,
                               double scale,
                               double x,
                               double y,
                               double width,
                               double height)
{
  /* At its own scale exactly, so that no pixel is interpolated. */
  const double side = (double) TILE / self->device_scale * (scale == self->scale ? 1 : scale / self->scale);
  const int left = (int) floor (-x / side), right = (int) floor ((width - x) / side);
  const int top = (int) floor (-y / side), bottom = (int) floor ((height - y) / side);

  /* Zoomed far in or out, a picture of another scale is of no use. */
  if (scale > MOST_STRETCHED * self->scale || (double) (right - left) * (bottom - top) > 16 * MAX_TILES)
    return;
  for (int row = top; row <= bottom; row++)
    for (int column = left; column <= right; column++)
      {
        Tile key = { column, row };
        const Tile *tile = g_hash_table_lookup (self->tiles, &key);

        if (tile != NULL && tile->image != NULL)
          wuse_frame_image_snapshot (tile->image, snapshot, widget,
                                     &GRAPHENE_RECT_INIT ((float) (x + column * side), (float) (y + row * side), (float) side,
                                                          (float) side));
      }
}
