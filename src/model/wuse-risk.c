/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The five levels of risk. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-risk.h"

static const char *const names[WUSE_N_RISKS] = { "none", "green", "blue", "yellow", "orange", "red" };
static const char *const letters[WUSE_N_RISKS] = { "–", "G", "B", "Y", "O", "R" };

const char *
wuse_risk_to_string (WuseRisk self)
{
  g_return_val_if_fail (self < WUSE_N_RISKS, NULL);

  return names[self];
}

gboolean
wuse_risk_from_string (const char *name, WuseRisk *risk)
{
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (risk != NULL, FALSE);

  for (guint i = 0; i < WUSE_N_RISKS; i++)
    if (g_str_equal (name, names[i]))
      {
        *risk = i;
        return TRUE;
      }

  return FALSE;
}

const char *
wuse_risk_letter (WuseRisk self)
{
  g_return_val_if_fail (self < WUSE_N_RISKS, NULL);

  return letters[self];
}
