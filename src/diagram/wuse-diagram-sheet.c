/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A diagram on a sheet of its own: drawn with ink, as it looks on the screen. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-sheet-private.h"

#include <cairo-pdf.h>
#include <math.h>
#include <string.h>

/* As in wuse-diagram-painter.c. */
#define DASH 5.0
#define ARROW_LENGTH 7.0
#define ARROW_HALF_WIDTH 3.2
#define ARROW_ROOM 26.0
#define RING_WIDTH 1.8
#define LEAST_OUTLINED 2.6
#define OUTLINE 1.2
/* Edges of one look are one element, so many at a time: a file of half the size, and nothing that a reader chokes on. */
#define MOST_IN_PATH 64
#define LEAST_CIRCLE 10.0
#define TELL_EVERY 2048
/* Points of 1/72 inch to a pixel */
#define POINT 0.75

static const WuseColor none = { 0, 0, 0, 0 };

typedef struct
{
  const WuseSheetLayout *layout;
  WuseInk *ink;
  gboolean is_highlight;
  /* Of the path that is being made */
  WuseEdgeStyle style;
  guint n_in_path;
  GArray *arrows; /* corners, six numbers each */
} Drawing;

gboolean
wuse_sheet_progress_tell (const WuseSheetProgress *self, double done)
{
  if (self->func != NULL)
    self->func (done, self->user_data);

  return wuse_output_file_is_sound (self->file);
}

static void
to_page (const WuseSheetLayout *self, guint32 node, double *x, double *y)
{
  *x = self->left + (self->sheet->scene->positions[2 * node] - self->sheet->box.left) * self->sheet->scale;
  *y = self->top + (self->sheet->scene->positions[2 * node + 1] - self->sheet->box.top) * self->sheet->scale;
}

static gboolean
is_on_page (const WuseSheetLayout *self, double left, double top, double right, double bottom)
{
  return right >= self->left && left <= self->left + self->area_width && bottom >= self->top
         && top <= self->top + self->area_height;
}

static WuseColor
fade (WuseColor color, double opacity)
{
  color.alpha = (guint8) lround (color.alpha * opacity);

  return color;
}

/* --- edges --- */

static void
end_path (Drawing *self)
{
  const WuseColor color = self->is_highlight ? self->layout->sheet->colors.highlight : self->style.color;
  const double width = self->style.width * wuse_diagram_line_factor (self->layout->factor) + (self->is_highlight ? 1 : 0);

  if (self->n_in_path > 0)
    self->ink->class->stroke (self->ink, color, width, self->style.dashed && self->layout->factor > 0.4f ? DASH : 0);
  self->n_in_path = 0;
  if (self->arrows->len == 0)
    return;
  for (guint i = 0; i < self->arrows->len; i += 6)
    {
      const double *corner = &g_array_index (self->arrows, double, i);

      self->ink->class->move_to (self->ink, corner[0], corner[1]);
      self->ink->class->line_to (self->ink, corner[2], corner[3]);
      self->ink->class->line_to (self->ink, corner[4], corner[5]);
    }
  self->ink->class->fill (self->ink, color);
  g_array_set_size (self->arrows, 0);
}

static void
begin_edge (Drawing *self, const WuseEdgeStyle *style)
{
  const gboolean is_same = style->width == self->style.width && style->dashed == self->style.dashed
                           && memcmp (&style->color, &self->style.color, sizeof style->color) == 0;

  if (!is_same || self->n_in_path >= MOST_IN_PATH)
    end_path (self);
  self->style = *style;
  self->n_in_path++;
}

static void
add_arrow (Drawing *self, double x0, double y0, double x1, double y1, double target)
{
  const double length = hypot (x1 - x0, y1 - y0), dx = (x1 - x0) / length, dy = (y1 - y0) / length;
  const double x = x1 - dx * (target + 1.5), y = y1 - dy * (target + 1.5);
  const double back_x = x - dx * ARROW_LENGTH, back_y = y - dy * ARROW_LENGTH;
  const double corners[6] = { x,
                              y,
                              back_x - dy * ARROW_HALF_WIDTH,
                              back_y + dx * ARROW_HALF_WIDTH,
                              back_x + dy * ARROW_HALF_WIDTH,
                              back_y - dx * ARROW_HALF_WIDTH };

  if (length > ARROW_ROOM + target)
    g_array_append_vals (self->arrows, corners, G_N_ELEMENTS (corners));
}

