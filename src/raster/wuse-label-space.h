/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes that must not overlap: asks and remembers, by a hash of the plane. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseLabelBox:
 * @left: least x
 * @top: least y
 * @right: x after the last
 * @bottom: y after the last
 */
typedef struct
{
  gint32 left;
  gint32 top;
  gint32 right;
  gint32 bottom;
} WuseLabelBox;

/**
 * WuseLabelSpace:
 *
 * Boxes taken so far.
 */
typedef struct _WuseLabelSpace WuseLabelSpace;

/**
 * wuse_label_space_new:
 *
 * Returns: (transfer full): an empty space; free with wuse_label_space_free()
 */
WuseLabelSpace *wuse_label_space_new (void);

/**
 * wuse_label_space_free:
 * @self: (transfer full) (nullable): a space
 */
void wuse_label_space_free (WuseLabelSpace *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseLabelSpace, wuse_label_space_free)

/**
 * wuse_label_space_take:
 * @self: a space
 * @box: a box, at most a few hundred on a side
 *
 * Returns: %TRUE if @box overlaps none taken before, and is taken now
 */
gboolean wuse_label_space_take (WuseLabelSpace *self, const WuseLabelBox *box);

G_END_DECLS
