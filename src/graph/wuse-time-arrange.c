/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the transmission trees of a component, subtree by subtree, by their outlines. */

#define G_LOG_DOMAIN "wuse-graph"

#include "config.h"

#include "wuse-graph-private.h"
#include "wuse-time-private.h"

#include <math.h>

/* A piece of an outline: up to @end it stays as it is, then it changes by @step. Where it begins and how high it is follows from
 * the pieces before, so that an outline can be moved and appended to another without touching its pieces. */
typedef struct
{
  guint32 end;
  guint32 next;
  double step;
} Piece;

/* How far a subtree reaches to one side, from its anchor, a day, to the right. */
typedef struct
{
  guint32 head;
  guint32 tail;
  double head_height;
  double tail_height;
} Outline;

/* Both sides of a subtree; heights grow downwards in @below, upwards in @above. To the left of the anchor, where only onsets
 * before an infector's lead, the sides are taken as even. @earliest is the first day of anybody in it. */
typedef struct
{
  guint32 anchor;
  guint32 end;
  guint32 left;
  guint32 earliest;
  double left_below;
  double left_above;
  Outline below;
  Outline above;
} Shape;

typedef struct
{
  const WuseTransmissionForest *forest;
  const guint32 *x;
  const guint16 *extent;
  double *y;
  GArray *pieces;
} Arrangement;

static Piece *
get_piece (Arrangement *arrangement, guint32 piece)
{
  return &g_array_index (arrangement->pieces, Piece, piece);
}

static guint32
add_piece (Arrangement *arrangement, guint32 end, double step, guint32 next)
{
  Piece piece = { end, next, step };

  g_array_append_val (arrangement->pieces, piece);

  return arrangement->pieces->len - 1;
}

static Outline
make_outline (Arrangement *arrangement, guint32 end)
{
  guint32 piece = add_piece (arrangement, end, 0, WUSE_NODE_NONE);

  return (Outline){ piece, piece, 0, 0 };
}

static void
prepend (Arrangement *arrangement, Outline *outline, guint32 end, double height)
{
  /* A piece that is as high as the next is part of it. */
  if (height == outline->head_height)
    return;
  outline->head = add_piece (arrangement, end, outline->head_height - height, outline->head);
  outline->head_height = height;
}

/* Makes the outline at least 0 high up to @end. */
static void
cover (Arrangement *arrangement, Outline *outline, guint32 end)
{
  double height = outline->head_height;
  guint32 before = WUSE_NODE_NONE, piece = outline->head, last_end = 0;

  while (piece != WUSE_NODE_NONE && last_end < end)
    {
      Piece *here = get_piece (arrangement, piece);
      double next_height = height + here->step;

      if (height < 0 && here->end > end)
        {
          guint32 rest = add_piece (arrangement, here->end, here->step, here->next);

          here = get_piece (arrangement, piece);
          *here = (Piece){ end, rest, 0 };
          next_height = height;
          outline->tail = outline->tail == piece ? rest : outline->tail;
        }
      if (height < 0)
        {
          here->step += height;
          if (before != WUSE_NODE_NONE)
            get_piece (arrangement, before)->step -= height;
          else
            outline->head_height = 0;
          if (outline->tail == piece)
            outline->tail_height = 0;
        }
      last_end = here->end;
      before = piece;
      piece = here->next;
      height = next_height;
    }
  if (piece != WUSE_NODE_NONE || last_end >= end)
    return;

  piece = add_piece (arrangement, end, 0, WUSE_NODE_NONE);
  get_piece (arrangement, outline->tail)->next = piece;
  get_piece (arrangement, outline->tail)->step = -outline->tail_height;
  outline->tail = piece;
  outline->tail_height = 0;
}

/* Drops the pieces up to @day; returns the greatest height among them, at least 0. Nothing is left if the outline ends there. */
static double
drop_until (Arrangement *arrangement, Outline *outline, guint32 day)
{
  double highest = 0;

  while (outline->head != WUSE_NODE_NONE)
    {
      const Piece *head = get_piece (arrangement, outline->head);

      highest = MAX (highest, outline->head_height);
      if (head->end > day)
        break;
      outline->head_height += head->step;
      outline->head = head->next;
    }

  return highest;
}

static void
move (Shape *shape, double rows)
{
  shape->left_below += rows;
  shape->left_above -= rows;
  shape->below.head_height += rows;
  shape->below.tail_height += rows;
  shape->above.head_height -= rows;
  shape->above.tail_height -= rows;
}

/* Makes the shape of a subtree, whose top node is at height 0, that of the subtree with the edge from its infector at
 * @anchor. */