/* From a node to itself: a small circle above it. */
static void
draw_loop (Drawing *self, double x, double y, double radius)
{
  const double loop = radius * 0.6 + 3, middle = y - radius - loop * 0.7, arm = loop * 0.5523;
  const WuseInkClass *class = self->ink->class;

  class->move_to (self->ink, x + loop, middle);
  class->curve_to (self->ink, x + loop, middle + arm, x + arm, middle + loop, x, middle + loop);
  class->curve_to (self->ink, x - arm, middle + loop, x - loop, middle + arm, x - loop, middle);
  class->curve_to (self->ink, x - loop, middle - arm, x - arm, middle - loop, x, middle - loop);
  class->curve_to (self->ink, x + arm, middle - loop, x + loop, middle - arm, x + loop, middle);
}

static void
draw_edge (Drawing *self, guint32 edge)
{
  const WuseSheetLayout *layout = self->layout;
  const WuseDiagramScene *scene = layout->sheet->scene;
  const WuseEdgeStyle *style = &scene->edges[edge];
  const guint32 from = scene->graph->from[edge], to = scene->graph->to[edge];
  const double target = scene->nodes[to].radius * layout->factor;
  double x0, y0, x1, y1;

  if (style->shape == WUSE_EDGE_HIDDEN || scene->nodes[from].shape == WUSE_NODE_HIDDEN
      || scene->nodes[to].shape == WUSE_NODE_HIDDEN)
    return;
  to_page (layout, from, &x0, &y0);
  to_page (layout, to, &x1, &y1);
  if (!is_on_page (layout, MIN (x0, x1) - 40, MIN (y0, y1) - 40, MAX (x0, x1) + 40, MAX (y0, y1) + 40))
    return;
  begin_edge (self, style);
  if (from == to)
    {
      draw_loop (self, x0, y0, target);
      return;
    }
  self->ink->class->move_to (self->ink, x0, y0);
  if (style->shape == WUSE_EDGE_CURVE)
    {
      const double bend = layout->left + (style->bend - layout->sheet->box.left) * layout->sheet->scale;
      const double half = (bend - x0) / 2;

      self->ink->class->curve_to (self->ink, x0 + half, y0, bend - half, y1, bend, y1);
      if (fabs (bend - x1) > 0.01)
        self->ink->class->line_to (self->ink, x1, y1);
      return;
    }
  self->ink->class->line_to (self->ink, x1, y1);
  if (style->arrow && layout->factor >= WUSE_DIAGRAM_LEAST_ARROWED)
    add_arrow (self, x0, y0, x1, y1, target);
}

/* --- nodes --- */

static void
draw_cross (WuseInk *ink, double x, double y, double arm, WuseColor color)
{
  ink->class->move_to (ink, x - arm, y - arm);
  ink->class->line_to (ink, x + arm, y + arm);
  ink->class->move_to (ink, x - arm, y + arm);
  ink->class->line_to (ink, x + arm, y - arm);
  ink->class->stroke (ink, color, 1.4, 0);
}

