/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives back what the C library keeps: tiles and sets come and go by the megabyte, and leave holes. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-memory.h"

#include <gio/gio.h>
#include <malloc.h>

#define QUIET_US G_USEC_PER_SEC
/* Left to itself, the limit grows with what is freed, and sets of megabytes end up among small blocks. Below it stay the pixels
 * of a tile: cairo takes and frees these in every frame. */
#define LARGE_BLOCK (512 * 1024)

static gint64 last_said;
static guint quiet_source;

void
wuse_memory_prepare (void)
{
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, LARGE_BLOCK);
#endif
}

static void
give_back_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

static gboolean
quiet_cb (gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  if (g_get_monotonic_time () - last_said < QUIET_US)
    return G_SOURCE_CONTINUE;

  quiet_source = 0;
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, wuse_memory_give_back_later);
  g_task_run_in_thread (task, give_back_in_thread);

  return G_SOURCE_REMOVE;
}

void
wuse_memory_give_back_later (void)
{
  last_said = g_get_monotonic_time ();
  if (quiet_source == 0)
    quiet_source = g_timeout_add_seconds (1, quiet_cb, NULL);
}
