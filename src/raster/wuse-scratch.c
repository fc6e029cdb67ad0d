/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that one thread paints with, kept from tile to tile. */

#define G_LOG_DOMAIN "wuse-raster"

#include "config.h"

#include "wuse-scratch.h"

static void
free_scratch (gpointer data)
{
  WuseScratch *self = data;

  for (guint i = 0; i < WUSE_N_RISKS; i++)
    wuse_coverage_clear (&self->coverages[i]);
  wuse_stroke_clear (&self->stroke);
  g_array_unref (self->items);
  g_free (self);
}

static GPrivate scratches = G_PRIVATE_INIT (free_scratch);

WuseScratch *
wuse_scratch_get (void)
{
  WuseScratch *self = g_private_get (&scratches);

  if (self == NULL)
    {
      self = g_new0 (WuseScratch, 1);
      self->items = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_private_set (&scratches, self);
    }

  return self;
}
