/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of the map room. */

#define G_LOG_DOMAIN "wuse-map"
#include "config.h"

#include "wuse-map-error.h"

G_DEFINE_QUARK (wuse - map - error - quark, wuse_map_error)
