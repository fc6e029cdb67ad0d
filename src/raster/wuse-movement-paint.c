/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints movements: marks, and bent lines that grow wider in the direction one went. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-movement-paint.h"

#include "wuse-register.h"
#include "wuse-stroke.h"
#include "wuse-text.h"

#include <math.h>
#include <string.h>

/* Above so many ways lines are fine, so that what lies below is still seen. */
#define MANY 400u
/* Above so many they are a texture more than lines: no edges. */
#define VERY_MANY 3000u
#define MAX_PIECES 64
#define PIECE 12.0
/* A way shorter than this has no room for a head. */
#define LEAST_HEAD 26.0
#define HEAD 7.5
#define HEAD_AT 0.58
#define HEAD_ANGLE 0.5
#define MARGIN 8.0
#define MAX_DASHES 4096

static const float dashed[] = { 9, 6 }, dotted[] = { 2, 5 }, dash_dot[] = { 11, 5, 2, 5 };

/* Widths and opacities of one picture. */
typedef struct
{
  double start;
  double end;
  double casing;
  guint8 casing_alpha;
} Weight;

/* A mask that knows what of each row was touched. */
typedef struct
{
  WuseStroke stroke;
  int *first;
  int *end;
} Mask;

typedef struct
{
  WusePixels *pixels;
  const WuseMovementPlan *plan;
  const WusePalette *palette;
  double left;
  double top;
  double scale;
  int width;
  int height;
  Weight weight;
  Mask mask;
  gboolean is_painted;
} Painting;

typedef struct
{
  double x;
  double y;
} Position;

/* As hypot(), which is slow for the care it takes with numbers that are none of a picture's. */
static double
get_length (double dx, double dy)
{
  return sqrt (dx * dx + dy * dy);
}

WuseColor
wuse_movement_color (const WusePalette *palette, gboolean by_class, guint8 style)
{
  g_return_val_if_fail (palette != NULL, ((WuseColor){ 0, 0, 0, 255 }));

  if (style == WUSE_MOVEMENT_SHARED)
    return palette->label;
  if (!by_class)
    return palette->movements[style % WUSE_N_MOVEMENT_COLORS];
  switch ((WuseClassification) style)
    {
    case WUSE_CASE_CONFIRMED:
      return palette->confirmed;
    case WUSE_CASE_SUSPECTED:
      return palette->suspected;
    case WUSE_CASE_ASYMPTOMATIC:
      break;
    }
  return palette->asymptomatic;
}

WuseMovementDash
wuse_movement_dash (gboolean by_class, guint8 style)
{
  return by_class ? (WuseMovementDash) MIN (style, WUSE_MOVEMENT_DOTTED) : (WuseMovementDash) (style % 4);
}

const float *
wuse_movement_dash_lengths (WuseMovementDash dash, guint *n_lengths)
{
  g_return_val_if_fail (n_lengths != NULL, NULL);

  *n_lengths = dash == WUSE_MOVEMENT_SOLID ? 0 : dash == WUSE_MOVEMENT_DASH_DOT ? 4 : 2;
  switch (dash)
    {
    case WUSE_MOVEMENT_DASHED:
      return dashed;
    case WUSE_MOVEMENT_DOTTED:
      return dotted;
    case WUSE_MOVEMENT_DASH_DOT:
      return dash_dot;
    case WUSE_MOVEMENT_SOLID:
      break;
    }
  return NULL;
}

/* --- the mask --- */

static void
prepare_mask (Mask *self, int width, int height)
{
  wuse_stroke_prepare (&self->stroke, width, height);
  self->first = g_new (int, height);
  self->end = g_new0 (int, height);
  for (int i = 0; i < height; i++)
    self->first[i] = width;
}

static void
clear_mask (Mask *self)
{
  wuse_stroke_clear (&self->stroke);
  g_free (self->first);
  g_free (self->end);
}

static void
add_line (Mask *self, Position from, Position to, double width)
{
  const double reach = width / 2 + 2;
  const double left = MIN (from.x, to.x) - reach, right = MAX (from.x, to.x) + reach;
  const double top = MIN (from.y, to.y) - reach, bottom = MAX (from.y, to.y) + reach;
  int first, end;

  if (left >= self->stroke.width || right < 0 || top >= self->stroke.height || bottom < 0)
    return;
  wuse_stroke_add_line (&self->stroke, (gint64) (from.x * WUSE_SUBPIXELS), (gint64) (from.y * WUSE_SUBPIXELS),
                        (gint64) (to.x * WUSE_SUBPIXELS), (gint64) (to.y * WUSE_SUBPIXELS), (float) width);
  first = (int) MAX (left, 0);
  end = (int) MIN (right + 1, self->stroke.width);
  for (int y = (int) MAX (top, 0); y < (int) MIN (bottom + 1, self->stroke.height); y++)
    {
      self->first[y] = MIN (self->first[y], first);
      self->end[y] = MAX (self->end[y], end);
    }
}

