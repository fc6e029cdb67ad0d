/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Movements as marks and joining lines at one zoom level. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-movement-plan.h"

#include "wuse-cluster-index.h"
#include "wuse-label-space.h"
#include "wuse-mercator.h"
#include "wuse-register.h"
#include "wuse-text.h"

#include <math.h>
#include <string.h>

/* Marks nearer than this become one. */
#define RADIUS 26u
#define DISC 9.0f
#define DOT 4.5f
#define BADGE_HEIGHT 10.0f
#define BADGE_PADDING 5.0f
/* More marks are not named. */
#define MAX_LABELED 48u
#define LABEL_GAP 2
/* What is oldest is still to be seen; what is yet to come hardly. */
#define LEAST_STRENGTH 110
#define LATE_STRENGTH 60
/* How far a way bends, as a share of its length, and at most. */
#define BEND 0.16
#define MAX_BEND 56.0

typedef struct
{
  WuseMovementPlan public;
  WuseClusterIndex *index;
  GArray *marks;
  GArray *members;
  GArray *edges;
  GArray *labels;
  GStringChunk *strings;
} Plan;

typedef struct
{
  Plan *plan;
  WuseTime until;
  WuseTime latest; /* start that is not after @until */
  const char *const *labels;
  guint32 *mark_of; /* by stay */
} Making;

G_DEFINE_BOXED_TYPE (WuseMovementPlan, wuse_movement_plan, wuse_movement_plan_ref, wuse_movement_plan_unref)

static void
clear_plan (gpointer data)
{
  Plan *self = data;

  g_clear_pointer (&self->index, wuse_cluster_index_unref);
  wuse_movements_unref (self->public.movements);
  g_array_unref (self->marks);
  g_array_unref (self->members);
  g_array_unref (self->edges);
  g_array_unref (self->labels);
  g_string_chunk_free (self->strings);
}

WuseMovementPlan *
wuse_movement_plan_ref (WuseMovementPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
wuse_movement_plan_unref (WuseMovementPlan *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_plan);
}

static WuseClusterIndex *
make_index (const WuseMovements *movements)
{
  g_autoptr (GArray) points = g_array_sized_new (FALSE, FALSE, sizeof (WuseClusterPoint), movements->n_placed);

  for (guint i = 0; i < movements->n_stays; i++)
    if (movements->stays[i].number > 0)
      {
        WuseClusterPoint point = { movements->stays[i].position, i, 0 };

        g_array_append_val (points, point);
      }
  return wuse_cluster_index_new ((const WuseClusterPoint *) (gpointer) points->data, points->len, RADIUS);
}

static guint8
get_style (const Plan *plan, const WuseMovementStay *stay)
{
  return plan->public.by_class ? plan->public.movements->movers[stay->mover].classification : (guint8) stay->mover;
}

static gboolean
is_late (const Making *making, const WuseMovementStay *stay)
{
  return stay->start != WUSE_TIME_NONE && stay->start > making->until;
}

/* From the first to the last that is shown, what was longer ago is fainter. */
static guint8
get_strength (const Making *making, const WuseMovementStay *stay)
{
  const WuseMovements *movements = making->plan->public.movements;
  double part;

  if (is_late (making, stay))
    return LATE_STRENGTH;
  if (stay->start == WUSE_TIME_NONE || making->latest <= movements->start)
    return 255;
  part = (double) (stay->start - movements->start) / (double) (making->latest - movements->start);
  return (guint8) (LEAST_STRENGTH + part * (255 - LEAST_STRENGTH));
}

static WuseTime
find_latest (const WuseMovements *movements, WuseTime until)
{
  WuseTime latest = WUSE_TIME_NONE;

  for (guint i = 0; i < movements->n_stays; i++)
    if (movements->stays[i].start <= until)
      latest = MAX (latest, movements->stays[i].start);
  return latest;
}

/* --- marks --- */

/* The numbers of a case's stays at one mark: “3”, “1, 5”, “2–4”, “1…9”. */
static char *
dup_numbers (const WuseMovements *movements, const guint32 *members, guint n)
{
  const guint32 first = movements->stays[members[0]].number, last = movements->stays[members[n - 1]].number;

  if (n == 1)
    return g_strdup_printf ("%u", first);
  if (n == 2)
    return g_strdup_printf ("%u, %u", first, last);
  return g_strdup_printf (last - first == n - 1 ? "%u–%u" : "%u…%u", first, last);
}

