/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where everything is on a sheet: title above, legend and credits below, names beside nodes. */

#define G_LOG_DOMAIN "wuse-diagram"

#include "config.h"

#include "wuse-diagram-sheet-private.h"

#include "wuse-diagram-label-places.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define MARGIN 36.0
#define LEAST_WIDTH 640.0
#define LEAST_HEIGHT 320.0
#define TITLE_SIZE 24.0
#define SUBTITLE_SIZE 14.0
#define LABEL_SIZE 12.5
#define LARGE_LABEL_SIZE 13.5
#define TICK_SIZE 12.5
#define KEY_SIZE 13.0
#define CREDIT_SIZE 11.5
#define LEADING 1.45
/* On sheets wider than this words are larger. */
#define TYPE_WIDTH 1100.0
#define MOST_TYPE 1.6
#define KEY_HEIGHT 24.0
#define KEY_SIGN 26.0
#define KEY_GAP 26.0
/* In a crowd the rest has no room either. */
#define MAX_LABELS 6000
#define MAX_TRIED 40000
/* Names beside larger nodes are larger. */
#define LEAST_LARGE 10.0f

/* Around the whole of a graph: names stand out at the sides. */
#define FIT_MARGIN 40.0
#define FIT_SIDE_MARGIN 96.0
#define FIT_SCALE 44.0
#define FIT_WIDTH 3200.0
#define FIT_HEIGHT 2200.0

typedef struct
{
  WuseSheetLayout *layout;
  PangoLayout *ruler;
} Planner;

static void
set_font (Planner *self, double size, gboolean is_bold)
{
  PangoFontDescription *font = pango_font_description_from_string (WUSE_INK_FAMILIES);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (self->ruler, font);
  pango_font_description_free (font);
}

static double
measure (Planner *self, const char *text, double size, gboolean is_bold)
{
  PangoRectangle logical;

  set_font (self, size, is_bold);
  pango_layout_set_width (self->ruler, -1);
  pango_layout_set_text (self->ruler, text, -1);
  pango_layout_get_extents (self->ruler, NULL, &logical);

  return (double) logical.width / PANGO_SCALE;
}

