/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two languages in which rule sets and explanations speak, and how they write numbers and days. */

#pragma once

#include "wuse-date.h"

G_BEGIN_DECLS

/**
 * WuseLanguage:
 * @WUSE_LANGUAGE_EN: English
 * @WUSE_LANGUAGE_ZH: Chinese (simplified)
 * @WUSE_N_LANGUAGES: how many there are
 */
typedef enum
{
  WUSE_LANGUAGE_EN,
  WUSE_LANGUAGE_ZH,
  WUSE_N_LANGUAGES,
} WuseLanguage;

/**
 * wuse_language_from_locale:
 *
 * Returns: the one of the two that comes first among the languages of the process's locale; English if neither does
 */
WuseLanguage wuse_language_from_locale (void);

/**
 * wuse_wording_append_number:
 * @string: where to append
 * @value: a number
 *
 * Appends @value with its thousands separated by commas, as both languages do.
 */
void wuse_wording_append_number (GString *string, gint64 value);

/**
 * wuse_wording_day:
 * @day: a day
 * @language: a language
 *
 * Returns: (transfer full): day and month, `18 April` or `4月18日`
 */
char *wuse_wording_day (WuseDay day, WuseLanguage language);

G_END_DECLS