static void
anchor_at (Arrangement *arrangement, Shape *shape, guint32 anchor)
{
  gboolean has_left = shape->left < shape->anchor;

  if (anchor < shape->anchor)
    {
      prepend (arrangement, &shape->below, shape->anchor, has_left ? MAX (shape->left_below, 0) : 0);
      prepend (arrangement, &shape->above, shape->anchor, has_left ? MAX (shape->left_above, 0) : 0);
    }
  else if (anchor > shape->anchor)
    {
      double below = drop_until (arrangement, &shape->below, anchor);
      double above = drop_until (arrangement, &shape->above, anchor);

      shape->left_below = has_left ? MAX (shape->left_below, below) : below;
      shape->left_above = has_left ? MAX (shape->left_above, above) : above;
      if (shape->end <= anchor)
        {
          shape->end = anchor + 1;
          shape->below = make_outline (arrangement, shape->end);
          shape->above = make_outline (arrangement, shape->end);
        }
      cover (arrangement, &shape->below, anchor + 1);
      cover (arrangement, &shape->above, anchor + 1);
    }
  shape->anchor = anchor;
  shape->left = MIN (shape->left, anchor);
}

/* How far @lower has to be moved down to be a row below @upper; drops the pieces of both of which the other hides. */
static double
measure_distance (Arrangement *arrangement, Shape *upper, Shape *lower)
{
  Outline *a = &upper->below, *b = &lower->above;
  double distance = -INFINITY;

  while (a->head != WUSE_NODE_NONE && b->head != WUSE_NODE_NONE)
    {
      const Piece *left = get_piece (arrangement, a->head), *right = get_piece (arrangement, b->head);
      guint32 end = MIN (left->end, right->end);

      distance = MAX (distance, a->head_height + b->head_height);
      if (left->end == end)
        {
          a->head_height += left->step;
          a->head = left->next;
        }
      if (right->end == end)
        {
          b->head_height += right->step;
          b->head = right->next;
        }
    }
  if (upper->left < upper->anchor && lower->left < lower->anchor)
    distance = MAX (distance, upper->left_below + lower->left_above);

  return distance + 1;
}

/* Appends what is left of @rest, which reaches further, to @outline. */
static void
append (Arrangement *arrangement, Outline *outline, const Outline *rest)
{
  Piece *tail = get_piece (arrangement, outline->tail);

  tail->next = rest->head;
  tail->step = rest->head_height - outline->tail_height;
  outline->tail = rest->tail;
  outline->tail_height = rest->tail_height;
}

/* Puts @lower, with the same anchor, under @upper; returns by how far it was moved. */
static double
put_under (Arrangement *arrangement, Shape *upper, Shape *lower)
{
  double distance = measure_distance (arrangement, upper, lower);
  Outline below;

  move (lower, distance);
  below = lower->below;
  if (upper->end > lower->end)
    append (arrangement, &below, &upper->below);
  if (lower->end > upper->end)
    append (arrangement, &upper->above, &lower->above);
  upper->below = below;
  upper->end = MAX (upper->end, lower->end);
  upper->earliest = MIN (upper->earliest, lower->earliest);
  if (lower->left < lower->anchor)
    {
      gboolean has_left = upper->left < upper->anchor;

      upper->left_below = lower->left_below;
      upper->left_above = has_left ? MAX (upper->left_above, lower->left_above) : lower->left_above;
      upper->left = MIN (upper->left, lower->left);
    }

  return distance;
}

/* Adds the place of a node itself to the shape of those below it, which is centred on it: its own row for its extent. */
static void
cover_node (Arrangement *arrangement, Shape *shape, guint32 end)
{
  cover (arrangement, &shape->below, end);
  cover (arrangement, &shape->above, end);
  shape->end = MAX (shape->end, end);
  /* Curves to the left begin in its row. */
  shape->left_below = MAX (shape->left_below, 0);
  shape->left_above = MAX (shape->left_above, 0);
}

static Shape
make_shape (Arrangement *arrangement, guint32 anchor, guint32 end)
{
  return (Shape){ .anchor = anchor,
                  .end = end,
                  .left = anchor,
                  .earliest = anchor,
                  .below = make_outline (arrangement, end),
                  .above = make_outline (arrangement, end) };
}

/* Puts a shape under those that are there; returns where it is. */
static double
add_to_family (Arrangement *arrangement, Shape *family, Shape *shape)
{
  if (family->below.head != WUSE_NODE_NONE)
    return put_under (arrangement, family, shape);
  *family = *shape;

  return 0;
}

/* Puts the children of @v under each other, and @v in the middle of them. If anybody below fell ill no later, it has a row to
 * itself, with as many above as below but for those who fell ill before it, so that none stands on its mark or on the edge that
 * leads to it. */
