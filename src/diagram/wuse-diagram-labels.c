/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names beside nodes. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-labels.h"

#include "wuse-diagram-label-places.h"
#include "wuse-text.h"
#include "wuse-worker-pool.h"

#include <string.h>

#define MAX_LABELS 240
/* So many are tried at most: in a crowd the rest has no room either. */
#define MAX_TRIED 1500

typedef struct
{
  WuseDiagramScene *scene;
  WuseDiagramHighlight *highlight;
  GPtrArray *before;
  WuseDiagramLabelStyle style;
  WuseDiagramBox box;
  double scale;
} Job;

typedef struct
{
  const Job *job;
  WuseLabelPlaces places;
  GHashTable *taken;  /* nodes that have a label */
  GHashTable *before; /* WuseDiagramLabel by node */
  GPtrArray *labels;
  guint n_tried;
} Plan;

static void
free_label (gpointer data)
{
  WuseDiagramLabel *label = data;

  wuse_frame_image_unref (label->image);
  wuse_pixels_unref (label->pixels);
  g_free (label);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  wuse_diagram_scene_unref (job->scene);
  g_clear_pointer (&job->highlight, wuse_diagram_highlight_unref);
  g_clear_pointer (&job->before, g_ptr_array_unref);
  g_free (job);
}

static WusePixels *
paint (const WuseDiagramLabelStyle *style, const char *text, WuseTextStyle weight, int width, int height)
{
  WusePixels *pixels = wuse_pixels_new (width, height);

  wuse_text_paint (pixels, width / 2, height / 2, text, strlen (text), weight, style->device_scale, style->text, style->halo);

  return pixels;
}

static void
try_label (Plan *self, guint32 node)
{
  const WuseDiagramLabelStyle *style = &self->job->style;
  const char *text = self->job->scene->labels[node];
  const WuseTextStyle weight = wuse_label_places_get_distance (&self->places, node) > 10 ? WUSE_TEXT_STRONG : WUSE_TEXT_NORMAL;
  WuseDiagramLabel *label;
  const WuseDiagramLabel *old;
  float x, y, w, h, left, top;
  int width, height;

  if (text == NULL || !wuse_label_places_get_screen (&self->places, node, &x, &y)
      || g_hash_table_contains (self->taken, GUINT_TO_POINTER (node)))
    return;
  self->n_tried++;
  wuse_text_measure (text, strlen (text), weight, style->device_scale, &width, &height);
  if (width <= 0 || height <= 0)
    return;
  w = (float) width / (float) style->device_scale;
  h = (float) height / (float) style->device_scale;
  if (!wuse_label_places_take (&self->places, node, w, h, &left, &top))
    return;
  label = g_new0 (WuseDiagramLabel, 1);
  label->node = node;
  label->x = left;
  label->y = top;
  label->width = w;
  label->height = h;
  old = self->before != NULL ? g_hash_table_lookup (self->before, GUINT_TO_POINTER (node)) : NULL;
  if (old != NULL && wuse_pixels_get_width (old->pixels) == width && wuse_pixels_get_height (old->pixels) == height)
    label->pixels = wuse_pixels_ref (old->pixels);
  else
    label->pixels = paint (style, text, weight, width, height);
  g_ptr_array_add (self->labels, label);
  g_hash_table_add (self->taken, GUINT_TO_POINTER (node));
}

static void
plan_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  Plan self = { .job = job };

  self.labels = g_ptr_array_new_with_free_func (free_label);
  if (job->scene->labels != NULL)
    {
      self.taken = g_hash_table_new (NULL, NULL);
      wuse_label_places_init (&self.places, job->scene, &job->box, job->scale);
      if (job->highlight != NULL)
        for (guint i = 0; i < job->highlight->n_nodes && self.labels->len < MAX_LABELS; i++)
          try_label (&self, job->highlight->nodes[i]);
      if (job->before != NULL)
        {
          self.before = g_hash_table_new (NULL, NULL);
          for (guint i = 0; i < job->before->len; i++)
            {
              WuseDiagramLabel *label = g_ptr_array_index (job->before, i);

              g_hash_table_insert (self.before, GUINT_TO_POINTER (label->node), label);
            }
          for (guint i = 0; i < job->before->len && self.labels->len < MAX_LABELS; i++)
            {
              const WuseDiagramLabel *label = g_ptr_array_index (job->before, i);

              if (wuse_label_places_is_labelled (&self.places, label->node))
                try_label (&self, label->node);
            }
        }
      for (guint i = 0; i < job->scene->graph->n_nodes && self.labels->len < MAX_LABELS && self.n_tried < MAX_TRIED; i++)
        {
          const guint32 node = job->scene->order[i];

          if (!wuse_label_places_is_labelled (&self.places, node) || g_cancellable_is_cancelled (cancellable))
            break;
          try_label (&self, node);
        }
      g_clear_pointer (&self.before, g_hash_table_unref);
      g_hash_table_unref (self.taken);
      wuse_label_places_clear (&self.places);
    }
  g_task_return_pointer (task, self.labels, (GDestroyNotify) g_ptr_array_unref);
}

void
wuse_diagram_labels_plan_async (WuseDiagramScene *scene,
                                WuseDiagramHighlight *highlight,
                                GPtrArray *before,
                                const WuseDiagramLabelStyle *style,
                                const WuseDiagramBox *box,
                                double scale,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->scene = wuse_diagram_scene_ref (scene);
  job->highlight = highlight != NULL ? g_atomic_rc_box_acquire (highlight) : NULL;
  /* Copies without images: these belong to the main thread, also in the end. */
  if (before != NULL)
    {
      job->before = g_ptr_array_new_with_free_func (free_label);
      for (guint i = 0; i < before->len; i++)
        {
          WuseDiagramLabel *label = g_memdup2 (g_ptr_array_index (before, i), sizeof (WuseDiagramLabel));

          label->image = NULL;
          wuse_pixels_ref (label->pixels);
          g_ptr_array_add (job->before, label);
        }
    }
  job->style = *style;
  job->box = *box;
  job->scale = scale;
  g_task_set_source_tag (task, wuse_diagram_labels_plan_async);
  g_task_set_task_data (task, job, free_job);
  wuse_worker_run (task, WUSE_WORKER_VISIBLE, plan_cb);
}

GPtrArray *
wuse_diagram_labels_plan_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

WuseFrameImage *
wuse_diagram_label_get_image (WuseDiagramLabel *self)
{
  if (self->image == NULL)
    self->image = wuse_frame_image_new (self->pixels);

  return self->image;
}