static void
name_mark (Plan *plan, WuseMovementMark *mark, const guint32 *members)
{
  g_autofree char *text = NULL;
  int width, height;

  mark->half_width = mark->half_height = DOT;
  if (mark->n_cases > 1)
    text = g_strdup_printf ("%u", mark->n_cases);
  else if (!plan->public.by_class)
    text = dup_numbers (plan->public.movements, members, mark->n_stays);
  if (text == NULL)
    return;
  mark->text = g_string_chunk_insert_const (plan->strings, text);
  wuse_text_measure (text, strlen (text), WUSE_TEXT_QUIET, 1, &width, &height);
  mark->half_height = mark->n_cases > 1 ? BADGE_HEIGHT : DISC;
  mark->half_width = MAX ((float) width / 2 - 2 + BADGE_PADDING, mark->half_height);
}

static void
add_mark (Making *making, const WuseCluster *cluster, const guint32 *members)
{
  Plan *plan = making->plan;
  const WuseMovementStay *stays = plan->public.movements->stays;
  const double world = 256.0 * exp2 (plan->public.zoom);
  WuseMovementMark mark = {
    .x = wuse_mercator_x (cluster->position.lon) * world,
    .y = wuse_mercator_y (cluster->position.lat) * world,
    .first = plan->members->len,
    .n_stays = cluster->count,
    .is_late = TRUE,
  };

  for (guint i = 0; i < mark.n_stays; i++)
    {
      const WuseMovementStay *stay = &stays[members[i]];

      /* Stays are sorted by case. */
      mark.n_cases += i == 0 || stay->mover != stays[members[i - 1]].mover;
      mark.is_late = mark.is_late && is_late (making, stay);
      making->mark_of[members[i]] = plan->marks->len;
    }
  for (guint i = 0; i < mark.n_stays; i++)
    if (mark.is_late || !is_late (making, &stays[members[i]]))
      mark.strength = MAX (mark.strength, get_strength (making, &stays[members[i]]));
  mark.style = mark.n_cases == 1 ? get_style (plan, &stays[members[0]]) : WUSE_MOVEMENT_SHARED;
  name_mark (plan, &mark, members);
  g_array_append_vals (plan->members, members, mark.n_stays);
  g_array_append_val (plan->marks, mark);
}

static int
compare_clusters (gconstpointer a, gconstpointer b)
{
  const WuseCluster *left = a, *right = b;

  if (left->count != right->count)
    return left->count < right->count ? -1 : 1;
  return left->item < right->item ? -1 : left->item > right->item;
}

static void
add_marks (Making *making)
{
  const WuseBounds world = { -1800000000, -900000000, 1800000000, 900000000 };
  const guint zoom = making->plan->public.zoom;
  g_autoptr (GArray) clusters = g_array_new (FALSE, FALSE, sizeof (WuseCluster));
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (WuseClusterMember));
  g_autofree guint32 *stays = NULL, *starts = NULL;

  wuse_cluster_index_query (making->plan->index, zoom, &world, clusters);
  wuse_cluster_index_collect_members (making->plan->index, zoom, members);
  stays = g_new (guint32, members->len + 1);
  starts = g_new (guint32, making->plan->public.movements->n_stays + 1);
  for (guint i = members->len; i > 0; i--)
    {
      const WuseClusterMember *member = &g_array_index (members, WuseClusterMember, i - 1);

      stays[i - 1] = member->item;
      starts[member->lead] = i - 1;
    }
  /* What stands for more lies above. */
  g_array_sort (clusters, compare_clusters);
  for (guint i = 0; i < clusters->len; i++)
    {
      const WuseCluster *cluster = &g_array_index (clusters, WuseCluster, i);

      add_mark (making, cluster, stays + starts[cluster->item]);
    }
}

/* --- ways --- */

typedef struct
{
  WuseMovementEdge edge;
  WuseTime at;
} Way;

static guint
hash_way (gconstpointer data)
{
  const Way *way = data;

  return way->edge.from * 2654435761u ^ way->edge.to * 40503u ^ (guint) way->edge.style << 1 ^ way->edge.is_late;
}

static gboolean
equal_ways (gconstpointer a, gconstpointer b)
{
  const Way *left = a, *right = b;

  return left->edge.from == right->edge.from && left->edge.to == right->edge.to && left->edge.style == right->edge.style
         && left->edge.is_late == right->edge.is_late;
}

static int
compare_ways (gconstpointer a, gconstpointer b)
{
  const Way *left = *(Way *const *) a, *right = *(Way *const *) b;

  if (left->edge.is_late != right->edge.is_late)
    return left->edge.is_late ? -1 : 1;
  if (left->at != right->at)
    return left->at < right->at ? -1 : 1;
  if (left->edge.from != right->edge.from)
    return left->edge.from < right->edge.from ? -1 : 1;
  return left->edge.to < right->edge.to ? -1 : left->edge.to > right->edge.to;
}