/* Adds a text in as many lines as it needs; returns where the next one begins. */
static double
add_lines (Planner *self, const char *text, double y, WuseInkText style)
{
  WuseSheetLayout *layout = self->layout;

  if (text == NULL || *text == '\0')
    return y;
  set_font (self, style.size, style.is_bold);
  pango_layout_set_width (self->ruler, (int) ((layout->width - 2 * MARGIN) * PANGO_SCALE));
  pango_layout_set_wrap (self->ruler, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (self->ruler, text, -1);
  for (GSList *i = pango_layout_get_lines_readonly (self->ruler); i != NULL; i = i->next)
    {
      const PangoLayoutLine *line = i->data;
      char *part = g_strchomp (g_strndup (pango_layout_get_text (self->ruler) + line->start_index, (gsize) line->length));
      WuseSheetText word = { MARGIN, y + style.size, part, style };

      g_ptr_array_add (layout->owned, part);
      g_array_append_val (layout->words, word);
      y += style.size * LEADING;
    }

  return y;
}

static double
add_keys (Planner *self, double y)
{
  WuseSheetLayout *layout = self->layout;
  const WuseDiagramSheet *sheet = layout->sheet;
  const double type = layout->type, size = KEY_SIZE * type, height = KEY_HEIGHT * type, room = KEY_SIGN * type;
  double x = MARGIN;

  if (sheet->keys == NULL || sheet->keys->len == 0)
    return y;
  for (guint i = 0; i < sheet->keys->len; i++)
    {
      const WuseDiagramKey *key = &g_array_index (sheet->keys, WuseDiagramKey, i);
      const double width = room + measure (self, key->name, size, FALSE);
      WuseSheetText word = { 0, 0, key->name, { .size = size, .color = sheet->text } };
      WuseSheetKey sign = { 0, 0, key };

      /* What is said of edges begins a line. */
      if (i > 0
          && (x + width > layout->width - MARGIN || key->is_line != g_array_index (sheet->keys, WuseDiagramKey, i - 1).is_line))
        {
          x = MARGIN;
          y += height;
        }
      sign.x = x + room / 2 - 4 * type;
      sign.y = y + height / 2;
      word.x = x + room;
      word.y = sign.y + size * 0.36;
      g_array_append_val (layout->keys, sign);
      g_array_append_val (layout->words, word);
      x += width + KEY_GAP * type;
    }

  return y + height;
}

static void
add_ticks (Planner *self)
{
  WuseSheetLayout *layout = self->layout;
  const WuseDiagramSheet *sheet = layout->sheet;
  const double pixels = sheet->axis_unit * sheet->scale;
  gint64 step, last;

  if (sheet->axis_unit <= 0 || sheet->tick == NULL)
    return;
  step = wuse_diagram_choose_axis_step (pixels);
  last = (gint64) ceil (sheet->box.right / sheet->axis_unit);
  for (gint64 i = (gint64) floor (sheet->box.left / sheet->axis_unit / (double) step) * step; i <= last; i += step)
    {
      WuseSheetText word = { layout->left + ((double) i * sheet->axis_unit - sheet->box.left) * sheet->scale,
                             layout->top + WUSE_SHEET_AXIS_HEIGHT - 9,
                             NULL,
                             { .size = TICK_SIZE, .color = sheet->quiet, .anchor = WUSE_INK_MIDDLE } };
      char *name = sheet->tick (i, sheet->tick_data);
      const double half = measure (self, name, TICK_SIZE, FALSE) / 2;

      g_ptr_array_add (layout->owned, name);
      /* Half a name says nothing; its line is drawn all the same. */
      word.text = word.x - half >= layout->left && word.x + half <= layout->left + layout->area_width ? name : "";
      if (word.x >= layout->left && word.x <= layout->left + layout->area_width)
        g_array_append_val (layout->ticks, word);
    }
}

static void
try_label (Planner *self, WuseLabelPlaces *places, GHashTable *taken, guint32 node)
{
  WuseSheetLayout *layout = self->layout;
  const WuseDiagramSheet *sheet = layout->sheet;
  const char *text = sheet->scene->labels[node];
  const double size = wuse_label_places_get_distance (places, node) > LEAST_LARGE ? LARGE_LABEL_SIZE : LABEL_SIZE;
  WuseColor halo = sheet->colors.ground;
  WuseSheetText label = { 0, 0, text, { .size = size, .color = sheet->text } };
  float x, y, left, top;
  double width;

  if (text == NULL || !wuse_label_places_get_screen (places, node, &x, &y) || !g_hash_table_add (taken, GUINT_TO_POINTER (node)))
    return;
  width = measure (self, text, size, FALSE) + 2;
  if (!wuse_label_places_take (places, node, (float) width, (float) size + 3, &left, &top))
    return;
  halo.alpha = 215;
  label.style.halo = halo;
  label.x = layout->left + (double) (x + left) + 1;
  label.y = layout->top + (double) (y + top) + size;
  /* Cut at the border it says nothing. */
  if (label.x >= layout->left && label.x + width <= layout->left + layout->area_width)
    g_array_append_val (layout->labels, label);
}

static void
add_labels (Planner *self, WuseOutputFile *file)
{
  const WuseDiagramSheet *sheet = self->layout->sheet;
  const WuseDiagramScene *scene = sheet->scene;
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  WuseLabelPlaces places;

  if (scene->labels == NULL)
    return;
  wuse_label_places_init (&places, scene, &sheet->box, sheet->scale);
  for (guint i = 0; sheet->highlight != NULL && i < sheet->highlight->n_nodes && i < MAX_LABELS; i++)
    try_label (self, &places, taken, sheet->highlight->nodes[i]);
  for (guint i = 0; i < scene->graph->n_nodes && g_hash_table_size (taken) < MAX_TRIED && self->layout->labels->len < MAX_LABELS
                    && wuse_output_file_is_sound (file);
       i++)
    {
      const guint32 node = scene->order[i];

      if (!wuse_label_places_is_labelled (&places, node))
        break;
      try_label (self, &places, taken, node);
    }
  wuse_label_places_clear (&places);
}

static PangoLayout *
make_ruler (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoLayout *layout;

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_language (context, pango_language_from_string ("zh-cn"));
  pango_context_set_round_glyph_positions (context, FALSE);

  layout = pango_layout_new (context);
  g_object_unref (context);

  return layout;
}

void
wuse_sheet_layout_init (WuseSheetLayout *self, const WuseDiagramSheet *sheet, WuseOutputFile *file)
{
  g_autoptr (PangoLayout) ruler = make_ruler ();
  Planner planner = { self, ruler };
  double y = MARGIN - 8;

  *self = (WuseSheetLayout){ .sheet = sheet,
                             .left = MARGIN,
                             .factor = wuse_diagram_scene_get_size_factor (sheet->scene, sheet->scale) };
  self->labels = g_array_new (FALSE, FALSE, sizeof (WuseSheetText));
  self->ticks = g_array_new (FALSE, FALSE, sizeof (WuseSheetText));
  self->words = g_array_new (FALSE, FALSE, sizeof (WuseSheetText));
  self->keys = g_array_new (FALSE, FALSE, sizeof (WuseSheetKey));
  self->owned = g_ptr_array_new_with_free_func (g_free);
  self->area_width = (sheet->box.right - sheet->box.left) * sheet->scale;
  self->area_height = (sheet->box.bottom - sheet->box.top) * sheet->scale;
  self->width = self->area_width + 2 * MARGIN;
  self->type = CLAMP (sqrt (self->area_width / TYPE_WIDTH), 1, MOST_TYPE);

  y = add_lines (&planner, sheet->title, y,
                 (WuseInkText){ .size = TITLE_SIZE * self->type, .is_bold = TRUE, .color = sheet->text });
  y = add_lines (&planner, sheet->subtitle, y + 2, (WuseInkText){ .size = SUBTITLE_SIZE * self->type, .color = sheet->quiet });
  self->top = y + 12;
  y = add_keys (&planner, self->top + self->area_height + 12);
  y = add_lines (&planner, sheet->credits, y + 8, (WuseInkText){ .size = CREDIT_SIZE * self->type, .color = sheet->quiet });
  self->height = ceil (y + MARGIN - 12);
  self->width = ceil (self->width);
  add_ticks (&planner);
  add_labels (&planner, file);
}

void
wuse_sheet_layout_clear (WuseSheetLayout *self)
{
  g_clear_pointer (&self->labels, g_array_unref);
  g_clear_pointer (&self->ticks, g_array_unref);
  g_clear_pointer (&self->words, g_array_unref);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->owned, g_ptr_array_unref);
}

