/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Movements as marks and joining lines at one zoom level. */

#pragma once

#include "wuse-label-space.h"
#include "wuse-movements.h"

G_BEGIN_DECLS

/**
 * WUSE_MOVEMENT_MAX_OWN:
 *
 * So many cases have a colour and a dash of their own; more are told apart by classification.
 */
#define WUSE_MOVEMENT_MAX_OWN 8u

/**
 * WUSE_MOVEMENT_SHARED:
 *
 * The style of a mark that belongs to several cases.
 */
#define WUSE_MOVEMENT_SHARED G_MAXUINT8

/**
 * WUSE_MOVEMENT_LABEL_HEIGHT:
 *
 * Pixels from the upper to the lower edge of what a name is written on.
 */
#define WUSE_MOVEMENT_LABEL_HEIGHT 18.0

/**
 * WuseMovementMark:
 * @x: middle, in pixels of the world at the zoom level
 * @y: middle
 * @half_width: from the middle to its left and right edge, in pixels
 * @half_height: from the middle to its upper and lower edge
 * @first: its first stay in @members of the plan
 * @n_stays: how many stays it stands for
 * @n_cases: of how many cases
 * @style: of a single case its style, else %WUSE_MOVEMENT_SHARED
 * @strength: 255 for the latest, less for what was longer ago
 * @is_late: whether all of it comes after the day that is shown
 * @text: (nullable): the numbers of its stays, or how many cases there are
 *
 * A place with one or more stays: what would overlap is one mark.
 */
typedef struct
{
  double x;
  double y;
  float half_width;
  float half_height;
  guint32 first;
  guint32 n_stays;
  guint32 n_cases;
  guint8 style;
  guint8 strength;
  guint8 is_late;
  const char *text;
} WuseMovementMark;

/**
 * WuseMovementEdge:
 * @from: mark it begins at
 * @to: mark it leads to; another one
 * @style: of the case, or of its classification
 * @strength: as of a mark
 * @is_late: as of a mark
 *
 * A way that was gone once or more often: there and back are two.
 */
typedef struct
{
  guint32 from;
  guint32 to;
  guint8 style;
  guint8 strength;
  guint8 is_late;
} WuseMovementEdge;

/**
 * WuseMovementLabel:
 * @mark: what it names
 * @x: middle, in pixels of the world
 * @y: middle
 * @half_width: from the middle to its left and right edge
 * @text: what it says
 *
 * A name beside a mark; none overlaps a mark or another.
 */
typedef struct
{
  guint32 mark;
  double x;
  double y;
  float half_width;
  const char *text;
} WuseMovementLabel;

/**
 * WuseMovementPlan:
 * @movements: what it shows
 * @zoom: zoom level
 * @by_class: whether styles are those of classifications (a #WuseClassification), not of cases (their index)
 * @marks: (array length=n_marks): the marks, those of more stays later
 * @n_marks: how many
 * @members: stays of the marks, ascending within one
 * @edges: (array length=n_edges): the ways, the latest last
 * @n_edges: how many
 * @labels: (array length=n_labels): the names
 * @n_labels: how many
 *
 * Immutable, shared between threads.
 */
typedef struct
{
  WuseMovements *movements;
  guint zoom;
  gboolean by_class;
  const WuseMovementMark *marks;
  guint n_marks;
  const guint32 *members;
  const WuseMovementEdge *edges;
  guint n_edges;
  const WuseMovementLabel *labels;
  guint n_labels;
} WuseMovementPlan;

GType wuse_movement_plan_get_type (void);
#define WUSE_TYPE_MOVEMENT_PLAN (wuse_movement_plan_get_type ())

/**
 * wuse_movement_plan_new:
 * @movements: movements
 * @before: (nullable): a plan of the same movements at another zoom level or until another time, which makes it cheaper
 * @zoom: zoom level, 0 to %WUSE_RASTER_MAX_ZOOM
 * @until: stays that begin after it are shown faintly; %G_MAXINT64 for none
 * @labels: (nullable) (array): a name for each stay, or %NULL for one without
 *
 * Stays nearer to each other than a mark is wide become one mark; what follows in time is joined, if it is not at the same
 * mark. About 15 ms for 10,000 stays, less with @before: for a worker thread.
 *
 * Returns: (transfer full): a plan
 */
WuseMovementPlan *wuse_movement_plan_new (
    WuseMovements *movements, WuseMovementPlan *before, guint zoom, WuseTime until, const char *const *labels);

/**
 * wuse_movement_plan_ref:
 * @self: a plan
 *
 * Returns: (transfer full): @self
 */
WuseMovementPlan *wuse_movement_plan_ref (WuseMovementPlan *self);

/**
 * wuse_movement_plan_unref:
 * @self: (transfer full): a plan
 */
void wuse_movement_plan_unref (WuseMovementPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseMovementPlan, wuse_movement_plan_unref)

/**
 * wuse_movement_plan_find:
 * @self: a plan
 * @x: pixels of the world at the plan's zoom level
 * @y: likewise
 *
 * Returns: the mark there, the uppermost of several, or %WUSE_INDEX_NONE
 */
guint32 wuse_movement_plan_find (const WuseMovementPlan *self, double x, double y);

/**
 * wuse_movement_plan_touches:
 * @self: a plan
 * @box: pixels of the world at the plan's zoom level
 *
 * Returns: whether a mark or a name reaches into @box
 */
gboolean wuse_movement_plan_touches (const WuseMovementPlan *self, const WuseLabelBox *box);

/**
 * wuse_movement_edge_get_control:
 * @plan: a plan
 * @edge: one of its edges
 * @x: (out): control point of the quadratic curve that the way is drawn as, in pixels of the world
 * @y: (out): the same
 *
 * The curve bends to the left of the direction one goes in, so that there and back lie apart.
 */
void wuse_movement_edge_get_control (const WuseMovementPlan *plan, const WuseMovementEdge *edge, double *x, double *y);

G_END_DECLS
