/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened lately, in short: the rows of the activity list. Local to this machine, without personal data. */

#pragma once

#include "wuse-date.h"

G_BEGIN_DECLS

/**
 * WUSE_ACTIVITY_KEPT:
 *
 * How many of the newest rows are kept.
 */
#define WUSE_ACTIVITY_KEPT 5000

/**
 * WuseActivityKind:
 * @WUSE_ACTIVITY_CASE_NEW: a case became known; `to` is its classification
 * @WUSE_ACTIVITY_CASE_RECLASSIFIED: its classification changed, from `from` to `to`
 * @WUSE_ACTIVITY_CASE_RELEASED: a case was released
 * @WUSE_ACTIVITY_CASE_DIED: a case died
 * @WUSE_ACTIVITY_CASE_WITHDRAWN: the record of a case was deleted; `from` was its classification
 * @WUSE_ACTIVITY_AREA_NEW: an area was added; `to` is its level
 * @WUSE_ACTIVITY_AREA_CHANGED: an area's name, code, level, parent or polygons changed
 * @WUSE_ACTIVITY_AREA_GONE: an area was deleted
 * @WUSE_ACTIVITY_RISK_CHANGED: an area's colour changed, from `from` to `to` (names of wuse_risk_to_string()); added by
 *   the user interface, which knows the rule set
 *
 * The numbers are stored: never renumber.
 */
typedef enum
{
  WUSE_ACTIVITY_CASE_NEW = 1,
  WUSE_ACTIVITY_CASE_RECLASSIFIED = 2,
  WUSE_ACTIVITY_CASE_RELEASED = 3,
  WUSE_ACTIVITY_CASE_DIED = 4,
  WUSE_ACTIVITY_CASE_WITHDRAWN = 5,
  WUSE_ACTIVITY_AREA_NEW = 6,
  WUSE_ACTIVITY_AREA_CHANGED = 7,
  WUSE_ACTIVITY_AREA_GONE = 8,
  WUSE_ACTIVITY_RISK_CHANGED = 9,
} WuseActivityKind;

/**
 * WuseActivity:
 * @id: number of the row, greater for later ones; 0 for one that has not been stored
 * @at: when it happened (for records: when the server learned of it)
 * @kind: what happened; may be a number that a newer version wrote
 * @area: (nullable): id of the area concerned
 * @record: (nullable): id of the case or area record
 * @from: (nullable): code before
 * @to: (nullable): code after
 *
 * One thing that happened.
 */
typedef struct
{
  gint64 id;
  WuseTime at;
  WuseActivityKind kind;
  char *area;
  char *record;
  char *from;
  char *to;
} WuseActivity;

/**
 * wuse_activity_new:
 * @at: when
 * @kind: what
 * @area: (nullable): id of the area
 * @record: (nullable): id of the record
 * @from: (nullable): code before
 * @to: (nullable): code after
 *
 * Returns: (transfer full): a row that is not stored yet
 */
WuseActivity *
wuse_activity_new (WuseTime at, WuseActivityKind kind, const char *area, const char *record, const char *from, const char *to);

/**
 * wuse_activity_free:
 * @self: (transfer full) (nullable): a row
 */
void wuse_activity_free (WuseActivity *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseActivity, wuse_activity_free)

G_END_DECLS
