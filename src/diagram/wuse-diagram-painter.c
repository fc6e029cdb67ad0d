/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nodes and edges into pixels: discs and lines by their distance from the middle of a pixel. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-painter.h"

#include <math.h>

/* Lengths in pixels at a device scale of 1. */
#define DASH 5.0f
#define ARROW_LENGTH 7.0f
#define ARROW_HALF_WIDTH 3.2f
/* An edge shorter than this has no room for an arrow. */
#define ARROW_ROOM 26.0f
#define RING_WIDTH 1.8f
/* Below this radius a node has no line around it. */
#define LEAST_OUTLINED 2.6f
#define CURVE_STEP 7.0f

typedef struct
{
  WusePixels *pixels;
  const WuseDiagramScene *scene;
  const WuseDiagramColors *colors;
  int width;
  int height;
  double left;
  double top;
  double scale;
  float unit; /* device pixels to a pixel */
  float factor;
} Painting;

WuseDiagramHighlight *
wuse_diagram_highlight_new (const guint32 *nodes, guint n_nodes, const guint32 *edges, guint n_edges)
{
  WuseDiagramHighlight *self = g_atomic_rc_box_new0 (WuseDiagramHighlight);

  self->nodes = g_memdup2 (nodes, n_nodes * sizeof *nodes);
  self->n_nodes = n_nodes;
  self->edges = g_memdup2 (edges, n_edges * sizeof *edges);
  self->n_edges = n_edges;

  return self;
}

static void
clear_highlight (gpointer data)
{
  WuseDiagramHighlight *self = data;

  g_free (self->nodes);
  g_free (self->edges);
}

void
wuse_diagram_highlight_unref (WuseDiagramHighlight *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_highlight);
}

static inline void
blend (guint32 *pixel, guint32 color, float coverage)
{
  if (coverage > 0)
    *pixel = wuse_pixel_over (wuse_pixel_scale (color, (guint32) (MIN (coverage, 1.0f) * 255 + 0.5f)), *pixel);
}

/* Cuts a line to the block of pixels and a margin (Liang and Barsky 1984); the ends as parts of the whole. */
static gboolean
clip (const Painting *self, float x0, float y0, float dx, float dy, float margin, float *begin, float *end)
{
  const float p[4] = { -dx, dx, -dy, dy };
  const float q[4] = { x0 + margin, (float) self->width + margin - x0, y0 + margin, (float) self->height + margin - y0 };

  *begin = 0;
  *end = 1;
  for (int i = 0; i < 4; i++)
    {
      if (p[i] == 0)
        {
          if (q[i] < 0)
            return FALSE;
        }
      else if (p[i] < 0)
        *begin = MAX (*begin, q[i] / p[i]);
      else
        *end = MIN (*end, q[i] / p[i]);
    }

  return *begin < *end;
}

/* Goes along the longer axis, in the middles of pixels; the coverage across it falls off over one pixel at each border. */
static void
paint_line (const Painting *self, float x0, float y0, float x1, float y1, float width, guint32 color, float dash, float phase)
{
  const float dx = x1 - x0, dy = y1 - y0, length = hypotf (dx, dy);
  const gboolean is_flat = fabsf (dx) >= fabsf (dy);
  const float along = is_flat ? dx : dy, across = is_flat ? dy : dx, from = is_flat ? x0 : y0, base = is_flat ? y0 : x0;
  const int end_across = is_flat ? self->height : self->width;
  float strength = 1, slope, half, begin, end, first, last;
  int step, end_step;

  if (along == 0 || !clip (self, x0, y0, dx, dy, width + 2, &begin, &end))
    return;
  if (width < 1)
    {
      strength = width;
      width = 1;
    }
  slope = across / along;
  half = width / 2 * sqrtf (1 + slope * slope) + 0.5f;
  first = from + along * (along > 0 ? begin : end);
  last = from + along * (along > 0 ? end : begin);
  step = MAX ((int) ceilf (first - 0.5f), 0);
  end_step = MIN ((int) ceilf (last - 0.5f), is_flat ? self->width : self->height);

  for (; step < end_step; step++)
    {
      const float way = (float) step + 0.5f - from, middle = base + slope * way - 0.5f;
      int least = (int) ceilf (middle - half), greatest = (int) floorf (middle + half);

      if (dash > 0 && fmodf (phase + way / along * length, 2 * dash) >= dash)
        continue;
      least = MAX (least, 0);
      greatest = MIN (greatest, end_across - 1);
      for (int i = least; i <= greatest; i++)
        {
          guint32 *row = wuse_pixels_get_row (self->pixels, is_flat ? i : step);

          blend (&row[is_flat ? step : i], color, strength * (half - fabsf ((float) i - middle)));
        }
    }
}