/* A node by its look, at a place of the page. */
static void
draw_mark (WuseInk *ink, WuseColor ground, const WuseNodeStyle *style, double x, double y, double radius)
{
  const double line = MIN (RING_WIDTH, radius * 0.6), outline = radius >= LEAST_OUTLINED ? OUTLINE : 0;
  const gboolean is_open = (style->shape == WUSE_NODE_RING || style->shape == WUSE_NODE_CROSS) && radius > 1.2;

  if (style->shape == WUSE_NODE_SQUARE)
    {
      const double half = radius * 0.9;

      ink->class->rectangle (ink, x - half - outline, y - half - outline, 2 * (half + outline), 2 * (half + outline), ground);
      ink->class->rectangle (ink, x - half, y - half, 2 * half, 2 * half, style->color);
      return;
    }
  if (is_open)
    {
      if (outline > 0)
        ink->class->disc (ink, x, y, radius + outline, ground, none, 0);
      ink->class->disc (ink, x, y, radius - line / 2, ground, style->color, line);
      if (style->shape == WUSE_NODE_CROSS && radius > 3)
        draw_cross (ink, x, y, radius * 0.62, style->color);
      return;
    }
  ink->class->disc (ink, x, y, radius + outline / 2, style->color, ground, outline);
}

static void
draw_node (Drawing *self, guint32 node)
{
  const WuseSheetLayout *layout = self->layout;
  const WuseDiagramSheet *sheet = layout->sheet;
  const WuseNodeStyle *style = &sheet->scene->nodes[node];
  const double radius = MAX (style->radius * layout->factor * (style->shape == WUSE_NODE_DOT ? 0.55f : 1), 0.4f);
  double x, y;

  if (style->shape == WUSE_NODE_HIDDEN)
    return;
  to_page (layout, node, &x, &y);
  if (!is_on_page (layout, x - radius - 5, y - radius - 5, x + radius + 5, y + radius + 5))
    return;
  if (self->is_highlight)
    self->ink->class->disc (self->ink, x, y, radius + 2.5, sheet->colors.ground, sheet->colors.highlight, 2);
  draw_mark (self->ink, sheet->colors.ground, style, x, y, radius);
}

static gboolean
draw_all (Drawing *self, const WuseSheetProgress *progress)
{
  const WuseDiagramScene *scene = self->layout->sheet->scene;
  const guint n_edges = scene->graph->n_edges, n_nodes = scene->graph->n_nodes;
  const double all = (double) n_edges + n_nodes;

  self->ink->class->begin_group (self->ink, "edges");
  for (guint i = 0; i < n_edges; i++)
    {
      if (i % TELL_EVERY == 0 && !wuse_sheet_progress_tell (progress, i / all))
        return FALSE;
      draw_edge (self, i);
    }
  end_path (self);
  self->ink->class->end_group (self->ink);
  self->ink->class->begin_group (self->ink, "nodes");
  for (guint i = 0; i < n_nodes; i++)
    {
      if (i % TELL_EVERY == 0 && !wuse_sheet_progress_tell (progress, (n_edges + (double) i) / all))
        return FALSE;
      draw_node (self, scene->order[i]);
    }
  self->ink->class->end_group (self->ink);

  return TRUE;
}

void
wuse_sheet_draw_graph (const WuseSheetLayout *self, WuseInk *ink, const WuseSheetProgress *progress)
{
  const WuseDiagramSheet *sheet = self->sheet;
  Drawing drawing = { .layout = self, .ink = ink, .arrows = g_array_new (FALSE, FALSE, sizeof (double)) };

  ink->class->begin_clipped_group (ink, "graph", self->left, self->top, self->area_width, self->area_height);
  if (draw_all (&drawing, progress) && sheet->highlight != NULL)
    {
      ink->class->begin_group (ink, "selection");
      ink->class->rectangle (ink, self->left, self->top, self->area_width, self->area_height, sheet->colors.veil);
      drawing.is_highlight = TRUE;
      for (guint i = 0; i < sheet->highlight->n_edges; i++)
        draw_edge (&drawing, sheet->highlight->edges[i]);
      end_path (&drawing);
      for (guint i = 0; i < sheet->highlight->n_nodes; i++)
        draw_node (&drawing, sheet->highlight->nodes[i]);
      ink->class->end_group (ink);
    }
  ink->class->end_group (ink);
  g_array_unref (drawing.arrows);
}

/* --- what is not the graph --- */

