/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as the search index sees it, when it is stored and when it is asked for. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wuse_search_text_append:
 * @text: (nullable): UTF-8
 * @string: where to append
 *
 * Appends @text with blanks around each Chinese, Japanese or Korean character, so that the index has one word a character and
 * finds any substring as a phrase. Full-width and other compatibility forms are replaced by the usual ones; everything that is no
 * letter or digit becomes a blank.
 */
void wuse_search_text_append (const char *text, GString *string);

/**
 * wuse_search_text_append_code:
 * @code: (nullable): an id or official code
 * @string: where to append
 *
 * Appends the letters and digits of @code as one lower-case word, and a blank.
 */
void wuse_search_text_append_code (const char *code, GString *string);

/**
 * wuse_search_text_build_query:
 * @text: what somebody typed, anything
 * @max_characters: how many characters of it are looked at
 * @from_start: whether the whole has to stand at the start of a name, in initials, or of a code
 *
 * Returns: (transfer full) (nullable): an FTS5 expression for the columns `name`, `other`, `initials`, `codes`; %NULL if
 *   @text has no letter or digit, or, with @from_start, is more than one word
 */
char *wuse_search_text_build_query (const char *text, gsize max_characters, gboolean from_start);

G_END_DECLS