/* A way gone again and again is drawn once, as late as it was gone last. */
static void
add_way (Making *making, GHashTable *ways, const WuseMovementStay *from, const WuseMovementStay *to)
{
  const WuseMovementStay *stays = making->plan->public.movements->stays;
  Way way = { { making->mark_of[from - stays], making->mark_of[to - stays], get_style (making->plan, to),
                get_strength (making, to), is_late (making, to) },
              to->start };
  Way *known;

  if (way.edge.from == way.edge.to || way.edge.from == WUSE_INDEX_NONE || way.edge.to == WUSE_INDEX_NONE)
    return;
  known = g_hash_table_lookup (ways, &way);
  if (known == NULL)
    g_hash_table_add (ways, g_memdup2 (&way, sizeof way));
  else if (way.at > known->at)
    *known = way;
}

static void
add_edges (Making *making)
{
  const WuseMovements *movements = making->plan->public.movements;
  g_autoptr (GHashTable) ways = g_hash_table_new_full (hash_way, equal_ways, g_free, NULL);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  const WuseMovementStay *before = NULL;
  GHashTableIter iter;
  gpointer way;

  for (guint i = 0; i < movements->n_stays; i++)
    {
      const WuseMovementStay *stay = &movements->stays[i];

      /* Nobody knows what came before and after a stay without a time. */
      if (stay->number == 0 || stay->start == WUSE_TIME_NONE)
        continue;
      if (before != NULL && before->mover == stay->mover)
        add_way (making, ways, before, stay);
      before = stay;
    }
  g_hash_table_iter_init (&iter, ways);
  while (g_hash_table_iter_next (&iter, &way, NULL))
    g_ptr_array_add (sorted, way);
  g_ptr_array_sort (sorted, compare_ways);
  for (guint i = 0; i < sorted->len; i++)
    g_array_append_val (making->plan->edges, ((const Way *) g_ptr_array_index (sorted, i))->edge);
}

/* --- names --- */

static WuseLabelBox
make_box (double x, double y, double half_width, double half_height, double origin_x, double origin_y)
{
  return (WuseLabelBox){ (gint32) floor (x - half_width - origin_x), (gint32) floor (y - half_height - origin_y),
                         (gint32) ceil (x + half_width - origin_x), (gint32) ceil (y + half_height - origin_y) };
}

/* The name of a mark is that of the first of its stays that has one. */
static const char *
find_name (const Making *making, const WuseMovementMark *mark)
{
  for (guint i = 0; i < mark->n_stays; i++)
    {
      const char *name = making->labels[g_array_index (making->plan->members, guint32, mark->first + i)];

      if (name != NULL)
        return name;
    }
  return NULL;
}

static void
add_label (Making *making, WuseLabelSpace *space, guint index, double origin_x, double origin_y)
{
  static const int sides[][2] = { { 1, 0 }, { -1, 0 }, { 0, 1 }, { 0, -1 } };
  const WuseMovementMark *mark = &g_array_index (making->plan->marks, WuseMovementMark, index);
  const char *name = mark->is_late ? NULL : find_name (making, mark);
  int width, height;

  if (name == NULL)
    return;
  wuse_text_measure (name, strlen (name), WUSE_TEXT_NORMAL, 1, &width, &height);
  width += 8;
  height = MAX (height, (int) WUSE_MOVEMENT_LABEL_HEIGHT);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      WuseMovementLabel label = { index, mark->x + sides[i][0] * ((double) mark->half_width + width / 2.0 + LABEL_GAP),
                                  mark->y + sides[i][1] * ((double) mark->half_height + height / 2.0 + LABEL_GAP),
                                  (float) width / 2, NULL };
      const WuseLabelBox box = make_box (label.x, label.y, width / 2.0, height / 2.0, origin_x, origin_y);

      if (!wuse_label_space_take (space, &box))
        continue;
      label.text = g_string_chunk_insert_const (making->plan->strings, name);
      g_array_append_val (making->plan->labels, label);
      return;
    }
}

/* Placed for the whole world, not for a view: a name stands still while one moves the map. */
static void
add_labels (Making *making)
{
  g_autoptr (WuseLabelSpace) space = wuse_label_space_new ();
  const GArray *marks = making->plan->marks;
  double origin_x, origin_y;

  if (making->labels == NULL || marks->len == 0 || marks->len > MAX_LABELED)
    return;
  origin_x = g_array_index (marks, WuseMovementMark, 0).x;
  origin_y = g_array_index (marks, WuseMovementMark, 0).y;
  for (guint i = 0; i < marks->len; i++)
    {
      const WuseMovementMark *mark = &g_array_index (marks, WuseMovementMark, i);
      const WuseLabelBox box =
          make_box (mark->x, mark->y, (double) mark->half_width, (double) mark->half_height, origin_x, origin_y);

      wuse_label_space_take (space, &box);
    }
  for (guint i = 0; i < marks->len; i++)
    add_label (making, space, i, origin_x, origin_y);
}

