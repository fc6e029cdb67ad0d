/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where names go at a zoom level: one plan for all tiles, so that none is cut and none collide. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-label-plan.h"

#include <stdlib.h>
#include <string.h>

#define WORLD_BITS 31
#define CELL_BITS 8
#define N_BUCKETS (1u << 12)
#define NONE G_MAXUINT32
/* Grids are named once they typically are this many pixels, all from the same zoom level on, and such as are not much
 * smaller: a quiet district is to look quiet. */
#define LEAST_TYPICAL_GRID 110
#define LEAST_NAMED_GRID 48
/* Levels that are named: the one drawn and two above. */
#define N_ROLES 3

struct _WuseLabelPlan
{
  GArray *labels;
  guint32 *next;
  guint32 *buckets;
};

struct _WuseLabelPlans
{
  gatomicrefcount ref_count;
  WuseAreaSet *areas;
  WuseWorldShapes *shapes;
  double grid_size;
  gboolean latin;
  GMutex mutexes[WUSE_VIEW_MAX_ZOOM + 1];
  WuseLabelPlan *plans[WUSE_VIEW_MAX_ZOOM + 1][WUSE_N_AREA_LEVELS];
};

typedef struct
{
  WuseLabel label;
  guint role;
  gint32 persons;
  int width;
  int height;
  int room;
} Candidate;

static const char *
skip_blank (const char *text, const char *end)
{
  while (text < end && *text == ' ')
    text++;

  return text;
}

static const char *
skip_word (const char *text, const char *end, const char *word)
{
  const gsize length = strlen (word);

  return (gsize) (end - text) >= length && memcmp (text, word, length) == 0 ? text + length : text;
}

const char *
wuse_label_plan_short_name (const char *name, const char *parent, gsize *length)
{
  const char *end, *start;

  g_return_val_if_fail (name != NULL && length != NULL, NULL);

  end = name + strlen (name);
  start = parent != NULL ? skip_word (name, end, parent) : name;
  start = skip_blank (start, end);
  start = skip_word (start, end, "第");
  start = skip_word (start, end, "Grid ");
  start = skip_blank (start, end);
  if (end - start >= (gssize) strlen ("网格") && memcmp (end - strlen ("网格"), "网格", strlen ("网格")) == 0)
    end -= strlen ("网格");
  while (end > start && end[-1] == ' ')
    end--;
  if (start == end)
    {
      start = name;
      end = name + strlen (name);
    }

  *length = (gsize) (end - start);

  return start;
}

static WuseTextStyle
choose_style (WuseAreaLevel drawn, guint role)
{
  if (role == 0)
    return drawn == WUSE_AREA_GRID ? WUSE_TEXT_QUIET : WUSE_TEXT_NORMAL;

  return role == 1 ? WUSE_TEXT_STRONG : WUSE_TEXT_TOP;
}

static const char *
choose_name (const WuseLabelPlans *self, const WuseArea *area)
{
  return self->latin && area->name_en != NULL && area->name_en[0] != '\0' ? area->name_en : area->name;
}

/* A name is wanted where its area has room for it: finest areas strictly, others loosely, for a name may hang over. */
static gboolean
make_candidate (const WuseLabelPlans *self, guint zoom, WuseAreaLevel drawn, guint role, guint32 index, Candidate *candidate)
{
  const WuseArea *area = wuse_area_set_get (self->areas, index);
  const WuseWorldBox *box = &self->shapes->boxes[index];
  const int shift = WORLD_BITS - CELL_BITS - (int) zoom;
  const double factor = 1.0 / (double) (1 << shift);
  const WuseWorldPoint point = wuse_world_shapes_project (area->label);
  const double slack = role == 0 ? 0.85 : 1.2;
  WuseLabel *label = &candidate->label;
  double box_width, box_height;
  gsize length;

  if (box->left > box->right || area->name == NULL)
    return FALSE;

  box_width = ((double) box->right - box->left) * factor;
  box_height = ((double) box->bottom - box->top) * factor;
  if (area->level == WUSE_AREA_GRID
      && (self->grid_size * factor < LEAST_TYPICAL_GRID || MIN (box_width, box_height) < LEAST_NAMED_GRID))
    return FALSE;

  label->text = choose_name (self, area);
  length = strlen (label->text);
  if (area->level == WUSE_AREA_GRID)
    {
      const WuseArea *parent = area->parent != WUSE_AREA_NONE ? wuse_area_set_get (self->areas, area->parent) : NULL;

      label->text = wuse_label_plan_short_name (label->text, parent != NULL ? choose_name (self, parent) : NULL, &length);
    }
  if (length == 0)
    return FALSE;

  label->length = (guint32) length;
  label->area = index;
  label->style = choose_style (drawn, role);
  label->x = (gint32) ((double) point.x * factor);
  label->y = (gint32) ((double) point.y * factor);
  wuse_text_estimate (label->text, length, label->style, &candidate->width, &candidate->height);
  if (candidate->width > box_width * slack || candidate->height > box_height * slack)
    return FALSE;

  candidate->role = role;
  candidate->persons = area->persons;
  candidate->room = (int) (box_height * 0.3);

  return TRUE;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a, *second = b;

  if (first->role != second->role)
    return first->role > second->role ? -1 : 1;
  if (first->persons != second->persons)
    return first->persons > second->persons ? -1 : 1;

  return first->label.area < second->label.area ? -1 : first->label.area > second->label.area;
}

