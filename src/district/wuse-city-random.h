/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers that are the same on every machine, one stream for every purpose. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseRandom:
 *
 * A PCG32 generator (O'Neill 2014, XSH-RR variant): 64 bits of state, 2^63 streams. Copied by assignment.
 */
typedef struct
{
  guint64 state;
  guint64 increment;
} WuseRandom;

/**
 * wuse_random_init:
 * @self: (out caller-allocates): a generator
 * @seed: any number
 * @stream: what the numbers are for: streams of one seed are independent
 */
void wuse_random_init (WuseRandom *self, guint64 seed, guint64 stream);

/**
 * wuse_random_hash:
 * @a: any number
 * @b: any number
 *
 * Returns: 64 well-mixed bits that depend on both (the finaliser of SplitMix64)
 */
guint64 wuse_random_hash (guint64 a, guint64 b);

/**
 * wuse_random_next:
 * @self: a generator
 *
 * Returns: 32 random bits
 */
guint32 wuse_random_next (WuseRandom *self);

/**
 * wuse_random_below:
 * @self: a generator
 * @limit: greater than 0
 *
 * Returns: a number from 0 to @limit - 1 (the bias is below @limit / 2^32)
 */
guint32 wuse_random_below (WuseRandom *self, guint32 limit);

/**
 * wuse_random_unit:
 * @self: a generator
 *
 * Returns: a number from 0 to less than 1
 */
double wuse_random_unit (WuseRandom *self);

/**
 * wuse_random_between:
 * @self: a generator
 * @least: from
 * @greatest: to
 *
 * Returns: a number from @least to less than @greatest
 */
double wuse_random_between (WuseRandom *self, double least, double greatest);

/**
 * wuse_random_chance:
 * @self: a generator
 * @probability: 0 to 1
 *
 * Returns: %TRUE that often
 */
gboolean wuse_random_chance (WuseRandom *self, double probability);

/**
 * wuse_random_normal:
 * @self: a generator
 *
 * Returns: a standard normal variate (Box and Muller 1958)
 */
double wuse_random_normal (WuseRandom *self);

/**
 * wuse_random_gamma:
 * @self: a generator
 * @shape: greater than 0
 * @scale: greater than 0
 *
 * Returns: a Gamma variate (Marsaglia and Tsang 2000)
 */
double wuse_random_gamma (WuseRandom *self, double shape, double scale);

/**
 * wuse_random_poisson:
 * @self: a generator
 * @mean: 0 to 500
 *
 * Returns: a Poisson variate (Knuth's product method)
 */
guint wuse_random_poisson (WuseRandom *self, double mean);

/**
 * wuse_random_weighted:
 * @self: a generator
 * @weights: (array length=n_weights): none negative, not all 0
 * @n_weights: how many
 *
 * Returns: an index, as often as its weight says
 */
guint wuse_random_weighted (WuseRandom *self, const double *weights, guint n_weights);

G_END_DECLS
