/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that lets time pass in a district. */

#pragma once

#include "wuse-feed.h"

G_BEGIN_DECLS

#define WUSE_TYPE_SIMULATION (wuse_simulation_get_type ())

/**
 * WuseSimulation:
 *
 * Lives a district's time forward and writes what becomes known into its feed. The server makes all calls on one thread
 * of its own, never two at a time, so that an implementation needs no locks.
 */
G_DECLARE_INTERFACE (WuseSimulation, wuse_simulation, WUSE, SIMULATION, GObject)

/**
 * WuseSimulationInterface:
 * @get_time: see wuse_simulation_get_time()
 * @advance: see wuse_simulation_advance()
 */
struct _WuseSimulationInterface
{
  GTypeInterface parent_iface;

  WuseTime (*get_time) (WuseSimulation *self);
  gboolean (*advance) (WuseSimulation *self, WuseFeed *feed, WuseTime to, GError **error);
};

/**
 * wuse_simulation_get_time:
 * @self: a simulation
 *
 * Returns: the district's present instant
 */
WuseTime wuse_simulation_get_time (WuseSimulation *self);

/**
 * wuse_simulation_advance:
 * @self: a simulation
 * @feed: where to write; no transaction is under way, and none may be left
 * @to: until when, not before the present instant
 * @error: return location for an error; the simulation is then not called again
 *
 * Lives on until @to and commits what became known on the way, each record with the instant (`at`) at which it did. The
 * server asks for short steps, at most one simulated hour each: a step in which nothing becomes known writes nothing, and a
 * commit should not hold more than about a thousand changes, so that they reach those who watch in a steady flow.
 * wuse_simulation_get_time() is @to afterwards. In what steps time passes must not change what happens.
 *
 * Returns: %TRUE if time has passed
 */
gboolean wuse_simulation_advance (WuseSimulation *self, WuseFeed *feed, WuseTime to, GError **error);

G_END_DECLS