/* As wuse_stroke_sweep(), but only where a line may be: there are thousands of them. */
static void
sweep (Mask *self, WusePixels *pixels, WuseColor color)
{
  for (int y = self->stroke.first_row; y < self->stroke.end_row; y++)
    {
      guint8 *mask = self->stroke.mask + (gsize) y * (gsize) self->stroke.width;
      guint32 *out = wuse_pixels_get_row (pixels, y);

      for (int x = self->first[y]; x < self->end[y]; x++)
        if (mask[x] != 0)
          {
            out[x] = wuse_pixel_over (wuse_color_to_pixel (color, mask[x]), out[x]);
            mask[x] = 0;
          }
      self->first[y] = self->stroke.width;
      self->end[y] = 0;
    }
  self->stroke.first_row = self->stroke.height;
  self->stroke.end_row = 0;
}

/* --- ways --- */

typedef struct
{
  Position points[3];
  double length;
  int n_pieces;
} Curve;

static Position
get_point (const Curve *curve, double at)
{
  const double a = (1 - at) * (1 - at), b = 2 * at * (1 - at), c = at * at;

  return (Position){ a * curve->points[0].x + b * curve->points[1].x + c * curve->points[2].x,
                     a * curve->points[0].y + b * curve->points[1].y + c * curve->points[2].y };
}

static gboolean
init_curve (Curve *curve, const Painting *painting, const WuseMovementEdge *edge)
{
  const WuseMovementMark *from = &painting->plan->marks[edge->from], *to = &painting->plan->marks[edge->to];
  Position *points = curve->points;
  double margin = MARGIN * painting->scale, left, right, top, bottom;

  points[0] = (Position){ from->x, from->y };
  points[2] = (Position){ to->x, to->y };
  wuse_movement_edge_get_control (painting->plan, edge, &points[1].x, &points[1].y);
  for (guint i = 0; i < 3; i++)
    points[i] = (Position){ points[i].x * painting->scale - painting->left, points[i].y * painting->scale - painting->top };
  left = MIN (MIN (points[0].x, points[1].x), points[2].x);
  right = MAX (MAX (points[0].x, points[1].x), points[2].x);
  top = MIN (MIN (points[0].y, points[1].y), points[2].y);
  bottom = MAX (MAX (points[0].y, points[1].y), points[2].y);
  if (left - margin >= painting->width || right + margin < 0 || top - margin >= painting->height || bottom + margin < 0)
    return FALSE;
  curve->length = get_length (points[2].x - points[0].x, points[2].y - points[0].y);
  curve->n_pieces = (int) CLAMP (curve->length / (PIECE * painting->scale), 2, MAX_PIECES);

  return TRUE;
}

static double
get_width (const Painting *painting, double at)
{
  return (painting->weight.start + (painting->weight.end - painting->weight.start) * at) * painting->scale;
}

/* The parts of a straight piece that the dash draws; @phase is where in the dash it begins. */
static void
add_dashes (Painting *painting, Position from, Position to, double width, const float *lengths, guint n_lengths, double phase)
{
  const double length = get_length (to.x - from.x, to.y - from.y);
  double at = -phase, sum = 0;
  guint n = 0;

  for (guint i = 0; i < n_lengths; i++)
    sum += (double) lengths[i] * painting->scale;
  if (length <= 0 || length / sum > MAX_DASHES)
    return;
  for (guint i = 0; at < length && n < 2 * MAX_DASHES; i = (i + 1) % n_lengths, n++)
    {
      const double end = at + (double) lengths[i] * painting->scale;
      const double first = MAX (at, 0) / length, last = MIN (end, length) / length;

      if (i % 2 == 0 && first < last)
        add_line (&painting->mask, (Position){ from.x + (to.x - from.x) * first, from.y + (to.y - from.y) * first },
                  (Position){ from.x + (to.x - from.x) * last, from.y + (to.y - from.y) * last }, width);
      at = end;
    }
}

