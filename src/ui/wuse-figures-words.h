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

/**
 * wuse_figures_word_clusters:
 * @figures: figures
 *
 * Returns: what is to be said of clusters: how many there are, how large
 */
WuseFigureWords wuse_figures_word_clusters (const WuseFigures *figures);

/**
 * wuse_figures_word_offspring:
 * @figures: figures
 *
 * Returns: what is to be said of how many others a case infected: R and k
 */
WuseFigureWords wuse_figures_word_offspring (const WuseFigures *figures);

/**
 * wuse_figures_word_generations:
 * @figures: figures
 *
 * Returns: what is to be said of generations of infection
 */
WuseFigureWords wuse_figures_word_generations (const WuseFigures *figures);

/**
 * wuse_figures_word_intervals:
 * @figures: figures
 *
 * Returns: what is to be said of serial intervals
 */
WuseFigureWords wuse_figures_word_intervals (const WuseFigures *figures);

/**
 * wuse_figures_word_infectious:
 * @figures: figures
 *
 * Returns: what is to be said of how long cases were infectious among others
 */
WuseFigureWords wuse_figures_word_infectious (const WuseFigures *figures);

/**
 * wuse_figures_word_go_betweens:
 * @figures: figures
 * @between: the people; counted after the rest
 *
 * Returns: what is to be said of people through whom many ways lead
 */
WuseFigureWords wuse_figures_word_go_betweens (const WuseFigures *figures, const WuseGoBetweens *between);

/**
 * wuse_figures_word_bridges:
 * @figures: figures
 *
 * Returns: what is to be said of contacts without which the network falls apart
 */
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

/**
 * wuse_figures_word_offspring_bar:
 * @first: least value of the bar
 * @last: greatest value of it
 * @count: how many there are
 *
 * Returns: (transfer full): that so many cases infected so many
 */
char *wuse_figures_word_offspring_bar (int first, int last, guint count);

/**
 * wuse_figures_word_interval_bar:
 * @first: least value of the bar
 * @last: greatest value of it
 * @count: how many there are
 *
 * Returns: (transfer full): that so many pairs are so many days apart
 */
char *wuse_figures_word_interval_bar (int first, int last, guint count);

/**
 * wuse_figures_word_generation_bar:
 * @first: least value of the bar
 * @last: greatest value of it
 * @count: how many there are
 *
 * Returns: (transfer full): that so many people are in the generation
 */
char *wuse_figures_word_generation_bar (int first, int last, guint count);

G_END_DECLS
