/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: command line, appearance, one window. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define WUSE_TYPE_APPLICATION (wuse_application_get_type ())

/**
 * WuseApplication:
 *
 * One district, one window.
 */
G_DECLARE_FINAL_TYPE (WuseApplication, wuse_application, WUSE, APPLICATION, AdwApplication)

/**
 * wuse_application_new:
 *
 * Returns: (transfer full): the program
 */
WuseApplication *wuse_application_new (void);

/**
 * wuse_application_get_exit_status:
 * @self: the program
 *
 * Returns: what to hand to the system
 */
int wuse_application_get_exit_status (WuseApplication *self);

/**
 * wuse_application_fail:
 * @self: the program
 *
 * Lets the program end with exit status 1.
 */
void wuse_application_fail (WuseApplication *self);

G_END_DECLS