static void
add_curve (Painting *painting, const Curve *curve, double more, const float *lengths, guint n_lengths)
{
  Position before = curve->points[0];
  double gone = 0, sum = 0;

  for (guint i = 0; i < n_lengths; i++)
    sum += (double) lengths[i] * painting->scale;
  for (int i = 1; i <= curve->n_pieces; i++)
    {
      const double at = (double) i / curve->n_pieces;
      const Position point = get_point (curve, at);
      const double width = get_width (painting, at) + more;
      const gboolean is_near = MAX (before.x, point.x) > -MARGIN * 4 && MIN (before.x, point.x) < painting->width + MARGIN * 4
                               && MAX (before.y, point.y) > -MARGIN * 4
                               && MIN (before.y, point.y) < painting->height + MARGIN * 4;

      if (is_near && n_lengths > 0)
        add_dashes (painting, before, point, width, lengths, n_lengths, fmod (gone, sum));
      else if (is_near)
        add_line (&painting->mask, before, point, width);
      gone += get_length (point.x - before.x, point.y - before.y);
      before = point;
    }
}

static void
add_head (Painting *painting, const Curve *curve, double more)
{
  const Position tip = get_point (curve, HEAD_AT), behind = get_point (curve, HEAD_AT - 0.04);
  const double angle = atan2 (tip.y - behind.y, tip.x - behind.x), length = HEAD * painting->scale;
  const double width = get_width (painting, 1) + more;

  if (curve->length < LEAST_HEAD * painting->scale)
    return;
  for (int side = -1; side <= 1; side += 2)
    add_line (&painting->mask,
              (Position){ tip.x - length * cos (angle + side * HEAD_ANGLE), tip.y - length * sin (angle + side * HEAD_ANGLE) },
              tip, width);
}

static WuseColor
fade (WuseColor color, guint8 strength)
{
  color.alpha = (guint8) wuse_div255 (color.alpha * strength);

  return color;
}

/* The casing is never broken: where a line has a gap it is seen, and ways that cross are told apart. */
static void
paint_edge (Painting *painting, const WuseMovementEdge *edge)
{
  const gboolean by_class = painting->plan->by_class;
  WuseColor casing = painting->palette->mark_line;
  guint n_lengths;
  const float *lengths = wuse_movement_dash_lengths (wuse_movement_dash (by_class, edge->style), &n_lengths);
  const double more = 2 * painting->weight.casing * painting->scale;
  Curve curve;

  if (!init_curve (&curve, painting, edge))
    return;
  casing.alpha = painting->weight.casing_alpha;
  if (casing.alpha > 0)
    {
      add_curve (painting, &curve, more, NULL, 0);
      add_head (painting, &curve, more);
      sweep (&painting->mask, painting->pixels, fade (casing, edge->strength));
    }
  add_curve (painting, &curve, 0, lengths, n_lengths);
  add_head (painting, &curve, 0);
  sweep (&painting->mask, painting->pixels,
         fade (wuse_movement_color (painting->palette, by_class, edge->style), edge->strength));
  painting->is_painted = TRUE;
}

/* --- marks and names --- */

/* A disc, or as long as it is wide with round ends. */
static void
paint_capsule (Painting *painting, Position middle, double half_width, double half_height, WuseColor color)
{
  const double straight = MAX (half_width - half_height, 0);
  const int first_row = (int) MAX (floor (middle.y - half_height - 1), 0),
            end_row = (int) MIN (ceil (middle.y + half_height + 1), painting->height),
            first = (int) MAX (floor (middle.x - half_width - 1), 0),
            end = (int) MIN (ceil (middle.x + half_width + 1), painting->width);

  for (int y = first_row; y < end_row; y++)
    {
      guint32 *out = wuse_pixels_get_row (painting->pixels, y);

      for (int x = first; x < end; x++)
        {
          const double dx = MAX (fabs (x + 0.5 - middle.x) - straight, 0);
          const double covered = CLAMP (half_height + 0.5 - get_length (dx, y + 0.5 - middle.y), 0, 1);

          if (covered > 0)
            out[x] = wuse_pixel_over (wuse_color_to_pixel (color, (guint32) (covered * 255)), out[x]);
        }
    }
}

static gboolean
is_outside (const Painting *painting, Position middle, double half_width, double half_height)
{
  return middle.x + half_width < 0 || middle.x - half_width >= painting->width || middle.y + half_height < 0
         || middle.y - half_height >= painting->height;
}

