/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the intake room. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-intake-error.h"

G_DEFINE_QUARK (wuse - intake - error - quark, wuse_intake_error)
