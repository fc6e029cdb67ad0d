/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences for what the rooms below say in codes. */

#pragma once

#include "wuse-workspace.h"

G_BEGIN_DECLS

/**
 * wuse_words_for_hit:
 * @hit: something found
 *
 * Returns: (transfer none): what kind of thing it is
 */
const char *wuse_words_for_hit (const WuseSearchHit *hit);

/**
 * wuse_words_for_place_kind:
 * @kind: code of a place's kind
 *
 * Returns: (transfer none): its name for people
 */
const char *wuse_words_for_place_kind (const char *kind);

/**
 * wuse_words_for_classification:
 * @code: (nullable): code of a case's classification
 *
 * Returns: (transfer none): its name for people
 */
const char *wuse_words_for_classification (const char *code);

/**
 * wuse_words_for_activity:
 * @activity: what happened
 * @areas: (nullable): the areas
 *
 * Returns: (transfer full): a sentence, without personal data
 */
char *wuse_words_for_activity (const WuseActivity *activity, WuseAreaSet *areas);

/**
 * wuse_words_for_error:
 * @error: what went wrong
 *
 * Returns: (transfer full): what happened, what is safe, what to do
 */
char *wuse_words_for_error (const GError *error);

/**
 * wuse_words_for_recovery:
 * @recovery: what opening the cache had to do
 *
 * Returns: (transfer none) (nullable): a sentence where a person should know
 */
const char *wuse_words_for_recovery (WuseStoreRecovery recovery);

/**
 * wuse_words_for_area_path:
 * @areas: the areas
 * @area: index of an area
 *
 * Returns: (transfer full): the names of the areas it lies in, top first
 */
char *wuse_words_for_area_path (WuseAreaSet *areas, guint32 area);

G_END_DECLS
