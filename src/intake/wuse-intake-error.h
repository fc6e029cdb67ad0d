/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the intake room. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WUSE_INTAKE_ERROR:
 *
 * Error domain of everything under `intake/`.
 */
#define WUSE_INTAKE_ERROR (wuse_intake_error_quark ())

/**
 * WuseIntakeError:
 * @WUSE_INTAKE_ERROR_TABLE: a file is no table that can be read whole; the message names file and line
 * @WUSE_INTAKE_ERROR_TOO_LARGE: a file is larger than any may be
 * @WUSE_INTAKE_ERROR_MAPPING: a mapping is not of the form asked for, or does not fit the file; the message names the member
 * @WUSE_INTAKE_ERROR_UNDECIDED: the dates of a column can be read in more than one way and nobody has chosen
 */
typedef enum
{
  WUSE_INTAKE_ERROR_TABLE,
  WUSE_INTAKE_ERROR_TOO_LARGE,
  WUSE_INTAKE_ERROR_MAPPING,
  WUSE_INTAKE_ERROR_UNDECIDED,
} WuseIntakeError;

/**
 * wuse_intake_error_quark:
 *
 * Returns: the quark of %WUSE_INTAKE_ERROR
 */
GQuark wuse_intake_error_quark (void);

G_END_DECLS
