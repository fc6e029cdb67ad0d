/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is missing from the investigation of a case. */

#pragma once

#include "wuse-relations.h"
#include "wuse-wording.h"

G_BEGIN_DECLS

/**
 * WUSE_GAPS_DAYS:
 *
 * Days before isolation, or before the report of a case that is not isolated, for which stays are asked for: as many as the
 * ninth-edition plan of 2022 traces a case without onset.
 */
#define WUSE_GAPS_DAYS 4

/**
 * WuseGap:
 * @WUSE_GAP_ONSET: no day of onset; not asked of who is asymptomatic
 * @WUSE_GAP_REPORT: no day of report
 * @WUSE_GAP_ISOLATION: no day of isolation
 * @WUSE_GAP_SOURCE: nobody is said to have infected it; not asked of imported cases
 * @WUSE_GAP_SETTING: not known where it was infected; not asked of imported cases
 * @WUSE_GAP_CONTACTS: no contacts
 * @WUSE_GAP_STAYS: days without a stay
 * @WUSE_GAP_AGE: neither age nor age band
 * @WUSE_GAP_SEX: no sex
 * @WUSE_GAP_AREA: no area
 * @WUSE_GAP_FOUND_BY: not known how it was found
 *
 * What may be missing, one bit each.
 */
typedef enum
{
  WUSE_GAP_ONSET = 1 << 0,
  WUSE_GAP_REPORT = 1 << 1,
  WUSE_GAP_ISOLATION = 1 << 2,
  WUSE_GAP_SOURCE = 1 << 3,
  WUSE_GAP_SETTING = 1 << 4,
  WUSE_GAP_CONTACTS = 1 << 5,
  WUSE_GAP_STAYS = 1 << 6,
  WUSE_GAP_AGE = 1 << 7,
  WUSE_GAP_SEX = 1 << 8,
  WUSE_GAP_AREA = 1 << 9,
  WUSE_GAP_FOUND_BY = 1 << 10,
} WuseGap;

/**
 * WUSE_N_GAPS:
 *
 * How many bits of #WuseGap there are.
 */
#define WUSE_N_GAPS 11

/**
 * WuseCaseGaps:
 * @gaps: bits of #WuseGap
 * @n_uncovered: how many days are without a stay
 * @uncovered: (array length=n_uncovered): these days, ascending
 *
 * What is missing.
 */
typedef struct
{
  guint32 gaps;
  guint n_uncovered;
  WuseDay uncovered[WUSE_GAPS_DAYS];
} WuseCaseGaps;

/**
 * wuse_case_gaps_find:
 * @relations: relations
 * @utc_offset: minutes east of UTC of the district's days
 * @first_case: index of a case
 * @n_cases: how many cases from there
 *
 * Looks at all relations once, whatever @n_cases is. A day is covered by a stay that is not refuted and lasts into it.
 *
 * Returns: (transfer full) (array length=n_cases): what each lacks; free with g_free()
 */
WuseCaseGaps *wuse_case_gaps_find (const WuseRelations *relations, int utc_offset, guint32 first_case, guint n_cases);

/**
 * wuse_gap_word:
 * @gap: one bit
 * @language: a language
 *
 * Returns: (transfer none): what is missing, in a few words
 */
const char *wuse_gap_word (WuseGap gap, WuseLanguage language);

/**
 * wuse_case_gaps_word:
 * @self: what is missing
 * @language: a language
 *
 * Returns: (transfer full): a sentence; empty if nothing is
 */
char *wuse_case_gaps_word (const WuseCaseGaps *self, WuseLanguage language);

G_END_DECLS
