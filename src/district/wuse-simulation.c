/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that lets time pass in a district. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-simulation.h"

G_DEFINE_INTERFACE (WuseSimulation, wuse_simulation, G_TYPE_OBJECT)

static void
wuse_simulation_default_init (WuseSimulationInterface *iface)
{
}

WuseTime
wuse_simulation_get_time (WuseSimulation *self)
{
  g_return_val_if_fail (WUSE_IS_SIMULATION (self), WUSE_TIME_NONE);

  return WUSE_SIMULATION_GET_IFACE (self)->get_time (self);
}

gboolean
wuse_simulation_advance (WuseSimulation *self, WuseFeed *feed, WuseTime to, GError **error)
{
  g_return_val_if_fail (WUSE_IS_SIMULATION (self), FALSE);
  g_return_val_if_fail (feed != NULL, FALSE);
  g_return_val_if_fail (to >= wuse_simulation_get_time (self), FALSE);

  return WUSE_SIMULATION_GET_IFACE (self)->advance (self, feed, to, error);
}
