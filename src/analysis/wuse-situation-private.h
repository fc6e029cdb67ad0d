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
  guint8 *risks;   /* by area */
  guint32 *unsure; /* by area: the area above it (or itself) with cases that may lie anywhere within; or WUSE_AREA_NONE */
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

/*
 * The area above whose cases keep this one from being judged, or WUSE_AREA_NONE: cases that are known of an area only as a
 * whole may lie in any part of it, so that a part without evidence of its own is not low but not known.
 */
static inline guint32
wuse_situation_get_withheld (const WuseSituation *self, guint32 area)
{
  guint32 above = self->unsure[area];

  return self->risks[area] == WUSE_RISK_NONE && above != area ? above : WUSE_AREA_NONE;
}

WuseRisk wuse_situation_suppose (const WuseSituation *self,
                                 WuseEvidenceScratch *scratch,
                                 const WuseEvidenceSlice *slice,
                                 const WuseSupposition *supposition);

WuseFall wuse_outlook_find_fall (const WuseSituation *self, guint32 area);
GArray *wuse_outlook_find_rises (const WuseSituation *self, guint32 area);

void wuse_explanation_word (WuseExplanation *self, const WuseSituation *situation);

G_END_DECLS
