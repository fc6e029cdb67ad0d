/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the base room. */

#include "config.h"

#include "wuse-base-error.h"

G_DEFINE_QUARK (wuse - base - error - quark, wuse_base_error)
