/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the analysis room. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WUSE_ANALYSIS_ERROR:
 *
 * Error domain of everything under `analysis/`.
 */
#define WUSE_ANALYSIS_ERROR (wuse_analysis_error_quark ())

/**
 * WuseAnalysisError:
 * @WUSE_ANALYSIS_ERROR_RULE_SET: a rule set is not of the form asked for; the message names file and path in it and
 *   says what to do
 */
typedef enum
{
  WUSE_ANALYSIS_ERROR_RULE_SET,
} WuseAnalysisError;

/**
 * wuse_analysis_error_quark:
 *
 * Returns: the quark of %WUSE_ANALYSIS_ERROR
 */
GQuark wuse_analysis_error_quark (void);

G_END_DECLS
