/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two languages in which rule sets and explanations speak, and how they write numbers and days. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-wording.h"

static const char *const english_months[] = {
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
};

WuseLanguage
wuse_language_from_locale (void)
{
  for (const char *const *name = g_get_language_names (); *name != NULL; name++)
    {
      if (g_str_has_prefix (*name, "zh"))
        return WUSE_LANGUAGE_ZH;
      if (g_str_has_prefix (*name, "en"))
        return WUSE_LANGUAGE_EN;
    }
  return WUSE_LANGUAGE_EN;
}

void
wuse_wording_append_number (GString *string, gint64 value)
{
  char digits[24];
  int length = g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, value);

  for (int i = 0; i < length; i++)
    {
      if (i > 0 && digits[i - 1] != '-' && (length - i) % 3 == 0)
        g_string_append_c (string, ',');
      g_string_append_c (string, digits[i]);
    }
}

char *
wuse_wording_day (WuseDay day, WuseLanguage language)
{
  int month, day_of_month;

  g_return_val_if_fail (day != WUSE_DAY_NONE, NULL);

  wuse_day_to_ymd (day, NULL, &month, &day_of_month);
  if (language == WUSE_LANGUAGE_ZH)
    return g_strdup_printf ("%d月%d日", month, day_of_month);
  return g_strdup_printf ("%d %s", day_of_month, english_months[month - 1]);
}
