/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line that leads to a case. */

#pragma once

#include "wuse-selection.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * wuse_case_link_new:
 * @selection: what is selected when it is clicked
 * @id: the case
 * @text: what it says, for screen readers as well
 *
 * Returns: (transfer floating): a button that selects the case, and no other
 */
GtkWidget *wuse_case_link_new (WuseSelection *selection, const char *id, const char *text);

G_END_DECLS
