/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long after its infector a case falls ill, as a distribution. */

#pragma once

#include "wuse-relations.h"

G_BEGIN_DECLS

/**
 * WUSE_INTERVAL_LEAST_PAIRS:
 *
 * Fewest pairs from which a distribution is estimated.
 */
#define WUSE_INTERVAL_LEAST_PAIRS 30

/**
 * WuseIntervalModel:
 * @mean: mean serial interval, days
 * @sd: its standard deviation, days, more than 0
 * @shift: by how many days at most a case may fall ill before its infector; 0 or more
 * @n_pairs: from how many pairs it was estimated, 0 if from none
 *
 * The serial interval is a Gamma distribution with @mean + @shift and @sd, moved back by @shift days: who infects before falling
 * ill may do so later than the one infected. The day of a case is rounded, so that the probability of an interval of d days is
 * that of d - ½ to d + ½.
 */
typedef struct
{
  double mean;
  double sd;
  double shift;
  guint n_pairs;
} WuseIntervalModel;

/**
 * WUSE_INTERVAL_MODEL_COVID:
 *
 * Mean 4.7 and standard deviation 2.9 days (H. Nishiura, N. Linton, A. Akhmetzhanov, Int. J. Infect. Dis. 93, 2020: SARS-CoV-2 of
 * early 2020). That it is shifted, by four days, is this program's assumption: that paper has no negative intervals.
 */
#define WUSE_INTERVAL_MODEL_COVID ((WuseIntervalModel){ .mean = 4.7, .sd = 2.9, .shift = 4 })

/**
 * wuse_interval_model_estimate:
 * @self: (out caller-allocates): set only if there are enough pairs
 * @relations: relations
 *
 * By moments, from all pairs of cases with a day of onset of which a record that is not refuted says that one infected the
 * other; intervals below -10 or above 30 days are taken for errors and left out. The shift is as in %WUSE_INTERVAL_MODEL_COVID.
 *
 * Returns: %FALSE if there are fewer than %WUSE_INTERVAL_LEAST_PAIRS pairs, or all are equal
 */
gboolean wuse_interval_model_estimate (WuseIntervalModel *self, const WuseRelations *relations);

/**
 * wuse_interval_model_follow:
 * @self: a model of some disease
 * @relations: relations
 *
 * Where the intervals of @relations are in the mean such as one in twenty at most is by @self, they are of another disease:
 * @self is then as wuse_interval_model_estimate() has it. Otherwise, and with too few pairs, it stays.
 */
void wuse_interval_model_follow (WuseIntervalModel *self, const WuseRelations *relations);

/**
 * wuse_interval_model_cumulative:
 * @self: a model
 * @days: days, not rounded
 *
 * Returns: probability of an interval of at most @days, 0 to 1
 */
double wuse_interval_model_cumulative (const WuseIntervalModel *self, double days);

/**
 * wuse_interval_model_probability:
 * @self: a model
 * @days: days
 *
 * Returns: probability of an interval of @days
 */
double wuse_interval_model_probability (const WuseIntervalModel *self, int days);

/**
 * wuse_interval_model_quantile:
 * @self: a model
 * @part: more than 0, less than 1
 *
 * Returns: the fewest days such that intervals of at most so many have a probability of @part or more
 */
int wuse_interval_model_quantile (const WuseIntervalModel *self, double part);

G_END_DECLS
