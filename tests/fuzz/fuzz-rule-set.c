/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule sets: what is read judges and words every figure; what is refused says why. */

#include "config.h"

#include "fuzz-target.h"
#include "wuse-rule-set.h"

#include <string.h>

static void
judge (const WuseRuleSet *rules, const WuseInputs *inputs)
{
  guint n_levels;
  const WuseRuleLevel *levels = wuse_rule_set_get_levels (rules, &n_levels);
  guint fired = wuse_rule_set_judge (rules, inputs);

  g_assert_cmpuint (fired, <, n_levels);
  for (guint i = 0; i < n_levels; i++)
    {
      g_autofree gboolean *held = g_new0 (gboolean, MAX (levels[i].n_conditions, 1));
      gboolean holds = wuse_rule_level_trace (&levels[i], inputs, held);

      g_assert_true (i >= fired || !holds);
      g_assert_true (i != fired || holds);
      for (guint j = 0; j < levels[i].n_conditions; j++)
        g_assert_true (levels[i].conditions[j].end > j && levels[i].conditions[j].end <= levels[i].n_conditions);
      for (WuseLanguage language = 0; language < WUSE_N_LANGUAGES; language++)
        {
          g_autofree char *reason = wuse_rule_level_word_reason (&levels[i], inputs, language);

          g_assert_true (g_utf8_validate (reason, -1, NULL));
          g_assert_null (strpbrk (reason, "{}"));
          g_assert_nonnull (wuse_rule_set_get_risk_name (rules, levels[i].risk, language));
        }
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WuseRuleSet) rules = wuse_rule_set_new_from_data ((const char *) data, size, "fuzz.json", &error);
  WuseInputs inputs = { { 0 } };

  if (rules == NULL)
    {
      g_assert_error (error, WUSE_ANALYSIS_ERROR, WUSE_ANALYSIS_ERROR_RULE_SET);
      g_assert_true (g_str_has_prefix (error->message, "fuzz.json: "));
      return 0;
    }
  g_assert_no_error (error);
  judge (rules, &inputs);
  for (guint i = 0; i < WUSE_N_INPUTS; i++)
    inputs.values[i] = i % 3 == 0 ? WUSE_INPUT_UNKNOWN : i % 3 == 1 ? WUSE_DAYS_NEVER : (gint32) i;
  judge (rules, &inputs);

  return 0;
}
