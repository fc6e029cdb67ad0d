/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says that a file has been written, and shows where. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * wuse_toast_show:
 * @from: a widget in the window
 * @words: a sentence
 *
 * Shows a sentence for a few seconds.
 */
void wuse_toast_show (GtkWidget *from, const char *words);

/**
 * wuse_file_toast_show:
 * @from: a widget in the window
 * @words: a sentence
 * @file: what it is about
 *
 * Shows a sentence for a while, with a button that opens the file's folder.
 */
void wuse_file_toast_show (GtkWidget *from, const char *words, GFile *file);

G_END_DECLS
