/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The initial letters of Chinese names in pinyin. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseInitials:
 *
 * Reads characters one by one by ICU's transliteration Han-Latin; Latin-ASCII, so a character with several readings has
 * the commonest. Made by one thread for itself; ICU is loaded at the first character that has not been seen.
 */
typedef struct _WuseInitials WuseInitials;

/**
 * wuse_initials_new:
 *
 * Returns: (transfer full): a reader that has read nothing
 */
WuseInitials *wuse_initials_new (void);

/**
 * wuse_initials_free:
 * @self: (transfer full): the reader
 */
void wuse_initials_free (WuseInitials *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseInitials, wuse_initials_free)

/**
 * wuse_initials_prepare:
 * @self: initials that will be needed soon
 *
 * Begins on a thread of its own with what the first letter would have to wait for.
 */
void wuse_initials_prepare (WuseInitials *self);

/**
 * wuse_initials_append:
 * @self: the reader
 * @text: UTF-8
 * @string: where to append
 *
 * Appends one letter or digit a character, each followed by a blank: `j s s q ` for 吉盛社区. Latin letters are lower-cased,
 * digits kept, everything else left out.
 */
void wuse_initials_append (WuseInitials *self, const char *text, GString *string);

/**
 * wuse_initials_trim:
 * @self: the reader
 *
 * Lets go of ICU's tables (some megabytes); what has been read is kept.
 */
void wuse_initials_trim (WuseInitials *self);

G_END_DECLS