static void
arrange_family (Arrangement *arrangement, Shape *shapes, guint32 v, guint32 first_child, const guint32 *sibling)
{
  guint32 anchor = arrangement->x[v];
  Shape family = { .below = { .head = WUSE_NODE_NONE } }, row = { 0 };
  guint32 n_others = arrangement->forest->subtree_size[v] - 1, n_before = 0;
  gboolean wants_row = FALSE;
  double own = NAN, last = 0;

  for (guint32 child = first_child; child != WUSE_NODE_NONE; child = sibling[child])
    {
      anchor_at (arrangement, &shapes[child], anchor);
      wants_row = wants_row || shapes[child].earliest <= anchor;
    }
  if (wants_row)
    {
      row = make_shape (arrangement, anchor, anchor + 1);
      row.left = anchor > 0 ? anchor - 1 : 0;
    }
  for (guint32 child = first_child; child != WUSE_NODE_NONE; child = sibling[child])
    {
      if (wants_row && isnan (own) && arrangement->x[child] >= anchor && n_before >= n_others / 2)
        own = add_to_family (arrangement, &family, &row);
      last = add_to_family (arrangement, &family, &shapes[child]);
      arrangement->y[child] = last;
      n_before += arrangement->forest->subtree_size[child];
    }
  if (wants_row && isnan (own))
    own = add_to_family (arrangement, &family, &row);

  /* To half a row, so that rows of different families are in line with each other. */
  double middle = wants_row ? own : rint (last) / 2;
  for (guint32 child = first_child; child != WUSE_NODE_NONE; child = sibling[child])
    arrangement->y[child] -= middle;
  move (&family, -middle);
  cover_node (arrangement, &family, anchor + arrangement->extent[v]);
  family.earliest = MIN (family.earliest, anchor);
  shapes[v] = family;
}

/* From the last in preorder to the first, so that children come before their parents, and the last of siblings first: they are
 * linked up in order until it is their parent's turn. */
static void
arrange_trees (Arrangement *arrangement, Shape *shapes)
{
  const WuseTransmissionForest *forest = arrangement->forest;
  g_autofree guint32 *first_child = g_new (guint32, forest->n_nodes);
  g_autofree guint32 *sibling = g_new (guint32, forest->n_nodes);

  wuse_fill_none (first_child, forest->n_nodes);
  for (guint i = forest->n_nodes; i-- > 0;)
    {
      guint32 v = forest->preorder[i], parent = forest->parent[v];

      if (first_child[v] != WUSE_NODE_NONE)
        arrange_family (arrangement, shapes, v, first_child[v], sibling);
      else
        shapes[v] = make_shape (arrangement, arrangement->x[v], arrangement->x[v] + arrangement->extent[v]);
      if (parent != WUSE_NODE_NONE)
        {
          sibling[v] = first_child[parent];
          first_child[parent] = v;
        }
    }
}

/* Trees of one component stand under each other by first day. */
static void
join_trees (Arrangement *arrangement, Shape *shapes)
{
  const WuseTransmissionForest *forest = arrangement->forest;
  g_autofree guint32 *top = g_new (guint32, forest->n_components);

  wuse_fill_none (top, forest->n_components);
  for (guint i = 0; i < forest->n_nodes; i += forest->subtree_size[forest->preorder[i]])
    {
      guint32 root = forest->preorder[i], *first = &top[forest->component[root]];

      arrangement->y[root] = 0;
      if (*first == WUSE_NODE_NONE)
        *first = root;
      else
        {
          /* Roots are in the order of their days: no anchor moves right. */
          anchor_at (arrangement, &shapes[root], shapes[*first].anchor);
          arrangement->y[root] = put_under (arrangement, &shapes[*first], &shapes[root]);
        }
    }
}

void
wuse_time_arrange_components (const WuseTransmissionForest *forest, const guint32 *x, const guint16 *extent, double *y)
{
  Arrangement arrangement = { forest, x, extent, y, g_array_sized_new (FALSE, FALSE, sizeof (Piece), 4 * forest->n_nodes) };
  g_autofree Shape *shapes = g_new (Shape, forest->n_nodes);
  g_autofree double *least = g_new (double, forest->n_components);

  arrange_trees (&arrangement, shapes);
  join_trees (&arrangement, shapes);
  g_array_unref (arrangement.pieces);

  /* So far relative to the parent. */
  for (guint i = 0; i < forest->n_nodes; i++)
    {
      guint32 v = forest->preorder[i];
      if (forest->parent[v] != WUSE_NODE_NONE)
        y[v] += y[forest->parent[v]];
    }
  for (guint c = 0; c < forest->n_components; c++)
    least[c] = INFINITY;
  for (guint32 v = 0; v < forest->n_nodes; v++)
    least[forest->component[v]] = MIN (least[forest->component[v]], y[v]);
  for (guint32 v = 0; v < forest->n_nodes; v++)
    y[v] -= least[forest->component[v]];
}
