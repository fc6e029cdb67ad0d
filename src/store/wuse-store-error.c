/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the store room. */

#include "config.h"

#include "wuse-store-error.h"

G_DEFINE_QUARK (wuse - store - error - quark, wuse_store_error)
