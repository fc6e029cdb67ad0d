/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows become records, one after the other: places and cases first, then what refers to them. */

#pragma once

#include "wuse-intake-row-private.h"
#include "wuse-intake.h"

G_BEGIN_DECLS

/**
 * IntakeGathering:
 *
 * What rows have come to so far: the records that were written, and what is kept of contacts until all is known of them.
 */
typedef struct _IntakeGathering IntakeGathering;

/**
 * intake_gathering_new:
 * @mapping: what tables mean
 * @options: (nullable): what else there is to know
 * @result: where records and problems go; as the others, it has to stay
 *
 * Returns: (transfer full): nothing gathered
 */
IntakeGathering *
intake_gathering_new (const WuseIntakeMapping *mapping, const WuseIntakeOptions *options, WuseIntakeResult *result);

/**
 * intake_gathering_free:
 * @self: (transfer full): a gathering
 */
void intake_gathering_free (IntakeGathering *self);

/**
 * intake_gathering_take:
 * @self: a gathering
 * @plan: what a row of its table says
 * @row: the row
 *
 * Writes what a row comes to, or reports why not. A row of a plan that does not hold for it is passed over.
 */
void intake_gathering_take (IntakeGathering *self, const IntakePlan *plan, const IntakeRow *row);

/**
 * intake_gathering_end:
 * @self: a gathering that all rows were taken into
 *
 * Writes the contacts: what other tables say of the person stands in for what a row does not.
 */
void intake_gathering_end (IntakeGathering *self);

G_END_DECLS
