/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the base room. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WUSE_BASE_ERROR:
 *
 * Error domain of everything under `base/`.
 */
#define WUSE_BASE_ERROR (wuse_base_error_quark ())

/**
 * WuseBaseError:
 * @WUSE_BASE_ERROR_SYNTAX: the text is not of the form asked for
 * @WUSE_BASE_ERROR_RANGE: the value lies outside the bounds given
 */
typedef enum
{
  WUSE_BASE_ERROR_SYNTAX,
  WUSE_BASE_ERROR_RANGE,
} WuseBaseError;

/**
 * wuse_base_error_quark:
 *
 * Returns: the quark of %WUSE_BASE_ERROR
 */
GQuark wuse_base_error_quark (void);

G_END_DECLS