static void
draw_texts (WuseInk *ink, const GArray *texts, double top, double bottom)
{
  for (guint i = 0; i < texts->len; i++)
    {
      const WuseSheetText *text = &g_array_index (texts, WuseSheetText, i);

      if (*text->text != '\0' && text->y + text->style.size >= top && text->y - 2 * text->style.size <= bottom)
        ink->class->text (ink, text->x, text->y, text->text, &text->style);
    }
}

static void
draw_axis (const WuseSheetLayout *self, WuseInk *ink, double top, double bottom)
{
  const WuseDiagramSheet *sheet = self->sheet;

  if (self->ticks->len == 0)
    return;
  ink->class->begin_group (ink, "axis");
  for (guint i = 0; i < self->ticks->len; i++)
    {
      const double x = g_array_index (self->ticks, WuseSheetText, i).x;

      ink->class->move_to (ink, x, self->top + WUSE_SHEET_AXIS_HEIGHT);
      ink->class->line_to (ink, x, self->top + self->area_height);
    }
  ink->class->stroke (ink, fade (sheet->quiet, 0.18), 1, 0);
  ink->class->rectangle (ink, self->left, self->top, self->area_width, WUSE_SHEET_AXIS_HEIGHT, fade (sheet->colors.ground, 0.9));
  draw_texts (ink, self->ticks, top, bottom);
  ink->class->end_group (ink);
}

void
wuse_sheet_draw_over (const WuseSheetLayout *self, WuseInk *ink, double top, double bottom)
{
  const WuseDiagramSheet *sheet = self->sheet;

  ink->class->begin_clipped_group (ink, "over", self->left, self->top, self->area_width, self->area_height);
  for (guint i = 0; i < sheet->n_circles; i++)
    {
      const WuseDiagramCircle *circle = &sheet->circles[i];
      const double radius = circle->radius * sheet->scale;
      const double x = self->left + (circle->x - sheet->box.left) * sheet->scale,
                   y = self->top + (circle->y - sheet->box.top) * sheet->scale;

      if (radius >= LEAST_CIRCLE && is_on_page (self, x - radius, y - radius, x + radius, y + radius) && y + radius >= top
          && y - radius <= bottom)
        ink->class->disc (ink, x, y, radius, none, fade (sheet->quiet, 0.22), 1);
    }
  ink->class->begin_group (ink, "labels");
  draw_texts (ink, self->labels, top, bottom);
  ink->class->end_group (ink);
  draw_axis (self, ink, top, bottom);
  ink->class->end_group (ink);
}

static void
draw_key (WuseInk *ink, const WuseDiagramKey *key, double x, double y, double type, WuseColor ground)
{
  const double half = 10 * type;
  Drawing drawing = { .ink = ink };

  if (!key->is_line)
    {
      draw_mark (ink, ground, &key->node, x, y, key->node.radius * type * (key->node.shape == WUSE_NODE_DOT ? 0.55 : 1));
      return;
    }
  ink->class->move_to (ink, x - half, y);
  ink->class->line_to (ink, x + half, y);
  ink->class->stroke (ink, key->line.color, key->line.width * type, key->line.dashed ? DASH : 0);
  if (!key->line.arrow)
    return;
  drawing.arrows = g_array_new (FALSE, FALSE, sizeof (double));
  add_arrow (&drawing, x - 4 * half, y, x + half + 3, y, 0);
  for (guint i = 0; i < drawing.arrows->len; i += 2)
    (i == 0 ? ink->class->move_to : ink->class->line_to) (ink, g_array_index (drawing.arrows, double, i),
                                                          g_array_index (drawing.arrows, double, i + 1));
  ink->class->fill (ink, key->line.color);
  g_array_unref (drawing.arrows);
}

void
wuse_diagram_key_draw (const WuseDiagramKey *self, cairo_t *cr, double x, double y)
{
  g_autoptr (WuseInk) ink = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (cr != NULL);

  ink = wuse_ink_new_for_cairo (cr);
  draw_key (ink, self, x, y, 1, none);
}

void
wuse_diagram_key_clear (WuseDiagramKey *self)
{
  g_clear_pointer (&self->name, g_free);
}

