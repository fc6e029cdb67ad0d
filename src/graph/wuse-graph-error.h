/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the graph room. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WUSE_GRAPH_ERROR:
 *
 * Error domain of everything under `graph/`. That something was cancelled is %G_IO_ERROR_CANCELLED.
 */
#define WUSE_GRAPH_ERROR (wuse_graph_error_quark ())

/**
 * WuseGraphError:
 * @WUSE_GRAPH_ERROR_SIZE: there are more nodes than the algorithm is made for
 */
typedef enum
{
  WUSE_GRAPH_ERROR_SIZE,
} WuseGraphError;

/**
 * wuse_graph_error_quark:
 *
 * Returns: the quark of %WUSE_GRAPH_ERROR
 */
GQuark wuse_graph_error_quark (void);

G_END_DECLS
