/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A feed read back into memory, for tests of what was written into it. */

#pragma once

#include "wuse-feed.h"
#include "wuse-record-batch.h"

G_BEGIN_DECLS

/**
 * feed_read:
 * @feed: a feed
 *
 * Returns: (transfer full): all its records, in the order of the feed; a failure fails the test
 */
WuseRecordBatch *feed_read (WuseFeed *feed);

/**
 * feed_value:
 * @record: a record
 * @field: name of a field
 *
 * Returns: (transfer none): its value, set or not
 */
const WuseValue *feed_value (const WuseRecord *record, const char *field);

/**
 * feed_text:
 * @record: a record
 * @field: name of a field
 *
 * Returns: (transfer full) (nullable): its text
 */
char *feed_text (const WuseRecord *record, const char *field);

/**
 * feed_id:
 * @record: a record
 *
 * Returns: (transfer full): its id
 */
char *feed_id (const WuseRecord *record);

/**
 * feed_assert_equal:
 * @a: a feed
 * @b: another
 *
 * Fails the test unless both hold the same records in the same versions.
 */
void feed_assert_equal (WuseFeed *a, WuseFeed *b);

G_END_DECLS