/* A triangle whose tip is at (x, y), pointing along the unit vector (dx, dy). */
static void
paint_arrow (const Painting *self, float x, float y, float dx, float dy, guint32 color)
{
  const float length = ARROW_LENGTH * self->unit, half = ARROW_HALF_WIDTH * self->unit, fall = half / length;
  const float cosine = 1 / sqrtf (1 + fall * fall);
  const int left = MAX ((int) (x - length - 2), 0), right = MIN ((int) (x + length + 2), self->width - 1);
  const int top = MAX ((int) (y - length - 2), 0), bottom = MIN ((int) (y + length + 2), self->height - 1);

  for (int row = top; row <= bottom; row++)
    for (int column = left; column <= right; column++)
      {
        float px = (float) column + 0.5f - x, py = (float) row + 0.5f - y;
        float back = -(px * dx + py * dy), side = fabsf (px * dy - py * dx);

        blend (&wuse_pixels_get_row (self->pixels, row)[column], color,
               MIN ((back * fall - side) * cosine, length - back) + 0.5f);
      }
}

static void
paint_disc (const Painting *self, float x, float y, float radius, guint32 color)
{
  const float reach = MAX (radius, 0.5f) + 1, strength = radius < 0.5f ? 4 * radius * radius : 1;
  const int left = MAX ((int) floorf (x - reach), 0), right = MIN ((int) ceilf (x + reach), self->width - 1);
  const int top = MAX ((int) floorf (y - reach), 0), bottom = MIN ((int) ceilf (y + reach), self->height - 1);

  radius = MAX (radius, 0.5f);
  for (int row = top; row <= bottom; row++)
    {
      guint32 *pixels = wuse_pixels_get_row (self->pixels, row);
      const float dy = (float) row + 0.5f - y;

      for (int column = left; column <= right; column++)
        {
          const float dx = (float) column + 0.5f - x;

          blend (&pixels[column], color, strength * (radius + 0.5f - sqrtf (dx * dx + dy * dy)));
        }
    }
}

static void
paint_square (const Painting *self, float x, float y, float half, guint32 color)
{
  const int left = MAX ((int) floorf (x - half), 0), right = MIN ((int) ceilf (x + half), self->width - 1);
  const int top = MAX ((int) floorf (y - half), 0), bottom = MIN ((int) ceilf (y + half), self->height - 1);

  for (int row = top; row <= bottom; row++)
    for (int column = left; column <= right; column++)
      {
        const float dx = fabsf ((float) column + 0.5f - x), dy = fabsf ((float) row + 0.5f - y);

        blend (&wuse_pixels_get_row (self->pixels, row)[column], color,
               CLAMP (half + 0.5f - dx, 0, 1) * CLAMP (half + 0.5f - dy, 0, 1));
      }
}

static void
paint_node (const Painting *self, guint32 node, gboolean is_highlighted)
{
  const WuseNodeStyle *style = &self->scene->nodes[node];
  const float x = (float) ((self->scene->positions[2 * node] - self->left) * self->scale);
  const float y = (float) ((self->scene->positions[2 * node + 1] - self->top) * self->scale);
  const float radius = style->radius * self->factor * self->unit * (style->shape == WUSE_NODE_DOT ? 0.55f : 1);
  const float reach = radius + 5 * self->unit;
  const guint32 color = wuse_color_to_pixel (style->color, 255), ground = wuse_color_to_pixel (self->colors->ground, 255);

  if (style->shape == WUSE_NODE_HIDDEN || x < -reach || y < -reach || x > (float) self->width + reach
      || y > (float) self->height + reach)
    return;
  if (is_highlighted)
    {
      paint_disc (self, x, y, radius + 3.5f * self->unit, wuse_color_to_pixel (self->colors->highlight, 255));
      paint_disc (self, x, y, radius + 1.5f * self->unit, ground);
    }
  else if (radius >= LEAST_OUTLINED * self->unit)
    paint_disc (self, x, y, radius + 1.2f * self->unit, ground);

  if (style->shape == WUSE_NODE_SQUARE)
    {
      paint_square (self, x, y, radius * 0.9f, color);
      return;
    }
  paint_disc (self, x, y, radius, color);
  if ((style->shape == WUSE_NODE_RING || style->shape == WUSE_NODE_CROSS) && radius > 1.2f * self->unit)
    paint_disc (self, x, y, radius - MIN (RING_WIDTH * self->unit, radius * 0.6f), ground);
  if (style->shape == WUSE_NODE_CROSS && radius > 3 * self->unit)
    {
      const float arm = radius * 0.62f;

      paint_line (self, x - arm, y - arm, x + arm, y + arm, 1.4f * self->unit, color, 0, 0);
      paint_line (self, x - arm, y + arm, x + arm, y - arm, 1.4f * self->unit, color, 0, 0);
    }
}

