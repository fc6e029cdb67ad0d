/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast the cache is filled, loaded, searched and counted: `bench-store [PERSONS [AREAS]]`. */

#include "config.h"

#include "wuse-bench.h"
#include "wuse-store.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PER_BATCH 10000
#define N_POINTS 24

typedef struct
{
  guint n_persons;
  guint n_areas;
  gboolean has_random_ids;
  gint64 seq;
  WuseStore *store;
} Fill;

/* The process's computing time: while a batch is applied only the writer computes. Other programs do not disturb it. */
static double
computed (void)
{
  return (double) clock () / CLOCKS_PER_SEC;
}

static double
now (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static void
set_text (WuseRecord *record, const char *field, const char *text)
{
  const WuseRecordClass *class = wuse_record_class (record->type);

  for (guint i = 0; i < class->n_fields; i++)
    if (strcmp (class->fields[i].name, field) == 0)
      record->values[i] = (WuseValue){ .data = text, .length = (guint32) strlen (text), .is_set = TRUE };
}

static void
set_integer (WuseRecord *record, const char *field, gint64 integer)
{
  const WuseRecordClass *class = wuse_record_class (record->type);

  for (guint i = 0; i < class->n_fields; i++)
    if (strcmp (class->fields[i].name, field) == 0)
      record->values[i] = (WuseValue){ .integer = integer, .is_set = TRUE };
}

static void
add (WuseRecordBatch *batch, Fill *fill, WuseRecord *record, const char *id)
{
  record->op = WUSE_RECORD_PUT;
  record->seq = ++fill->seq;
  record->version = 1;
  record->at = 1650000000000 + fill->seq;
  record->id = id;
  record->id_length = strlen (id);
  wuse_record_batch_add (batch, record);
}

static void
add_area (WuseRecordBatch *batch, Fill *fill, guint i)
{
  static const char *const names[] = { "吉盛", "新城", "长江", "人民", "和平", "东风", "解放", "桃源" };
  WusePoint points[N_POINTS + 1];
  guint32 ring_end = N_POINTS + 1, part_end = 1;
  WuseGeometry geometry = { WUSE_GEOMETRY_POLYGONS, N_POINTS + 1, 1, 1, points, &ring_end, &part_end, WUSE_BOUNDS_EMPTY };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  WuseRecord record = { .type = WUSE_RECORD_AREA };
  char id[32], parent[32], name[64], code[32];

  /* A square with points along its edges. */
  for (guint p = 0; p <= N_POINTS; p++)
    {
      guint side = p % N_POINTS / 6, along = p % 6 * 300;
      gint32 lon = 1213000000 + (gint32) (i % 200) * 2000, lat = 311000000 + (gint32) (i / 200) * 2000;

      points[p].lon = lon + (gint32) (side == 0 ? along : side == 1 ? 1800 : side == 2 ? 1800 - along : 0);
      points[p].lat = lat + (gint32) (side == 0 ? 0 : side == 1 ? along : side == 2 ? 1800 : 1800 - along);
    }
  wuse_geometry_append_bytes (&geometry, bytes);
  g_snprintf (id, sizeof id, "g%06u", i);
  g_snprintf (parent, sizeof parent, "g%06u", i / 20);
  g_snprintf (name, sizeof name, "%s社区第%u网格", names[i % 8], i);
  g_snprintf (code, sizeof code, "110105%09u", i);

  set_text (&record, "level", i == 0 ? "district" : i < 20 ? "subdistrict" : i < 400 ? "community" : "grid");
  set_text (&record, "code", code);
  set_text (&record, "name", name);
  if (i > 0)
    set_text (&record, "parent", parent);
  for (guint f = 0; f < wuse_record_class (WUSE_RECORD_AREA)->n_fields; f++)
    if (wuse_record_class (WUSE_RECORD_AREA)->fields[f].kind == WUSE_FIELD_GEOMETRY)
      record.values[f] = (WuseValue){ .data = (const char *) bytes->data, .length = bytes->len, .is_set = TRUE };
  add (batch, fill, &record, id);
}

static void
add_person (WuseRecordBatch *batch, Fill *fill, guint i)
{
  WuseRecord record = { .type = WUSE_RECORD_PERSON };
  char id[32], area[32], building[32], household[32];

  if (fill->has_random_ids)
    g_snprintf (id, sizeof id, "r%012" G_GINT64_MODIFIER "x", ((guint64) i * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 16);
  else
    g_snprintf (id, sizeof id, "p%09u", i);
  g_snprintf (area, sizeof area, "g%06u", i / 50 % fill->n_areas);
  g_snprintf (building, sizeof building, "b%07u", i / 60);
  g_snprintf (household, sizeof household, "h%08u", i / 3);
  set_text (&record, "name", "欧阳**");
  set_text (&record, "sex", i % 2 == 0 ? "female" : "male");
  set_integer (&record, "birth_year", 1930 + i % 90);
  set_text (&record, "id_number", "110105**********12");
  set_text (&record, "telephone", "138****1234");
  set_text (&record, "area", area);
  set_text (&record, "building", building);
  set_text (&record, "household", household);
  set_text (&record, "residency", "registered");
  add (batch, fill, &record, id);
}

static void
check (gboolean is_done, GError *error)
{
  if (is_done)
    return;
  fprintf (stderr, "%s\n", error->message);
  exit (1);
}

/* Batches are made first and timed after, so that the figure is the writer's: seconds of computing. */
static double
feed (Fill *fill, guint n, void (*add_one) (WuseRecordBatch *batch, Fill *fill, guint i))
{
  double seconds = 0;

  for (guint i = 0; i < n; i += PER_BATCH)
    {
      g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
      GError *error = NULL;
      double start;

      for (guint k = i; k < MIN (n, i + PER_BATCH); k++)
        add_one (batch, fill, k);
      start = computed ();
      check (wuse_store_submit (fill->store, g_steal_pointer (&batch), NULL, &error), error);
      check (wuse_store_flush (fill->store, &error), error);
      seconds += computed () - start;
    }

  return seconds;
}

static gpointer
load_areas (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  double *seconds = data, start = now ();
  WuseAreaSet *areas = wuse_store_reader_load_areas (reader, error);

  *seconds = now () - start;

  return areas;
}

static gpointer
search (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_search (reader, data, 20, error);
}

static gpointer
count (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  WuseAreaFigures *figures = g_new0 (WuseAreaFigures, 1);

  check (wuse_store_reader_count_area (reader, data, figures, error), *error);

  return figures;
}

static gpointer
freshness (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  WuseFreshness *fresh = g_new0 (WuseFreshness, WUSE_N_RECORD_TYPES);

  check (wuse_store_reader_get_freshness (reader, fresh, error), *error);

  return fresh;
}

static gpointer
digest (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  WuseDigest *digests = g_new0 (WuseDigest, WUSE_N_RECORD_TYPES);

  check (wuse_store_reader_get_digest (reader, digests, error), *error);

  return digests;
}

static void
time_read (WuseStore *store, const char *what, WuseStoreReadFunc func, const char *data)
{
  double best = G_MAXDOUBLE;

  for (int i = 0; i < 3; i++)
    {
      GError *error = NULL;
      double start = now ();
      gpointer result = wuse_store_read (store, func, (gpointer) data, NULL, &error);

      check (result != NULL, error);
      best = MIN (best, now () - start);
      if (func == search)
        g_ptr_array_unref (result);
      else
        g_free (result);
    }
  printf ("  %-40s %8.2f ms\n", what, best * 1000);
}

static long
resident_megabytes (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  line = strstr (text, "VmHWM:");

  return line != NULL ? strtol (line + 6, NULL, 10) / 1024 : 0;
}

static void
run (guint n_persons, guint n_areas, gboolean has_random_ids)
{
  g_autofree char *folder = g_dir_make_tmp ("wuse-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "cache.db", NULL);
  g_autofree char *title =
      g_strdup_printf ("%u persons, %u areas, ids %s", n_persons, n_areas, has_random_ids ? "random" : "in order");
  Fill fill = { .n_persons = n_persons, .n_areas = n_areas, .has_random_ids = has_random_ids };
  GError *error = NULL;
  double areas, persons, start, indexes, best = G_MAXDOUBLE;
  GStatBuf status = { 0 };

  fill.store = wuse_store_open (path, NULL, &error);
  check (fill.store != NULL, error);
  areas = feed (&fill, n_areas, add_area);
  persons = feed (&fill, n_persons, add_person);
  start = computed ();
  check (wuse_store_end_feed (fill.store, fill.seq, NULL, &error), error);
  indexes = computed () - start;

  printf ("%s (filling per second of computing)\n", title);
  printf ("  areas with box and search                %8.0f /s\n", n_areas / areas);
  if (n_persons > 0)
    printf ("  persons                                  %8.0f /s, with indexes %.0f /s\n", n_persons / persons,
            n_persons / (persons + indexes));
  printf ("  indexes                                  %8.2f s\n", indexes);
  if (n_persons > 0)
    {
      g_autofree char *what = g_strdup_printf ("persons written and indexed, ids %s", has_random_ids ? "random" : "in order");

      wuse_bench_report (what, "/s", n_persons / (persons + indexes), NULL, 0, "–", TRUE);
    }

  for (int i = 0; i < 3; i++)
    {
      double seconds;
      WuseAreaSet *set = wuse_store_read (fill.store, load_areas, &seconds, NULL, &error);

      check (set != NULL, error);
      wuse_area_set_unref (set);
      best = MIN (best, seconds);
    }
  printf ("  %-40s %8.2f ms\n", "load areas", best * 1000);
  time_read (fill.store, "search 区 (nothing)", search, "区");
  time_read (fill.store, "search 网格 (all)", search, "网格");
  time_read (fill.store, "search 吉盛社区第88", search, "吉盛社区第88");
  time_read (fill.store, "search js", search, "js");
  time_read (fill.store, "search 110105000", search, "110105000");
  time_read (fill.store, "count below the district", count, "g000000");
  time_read (fill.store, "count below a grid", count, "g001000");
  time_read (fill.store, "freshness", freshness, NULL);
  time_read (fill.store, "digest", digest, NULL);

  start = now ();
  wuse_store_close (fill.store);
  printf ("  %-40s %8.2f ms\n", "close", (now () - start) * 1000);
  g_object_unref (fill.store);
  start = now ();
  fill.store = wuse_store_open (path, NULL, &error);
  check (fill.store != NULL, error);
  printf ("  %-40s %8.2f ms\n", "open", (now () - start) * 1000);
  g_object_unref (fill.store);
  g_stat (path, &status);
  printf ("  file %.0f MB, most memory so far %ld MB\n", (double) status.st_size / 1e6, resident_megabytes ());
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  guint n_persons = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 1000000;
  guint n_areas = argc > 2 ? (guint) strtoul (argv[2], NULL, 10) : 20000;

  run (n_persons, n_areas, FALSE);
  run (n_persons, n_areas, TRUE);
  run (0, n_areas * 5, FALSE);

  return 0;
}
