/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known up to a day, sorted so that everything within an area lies side by side. */

#pragma once

#include "wuse-input.h"
#include "wuse-register.h"
#include "wuse-rule-set.h"

G_BEGIN_DECLS

/*
 * Areas are numbered by rank: depth first, parents before what is within them. The ranks of an area and of all within it are a
 * range, and so is their evidence.
 */
typedef struct
{
  WuseDay report;
  guint32 cluster;
  guint32 setting;
  WuseCaseOrigin origin;
} WuseEvidenceCase;

typedef struct
{
  guint32 rank;
  WuseDay day;
  gint32 screened;
  gint32 positive;
} WuseEvidenceRound;

/* Items sorted by rank: those of rank r are offsets[r] to offsets[r + 1]. */
typedef struct
{
  gpointer items;
  guint32 *offsets;
} WuseEvidenceTable;

typedef struct
{
  WuseAreaSet *areas;
  WuseDay day;
  guint n_areas;
  guint32 *rank;     /* by area */
  guint32 *rank_end; /* by area: after the last rank within it */
  guint32 *area;     /* by rank */
  guint32 *screened; /* by area: the nearest area above it, or itself, that has a round of its own; or WUSE_AREA_NONE */
  WuseEvidenceTable cases;
  WuseEvidenceTable contacts; /* WuseDay: the first day out of quarantine, G_MAXINT32 where none is known */
  WuseEvidenceTable stays;    /* WuseDay: the last day of a stay, not after the day */
  WuseEvidenceTable rounds;
  guint n_tally; /* one more than the greatest number of a cluster or setting */
} WuseEvidence;

/* Counts by cluster or setting; all 0 between uses. The last is for a cluster and setting that do not exist yet. */
typedef struct
{
  guint32 *tally;
  guint32 fresh;
} WuseEvidenceScratch;

/* A range of ranks whose evidence is judged together, and the area whose persons count. */
typedef struct
{
  guint32 first;
  guint32 end;
  guint32 area;
} WuseEvidenceSlice;

/* What is supposed beyond what is known. */
typedef struct
{
  WuseDay day;           /* the day judged, not before the day of the evidence */
  gboolean screened;     /* everybody is screened negative on that day */
  guint n_cases;         /* so many more cases are reported on that day */
  WuseCaseOrigin origin; /* of them */
  guint32 cluster;
  guint32 setting;
} WuseSupposition;

WuseEvidence *
wuse_evidence_new (WuseRegister *reg, const WuseRuleSet *rules, WuseDay day, int utc_offset, GCancellable *cancellable);
void wuse_evidence_free (WuseEvidence *self);

WuseEvidenceScratch wuse_evidence_scratch_new (const WuseEvidence *self);
void wuse_evidence_scratch_clear (WuseEvidenceScratch *scratch);

static inline WuseEvidenceSlice
wuse_evidence_own (const WuseEvidence *self, guint32 area)
{
  return (WuseEvidenceSlice){ self->rank[area], self->rank[area] + 1, area };
}

static inline WuseEvidenceSlice
wuse_evidence_within (const WuseEvidence *self, guint32 area)
{
  return (WuseEvidenceSlice){ self->rank[area], self->rank_end[area], area };
}

static inline gboolean
wuse_evidence_has_children (const WuseEvidence *self, guint32 area)
{
  return self->rank_end[area] > self->rank[area] + 1;
}

static inline guint32
wuse_evidence_table_count (const WuseEvidenceTable *table, const WuseEvidenceSlice *slice)
{
  return table->offsets[slice->end] - table->offsets[slice->first];
}

static inline gboolean
wuse_evidence_is_empty (const WuseEvidence *self, const WuseEvidenceSlice *slice)
{
  return wuse_evidence_table_count (&self->cases, slice) == 0 && wuse_evidence_table_count (&self->contacts, slice) == 0
         && wuse_evidence_table_count (&self->stays, slice) == 0 && wuse_evidence_table_count (&self->rounds, slice) == 0;
}

void wuse_evidence_measure (const WuseEvidence *self,
                            WuseEvidenceScratch *scratch,
                            const WuseEvidenceSlice *slice,
                            const WuseSupposition *supposition,
                            WuseInputs *inputs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseEvidence, wuse_evidence_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WuseEvidenceScratch, wuse_evidence_scratch_clear)

G_END_DECLS
