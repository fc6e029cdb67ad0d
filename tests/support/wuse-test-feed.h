/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records for tests: a small made-up district in a feed. */

#pragma once

#include "wuse-feed.h"

G_BEGIN_DECLS

/**
 * WUSE_TEST_TIME:
 *
 * When the records were learned of: 2022-04-11T06:00:00Z.
 */
#define WUSE_TEST_TIME G_GINT64_CONSTANT (1649656800000)

/**
 * wuse_test_feed_put:
 * @feed: a feed
 * @type: a type
 * @id: an id
 * @first_field: (nullable): name of a field, followed by its value as text as a feed line has it without quotes (`12`,
 *   `125.4`, `2022-04-11`, `grid`; a Polygon ring as `lon lat,lon lat,…`), then further names and values
 * @...: ends with %NULL
 *
 * Puts a record; a failure fails the test.
 */
void wuse_test_feed_put (WuseFeed *feed, WuseRecordType type, const char *id, const char *first_field, ...);

/**
 * wuse_test_feed_fill:
 * @feed: a feed
 * @n_grids: how many grids, in a square of 0.01 degrees each beside the others, under one district, one subdistrict and one
 *   community
 * @n_persons: how many persons, spread over the grids
 *
 * Puts a district with records of every type, always the same: besides areas and persons a building and a household for every
 * fourth person, water and roads, ten places, and for every hundredth person a case with two stays, a contact, a daily
 * figure and a link from the case before. In one transaction for every 50,000 persons.
 */
void wuse_test_feed_fill (WuseFeed *feed, guint n_grids, guint n_persons);

/**
 * wuse_test_feed_make:
 * @path: (nullable): database to make
 * @n_grids: as above
 * @n_persons: as above
 *
 * Returns: (transfer full): a filled feed
 */
WuseFeed *wuse_test_feed_make (const char *path, guint n_grids, guint n_persons);

G_END_DECLS
