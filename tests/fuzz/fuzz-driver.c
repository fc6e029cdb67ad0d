/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target without libFuzzer: every file of a corpus, then mutations of them, the same for the same seed.
 *
 * After a failure, `--verbose` names each input before it is run and `--write=FILE` keeps the last one. */

#include "config.h"

#include "fuzz-target.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_INPUT 65536
#define MAX_CHANGES 6

static int rounds = 20000;
static int seed = 1;
static gboolean is_verbose;
static char *write_to;

static const GOptionEntry options[] = {
  { "rounds", 0, 0, G_OPTION_ARG_INT, &rounds, "How many mutations to run", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Where chance starts", "N" },
  { "verbose", 0, 0, G_OPTION_ARG_NONE, &is_verbose, "Name each input before it is run", NULL },
  { "write", 0, 0, G_OPTION_ARG_FILENAME, &write_to, "Write each input to a file before it is run", "FILE" },
  { NULL },
};

/* Pieces that mean something to one target or another. */
static const char *const tokens[] = {
  "{",          "}",
  "[",          "]",
  ",",          ":",
  "\"",         "\\",
  "\\u0000",    "\\ud800",
  "null",       "true",
  "-",          "e",
  "e99",        "0",
  "-0",         ".",
  "180",        "90.00000005",
  "1e-7",       "\n",
  "2147483648", "9223372036854775807",
  "data",       "type",
  "geometry",   "seq",
  "\xc0",       "\xed\xa0\x80",
  "中",         "\xf0\x9f\x98\x80",
};

static void
run (const char *name, const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = g_malloc (MAX (size, 1));

  if (is_verbose)
    g_print ("%s, %" G_GSIZE_FORMAT " bytes\n", name, size);
  if (write_to != NULL && !g_file_set_contents (write_to, (const char *) data, (gssize) size, NULL))
    g_error ("Cannot write %s", write_to);

  if (size > 0)
    memcpy (copy, data, size);
  /* A copy of the exact size, so that a sanitizer sees a read past the end. */
  LLVMFuzzerTestOneInput (copy, size);
}

static guint
pick (GRand *random, guint n)
{
  return n == 0 ? 0 : (guint) g_rand_int_range (random, 0, (gint32) n);
}

static void
insert (GByteArray *input, guint at, const guint8 *data, guint length)
{
  guint tail = input->len - at;

  g_byte_array_set_size (input, input->len + length);
  memmove (input->data + at + length, input->data + at, tail);
  memcpy (input->data + at, data, length);
}

static void
change (GByteArray *input, GRand *random, GPtrArray *corpus)
{
  guint at = pick (random, input->len), length = pick (random, MIN (input->len - at, 64)) + (at < input->len ? 1 : 0);
  const char *token = tokens[pick (random, G_N_ELEMENTS (tokens))];
  GByteArray *other = g_ptr_array_index (corpus, pick (random, corpus->len));
  guint from = pick (random, other->len);
  g_autofree guint8 *piece = g_memdup2 (input->data + at, length);

  switch (pick (random, 7))
    {
    case 0:
      if (length > 0)
        input->data[at] ^= (guint8) (1u << pick (random, 8));
      break;
    case 1:
      if (length > 0)
        input->data[at] = (guint8) pick (random, 256);
      break;
    case 2:
      if (length > 0)
        g_byte_array_remove_range (input, at, length);
      break;
    case 3:
      if (length > 0)
        insert (input, pick (random, input->len), piece, length);
      break;
    case 4:
      insert (input, at, (const guint8 *) token, (guint) strlen (token));
      break;
    case 5:
      if (other->len > 0)
        insert (input, at, other->data + from, MIN (other->len - from, 256));
      break;
    default:
      g_byte_array_set_size (input, at);
      break;
    }
}

static int
compare_names_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
read_corpus (const char *folder)
{
  GPtrArray *corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  if (dir == NULL)
    g_error ("%s", error->message);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  /* The order of a folder is not that of another machine's. */
  g_ptr_array_sort (names, compare_names_cb);

  for (guint i = 0; i < names->len; i++)
    {
      char *contents;
      gsize length;

      if (!g_file_get_contents (g_ptr_array_index (names, i), &contents, &length, &error))
        g_error ("%s", error->message);
      run (g_ptr_array_index (names, i), (const guint8 *) contents, length);
      g_ptr_array_add (corpus, g_byte_array_new_take ((guint8 *) contents, length));
    }
  if (corpus->len == 0)
    g_error ("%s is empty", folder);

  return corpus;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("CORPUS");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "One corpus is needed");
      return EXIT_FAILURE;
    }

  g_autoptr (GPtrArray) corpus = read_corpus (argv[1]);
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) seed);
  g_autoptr (GByteArray) input = g_byte_array_new ();

  for (int i = 0; i < rounds; i++)
    {
      GByteArray *origin = g_ptr_array_index (corpus, pick (random, corpus->len));
      g_autofree char *name = g_strdup_printf ("mutation %d", i);

      g_byte_array_set_size (input, 0);
      g_byte_array_append (input, origin->data, MIN (origin->len, LONGEST_INPUT));
      for (guint n_changes = pick (random, MAX_CHANGES) + 1; n_changes > 0; n_changes--)
        change (input, random, corpus);
      run (name, input->data, input->len);
    }

  g_print ("%u files and %d mutations of them\n", corpus->len, rounds);
  return EXIT_SUCCESS;
}
