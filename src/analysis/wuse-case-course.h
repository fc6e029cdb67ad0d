/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The story of a case in the order of time. */

#pragma once

#include "wuse-relations.h"
#include "wuse-wording.h"

G_BEGIN_DECLS

/**
 * WuseCourseKind:
 * @WUSE_COURSE_EXPOSURE: met somebody who is said to have infected it, or of whom it is a contact
 * @WUSE_COURSE_STAY: was somewhere
 * @WUSE_COURSE_ONSET: fell ill
 * @WUSE_COURSE_MET: met somebody who is its contact, or whom it is said to have infected
 * @WUSE_COURSE_REPORT: was reported
 * @WUSE_COURSE_ISOLATION: was isolated
 * @WUSE_COURSE_RELEASE: was released or died
 *
 * What happened; of one day they are in this order, stays by their time.
 */
typedef enum
{
  WUSE_COURSE_EXPOSURE,
  WUSE_COURSE_STAY,
  WUSE_COURSE_ONSET,
  WUSE_COURSE_MET,
  WUSE_COURSE_REPORT,
  WUSE_COURSE_ISOLATION,
  WUSE_COURSE_RELEASE,
} WuseCourseKind;

/**
 * WuseCourseEntry:
 * @kind: a #WuseCourseKind
 * @first: first day
 * @last: last day; @first where it is one day
 * @time: of a stay of which the hours are known, when it began, else %WUSE_TIME_NONE
 * @relation: the relation that says so, or %WUSE_INDEX_NONE
 * @stay: the stay, or %WUSE_INDEX_NONE
 *
 * Something that happened to a case.
 */
typedef struct
{
  guint8 kind;
  WuseDay first;
  WuseDay last;
  WuseTime time;
  guint32 relation;
  guint32 stay;
} WuseCourseEntry;

/**
 * wuse_case_course_find:
 * @relations: relations
 * @index: index of a case
 * @utc_offset: minutes east of UTC of the district's days
 *
 * All that has a day and is not refuted. Looks at all relations once: for a worker thread.
 *
 * Returns: (transfer full) (element-type WuseCourseEntry): what happened, in the order of time
 */
GArray *wuse_case_course_find (const WuseRelations *relations, guint32 index, int utc_offset);

/**
 * wuse_course_entry_word:
 * @self: an entry
 * @relations: the relations it is of
 * @utc_offset: minutes east of UTC of the district's days
 * @language: a language
 *
 * Returns: (transfer full): what happened, without its day: `Met C00012`, `East Market, 09:00–09:40`
 */
char *wuse_course_entry_word (const WuseCourseEntry *self, const WuseRelations *relations, int utc_offset, WuseLanguage language);

G_END_DECLS
