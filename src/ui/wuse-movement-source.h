/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The movements of the selected cases, kept in step with selection and cache. */

#pragma once

#include "wuse-movements.h"
#include "wuse-selection.h"
#include "wuse-workspace.h"

G_BEGIN_DECLS

#define WUSE_TYPE_MOVEMENT_SOURCE (wuse_movement_source_get_type ())

/**
 * WuseMovementSource:
 *
 * Reads on a reading thread, and only while somebody looks.
 */
G_DECLARE_FINAL_TYPE (WuseMovementSource, wuse_movement_source, WUSE, MOVEMENT_SOURCE, GObject)

/**
 * WuseMovementSource::changed:
 * @self: the source
 *
 * There are other movements, or none any more.
 */

/**
 * wuse_movement_source_new:
 * @workspace: whose cache
 * @selection: whose movements
 *
 * Returns: (transfer full): a source that does not read yet
 */
WuseMovementSource *wuse_movement_source_new (WuseWorkspace *workspace, WuseSelection *selection);

/**
 * wuse_movement_source_set_wanted:
 * @self: a source
 * @wanted: whether somebody looks
 */
void wuse_movement_source_set_wanted (WuseMovementSource *self, gboolean wanted);

/**
 * wuse_movement_source_get:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): the movements last read; %NULL without a selection
 */
WuseMovements *wuse_movement_source_get (WuseMovementSource *self);

/**
 * wuse_movement_source_is_current:
 * @self: a source
 *
 * Returns: whether wuse_movement_source_get() is what selection and cache say now
 */
gboolean wuse_movement_source_is_current (WuseMovementSource *self);

G_END_DECLS
