/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long to wait before trying again. */

#define G_LOG_DOMAIN "wuse-sync"

#include "config.h"

#include "wuse-backoff.h"

#define MAX_DOUBLINGS 20

gint64
wuse_backoff_next (WuseBackoff *self, gint64 at_least)
{
  g_return_val_if_fail (self != NULL, 0);

  double least = self->base / 5.0;
  double most = MIN ((double) self->cap, (double) self->base * (double) (1u << MIN (self->n_failures, MAX_DOUBLINGS)));

  self->n_failures++;
  if (at_least >= 0)
    return at_least + (gint64) g_random_double_range (0, MAX (self->base, 1));

  return (gint64) (least + g_random_double () * MAX (most - least, 0));
}

void
wuse_backoff_reset (WuseBackoff *self)
{
  g_return_if_fail (self != NULL);

  self->n_failures = 0;
}
