/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the cache share. */

#include "config.h"

#include "store-fixture.h"

#include "wuse-store-outbox.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

char *
store_fixture_make_folder (void)
{
  GError *error = NULL;
  char *folder = g_dir_make_tmp ("wuse-store-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

void
store_fixture_remove_folder (char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
}

static void
free_line_cb (gpointer data)
{
  StoreLine *line = data;

  g_free (line->id);
  g_free (line->data);
  g_free (line->line);
  g_free (line);
}

void
store_fixture_add (GPtrArray *feed, WuseRecordType type, const char *id, gint64 version, const char *data)
{
  StoreLine *line = g_new0 (StoreLine, 1);
  const char *name = wuse_record_class (type)->name;

  line->seq = feed->len > 0 ? ((StoreLine *) g_ptr_array_index (feed, feed->len - 1))->seq + 1 : 1;
  line->is_delete = data == NULL;
  line->type = type;
  line->id = g_strdup (id);
  line->version = version;
  line->data = g_strdup (data);
  line->line =
      g_strdup_printf ("{\"seq\":%" G_GINT64_FORMAT ",\"op\":\"%s\",\"type\":\"%s\",\"id\":\"%s\",\"version\":%" G_GINT64_FORMAT
                       ",\"at\":\"2022-04-11T%02d:%02d:%02dZ\"%s%s}",
                       line->seq, data != NULL ? "put" : "delete", name, id, version, (int) (line->seq / 3600 % 24),
                       (int) (line->seq / 60 % 60), (int) (line->seq % 60), data != NULL ? ",\"data\":" : "",
                       data != NULL ? data : "");
  g_ptr_array_add (feed, line);
}

/* A square of about 200 m, whose corner says which it is. */
static char *
make_square (guint i)
{
  int lon = 1213000 + (int) (i % 100) * 20, lat = 311000 + (int) (i / 100 % 100) * 20;
  int values[10] = { lon, lat, lon + 17, lat, lon + 17, lat + 17, lon, lat + 17, lon, lat };
  GString *text = g_string_new ("{\"type\":\"Polygon\",\"coordinates\":[[");

  for (int p = 0; p < 5; p++)
    {
      if (p > 0)
        g_string_append_c (text, ',');
      for (int c = 0; c < 2; c++)
        {
          /* Four decimals, of which the last is never 0: the shortest form. */
          int value = values[p * 2 + c] * 10 + 1;

          g_string_append_printf (text, "%c%d.%05d", c == 0 ? '[' : ',', value / 100000, value % 100000);
        }
      g_string_append_c (text, ']');
    }
  g_string_append (text, "]]}");

  return g_string_free (text, FALSE);
}

static char *
make_data (WuseRecordType type, guint i, gint64 version)
{
  static const char *const names[] = { "吉盛", "新城", "长江", "人民", "和平", "东风", "解放", "桃源" };
  static const char *const classifications[] = { "suspected", "confirmed", "asymptomatic" };
  const char *name = names[i % G_N_ELEMENTS (names)];
  g_autofree char *square = make_square (i);
  int v = (int) version;

  switch (type)
    {
    case WUSE_RECORD_AREA:
      return i == 0
                 ? g_strdup_printf ("{\"level\":\"district\",\"code\":\"110105\",\"name\":\"%s区\",\"name_en\":\"Jisheng %d\"}",
                                    name, v)
                 : g_strdup_printf (
                     "{\"level\":\"grid\",\"code\":\"110105%09u\",\"name\":\"%s社区第%u网格\",\"parent\":\"area-0\","
                     "\"persons\":%d,\"figures_at\":\"2022-04-10T08:00:00Z\",\"geometry\":%s}",
                     i, name, i, v * 10, square);
    case WUSE_RECORD_BUILDING:
      return g_strdup_printf (
          "{\"area\":\"area-%u\",\"name\":\"%s小区%u号楼\",\"address\":\"%s路%d弄\",\"lon\":121.3%04u1,\"lat\":31.1,"
          "\"floors\":%d,\"geometry\":%s}",
          i % 10, name, i, name, v, i % 10000, v, square);
    case WUSE_RECORD_FEATURE:
      return g_strdup_printf ("{\"kind\":\"water\",\"name\":\"%s河 \\\"%d\\\"\",\"geometry\":%s}", name, v, square);
    case WUSE_RECORD_PLACE:
      return g_strdup_printf (
          "{\"kind\":\"hospital\",\"name\":\"%s医院\",\"area\":\"area-%u\",\"lon\":-0.5,\"lat\":-31.25,\"capacity\":%d}", name,
          i % 10, v);
    case WUSE_RECORD_HOUSEHOLD:
      return g_strdup_printf ("{\"area\":\"area-%u\",\"building\":\"building-%u\",\"unit\":%d,\"room\":\"%u\"}", i % 10, i % 10,
                              v, i);
    case WUSE_RECORD_PERSON:
      return g_strdup_printf (
          "{\"name\":\"王*\",\"sex\":\"female\",\"birth_year\":%d,\"id_number\":\"110105**********12\",\"area\":\"area-%u\","
          "\"household\":\"household-%u\",\"residency\":\"registered\"}",
          1900 + v, i % 10, i / 3);
    case WUSE_RECORD_CASE:
      return g_strdup_printf (
          "{\"classification\":\"%s\",\"origin\":\"local\",\"sex\":\"male\",\"age\":%d,\"household\":\"household-%u\","
          "\"report\":\"2022-04-%02d\",\"cluster\":\"%s\",\"note\":\"%d\\\\\"}",
          classifications[v % 3], v % 100, i, 1 + (int) (i % 28), name, v);
    case WUSE_RECORD_CONTACT:
      return g_strdup_printf (
          "{\"case\":\"case-%u\",\"tier\":\"close\",\"area\":\"area-%u\",\"quarantine\":\"central\",\"start\":\"2022-04-%02d\"}",
          i % 10, i % 10, 1 + v % 28);
    case WUSE_RECORD_STAY:
      return g_strdup_printf (
          "{\"case\":\"case-%u\",\"place\":\"place-%u\",\"start\":\"2022-04-01T00:00:00Z\",\"end\":\"2022-04-01T00:%02d:00Z\"}",
          i % 10, i % 10, v % 60);
    case WUSE_RECORD_LINK:
      return g_strdup_printf ("{\"source\":\"case-%u\",\"target\":\"case-%u\",\"kind\":\"transmission\",\"state\":\"suspected\","
                              "\"evidence\":\"%d\"}",
                              i, i + 1, v);
    case WUSE_RECORD_DAILY:
      return g_strdup_printf ("{\"area\":\"area-%u\",\"day\":\"2022-04-%02u\",\"confirmed\":%d,\"screened\":0}", i % 10,
                              1 + i % 28, v);
    case WUSE_N_RECORD_TYPES:
      break;
    }

  g_assert_not_reached ();
}

GPtrArray *
store_fixture_make_feed (guint32 seed, guint n_lines)
{
  return store_fixture_make_old_feed (seed, n_lines, WUSE_N_RECORD_TYPES);
}

GPtrArray *
store_fixture_make_old_feed (guint32 seed, guint n_lines, guint n_types)
{
  GPtrArray *feed = g_ptr_array_new_with_free_func (free_line_cb);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GHashTable) versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint counts[WUSE_N_RECORD_TYPES] = { 0 };

  while (feed->len < n_lines)
    {
      WuseRecordType type = (WuseRecordType) g_rand_int_range (rand, 0, (gint32) n_types);
      gboolean is_old = counts[type] > 0 && g_rand_int_range (rand, 0, 5) == 0;
      guint i = is_old ? (guint) g_rand_int_range (rand, 0, (int) counts[type]) : counts[type]++;
      g_autofree char *id = g_strdup_printf ("%s-%u", wuse_record_class (type)->name, i);
      gint64 version = GPOINTER_TO_INT (g_hash_table_lookup (versions, id)) + 1;
      g_autofree char *data = is_old && g_rand_int_range (rand, 0, 4) == 0 ? NULL : make_data (type, i, version);

      store_fixture_add (feed, type, id, version, data);
      g_hash_table_insert (versions, g_steal_pointer (&id), GINT_TO_POINTER ((int) version));
    }

  return feed;
}

void
store_fixture_digest (GPtrArray *feed, gint64 seq, WuseDigest digests[WUSE_N_RECORD_TYPES])
{
  g_autoptr (GHashTable) last = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < feed->len; i++)
    {
      StoreLine *line = g_ptr_array_index (feed, i);

      if (line->seq <= seq)
        g_hash_table_insert (last, line->id, line);
    }

  memset (digests, 0, sizeof (WuseDigest) * WUSE_N_RECORD_TYPES);
  g_hash_table_iter_init (&iter, last);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      StoreLine *line = value;

      if (line->is_delete)
        continue;
      wuse_digest_toggle (&digests[line->type], line->type, line->id, strlen (line->id), line->version, line->data,
                          strlen (line->data));
      digests[line->type].count++;
    }
}

