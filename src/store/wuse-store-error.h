/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the store room. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WUSE_STORE_ERROR:
 *
 * Error domain of everything under `store/`. Messages name the file by its last part only.
 */
#define WUSE_STORE_ERROR (wuse_store_error_quark ())

/**
 * WuseStoreError:
 * @WUSE_STORE_ERROR_FAILED: anything else that SQLite or the file system refuses
 * @WUSE_STORE_ERROR_NEWER: the file was written by a newer version of the program; it has not been touched
 * @WUSE_STORE_ERROR_CORRUPT: the file is damaged; wuse_store_rebuild() is the way out
 * @WUSE_STORE_ERROR_FULL: no space left on the disk; what was asked has not been done and may be asked again
 * @WUSE_STORE_ERROR_READ_ONLY: something was to be written, but the file or its folder cannot be written to
 * @WUSE_STORE_ERROR_CLOSED: the store has been closed
 * @WUSE_STORE_ERROR_INVALID: what a person wants to store cannot be a record; the message names type and field
 */
typedef enum
{
  WUSE_STORE_ERROR_FAILED,
  WUSE_STORE_ERROR_NEWER,
  WUSE_STORE_ERROR_CORRUPT,
  WUSE_STORE_ERROR_FULL,
  WUSE_STORE_ERROR_READ_ONLY,
  WUSE_STORE_ERROR_CLOSED,
  WUSE_STORE_ERROR_INVALID,
} WuseStoreError;

/**
 * wuse_store_error_quark:
 *
 * Returns: the quark of %WUSE_STORE_ERROR
 */
GQuark wuse_store_error_quark (void);

G_END_DECLS
