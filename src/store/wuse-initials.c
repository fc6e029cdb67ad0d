/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The initial letters of Chinese names in pinyin. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-initials.h"

#include <unicode/utrans.h>
#include <unicode/ustring.h>

/* The blocks that names are written in; a rarer character is read each time. */
#define FIRST_CACHED 0x3400
#define LAST_CACHED 0x9fff

/* In the cache: read, and without a letter. */
#define NO_LETTER 1

struct _WuseInitials
{
  GThread *opening; /* gives the reader */
  UTransliterator *reader;
  gboolean has_failed;
  char letters[LAST_CACHED - FIRST_CACHED + 1];
};

static const char reading[] = "Han-Latin; Latin-ASCII";

WuseInitials *
wuse_initials_new (void)
{
  return g_new0 (WuseInitials, 1);
}

void
wuse_initials_free (WuseInitials *self)
{
  if (self == NULL)
    return;

  wuse_initials_trim (self);
  g_free (self);
}

/* Takes about a tenth of a second. */
static gpointer
open_reader (gpointer data)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar id[sizeof reading];
  UTransliterator *reader;

  u_charsToUChars (reading, id, sizeof reading);
  reader = utrans_openU (id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
  if (reader == NULL || U_FAILURE (status))
    g_warning ("No pinyin in the search: %s", u_errorName (status));

  return reader;
}

void
wuse_initials_prepare (WuseInitials *self)
{
  if (self->reader == NULL && self->opening == NULL && !self->has_failed)
    self->opening = g_thread_new ("wuse-initials", open_reader, NULL);
}

static UTransliterator *
get_reader (WuseInitials *self)
{
  if (self->reader != NULL || self->has_failed)
    return self->reader;
  self->reader = self->opening != NULL ? g_thread_join (g_steal_pointer (&self->opening)) : open_reader (NULL);
  self->has_failed = self->reader == NULL;

  return self->reader;
}

static char
read_character (WuseInitials *self, gunichar character)
{
  UTransliterator *reader = get_reader (self);
  UErrorCode status = U_ZERO_ERROR;
  UChar buffer[32];
  int32_t length, limit;

  if (reader == NULL)
    return NO_LETTER;

  length = 0;
  if (character > 0xffff)
    {
      buffer[length++] = (UChar) (0xd7c0 + (character >> 10));
      buffer[length++] = (UChar) (0xdc00 | (character & 0x3ff));
    }
  else
    buffer[length++] = (UChar) character;
  limit = length;
  utrans_transUChars (reader, buffer, &length, G_N_ELEMENTS (buffer), 0, &limit, &status);
  if (U_FAILURE (status) || length < 1 || buffer[0] > 0x7f || !g_ascii_isalpha ((char) buffer[0]))
    return NO_LETTER;

  return g_ascii_tolower ((char) buffer[0]);
}

/* What is read otherwise in the names of places than ICU reads it: 长江, 重庆, 晟. */
static char
read_exception (gunichar character)
{
  switch (character)
    {
    case 0x957f:
    case 0x91cd:
      return 'c';
    case 0x665f:
      return 's';
    default:
      return '\0';
    }
}

static char
letter_of (WuseInitials *self, gunichar character)
{
  char *cached;

  if (character < 0x80)
    return g_ascii_isalnum ((char) character) ? g_ascii_tolower ((char) character) : NO_LETTER;
  if (g_unichar_get_script (character) != G_UNICODE_SCRIPT_HAN)
    return NO_LETTER;
  if (character < FIRST_CACHED || character > LAST_CACHED)
    return read_character (self, character);

  cached = &self->letters[character - FIRST_CACHED];
  if (*cached == '\0')
    *cached = read_exception (character);
  if (*cached == '\0')
    *cached = read_character (self, character);

  return *cached;
}

void
wuse_initials_append (WuseInitials *self, const char *text, GString *string)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      char letter = letter_of (self, g_utf8_get_char (p));

      if (letter == NO_LETTER)
        continue;
      g_string_append_c (string, letter);
      g_string_append_c (string, ' ');
    }
}

void
wuse_initials_trim (WuseInitials *self)
{
  if (self->opening != NULL)
    self->reader = g_thread_join (g_steal_pointer (&self->opening));
  g_clear_pointer (&self->reader, utrans_close);
}
