/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who else was there: candidate contacts, each with its evidence, to be gone to or entered as a link. */

#pragma once

#include <gtk/gtk.h>

#include "wuse-selection.h"

G_BEGIN_DECLS

/**
 * wuse_meeting_row_new:
 * @selection: what is selected when the other case is gone to
 * @id: the case whose stay it is
 * @other: the other case
 * @words: how they met
 *
 * Its buttons need the actions `edit` above it.
 *
 * Returns: (transfer floating): a row that leads to the other case, with a button to enter that they met
 */
GtkWidget *wuse_meeting_row_new (WuseSelection *selection, const char *id, const char *other, const char *words);

/**
 * wuse_meetings_dialog_present:
 * @parent: the window it belongs to
 * @where: where the stay was, and when
 * @rows: (element-type GtkWidget): rows of wuse_meeting_row_new() of those who were there then, strongest evidence first
 * @n_more: how many more there are of them
 * @access: (element-type GtkWidget): rows of those who were there at another time, nearest first
 * @n_more_access: how many more there are of them
 */
void wuse_meetings_dialog_present (
    GtkWindow *parent, const char *where, const GPtrArray *rows, guint n_more, const GPtrArray *access, guint n_more_access);

G_END_DECLS
