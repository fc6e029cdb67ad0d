/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An outbreak in a synthetic city, event by event. */

#pragma once

#include "wuse-city.h"
#include "wuse-simulation.h"

G_BEGIN_DECLS

#define WUSE_TYPE_OUTBREAK (wuse_outbreak_get_type ())

/**
 * WuseOutbreak:
 *
 * A stochastic outbreak and what is done against it. Everything that happens is an event at its own instant; events are
 * taken in order, so that the steps in which time passes change nothing, and a seed gives the same outbreak every time.
 *
 * Infection: the number a case infects is Poisson with a Gamma mean (Lloyd-Smith et al., Nature 438, 2005: negative
 * binomial, here R 2.2 and dispersion 0.3 before control). Incubation is lognormal with median 5.1 days and dispersion
 * 0.418 (Lauer et al., Ann Intern Med 172, 2020). Transmission happens around onset, from 2.3 days before it, after a
 * Gamma of shape 2.12 and rate 0.69 a day (He et al., Nat Med 26, 2020, corrected). Whom is drawn from those who really
 * share a household, building, workplace, school, market or gathering. Single cases are brought in from elsewhere as a
 * Poisson flow; now and then one of them infects a whole gathering.
 *
 * Response: with more cases of late, contacts are fewer, cases are found sooner and more contacts traced. Close contacts
 * go into central or home quarantine, secondary ones stay at home, for 14 days; who is in quarantine infects hardly
 * anybody, and is infected at home at most. Tests find an infection from one to four days before onset on. Of a case it is told
 * where it was infected, where it infected some, and where else it was: at one place at a time. What is known lags behind what
 * is: sources are found for some cases only, classifications are corrected. A source that was found is a link, suspected at
 * first; two of three are confirmed days later, and only then is it the `infector` of the case. Some links name the wrong one,
 * until they are refuted.
 */
G_DECLARE_FINAL_TYPE (WuseOutbreak, wuse_outbreak, WUSE, OUTBREAK, GObject)

/**
 * wuse_outbreak_new:
 * @city: (transfer full): where it happens
 * @seed: any number
 * @start: when the first infected persons arrive
 * @utc_offset: minutes east of UTC of the district's days
 *
 * Returns: (transfer full): an outbreak at its beginning
 */
WuseOutbreak *wuse_outbreak_new (WuseCity *city, guint64 seed, WuseTime start, int utc_offset);

/**
 * wuse_outbreak_advance:
 * @self: an outbreak
 * @feed: where to write
 * @to: until when
 * @changes: most changes in one commit
 * @error: return location for a %WUSE_SERVER_ERROR
 *
 * As wuse_simulation_advance(), for steps of any length.
 *
 * Returns: %TRUE if time has passed
 */
gboolean wuse_outbreak_advance (WuseOutbreak *self, WuseFeed *feed, WuseTime to, guint changes, GError **error);

/**
 * wuse_outbreak_relive:
 * @self: an outbreak at its beginning
 * @n_events: how many events to take without writing anything
 * @time: what the time is then
 */
void wuse_outbreak_relive (WuseOutbreak *self, guint64 n_events, WuseTime time);

/**
 * WuseOutbreakTruthFunc:
 * @case_id: id of a known case
 * @infector_id: (nullable): id of the case that really infected it; %NULL if it was imported, or its infector was never
 *   found
 * @day: the day of infection, in the district's time
 * @setting: the setting in which that happened, as a code of the field `setting`
 * @user_data: what was handed over
 */
typedef void (*WuseOutbreakTruthFunc) (
    const char *case_id, const char *infector_id, WuseDay day, const char *setting, gpointer user_data);

/**
 * wuse_outbreak_foreach_truth:
 * @self: an outbreak
 * @func: called for each case that is known by now, in the order in which they became known
 * @user_data: handed to @func
 *
 * Who infected whom, which the feed does not tell: to score what was inferred from it.
 */
void wuse_outbreak_foreach_truth (WuseOutbreak *self, WuseOutbreakTruthFunc func, gpointer user_data);

G_END_DECLS