WuseMovementPlan *
wuse_movement_plan_new (WuseMovements *movements, WuseMovementPlan *before, guint zoom, WuseTime until, const char *const *labels)
{
  Plan *self;
  Making making;

  g_return_val_if_fail (movements != NULL, NULL);
  g_return_val_if_fail (before == NULL || before->movements == movements, NULL);
  g_return_val_if_fail (zoom <= 22, NULL);

  self = g_atomic_rc_box_new0 (Plan);
  self->index = before != NULL ? wuse_cluster_index_ref (((Plan *) before)->index) : make_index (movements);
  self->marks = g_array_new (FALSE, FALSE, sizeof (WuseMovementMark));
  self->members = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->edges = g_array_new (FALSE, FALSE, sizeof (WuseMovementEdge));
  self->labels = g_array_new (FALSE, FALSE, sizeof (WuseMovementLabel));
  self->strings = g_string_chunk_new (1024);
  self->public.movements = wuse_movements_ref (movements);
  self->public.zoom = zoom;
  self->public.by_class = movements->n_movers > WUSE_MOVEMENT_MAX_OWN;
  making = (Making){ self, until, find_latest (movements, until), labels, g_new (guint32, MAX (movements->n_stays, 1)) };
  memset (making.mark_of, 0xff, sizeof (guint32) * MAX (movements->n_stays, 1));
  add_marks (&making);
  add_edges (&making);
  add_labels (&making);
  g_free (making.mark_of);

  self->public.marks = (const WuseMovementMark *) (gpointer) self->marks->data;
  self->public.n_marks = self->marks->len;
  self->public.members = (const guint32 *) (gpointer) self->members->data;
  self->public.edges = (const WuseMovementEdge *) (gpointer) self->edges->data;
  self->public.n_edges = self->edges->len;
  self->public.labels = (const WuseMovementLabel *) (gpointer) self->labels->data;
  self->public.n_labels = self->labels->len;

  return &self->public;
}

guint32
wuse_movement_plan_find (const WuseMovementPlan *self, double x, double y)
{
  /* A dot is small for a finger. */
  const double slack = 3;

  g_return_val_if_fail (self != NULL, WUSE_INDEX_NONE);

  for (guint i = self->n_marks; i > 0; i--)
    {
      const WuseMovementMark *mark = &self->marks[i - 1];

      if (fabs (mark->x - x) <= (double) mark->half_width + slack && fabs (mark->y - y) <= (double) mark->half_height + slack)
        return i - 1;
    }
  return WUSE_INDEX_NONE;
}

static gboolean
is_in_box (const WuseLabelBox *box, double x, double y, double half_width, double half_height)
{
  return x + half_width > box->left && x - half_width < box->right && y + half_height > box->top && y - half_height < box->bottom;
}

gboolean
wuse_movement_plan_touches (const WuseMovementPlan *self, const WuseLabelBox *box)
{
  g_return_val_if_fail (self != NULL && box != NULL, FALSE);

  for (guint i = 0; i < self->n_marks; i++)
    if (is_in_box (box, self->marks[i].x, self->marks[i].y, (double) self->marks[i].half_width,
                   (double) self->marks[i].half_height))
      return TRUE;
  for (guint i = 0; i < self->n_labels; i++)
    if (is_in_box (box, self->labels[i].x, self->labels[i].y, (double) self->labels[i].half_width,
                   WUSE_MOVEMENT_LABEL_HEIGHT / 2))
      return TRUE;
  return FALSE;
}

void
wuse_movement_edge_get_control (const WuseMovementPlan *plan, const WuseMovementEdge *edge, double *x, double *y)
{
  const WuseMovementMark *from, *to;
  double dx, dy, length, bend;

  g_return_if_fail (plan != NULL && edge != NULL && x != NULL && y != NULL);
  g_return_if_fail (edge->from < plan->n_marks && edge->to < plan->n_marks);

  from = &plan->marks[edge->from];
  to = &plan->marks[edge->to];
  dx = to->x - from->x;
  dy = to->y - from->y;
  length = MAX (sqrt (dx * dx + dy * dy), 1e-6);
  bend = MIN (length * BEND, MAX_BEND);
  *x = (from->x + to->x) / 2 + dy / length * bend;
  *y = (from->y + to->y) / 2 - dx / length * bend;
}
