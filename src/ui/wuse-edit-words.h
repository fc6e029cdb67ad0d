/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links, stays and changes of them in words. */

#pragma once

#include "wuse-record-draft.h"

G_BEGIN_DECLS

/**
 * wuse_words_for_draft:
 * @draft: a record
 *
 * Returns: (transfer full): what it says, without personal data: “Case 12 infected case 15”
 */
char *wuse_words_for_draft (const WuseRecordDraft *draft);

/**
 * wuse_words_for_outbox_row:
 * @row: a row of the outbox
 *
 * Returns: (transfer full): what it changes: “Case 12 infected case 15: confirmed”
 */
char *wuse_words_for_outbox_row (const WuseOutboxRow *row);

/**
 * wuse_words_for_edit_state:
 * @row: a row of the outbox
 *
 * Returns: (transfer none): how far it has come
 */
const char *wuse_words_for_edit_state (const WuseOutboxRow *row);

/**
 * wuse_words_for_field:
 * @name: name of a field
 *
 * Returns: (transfer none): what it is called; the name itself if this version has no word for it
 */
const char *wuse_words_for_field (const char *name);

/**
 * wuse_words_for_field_value:
 * @draft: a record
 * @field: one of its fields
 * @utc_offset: of the district's clock, in minutes
 *
 * Returns: (transfer full): its value for people; a dash where it is not set
 */
char *wuse_words_for_field_value (const WuseRecordDraft *draft, const WuseField *field, int utc_offset);

G_END_DECLS
