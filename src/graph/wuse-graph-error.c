/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the graph room. */

#include "config.h"

#include "wuse-graph-error.h"

G_DEFINE_QUARK (wuse - graph - error - quark, wuse_graph_error)
