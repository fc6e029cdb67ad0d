/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that is free but still ours. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wuse_memory_prepare:
 *
 * Lets large blocks go back to the system when they are freed, however many of them there have been. To be called first.
 */
void wuse_memory_prepare (void);

/**
 * wuse_memory_give_back_later:
 *
 * Says that much is being taken and freed. When this has not been said for a second, what is free goes back to the system, on a
 * thread of its own. Main thread only.
 */
void wuse_memory_give_back_later (void);

G_END_DECLS