/* Tries the middle, then a line above and below it while that stays inside the area. */
static gboolean
place (WuseLabelSpace *space, Candidate *candidate)
{
  static const gint8 steps[] = { 0, -1, 1 };
  const int pad_x = candidate->role == 0 ? 4 : 8;
  const int pad_y = candidate->role == 0 ? 2 : 5;
  WuseLabel *label = &candidate->label;
  const gint32 middle = label->y;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      WuseLabelBox padded;

      if (i > 0 && candidate->height + 2 * pad_y > candidate->room)
        return FALSE;
      label->y = middle + steps[i] * (candidate->height + 2 * pad_y);
      label->box = (WuseLabelBox){
        .left = label->x - candidate->width / 2 - 1,
        .top = label->y - candidate->height / 2 - 1,
        .right = label->x + candidate->width / 2 + 1,
        .bottom = label->y + candidate->height / 2 + 1,
      };
      padded =
          (WuseLabelBox){ label->box.left - pad_x, label->box.top - pad_y, label->box.right + pad_x, label->box.bottom + pad_y };
      if (wuse_label_space_take (space, &padded))
        return TRUE;
    }

  return FALSE;
}

static GArray *
collect_candidates (const WuseLabelPlans *self, guint zoom, WuseAreaLevel drawn)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  guint role = 0;

  for (int level = (int) drawn; level >= 0 && role < N_ROLES; level--)
    {
      guint32 first = 0;
      const guint n_areas = wuse_area_set_get_level_range (self->areas, (WuseAreaLevel) level, &first);

      /* The district's own name would lie over the middle of what is to be seen, and says nothing new. */
      if (level == WUSE_AREA_DISTRICT && role == N_ROLES - 1)
        break;

      for (guint32 i = first; i < first + n_areas; i++)
        {
          Candidate candidate = { .role = role };

          if (make_candidate (self, zoom, drawn, role, i, &candidate))
            g_array_append_val (candidates, candidate);
        }
      role += n_areas > 0;
    }
  g_array_sort (candidates, compare_candidates);

  return candidates;
}

static guint32 *
get_bucket (const WuseLabelPlan *self, gint32 column, gint32 row)
{
  const guint32 hash = (guint32) column * 0x9e3779b1u ^ (guint32) row * 0x85ebca6bu;

  return &self->buckets[(hash ^ hash >> 15) & (N_BUCKETS - 1)];
}

static WuseLabelPlan *
make_plan (const WuseLabelPlans *plans, guint zoom, WuseAreaLevel drawn)
{
  g_autoptr (GArray) candidates = collect_candidates (plans, zoom, drawn);
  g_autoptr (WuseLabelSpace) space = wuse_label_space_new ();
  WuseLabelPlan *self = g_new (WuseLabelPlan, 1);

  self->labels = g_array_new (FALSE, FALSE, sizeof (WuseLabel));
  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (place (space, candidate))
        g_array_append_val (self->labels, candidate->label);
    }

  self->buckets = g_new (guint32, N_BUCKETS);
  for (guint i = 0; i < N_BUCKETS; i++)
    self->buckets[i] = NONE;
  self->next = g_new (guint32, MAX (self->labels->len, 1));
  for (guint i = 0; i < self->labels->len; i++)
    {
      const WuseLabel *label = &g_array_index (self->labels, WuseLabel, i);
      guint32 *bucket = get_bucket (self, label->x >> CELL_BITS, label->y >> CELL_BITS);

      self->next[i] = *bucket;
      *bucket = i;
    }

  return self;
}

