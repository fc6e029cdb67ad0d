/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures in plain words: what each means, what it was made from. */

#pragma once

#include "wuse-figures.h"

G_BEGIN_DECLS

/**
 * WuseFigureWords:
 * @meaning: the figure in a sentence or two; where there are too few data, that and why
 * @source: what it was made from and what was left out
 * @is_told: whether there are enough data to show more
 */
typedef struct
{
  char *meaning;
  char *source;
  gboolean is_told;
} WuseFigureWords;

/**
 * wuse_figure_words_clear:
 * @self: words
 */
void wuse_figure_words_clear (WuseFigureWords *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WuseFigureWords, wuse_figure_words_clear)

/* Of each figure; @figures has to be there. */
WuseFigureWords wuse_figures_word_clusters (const WuseFigures *figures);
WuseFigureWords wuse_figures_word_offspring (const WuseFigures *figures);
WuseFigureWords wuse_figures_word_generations (const WuseFigures *figures);
WuseFigureWords wuse_figures_word_intervals (const WuseFigures *figures);
WuseFigureWords wuse_figures_word_infectious (const WuseFigures *figures);
WuseFigureWords wuse_figures_word_go_betweens (const WuseFigures *figures, const WuseGoBetweens *between);
WuseFigureWords wuse_figures_word_bridges (const WuseFigures *figures);

/**
 * wuse_figures_word_k:
 * @offspring: a distribution
 *
 * Returns: (transfer full): k with its interval, or a dash if nothing can be said
 */
char *wuse_figures_word_k (const WuseOffspring *offspring);

/**
 * wuse_figures_word_scope:
 * @figures: figures
 *
 * Returns: (transfer full): which cases are counted
 */
char *wuse_figures_word_scope (const WuseFigures *figures);

/* Of a bar: of values from @first to @last there are @count. */
char *wuse_figures_word_offspring_bar (int first, int last, guint count);
char *wuse_figures_word_interval_bar (int first, int last, guint count);
char *wuse_figures_word_generation_bar (int first, int last, guint count);

G_END_DECLS
