/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link or a stay while somebody works on it. */

#pragma once

#include "wuse-edit.h"

G_BEGIN_DECLS

/**
 * WuseRecordDraft:
 *
 * The `data` of a record, field by field as text, and what else a dialog has to know of it.
 */
typedef struct _WuseRecordDraft WuseRecordDraft;

/**
 * wuse_record_draft_new:
 * @type: type of the record
 * @id: (nullable): its id; %NULL for a new record, which gets a random one
 * @data: (nullable): its `data` as JSON
 *
 * Returns: (transfer full): a draft; empty where @data is no JSON object
 */
WuseRecordDraft *wuse_record_draft_new (WuseRecordType type, const char *id, const char *data);

/**
 * wuse_record_draft_free:
 * @self: (transfer full) (nullable): a draft
 */
void wuse_record_draft_free (WuseRecordDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseRecordDraft, wuse_record_draft_free)

/**
 * wuse_record_draft_get_type:
 * @self: a draft
 *
 * Returns: type of the record
 */
WuseRecordType wuse_record_draft_get_type (const WuseRecordDraft *self);

/**
 * wuse_record_draft_is_new:
 * @self: a draft
 *
 * Returns: whether there is no such record yet
 */
gboolean wuse_record_draft_is_new (const WuseRecordDraft *self);

/**
 * wuse_record_draft_dup:
 * @self: a draft
 * @field: name of a field
 *
 * Returns: (transfer full) (nullable): its value as it stands on the wire; %NULL if it is not set
 */
char *wuse_record_draft_dup (const WuseRecordDraft *self, const char *field);

/**
 * wuse_record_draft_set:
 * @self: a draft
 * @field: name of a field that is text on the wire
 * @text: (nullable): its value; unset if %NULL or empty
 */
void wuse_record_draft_set (WuseRecordDraft *self, const char *field, const char *text);

/**
 * wuse_record_draft_get_place_name:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): the name of the place that the record refers to
 */
const char *wuse_record_draft_get_place_name (const WuseRecordDraft *self);

/**
 * wuse_record_draft_set_place_name:
 * @self: a draft
 * @name: (nullable): the name of the place that the record refers to
 */
void wuse_record_draft_set_place_name (WuseRecordDraft *self, const char *name);

/**
 * wuse_record_draft_make_edit:
 * @self: a draft
 * @op: put or delete
 * @reason: why
 *
 * Returns: (transfer full): the edit that makes the record what the draft is, or deletes it
 */
WuseEdit *wuse_record_draft_make_edit (const WuseRecordDraft *self, WuseRecordOp op, const char *reason);

G_END_DECLS
