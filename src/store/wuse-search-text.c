/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as the search index sees it. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-search-text.h"

#include <string.h>

/* Pinyin initials are asked for by few letters; what is longer is a word. */
#define MAX_INITIALS 16

/* Scripts written without blanks between words, and Hangul, which glues endings to them. */
static gboolean
is_one_word (gunichar character)
{
  return (character >= 0x2e80 && character <= 0x9fff) || (character >= 0xac00 && character <= 0xd7af)
         || (character >= 0xf900 && character <= 0xfaff) || (character >= 0x20000 && character <= 0x3ffff);
}

static gboolean
is_searched (gunichar character)
{
  return g_unichar_isalnum (character) || g_unichar_ismark (character);
}

static char *
normalize (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if ((guint8) *p >= 0x80)
      return g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_strdup (text);
}

void
wuse_search_text_append (const char *text, GString *string)
{
  g_autofree char *normal = text != NULL ? normalize (text) : NULL;

  if (normal == NULL)
    return;

  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      gboolean is_word = is_one_word (character);

      if (!is_searched (character) || is_word)
        g_string_append_c (string, ' ');
      if (is_searched (character))
        g_string_append_unichar (string, character);
      if (is_word)
        g_string_append_c (string, ' ');
    }
  g_string_append_c (string, ' ');
}

void
wuse_search_text_append_code (const char *code, GString *string)
{
  if (code == NULL)
    return;

  for (const char *p = code; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (string, g_ascii_tolower (*p));
  g_string_append_c (string, ' ');
}

/* One word of what was typed, as words of the index; returns whether there is any. The last is a beginning unless it is
 * a single character's word. */
static gboolean
append_phrase (const char *word, const char *column, gboolean from_start, GString *query)
{
  g_autoptr (GString) phrase = g_string_new (NULL);
  const char *last;

  wuse_search_text_append (word, phrase);
  g_strstrip (phrase->str);
  phrase->len = strlen (phrase->str);
  if (phrase->len == 0)
    return FALSE;

  last = g_utf8_find_prev_char (phrase->str, phrase->str + phrase->len);
  g_string_append_printf (query, "(%s : %s\"%s\"%s)", column, from_start ? "^" : "", phrase->str,
                          is_one_word (g_utf8_get_char (last)) ? "" : "*");

  return TRUE;
}

static void
append_initials (const char *letters, gboolean from_start, GString *query)
{
  g_string_append_printf (query, " OR (initials : %s\"", from_start ? "^" : "");
  for (const char *p = letters; *p != '\0' && *p != ' '; p++)
    {
      if (p != letters)
        g_string_append_c (query, ' ');
      g_string_append_c (query, *p);
    }
  g_string_append (query, "\")");
}

static gboolean
append_word (const char *word, gboolean from_start, GString *query)
{
  g_autoptr (GString) code = g_string_new (NULL);
  gboolean is_ascii = g_str_is_ascii (word), has_letter = FALSE, is_plain = TRUE;

  g_string_append_c (query, '(');
  if (!append_phrase (word, from_start ? "name" : "{name other}", from_start, query))
    {
      g_string_truncate (query, query->len - 1);
      return FALSE;
    }
  if (is_ascii)
    {
      for (const char *p = word; *p != '\0'; p++)
        {
          has_letter = has_letter || g_ascii_isalpha (*p);
          is_plain = is_plain && g_ascii_isalnum (*p);
        }
      wuse_search_text_append_code (word, code);
      g_string_truncate (code, code->len - 1);
      g_string_append_printf (query, " OR (codes : %s\"%s\"*)", from_start ? "^" : "", code->str);
      if (has_letter && is_plain && code->len <= MAX_INITIALS)
        append_initials (code->str, from_start, query);
    }
  g_string_append_c (query, ')');

  return TRUE;
}

char *
wuse_search_text_build_query (const char *text, gsize max_characters, gboolean from_start)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, max_characters * 6));
  g_autofree char *normal = NULL;
  g_autofree char *start = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) query = g_string_new (NULL);
  guint n_words = 0;

  start = g_utf8_substring (valid, 0, MIN ((glong) max_characters, g_utf8_strlen (valid, -1)));
  normal = g_utf8_normalize (start, -1, G_NORMALIZE_ALL_COMPOSE);
  words = g_strsplit_set (normal, " \t\r\n\v\f", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = query->len;

      if (n_words > 0)
        g_string_append (query, " AND ");
      if (append_word (words[i], from_start, query))
        n_words++;
      else
        g_string_truncate (query, length);
    }

  if (n_words == 0 || (from_start && n_words > 1))
    return NULL;

  return g_string_free (g_steal_pointer (&query), FALSE);
}
