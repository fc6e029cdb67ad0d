/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks through every view and writes pictures: for the documentation, and for whoever checks the look. */

#pragma once

#include "wuse-window.h"

G_BEGIN_DECLS

/**
 * wuse_screenshots_start:
 * @window: a window that has just been presented
 * @folder: an existing folder
 *
 * Sizes the window to its monitor, waits for the district, walks, writes `01-….png` and so on, and quits the program; with
 * exit status 1 if the district does not appear or a picture cannot be written.
 */
void wuse_screenshots_start (WuseWindow *window, const char *folder);

G_END_DECLS
