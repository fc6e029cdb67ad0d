/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure with what it means, what it was made from, and something to look at. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WUSE_TYPE_FIGURE_CARD (wuse_figure_card_get_type ())

G_DECLARE_FINAL_TYPE (WuseFigureCard, wuse_figure_card, WUSE, FIGURE_CARD, GtkBox)

/**
 * wuse_figure_card_new:
 * @title: what the figure is
 * @body: what to look at
 *
 * Returns: (transfer floating): a card
 */
WuseFigureCard *wuse_figure_card_new (const char *title, GtkWidget *body);

/**
 * wuse_figure_card_set_words:
 * @self: a card
 * @meaning: the figure in plain words
 * @source: what it was made from, and what was left out
 * @is_told: whether there is something to look at
 */
void wuse_figure_card_set_words (WuseFigureCard *self, const char *meaning, const char *source, gboolean is_told);

G_END_DECLS
