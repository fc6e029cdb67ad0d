/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a case entered at the server to the frame that shows the new colour, with a real window on the other side:
 * `bench-pixel [EVENTS]`. Needs a display. */

#include "config.h"

#include "wuse-bench.h"
#include "wuse-date.h"
#include "wuse-server.h"
#include "wuse-test-feed.h"
#include "wuse-test-folder.h"

#include <stdio.h>
#include <string.h>

#define EVENTS 60u
#define MAX_EVENTS 1000u
#define ASKED_MS 150.0
#define PASSWORD "a password"

typedef struct
{
  WuseFeed *feed;
  WuseServer *server;
  WuseBenchProgram *program;
  char *day;
} District;

static gboolean
waited_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_ms (guint milliseconds)
{
  gboolean waited = FALSE;

  g_timeout_add (milliseconds, waited_cb, &waited);
  while (!waited)
    g_main_context_iteration (NULL, TRUE);
}

