/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where some cases were, one stay after the other; immutable. */

#pragma once

#include "wuse-date.h"
#include "wuse-geometry.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * WUSE_MOVEMENTS_MAX_STAYS:
 *
 * More stays at a time tell nobody anything: cases that would bring them above are left out whole.
 */
#define WUSE_MOVEMENTS_MAX_STAYS 20000u

/**
 * WuseMover:
 * @id: id of the case
 * @classification: a #WuseClassification
 * @onset: day of onset, or %WUSE_DAY_NONE; so are the others
 * @report: day of report
 * @isolation: day of isolation
 * @release: day of release
 * @death: day of death
 * @first: its first stay
 * @n_stays: how many it has, from @first on
 * @n_placed: of these, how many have a position
 *
 * A case and its stays. Strings belong to the movements.
 */
typedef struct
{
  const char *id;
  guint8 classification;
  WuseDay onset;
  WuseDay report;
  WuseDay isolation;
  WuseDay release;
  WuseDay death;
  guint32 first;
  guint32 n_stays;
  guint32 n_placed;
} WuseMover;

/**
 * WuseMovementStay:
 * @id: id of the record
 * @name: (nullable): what the place is called
 * @kind: (nullable): what kind of place the record says it is
 * @mover: whose it is
 * @number: of the case's stays that have a position, the how manieth it is, from 1; 0 for one without
 * @position: where; both 0 where it is not known
 * @start: from when, or %WUSE_TIME_NONE
 * @end: until when, or %WUSE_TIME_NONE
 * @by_day: whether only days are known
 *
 * A stay. Strings belong to the movements.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *kind;
  guint32 mover;
  guint32 number;
  WusePoint position;
  WuseTime start;
  WuseTime end;
  guint8 by_day;
} WuseMovementStay;

/**
 * WuseMovements:
 * @movers: (array length=n_movers): the cases in the order in which they were added
 * @n_movers: how many
 * @stays: (array length=n_stays): their stays, by case, then by start (those without come last), end and id
 * @n_stays: how many
 * @n_placed: how many of them have a position
 * @n_asked: of how many cases the movements were asked for
 * @start: the earliest start of a stay, or %WUSE_TIME_NONE
 * @end: the latest end, or start where there is no end, or %WUSE_TIME_NONE
 * @bounds: the box around all positions; empty without any
 *
 * The arrays may be read, never written. Refuted stays are left out.
 */
typedef struct
{
  const WuseMover *movers;
  guint n_movers;
  const WuseMovementStay *stays;
  guint n_stays;
  guint n_placed;
  guint n_asked;
  WuseTime start;
  WuseTime end;
  WuseBounds bounds;
} WuseMovements;

GType wuse_movements_get_type (void);
#define WUSE_TYPE_MOVEMENTS (wuse_movements_get_type ())

/**
 * WuseMovementsBuilder:
 *
 * Gathers cases and their stays.
 */
typedef struct _WuseMovementsBuilder WuseMovementsBuilder;

/**
 * wuse_movements_builder_new:
 *
 * Returns: (transfer full): a builder
 */
WuseMovementsBuilder *wuse_movements_builder_new (void);

/**
 * wuse_movements_builder_add_case:
 * @self: a builder
 * @item: a case; its stays are passed over, strings are copied
 *
 * What is added from now on are its stays.
 */
void wuse_movements_builder_add_case (WuseMovementsBuilder *self, const WuseMover *item);

/**
 * wuse_movements_builder_add_stay:
 * @self: a builder that a case was added to
 * @item: a stay of the case added last, in any order; mover and number are passed over, strings are copied
 *
 * Returns: %FALSE if with it there would be more than %WUSE_MOVEMENTS_MAX_STAYS: it was not added
 */
gboolean wuse_movements_builder_add_stay (WuseMovementsBuilder *self, const WuseMovementStay *item);

/**
 * wuse_movements_builder_drop_case:
 * @self: a builder that a case was added to
 *
 * Takes back the case added last, with its stays.
 */
void wuse_movements_builder_drop_case (WuseMovementsBuilder *self);

/**
 * wuse_movements_builder_end:
 * @self: (transfer full): a builder
 * @n_asked: of how many cases the movements were asked for
 *
 * Returns: (transfer full): the movements
 */
WuseMovements *wuse_movements_builder_end (WuseMovementsBuilder *self, guint n_asked);

/**
 * wuse_movements_ref:
 * @self: movements
 *
 * Returns: (transfer full): @self
 */
WuseMovements *wuse_movements_ref (WuseMovements *self);

/**
 * wuse_movements_unref:
 * @self: (transfer full): movements
 */
void wuse_movements_unref (WuseMovements *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseMovements, wuse_movements_unref)

/**
 * wuse_movements_is_placed:
 * @stay: a stay
 *
 * Returns: whether it has a position
 */
static inline gboolean
wuse_movements_is_placed (const WuseMovementStay *stay)
{
  return stay->position.lon != 0 || stay->position.lat != 0;
}

G_END_DECLS
