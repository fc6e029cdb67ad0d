/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What GTK draws with. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wuse_renderer_choose:
 *
 * Without a graphics card, OpenGL is computed by the processor: cairo paints faster, starts faster and takes less memory. Then
 * cairo is chosen, and OpenGL is not loaded at all. What the environment says of GTK goes before. To be called before GTK and any
 * thread is started.
 */
void wuse_renderer_choose (void);

G_END_DECLS