WuseRecordBatch *
store_fixture_make_batch (GPtrArray *feed, guint first, guint end)
{
  WuseRecordBatch *batch = wuse_record_batch_new ();

  for (guint i = first; i < MIN (end, feed->len); i++)
    {
      StoreLine *line = g_ptr_array_index (feed, i);
      GError *error = NULL;

      wuse_record_batch_add_line (batch, line->line, strlen (line->line), &error);
      g_assert_no_error (error);
    }

  return batch;
}

WuseStore *
store_fixture_open (const char *path, WuseStoreRecovery expected)
{
  WuseStoreRecovery recovery;
  GError *error = NULL;
  WuseStore *store = wuse_store_open (path, &recovery, &error);

  g_assert_no_error (error);
  g_assert_cmpint (recovery, ==, expected);

  return store;
}

void
store_fixture_set_up (StoreFixture *self, guint32 seed, guint n_lines)
{
  self->folder = store_fixture_make_folder ();
  self->path = g_build_filename (self->folder, "cache.db", NULL);
  self->feed = store_fixture_make_feed (seed, n_lines);
  self->store = store_fixture_open (self->path, WUSE_STORE_CREATED);
}

void
store_fixture_tear_down (StoreFixture *self, gconstpointer data)
{
  wuse_store_close (self->store);
  g_clear_object (&self->store);
  g_ptr_array_unref (self->feed);
  g_free (self->path);
  store_fixture_remove_folder (self->folder);
}

