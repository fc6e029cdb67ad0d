/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A guess, for those who make it and those who change it. */

#pragma once

#include "wuse-intake.h"

G_BEGIN_DECLS

struct _WuseIntakeGuess
{
  GPtrArray *tables;
  WuseIntakeMapping *mapping;
  WuseIntakeMapping *proposal; /* as it was before anybody changed it */
  WuseIntakeOrigin *origins;
  GArray *decisions;
  GHashTable *settled; /* columns of days whose order was chosen before */
};

/**
 * intake_propose:
 * @table: a table
 * @subject: what its rows are about
 *
 * Returns: (transfer full): that, with the columns that seem to belong to it; what it needs may be missing
 */
WuseIntakeMake *intake_propose (const WuseTableGuess *table, WuseIntakeSubject subject);

/**
 * intake_bind_constants:
 * @make: something to make
 *
 * Gives what is needed and has no column a value that does little harm.
 */
void intake_bind_constants (WuseIntakeMake *make);

/**
 * intake_settle_days:
 * @self: a guess
 * @file: place of a file
 * @table: its table
 *
 * Sets the orders that are open, and adds the decisions that the table needs.
 */
void intake_settle_days (WuseIntakeGuess *self, guint file, WuseIntakeTable *table);

G_END_DECLS
