/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes of cases, contacts and links in words. */

#pragma once

#include "wuse-relations.h"

G_BEGIN_DECLS

/**
 * wuse_words_classification:
 * @classification: of a case
 *
 * Returns: (transfer none): its name for people
 */
const char *wuse_words_classification (WuseClassification classification);

/**
 * wuse_words_setting:
 * @setting: where people met
 *
 * Returns: (transfer none): its name for people
 */
const char *wuse_words_setting (WuseSetting setting);

/**
 * wuse_words_for_case_code:
 * @field: name of a field of cases, contacts, stays or links that holds a code
 * @code: (nullable): the code
 *
 * Returns: (transfer none): what it means; the code itself if this version does not know it, “not known” without one
 */
const char *wuse_words_for_case_code (const char *field, const char *code);

/**
 * wuse_words_for_actor:
 * @relations: relations
 * @actor: index of an actor
 * @brief: whether one line is enough
 *
 * Returns: (transfer full): who or what it is, without personal data
 */
char *wuse_words_for_actor (const WuseRelations *relations, guint32 actor, gboolean brief);

G_END_DECLS