/* Leaves and arrives horizontally. Never gone along in one piece: what is not in the block is passed over by its box. */
static void
paint_curve (const Painting *self, float x0, float y0, float x1, float y1, float end_x, float width, guint32 color, float dash)
{
  const float bend = (x1 - x0) / 2;
  const int n_parts = (int) CLAMP ((fabsf (x1 - x0) + fabsf (y1 - y0)) / (CURVE_STEP * self->unit), 4, 40);
  float x = x0, y = y0, way = 0;

  for (int i = 1; i <= n_parts; i++)
    {
      const float t = (float) i / (float) n_parts, s = 1 - t;
      const float to_x = s * s * s * x0 + 3 * s * s * t * (x0 + bend) + 3 * s * t * t * (x1 - bend) + t * t * t * x1;
      const float to_y = s * s * s * y0 + 3 * s * s * t * y0 + 3 * s * t * t * y1 + t * t * t * y1;

      paint_line (self, x, y, to_x, to_y, width, color, dash, way);
      way += hypotf (to_x - x, to_y - y);
      x = to_x;
      y = to_y;
    }
  paint_line (self, x1, y1, end_x, y1, width, color, dash, way);
}

/* A loop of an edge from a node to itself: a small circle above it. */
static void
paint_loop (const Painting *self, float x, float y, float radius, float width, guint32 color)
{
  const float loop = radius * 0.6f + 3 * self->unit, middle = y - radius - loop * 0.7f;
  float from_x = x + loop, from_y = middle;

  for (int i = 1; i <= 16; i++)
    {
      const float angle = (float) i * (float) G_PI / 8, to_x = x + loop * cosf (angle), to_y = middle + loop * sinf (angle);

      paint_line (self, from_x, from_y, to_x, to_y, width, color, 0, 0);
      from_x = to_x;
      from_y = to_y;
    }
}

static void
paint_edge (const Painting *self, guint32 edge, gboolean is_highlighted)
{
  const WuseEdgeStyle *style = &self->scene->edges[edge];
  const guint32 from = self->scene->graph->from[edge], to = self->scene->graph->to[edge];
  const float *positions = self->scene->positions;
  float x0, y0, x1, y1, width, margin, dash, target;
  guint32 color;

  if (style->shape == WUSE_EDGE_HIDDEN)
    return;
  x0 = (float) ((positions[2 * from] - self->left) * self->scale);
  y0 = (float) ((positions[2 * from + 1] - self->top) * self->scale);
  x1 = (float) ((positions[2 * to] - self->left) * self->scale);
  y1 = (float) ((positions[2 * to + 1] - self->top) * self->scale);
  margin = 40 * self->unit;
  if (MAX (x0, x1) < -margin || MAX (y0, y1) < -margin || MIN (x0, x1) > (float) self->width + margin
      || MIN (y0, y1) > (float) self->height + margin)
    return;

  width = (style->width * wuse_diagram_line_factor (self->factor) + (is_highlighted ? 1 : 0)) * self->unit;
  dash = style->dashed && self->factor > 0.4f ? DASH * self->unit : 0;
  color = wuse_color_to_pixel (is_highlighted ? self->colors->highlight : style->color, 255);
  target = self->scene->nodes[to].radius * self->factor * self->unit;
  if (from == to)
    {
      paint_loop (self, x0, y0, target, width, color);
      return;
    }
  if (style->shape == WUSE_EDGE_CURVE)
    {
      paint_curve (self, x0, y0, (float) ((style->bend - self->left) * self->scale), y1, x1, width, color, dash);
      return;
    }
  paint_line (self, x0, y0, x1, y1, width, color, dash, 0);
  if (style->arrow && self->factor >= WUSE_DIAGRAM_LEAST_ARROWED)
    {
      const float length = hypotf (x1 - x0, y1 - y0);

      if (length > ARROW_ROOM * self->unit + target)
        paint_arrow (self, x1 - (x1 - x0) / length * (target + 1.5f * self->unit),
                     y1 - (y1 - y0) / length * (target + 1.5f * self->unit), (x1 - x0) / length, (y1 - y0) / length, color);
    }
}

void
wuse_diagram_paint (WusePixels *pixels,
                    const WuseDiagramScene *scene,
                    const WuseDiagramHighlight *highlight,
                    const WuseDiagramColors *colors,
                    double left,
                    double top,
                    double scale,
                    int device_scale)
{
  Painting self = {
    pixels, scene, colors, wuse_pixels_get_width (pixels), wuse_pixels_get_height (pixels),
    left,   top,   scale,  (float) device_scale,           wuse_diagram_scene_get_size_factor (scene, scale / device_scale)
  };

  if (highlight != NULL)
    {
      for (guint i = 0; i < highlight->n_edges; i++)
        paint_edge (&self, highlight->edges[i], TRUE);
      for (guint i = 0; i < highlight->n_nodes; i++)
        paint_node (&self, highlight->nodes[i], TRUE);
      return;
    }
  for (int row = 0; row < self.height; row++)
    {
      guint32 *line = wuse_pixels_get_row (pixels, row);
      const guint32 ground = wuse_color_to_pixel (colors->ground, 255);

      for (int column = 0; column < self.width; column++)
        line[column] = ground;
    }
  for (guint i = 0; i < scene->graph->n_edges; i++)
    paint_edge (&self, i, FALSE);
  for (guint i = 0; i < scene->graph->n_nodes; i++)
    paint_node (&self, scene->order[i], FALSE);
}
