/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What benchmarks share: medians, the table of results, programs to be measured. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * wuse_bench_quantile:
 * @values: (array length=n_values): figures; sorted in place
 * @n_values: how many, at least one
 * @part: from 0 to 1; 0.5 is the median
 *
 * Returns: the figure that this part of them does not exceed
 */
double wuse_bench_quantile (double *values, guint n_values, double part);

/**
 * wuse_bench_wait_ms:
 * @milliseconds: how long
 *
 * Waits, while everything that happens on the main thread goes on.
 */
void wuse_bench_wait_ms (guint milliseconds);

/**
 * wuse_bench_report:
 * @what: what was measured
 * @unit: unit of both figures
 * @ours: our figure
 * @peer: (nullable): what it is compared with
 * @theirs: its figure, 0 if it could not be had
 * @asked: what is asked for, in words
 * @fine: whether it is reached
 *
 * Prints a row, and appends it to the table in the file that the environment variable `WUSE_BENCH_TABLE` names, if any.
 */
void wuse_bench_report (
    const char *what, const char *unit, double ours, const char *peer, double theirs, const char *asked, gboolean fine);

/**
 * WuseBenchProgram:
 *
 * A program that is being measured. It finds the moment of its start, as of g_get_monotonic_time(), in the environment
 * variable `WUSE_BENCH_BEGUN`.
 */
typedef struct _WuseBenchProgram WuseBenchProgram;

/**
 * wuse_bench_program_start:
 * @argv: (array zero-terminated=1): a program that stands beside this one, and its arguments
 * @environment: (array zero-terminated=1): names and values in turns
 *
 * Starts a program. What goes wrong here ends this one.
 *
 * Returns: (transfer full): the program; end with wuse_bench_program_end()
 */
WuseBenchProgram *wuse_bench_program_start (const char *const *argv, const char *const *environment);

/**
 * wuse_bench_program_write:
 * @self: a program
 * @line: a line for its standard input, without the line end
 */
void wuse_bench_program_write (WuseBenchProgram *self, const char *line);

/**
 * wuse_bench_program_read:
 * @self: a program
 * @wanted: first word of a line
 *
 * Waits for a line of its output that begins with @wanted; others are passed over. Iterates the default main context.
 *
 * Returns: (transfer full): the rest of that line
 */
char *wuse_bench_program_read (WuseBenchProgram *self, const char *wanted);

/**
 * wuse_bench_program_end:
 * @self: (transfer full): a program
 *
 * Waits until it has ended; it has to end with success.
 */
void wuse_bench_program_end (WuseBenchProgram *self);

/**
 * wuse_bench_put_cache:
 * @folder: (type filename): an empty folder, to become the data folder of the program
 * @cache: (type filename): a filled cache
 * @address: address of the server it is of
 *
 * Copies a cache to where the program looks for that of a server.
 */
void wuse_bench_put_cache (const char *folder, const char *cache, const char *address);

/**
 * wuse_bench_prepared:
 * @name: name of a file
 *
 * Returns: (transfer full): its path in the folder of prepared data, which the environment variable `WUSE_BENCH_DATA` names
 */
char *wuse_bench_prepared (const char *name);

G_END_DECLS