static void
paint_mark (Painting *painting, const WuseMovementMark *mark)
{
  const WusePalette *palette = painting->palette;
  const Position middle = { mark->x * painting->scale - painting->left, mark->y * painting->scale - painting->top };
  const double half_width = (double) mark->half_width * painting->scale,
               half_height = (double) mark->half_height * painting->scale;
  const double line = 1.5 * painting->scale;
  const gboolean is_shared = mark->style == WUSE_MOVEMENT_SHARED;
  const guint8 strength = mark->is_late ? mark->strength : 255;
  const WuseColor color = wuse_movement_color (palette, painting->plan->by_class, mark->style);
  WuseColor inside = is_shared ? palette->mark_line : color, text = is_shared ? color : palette->mark_line, none = { 0 };

  if (is_outside (painting, middle, half_width + line, half_height + line))
    return;
  if (is_shared)
    paint_capsule (painting, middle, half_width + line, half_height + line, fade (palette->mark_line, strength));
  paint_capsule (painting, middle, half_width + line * (is_shared ? 0.5 : 1), half_height + line * (is_shared ? 0.5 : 1),
                 fade (is_shared ? color : palette->mark_line, strength));
  paint_capsule (painting, middle, half_width - (is_shared ? line : 0), half_height - (is_shared ? line : 0),
                 fade (inside, strength));
  if (mark->text != NULL)
    wuse_text_paint (painting->pixels, (int) round (middle.x), (int) round (middle.y), mark->text, strlen (mark->text),
                     WUSE_TEXT_QUIET, (int) painting->scale, fade (text, MAX (strength, 150)), none);
  painting->is_painted = TRUE;
}

static void
paint_label (Painting *painting, const WuseMovementLabel *label)
{
  const WusePalette *palette = painting->palette;
  const Position middle = { label->x * painting->scale - painting->left, label->y * painting->scale - painting->top };

  if (is_outside (painting, middle, ((double) label->half_width + 4) * painting->scale, 16 * painting->scale))
    return;
  /* Names of areas lie below. */
  paint_capsule (painting, middle, (double) label->half_width * painting->scale, WUSE_MOVEMENT_LABEL_HEIGHT / 2 * painting->scale,
                 palette->halo);
  wuse_text_paint (painting->pixels, (int) round (middle.x), (int) round (middle.y), label->text, strlen (label->text),
                   WUSE_TEXT_NORMAL, (int) painting->scale, palette->label, palette->halo);
  painting->is_painted = TRUE;
}

gboolean
wuse_movement_paint (WusePixels *pixels,
                     const WuseMovementPlan *plan,
                     const WusePalette *palette,
                     gint64 left,
                     gint64 top,
                     int scale,
                     GCancellable *cancellable)
{
  return wuse_movement_paint_around (pixels, plan, palette, left, top, scale, NULL, NULL, cancellable);
}

gboolean
wuse_movement_paint_around (WusePixels *pixels,
                            const WuseMovementPlan *plan,
                            const WusePalette *palette,
                            gint64 left,
                            gint64 top,
                            int scale,
                            WuseMovementBetween between,
                            gpointer user_data,
                            GCancellable *cancellable)
{
  Painting painting = { pixels, plan, palette, (double) left, (double) top, scale };

  g_return_val_if_fail (pixels != NULL && plan != NULL && palette != NULL, FALSE);
  g_return_val_if_fail (scale >= 1 && scale <= 4, FALSE);

  painting.width = wuse_pixels_get_width (pixels);
  painting.height = wuse_pixels_get_height (pixels);
  painting.weight = plan->n_edges > VERY_MANY ? (Weight){ 0.8, 1.8, 0, 0 }
                    : plan->n_edges > MANY    ? (Weight){ 0.8, 1.8, 0.75, 130 }
                                              : (Weight){ 1.6, 3.4, 1.5, 230 };
  prepare_mask (&painting.mask, painting.width, painting.height);
  for (guint i = 0; i < plan->n_edges && !g_cancellable_is_cancelled (cancellable); i++)
    paint_edge (&painting, &plan->edges[i]);
  if (between != NULL && painting.is_painted && !g_cancellable_is_cancelled (cancellable))
    between (pixels, user_data);
  for (guint i = 0; i < plan->n_marks && !g_cancellable_is_cancelled (cancellable); i++)
    paint_mark (&painting, &plan->marks[i]);
  for (guint i = 0; i < plan->n_labels; i++)
    paint_label (&painting, &plan->labels[i]);
  clear_mask (&painting.mask);

  return painting.is_painted;
}
