/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The states of a sync as a GType and as words. */

#define G_LOG_DOMAIN "wuse-sync"

#include "config.h"

#include "wuse-sync.h"

#define N_STATES (WUSE_SYNC_STORE_FAILED + 1)

static const GEnumValue values[N_STATES + 1] = {
  { WUSE_SYNC_STOPPED, "WUSE_SYNC_STOPPED", "stopped" },
  { WUSE_SYNC_CONNECTING, "WUSE_SYNC_CONNECTING", "connecting" },
  { WUSE_SYNC_FILLING, "WUSE_SYNC_FILLING", "filling" },
  { WUSE_SYNC_CATCHING_UP, "WUSE_SYNC_CATCHING_UP", "catching-up" },
  { WUSE_SYNC_LIVE, "WUSE_SYNC_LIVE", "live" },
  { WUSE_SYNC_WAITING, "WUSE_SYNC_WAITING", "waiting" },
  { WUSE_SYNC_REFUSED, "WUSE_SYNC_REFUSED", "refused" },
  { WUSE_SYNC_STORE_FAILED, "WUSE_SYNC_STORE_FAILED", "store-failed" },
  { 0, NULL, NULL },
};

GType
wuse_sync_state_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("WuseSyncState", values));

  return type;
}

const char *
wuse_sync_state_to_string (WuseSyncState self)
{
  g_return_val_if_fail (self < N_STATES, NULL);

  return values[self].value_nick;
}
