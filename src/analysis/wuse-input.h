/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of an area on a day that rules compare: what they are called and what they mean. */

#pragma once

#include "wuse-wording.h"

G_BEGIN_DECLS

/**
 * WUSE_INPUT_UNKNOWN:
 *
 * The figure is not known. A comparison with it does not hold, whatever the comparison.
 */
#define WUSE_INPUT_UNKNOWN G_MININT32

/**
 * WUSE_DAYS_NEVER:
 *
 * For figures that count days since something happened: it never has.
 */
#define WUSE_DAYS_NEVER 100000

/**
 * WuseInput:
 * @WUSE_INPUT_CUMULATIVE: `cumulative`: cases reported up to and including the day
 * @WUSE_INPUT_NEW_14: `new_14`: cases reported on the day and the 13 days before it
 * @WUSE_INPUT_NEW_7: `new_7`: cases reported on the day and the 6 days before it
 * @WUSE_INPUT_NEW_1: `new_1`: cases reported on the day
 * @WUSE_INPUT_LOCAL_14: `local_14`: of `new_14`, those not imported
 * @WUSE_INPUT_IMPORTED_14: `imported_14`: of `new_14`, those imported
 * @WUSE_INPUT_LOCAL_SHARE_14: `local_share_14`: `local_14` in per cent of `new_14`, rounded down; 0 when `new_14` is 0
 * @WUSE_INPUT_UNKNOWN_SOURCE_14: `unknown_source_14`: of `new_14`, those whose source is not clear (%WUSE_ORIGIN_UNKNOWN)
 * @WUSE_INPUT_CLUSTERS_14: `clusters_14`: clusters of which at least two cases are among `new_14` of this area
 * @WUSE_INPUT_CLUSTERS_7: `clusters_7`: the same among `new_7`
 * @WUSE_INPUT_SMALL_SETTING_MAX_14: `small_setting_max_14`: most cases among `new_14` in one household or building unit
 * @WUSE_INPUT_SMALL_SETTING_OUTBREAKS_14: `small_setting_outbreaks_14`: households and building units with at least two
 *   cases among `new_14`
 * @WUSE_INPUT_CASE_FREE_DAYS: `case_free_days`: days since the report of the last case (0: today), %WUSE_DAYS_NEVER when
 *   there has been none; 14 means that the 14 days that end today are without a case
 * @WUSE_INPUT_STAYS_7: `stays_7`: stays of known cases that touch the day or the 6 days before it
 * @WUSE_INPUT_STAY_FREE_DAYS: `stay_free_days`: days since a known case last stayed here, or %WUSE_DAYS_NEVER
 * @WUSE_INPUT_QUARANTINED: `quarantined`: contacts living here who are in quarantine on the day
 * @WUSE_INPUT_QUARANTINED_PER_MILLE: `quarantined_per_mille`: `quarantined` per 1,000 registered persons, rounded down;
 *   unknown when somebody is quarantined and the number of persons is not known
 * @WUSE_INPUT_SCREENING_REPORTED: `screening_reported`: 1 if the district has sent results of screening for any area up to the
 *   day, otherwise 0: tells 'not screened here' from 'screening is not reported at all'
 * @WUSE_INPUT_SCREENED_LAST: `screened_last`: persons screened in the last round, or unknown
 * @WUSE_INPUT_SCREENING_LAST_POSITIVE: `screening_last_positive`: of them positive, or unknown
 * @WUSE_INPUT_SCREENING_CASE_FREE_DAYS: `screening_case_free_days`: days without a case there had been when the last round
 *   was done, negative if a case has been reported since; %WUSE_DAYS_NEVER without any case, unknown without a round
 * @WUSE_INPUT_SCREENING_STAY_FREE_DAYS: `screening_stay_free_days`: the same for stays
 * @WUSE_N_INPUTS: how many there are
 *
 * Figures of one area on one day. 'Cases' are those of the classifications that the rule set counts; only what had been
 * reported up to the day counts. An area's last round of screening is the latest day with a result recorded for the area
 * itself; without one it is made of the last rounds of the areas within it (results added up, dated by the latest); without
 * those it is that of the nearest area above it that has one.
 */
typedef enum
{
  WUSE_INPUT_CUMULATIVE,
  WUSE_INPUT_NEW_14,
  WUSE_INPUT_NEW_7,
  WUSE_INPUT_NEW_1,
  WUSE_INPUT_LOCAL_14,
  WUSE_INPUT_IMPORTED_14,
  WUSE_INPUT_LOCAL_SHARE_14,
  WUSE_INPUT_UNKNOWN_SOURCE_14,
  WUSE_INPUT_CLUSTERS_14,
  WUSE_INPUT_CLUSTERS_7,
  WUSE_INPUT_SMALL_SETTING_MAX_14,
  WUSE_INPUT_SMALL_SETTING_OUTBREAKS_14,
  WUSE_INPUT_CASE_FREE_DAYS,
  WUSE_INPUT_STAYS_7,
  WUSE_INPUT_STAY_FREE_DAYS,
  WUSE_INPUT_QUARANTINED,
  WUSE_INPUT_QUARANTINED_PER_MILLE,
  WUSE_INPUT_SCREENING_REPORTED,
  WUSE_INPUT_SCREENED_LAST,
  WUSE_INPUT_SCREENING_LAST_POSITIVE,
  WUSE_INPUT_SCREENING_CASE_FREE_DAYS,
  WUSE_INPUT_SCREENING_STAY_FREE_DAYS,
  WUSE_N_INPUTS,
} WuseInput;

/**
 * WuseInputs:
 * @values: by #WuseInput; %WUSE_INPUT_UNKNOWN where not known
 */
typedef struct
{
  gint32 values[WUSE_N_INPUTS];
} WuseInputs;

/**
 * wuse_input_to_string:
 * @self: an input
 *
 * Returns: its name in rule sets, as above
 */
const char *wuse_input_to_string (WuseInput self);

/**
 * wuse_input_from_string:
 * @name: a name as above; need not be terminated
 * @length: bytes of @name, or -1
 * @input: (out): the input
 *
 * Returns: %FALSE if there is none of that name
 */
gboolean wuse_input_from_string (const char *name, gssize length, WuseInput *input);

/**
 * wuse_input_label:
 * @self: an input
 * @language: a language
 *
 * Returns: what it is, in a few words: `New cases in 14 days`, `14 天内新增病例`
 */
const char *wuse_input_label (WuseInput self, WuseLanguage language);

/**
 * wuse_input_format:
 * @self: an input
 * @value: a value of it
 * @language: a language
 *
 * Returns: (transfer full): the value with its unit: `11 cases`, `85 %`, `3 天`, `never`, `not known`
 */
char *wuse_input_format (WuseInput self, gint32 value, WuseLanguage language);

G_END_DECLS