/* All nodes, and the circles that they stand on. */
static WuseDiagramBox
get_extent (const WuseDiagramSheet *self)
{
  WuseDiagramBox box = self->scene->box;

  for (guint i = 0; i < self->n_circles; i++)
    {
      const WuseDiagramCircle *circle = &self->circles[i];

      box.left = MIN (box.left, circle->x - circle->radius);
      box.right = MAX (box.right, circle->x + circle->radius);
      box.top = MIN (box.top, circle->y - circle->radius);
      box.bottom = MAX (box.bottom, circle->y + circle->radius);
    }

  return box;
}

void
wuse_diagram_sheet_fit (WuseDiagramSheet *self)
{
  WuseDiagramBox all;
  double top, width, height, wide, high;

  g_return_if_fail (self != NULL && self->scene != NULL);

  all = get_extent (self);
  top = self->axis_unit > 0 ? WUSE_SHEET_AXIS_HEIGHT : 0;
  width = MAX (all.right - all.left, 1e-3);
  height = MAX (all.bottom - all.top, 1e-3);
  self->scale = MIN (FIT_SCALE, MIN ((FIT_WIDTH - 2 * FIT_SIDE_MARGIN) / width, (FIT_HEIGHT - 2 * FIT_MARGIN - top) / height));
  wide = MAX (width * self->scale + 2 * FIT_SIDE_MARGIN, LEAST_WIDTH) / self->scale;
  high = MAX (height * self->scale + 2 * FIT_MARGIN + top, LEAST_HEIGHT) / self->scale;
  self->box.left = (all.left + all.right - wide) / 2;
  self->box.right = self->box.left + wide;
  self->box.top = (all.top + all.bottom - high - top / self->scale) / 2;
  self->box.bottom = self->box.top + high;
}
