/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pages are made of. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WUSE_PAGE_WIDE:
 *
 * Pixels that a page of lists and figures is wide at most.
 */
#define WUSE_PAGE_WIDE 820

/**
 * wuse_page_new_scrolled:
 * @content: what may be higher than there is room for, but not wider
 *
 * Returns: (transfer floating): a #GtkScrolledWindow with it
 */
GtkWidget *wuse_page_new_scrolled (GtkWidget *content);

/**
 * wuse_page_new_clamped:
 * @content: what is read from top to bottom
 * @width: pixels that it is wide at most, or -1 for a width that is easily read
 *
 * Returns: (transfer floating): as wuse_page_new_scrolled(), with @content in the middle
 */
GtkWidget *wuse_page_new_clamped (GtkWidget *content, int width);

/**
 * wuse_page_new_status:
 * @title: why there is nothing to show
 * @description: (nullable): in a sentence
 *
 * Returns: (transfer floating): a page that says so
 */
GtkWidget *wuse_page_new_status (const char *title, const char *description);

G_END_DECLS
