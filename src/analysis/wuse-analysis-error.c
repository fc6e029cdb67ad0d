/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the analysis room. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-analysis-error.h"

G_DEFINE_QUARK (wuse - analysis - error - quark, wuse_analysis_error)