static void
free_plan (WuseLabelPlan *self)
{
  g_array_unref (self->labels);
  g_free (self->next);
  g_free (self->buckets);
  g_free (self);
}

const WuseLabel *
wuse_label_plan_get_labels (const WuseLabelPlan *self, guint *n_labels)
{
  g_return_val_if_fail (self != NULL && n_labels != NULL, NULL);

  *n_labels = self->labels->len;

  return (const WuseLabel *) (gpointer) self->labels->data;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

void
wuse_label_plan_collect (const WuseLabelPlan *self, const WuseLabelBox *box, GArray *items)
{
  const gint32 cell = 1 << CELL_BITS;
  const gint32 reach = 4 * cell;

  g_return_if_fail (self != NULL && box != NULL && items != NULL);

  g_array_set_size (items, 0);
  for (gint32 row = (box->top - cell) >> CELL_BITS; row <= (box->bottom + cell) >> CELL_BITS; row++)
    for (gint32 column = (box->left - reach) >> CELL_BITS; column <= (box->right + reach) >> CELL_BITS; column++)
      for (guint32 i = *get_bucket (self, column, row); i != NONE; i = self->next[i])
        {
          const WuseLabel *label = &g_array_index (self->labels, WuseLabel, i);

          if (label->x >> CELL_BITS == column && label->y >> CELL_BITS == row && label->box.left < box->right
              && box->left < label->box.right && label->box.top < box->bottom && box->top < label->box.bottom)
            g_array_append_val (items, i);
        }
  g_array_sort (items, compare_numbers);
}

WuseLabelPlans *
wuse_label_plans_new (WuseAreaSet *areas, WuseWorldShapes *shapes, double grid_size, gboolean latin)
{
  WuseLabelPlans *self;

  g_return_val_if_fail (areas != NULL && shapes != NULL, NULL);

  self = g_new0 (WuseLabelPlans, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->areas = wuse_area_set_ref (areas);
  self->shapes = wuse_world_shapes_ref (shapes);
  self->grid_size = grid_size;
  self->latin = latin;
  for (guint i = 0; i < G_N_ELEMENTS (self->mutexes); i++)
    g_mutex_init (&self->mutexes[i]);

  return self;
}

WuseLabelPlans *
wuse_label_plans_ref (WuseLabelPlans *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
wuse_label_plans_unref (WuseLabelPlans *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint zoom = 0; zoom < G_N_ELEMENTS (self->plans); zoom++)
    {
      for (guint level = 0; level < WUSE_N_AREA_LEVELS; level++)
        g_clear_pointer (&self->plans[zoom][level], free_plan);
      g_mutex_clear (&self->mutexes[zoom]);
    }
  g_clear_pointer (&self->areas, wuse_area_set_unref);
  g_clear_pointer (&self->shapes, wuse_world_shapes_unref);
  g_free (self);
}

const WuseLabelPlan *
wuse_label_plans_get (WuseLabelPlans *self, guint zoom, WuseAreaLevel level)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (zoom <= WUSE_VIEW_MAX_ZOOM && level < WUSE_N_AREA_LEVELS, NULL);

  locker = g_mutex_locker_new (&self->mutexes[zoom]);
  if (self->plans[zoom][level] == NULL)
    self->plans[zoom][level] = make_plan (self, zoom, level);

  return self->plans[zoom][level];
}

const WuseLabelPlan *
wuse_label_plans_peek (WuseLabelPlans *self, guint zoom, WuseAreaLevel level)
{
  const WuseLabelPlan *plan;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (zoom <= WUSE_VIEW_MAX_ZOOM && level < WUSE_N_AREA_LEVELS, NULL);

  if (!g_mutex_trylock (&self->mutexes[zoom]))
    return NULL;
  plan = self->plans[zoom][level];
  g_mutex_unlock (&self->mutexes[zoom]);

  return plan;
}
