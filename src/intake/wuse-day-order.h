/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days as people write them, and in which order a whole column has day, month and year. */

#pragma once

#include "wuse-date.h"

G_BEGIN_DECLS

/**
 * WuseDayOrder:
 * @WUSE_DAY_ORDER_AUTO: not known yet
 * @WUSE_DAY_ORDER_YMD: year, month, day
 * @WUSE_DAY_ORDER_DMY: day, month, year
 * @WUSE_DAY_ORDER_MDY: month, day, year
 * @WUSE_DAY_ORDER_SERIAL: days since 30 December 1899, as spreadsheets count
 * @WUSE_N_DAY_ORDERS: how many there are
 *
 * How days are to be read. What begins with a year of four digits, has 年, 月 and 日, or names its month is read the same in
 * every order but the last.
 */
typedef enum
{
  WUSE_DAY_ORDER_AUTO,
  WUSE_DAY_ORDER_YMD,
  WUSE_DAY_ORDER_DMY,
  WUSE_DAY_ORDER_MDY,
  WUSE_DAY_ORDER_SERIAL,
  WUSE_N_DAY_ORDERS,
} WuseDayOrder;

/**
 * wuse_day_order_to_string:
 * @self: an order
 *
 * Returns: (transfer none): `auto`, `YMD`, `DMY`, `MDY` or `serial`
 */
const char *wuse_day_order_to_string (WuseDayOrder self);

/**
 * wuse_day_order_from_string:
 * @name: as wuse_day_order_to_string() writes it
 * @order: (out): the order
 *
 * Returns: %FALSE if there is none of that name
 */
gboolean wuse_day_order_from_string (const char *name, WuseDayOrder *order);

/**
 * wuse_day_read:
 * @text: `2020-02-03`, `3/2/2020`, `03.02.20`, `2020年2月3日`, `20200203`, `3 Feb 2020`, `Feb 3, 2020`, `43864` …, with a time of
 * day or without
 * @order: how to read it, not %WUSE_DAY_ORDER_AUTO
 * @day: (out): the day
 * @time: (out) (optional): milliseconds since its beginning, or -1 where there is no time of day
 *
 * Returns: %FALSE if it is no day in that order
 */
gboolean wuse_day_read (const char *text, WuseDayOrder order, WuseDay *day, gint64 *time);

/**
 * WuseDayTally:
 * @n_values: how many texts were looked at
 * @n_read: how many of them are days in each order
 * @n_differing: in how many two orders give different days
 * @n_only: how many the first order reads and the second does not
 * @example: (nullable): a text that two orders read differently
 *
 * What the texts of a column say of their order. Clear with wuse_day_tally_clear().
 */
typedef struct
{
  guint n_values;
  guint n_read[WUSE_N_DAY_ORDERS];
  guint n_differing[WUSE_N_DAY_ORDERS][WUSE_N_DAY_ORDERS];
  guint n_only[WUSE_N_DAY_ORDERS][WUSE_N_DAY_ORDERS];
  char *example;
} WuseDayTally;

/**
 * wuse_day_tally_add:
 * @self: a tally, zero at first
 * @text: the next text, not empty
 */
void wuse_day_tally_add (WuseDayTally *self, const char *text);

/**
 * wuse_day_tally_clear:
 * @self: a tally
 */
void wuse_day_tally_clear (WuseDayTally *self);

/**
 * wuse_day_tally_decide:
 * @self: a tally
 * @rival: (out): an order that cannot be excluded and would give other days; %WUSE_DAY_ORDER_AUTO if there is none
 *
 * Returns: the order that reads most; %WUSE_DAY_ORDER_AUTO if none reads anything
 */
WuseDayOrder wuse_day_tally_decide (const WuseDayTally *self, WuseDayOrder *rival);

G_END_DECLS