WuseDistrict *
store_fixture_make_district (const char *feed_id)
{
  WuseDistrict *district = wuse_district_new ();

  district->id = g_strdup ("jisheng");
  district->name = g_strdup ("吉盛区");
  district->feed = g_strdup (feed_id);
  district->seq = 1000;
  district->synthetic = TRUE;
  district->source = g_strdup ("made up");
  district->utc_offset = 480;
  district->time = 1649635200000;
  district->clock_rate = 1;
  district->bounds = (WuseBounds){ 1213000000, 311000000, 1214000000, 312000000 };

  return district;
}

void
store_fixture_fill (WuseStore *store, const char *feed_id, GPtrArray *feed, guint n_per_batch)
{
  g_autoptr (WuseDistrict) district = store_fixture_make_district (feed_id);
  GError *error = NULL;

  wuse_store_begin_feed (store, district, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < feed->len; i += n_per_batch)
    {
      wuse_store_submit (store, store_fixture_make_batch (feed, i, i + n_per_batch), NULL, &error);
      g_assert_no_error (error);
    }
  wuse_store_end_feed (store, feed->len, NULL, &error);
  g_assert_no_error (error);
}

typedef struct
{
  WuseDigest *digests;
  gint64 seq;
} Look;

static gpointer
read_digest (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  Look *look = data;

  look->seq = wuse_store_reader_get_cursor (reader);

  return GINT_TO_POINTER (wuse_store_reader_get_digest (reader, look->digests, error));
}

gboolean
store_fixture_read_digest (WuseStore *store, WuseDigest digests[WUSE_N_RECORD_TYPES], gint64 *seq, GError **error)
{
  Look look = { digests, 0 };
  gboolean is_read = GPOINTER_TO_INT (wuse_store_read (store, read_digest, &look, NULL, error));

  *seq = look.seq;

  return is_read;
}

gint64
store_fixture_check (WuseStore *store, GPtrArray *feed)
{
  WuseDigest is[WUSE_N_RECORD_TYPES], ought[WUSE_N_RECORD_TYPES];
  GError *error = NULL;
  gint64 seq;

  store_fixture_read_digest (store, is, &seq, &error);
  g_assert_no_error (error);
  store_fixture_digest (feed, seq, ought);
  for (guint i = 0; i < WUSE_N_RECORD_TYPES; i++)
    {
      g_autofree char *is_sum = wuse_digest_to_string (&is[i]);
      g_autofree char *ought_sum = wuse_digest_to_string (&ought[i]);

      g_assert_cmpuint (is[i].count, ==, ought[i].count);
      g_assert_cmpstr (is_sum, ==, ought_sum);
    }

  return seq;
}

typedef struct
{
  gboolean is_done;
  GError *error;
} Added;

static void
added_activity_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Added *added = data;

  wuse_store_add_activity_finish (WUSE_STORE (object), result, &added->error);
  added->is_done = TRUE;
}

static void
set_setting_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Added *added = data;

  wuse_store_set_setting_finish (WUSE_STORE (object), result, &added->error);
  added->is_done = TRUE;
}

void
store_fixture_turn_until (const gboolean *done)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (!*done && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (200);
  g_assert_true (*done);
}