void
wuse_sheet_draw_around (const WuseSheetLayout *self, WuseInk *ink, double top, double bottom)
{
  const WuseColor line = fade (self->sheet->quiet, 0.35);
  const double right = self->left + self->area_width, below = self->top + self->area_height;

  ink->class->begin_group (ink, "words");
  ink->class->move_to (ink, self->left, self->top);
  ink->class->line_to (ink, right, self->top);
  ink->class->move_to (ink, self->left, below);
  ink->class->line_to (ink, right, below);
  ink->class->stroke (ink, line, 1, 0);
  for (guint i = 0; i < self->keys->len; i++)
    {
      const WuseSheetKey *key = &g_array_index (self->keys, WuseSheetKey, i);

      if (key->y + 20 * self->type >= top && key->y - 20 * self->type <= bottom)
        draw_key (ink, key->key, key->x, key->y, self->type, self->sheet->colors.ground);
    }
  draw_texts (ink, self->words, top, bottom);
  ink->class->end_group (ink);
}

/* --- files --- */

static void
draw_page (const WuseSheetLayout *self, WuseInk *ink, const WuseSheetProgress *progress)
{
  ink->class->rectangle (ink, 0, 0, self->width, self->height, self->sheet->colors.ground);
  wuse_sheet_draw_graph (self, ink, progress);
  wuse_sheet_draw_over (self, ink, 0, self->height);
  wuse_sheet_draw_around (self, ink, 0, self->height);
}

static void
write_svg (const WuseSheetLayout *self, WuseOutputFile *file, const WuseSheetProgress *progress)
{
  g_autoptr (WuseInk) ink = wuse_ink_new_for_svg (file);

  wuse_output_file_printf (file,
                           "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
                           "height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"%s\">\n<title>",
                           (int) self->width, (int) self->height, (int) self->width, (int) self->height,
                           "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', Cantarell, sans-serif");
  wuse_output_file_put_xml (file, self->sheet->title);
  wuse_output_file_puts (file, "</title>\n<desc>");
  wuse_output_file_put_xml (file, self->sheet->subtitle);
  wuse_output_file_puts (file, "\n");
  wuse_output_file_put_xml (file, self->sheet->credits);
  wuse_output_file_puts (file, "</desc>\n");
  draw_page (self, ink, progress);
  wuse_output_file_puts (file, "</svg>\n");
}

static cairo_status_t
write_cb (void *file, const unsigned char *data, unsigned int length)
{
  wuse_output_file_write (file, data, length);

  return wuse_output_file_is_sound (file) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void
write_pdf (const WuseSheetLayout *self, WuseOutputFile *file, const WuseSheetProgress *progress)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, file, self->width * POINT, self->height * POINT);
  cairo_t *cr = cairo_create (surface);
  WuseInk *ink;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->sheet->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, self->sheet->subtitle);
  cairo_scale (cr, POINT, POINT);
  ink = wuse_ink_new_for_cairo (cr);
  draw_page (self, ink, progress);
  wuse_ink_free (ink);
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
}

void
wuse_diagram_sheet_write (const WuseDiagramSheet *self,
                          WuseDiagramFormat format,
                          int device_scale,
                          WuseOutputFile *file,
                          WuseDiagramSheetProgress progress,
                          gpointer user_data)
{
  const WuseSheetProgress teller = { file, progress, user_data };
  WuseSheetLayout layout;

  g_return_if_fail (self != NULL && self->scene != NULL && self->scale > 0);
  g_return_if_fail (device_scale >= 1 && device_scale <= 4);

  wuse_sheet_layout_init (&layout, self, file);
  switch (format)
    {
    case WUSE_DIAGRAM_PNG:
      wuse_sheet_write_png (&layout, device_scale, file, &teller);
      break;
    case WUSE_DIAGRAM_SVG:
      write_svg (&layout, file, &teller);
      break;
    case WUSE_DIAGRAM_PDF:
      write_pdf (&layout, file, &teller);
      break;
    }
  wuse_sheet_layout_clear (&layout);
}
