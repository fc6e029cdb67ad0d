/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What explanations need of a situation. */

#pragma once

#include "wuse-evidence-private.h"
#include "wuse-explanation.h"
#include "wuse-situation.h"

G_BEGIN_DECLS

struct _WuseSituation
{
  gatomicrefcount ref_count;
  WuseRegister *reg;
  WuseRuleSet *rules;
  WuseDay day;
  WuseEvidence *evidence;
  guint8 *risks; /* by area */
  guint counts[WUSE_N_AREA_LEVELS][WUSE_N_RISKS];
};

/* Whether an area's colour is that of the worst within it. */
static inline gboolean
wuse_situation_rolls_up (const WuseSituation *self, guint32 area)
{
  return wuse_rule_set_get_roll_up (self->rules) == WUSE_ROLL_UP_WORST && wuse_evidence_has_children (self->evidence, area);
}

/* The evidence by which the rules judge an area. */
static inline WuseEvidenceSlice
wuse_situation_get_slice (const WuseSituation *self, guint32 area)
{
  return wuse_rule_set_get_roll_up (self->rules) == WUSE_ROLL_UP_WORST ? wuse_evidence_own (self->evidence, area)
                                                                       : wuse_evidence_within (self->evidence, area);
}

WuseRisk wuse_situation_suppose (const WuseSituation *self,
                                 WuseEvidenceScratch *scratch,
                                 const WuseEvidenceSlice *slice,
                                 const WuseSupposition *supposition);

WuseFall wuse_outlook_find_fall (const WuseSituation *self, guint32 area);
GArray *wuse_outlook_find_rises (const WuseSituation *self, guint32 area);

void wuse_explanation_word (WuseExplanation *self, const WuseSituation *situation);

G_END_DECLS