void
store_fixture_add_local (WuseStore *store, guint n_rows)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_activity_free);
  Added activity = { 0 }, setting = { 0 };

  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *area = g_strdup_printf ("area-%u", i);

      g_ptr_array_add (rows, wuse_activity_new (i, WUSE_ACTIVITY_RISK_CHANGED, area, NULL, "green", "red"));
    }
  wuse_store_add_activity_async (store, rows, NULL, added_activity_cb, &activity);
  wuse_store_set_setting_async (store, "last-view", "121.3,31.1,12", NULL, set_setting_cb, &setting);
  store_fixture_turn_until (&activity.is_done);
  store_fixture_turn_until (&setting.is_done);
  g_assert_no_error (activity.error);
  g_assert_no_error (setting.error);
}

static gpointer
read_local (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  gboolean *has_setting = data;
  g_autofree char *value = wuse_store_reader_get_setting (reader, "last-view", error);

  *has_setting = g_strcmp0 (value, "121.3,31.1,12") == 0;

  return wuse_store_reader_load_activity (reader, WUSE_ACTIVITY_KEPT, error);
}

guint
store_fixture_count_local (WuseStore *store, gboolean *has_setting)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = wuse_store_read (store, read_local, has_setting, NULL, &error);

  g_assert_no_error (error);

  return rows->len;
}

static char *
describe_case (const WuseRegister *self, const WuseCase *item)
{
  const char *cluster = item->cluster != WUSE_INDEX_NONE ? wuse_register_get_interned (self, item->cluster) : "";
  const char *setting = item->small_setting != WUSE_INDEX_NONE ? wuse_register_get_interned (self, item->small_setting) : "";

  return g_strdup_printf ("case %" G_GINT64_FORMAT " %s %s %u %d %d %d %d %d %d %u %u %u %s %s %s %" G_GINT64_FORMAT, item->key,
                          item->id, item->person, item->area, item->position.lon, item->position.lat, item->onset, item->report,
                          item->isolation, item->release, item->classification, item->origin, item->infector, item->infector_id,
                          cluster, setting, item->changed_at);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
store_fixture_describe_register (const WuseRegister *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  const WuseCase *cases;
  const WuseContact *contacts;
  const WuseStay *stays;
  const WusePlace *places;
  const WuseDaily *daily;
  guint n;

  cases = wuse_register_get_cases (self, &n);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (lines, describe_case (self, &cases[i]));
  contacts = wuse_register_get_contacts (self, &n);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (lines, g_strdup_printf ("contact %" G_GINT64_FORMAT " %u %u %u %d %d %d", contacts[i].key, contacts[i].area,
                                             contacts[i].tier, contacts[i].central, contacts[i].start, contacts[i].due,
                                             contacts[i].release));
  stays = wuse_register_get_stays (self, &n);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (lines, g_strdup_printf ("stay %" G_GINT64_FORMAT " %s %u %u %d %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                                             stays[i].key, stays[i].case_id, stays[i].case_index, stays[i].area,
                                             stays[i].position.lon, stays[i].position.lat, stays[i].start, stays[i].end));
  places = wuse_register_get_places (self, &n);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (lines, g_strdup_printf ("place %" G_GINT64_FORMAT " %s %s %s %s %u %d %d", places[i].key, places[i].id,
                                             places[i].kind, places[i].name, places[i].address, places[i].area,
                                             places[i].position.lon, places[i].position.lat));
  daily = wuse_register_get_daily (self, &n);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (lines, g_strdup_printf ("daily %" G_GINT64_FORMAT " %u %d %d %d %d %" G_GINT64_FORMAT, daily[i].key,
                                             daily[i].area, daily[i].day, daily[i].confirmed, daily[i].screened,
                                             daily[i].screened_positive, daily[i].at));
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

void
store_fixture_edited_cb (GObject *object, GAsyncResult *result, gpointer answer)
{
  StoreAnswer *self = answer;

  wuse_store_edit_finish (WUSE_STORE (object), result, &self->gesture, &self->error);
  self->is_done = TRUE;
}

void
store_fixture_undone_cb (GObject *object, GAsyncResult *result, gpointer answer)
{
  StoreAnswer *self = answer;

  wuse_store_undo_finish (WUSE_STORE (object), result, &self->gesture, &self->error);
  self->is_done = TRUE;
}

void
store_fixture_resolved_cb (GObject *object, GAsyncResult *result, gpointer answer)
{
  StoreAnswer *self = answer;

  wuse_store_resolve_finish (WUSE_STORE (object), result, &self->error);
  self->is_done = TRUE;
}
