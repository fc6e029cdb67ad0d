/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that is known of one case, read at one instant. */

#pragma once

#include "wuse-activity.h"
#include "wuse-case-query.h"
#include "wuse-record-batch.h"
#include "wuse-store-outbox.h"

G_BEGIN_DECLS

/**
 * WUSE_CASE_CARD_MAX_RECORDS:
 *
 * Most records of one kind that a card holds.
 */
#define WUSE_CASE_CARD_MAX_RECORDS 10000

/**
 * WuseCaseCard:
 * @fields: what a list shows of it, with what is missing
 * @record: the whole record as it is shown
 * @data: its canonical `data`, for editing
 * @area_path: (nullable): the names of the areas it lies in, top first, joined by ` · `
 * @contacts: (element-type WuseRecord): its contacts, close ones first
 * @n_close: close contacts among them
 * @n_secondary: secondary contacts among them
 * @stays: (element-type WuseRecord): its stays, by start
 * @links: (element-type WuseRecord): links from it and to it
 * @infected: (element-type WuseRecord): cases whose records say that it infected them
 * @others: (element-type utf8 WuseCaseFields): the cases at the other ends, by id; a link may lead to one that is not there
 * @places: (element-type utf8 utf8): names of the places of its stays and links, by id
 * @reclassified: (element-type WuseActivity): changes of its classification that this cache has seen, by time
 * @edits: (element-type WuseOutboxRow): edits of it and of all these records that the server has not accepted
 *
 * A case and what belongs to it, as shown: with what was entered here. Records and strings belong to the card. Immutable.
 */
typedef struct
{
  WuseCaseFields *fields;
  const WuseRecord *record;
  char *data;
  char *area_path;
  GPtrArray *contacts;
  guint n_close;
  guint n_secondary;
  GPtrArray *stays;
  GPtrArray *links;
  GPtrArray *infected;
  GHashTable *others;
  GHashTable *places;
  GPtrArray *reclassified;
  GPtrArray *edits;

  /*< private >*/
  WuseRecordBatch *batch;
} WuseCaseCard;

/**
 * wuse_store_reader_load_case_card:
 * @self: a reader
 * @id: a case's id
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the card; %NULL without @error set if there is no such case
 */
WuseCaseCard *wuse_store_reader_load_case_card (WuseStoreReader *self, const char *id, GError **error);

/**
 * wuse_case_card_free:
 * @self: (transfer full) (nullable): a card
 */
void wuse_case_card_free (WuseCaseCard *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseCaseCard, wuse_case_card_free)

/**
 * wuse_record_dup_text:
 * @record: a record
 * @field: name of a field that is text, a code or a reference
 *
 * Returns: (transfer full) (nullable): its value, %NULL if it is not set
 */
char *wuse_record_dup_text (const WuseRecord *record, const char *field);

G_END_DECLS
