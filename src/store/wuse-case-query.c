/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cases, in which order; and what a list shows of them. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-case-query.h"

#include "wuse-store-reader-private.h"

#include <json-glib/json-glib.h>

/* A case without an area of its own is in that of its household, else of its building. */
#define AREA_OF(c)                                                                                                               \
  "ifnull (" c ".area, ifnull ((SELECT area FROM household WHERE id = " c ".household), (SELECT area FROM building WHERE id "    \
  "= " c ".building)))"

/* Asked for only where indexes stand: before the end of a first fill this would take minutes. ?12 is whether they do. */
#define LACKS_SOURCE(c)                                                                                                          \
  "(" c ".infector IS NULL AND ifnull (" c ".origin, '') <> 'imported' AND NOT (?12 AND EXISTS (SELECT 1 FROM link_shown AS "    \
  "l WHERE l.target = " c ".id AND l.kind = 'transmission' AND l.state <> 'refuted')))"
#define LACKS_STAYS(c) "(?12 AND NOT EXISTS (SELECT 1 FROM stay_shown AS s WHERE s.\"case\" = " c ".id))"
#define LACKS_CONTACTS(c) "(?12 AND NOT EXISTS (SELECT 1 FROM contact_shown AS t WHERE t.\"case\" = " c ".id))"
#define LACKS_ONSET(c) "(" c ".onset IS NULL AND " c ".classification <> 'asymptomatic')"
#define LACKS_AGE(c) "(" c ".age IS NULL AND " c ".age_band IS NULL)"

#define FILTERS                                                                                                                  \
  "(?1 = 0 OR (?1 & CASE c.classification WHEN 'confirmed' THEN 1 WHEN 'asymptomatic' THEN 4 ELSE 2 END)) "                      \
  "AND (?2 IS NULL OR " AREA_OF (                                                                                                \
      "c") " IN (SELECT id FROM below)) "                                                                                        \
           "AND (?4 IS NULL OR iif (?3, c.onset, c.report) >= ?4) AND (?5 IS NULL OR iif (?3, c.onset, c.report) <= ?5) "        \
           "AND (?6 IS NULL OR c.cluster = ?6) AND (?7 IS NULL OR c.origin = ?7) AND (?8 IS NULL OR c.setting = ?8) "            \
           "AND (?9 IS NULL OR instr (lower (c.id), ?9) OR instr (lower (ifnull (c.cluster, '')), ?9) "                          \
           "OR instr (lower (ifnull (c.person, '')), ?9) "                                                                       \
           "OR " AREA_OF (                                                                                                       \
               "c") " IN (SELECT id FROM area WHERE instr (lower (name), ?9) OR "                                                \
                    "instr (lower (ifnull (name_en, '')), ?9))) "                                                                \
                    "AND (?10 IS NULL OR c.id IN (SELECT value FROM json_each (?10))) "                                          \
                    "AND (NOT ?11 OR " LACKS_ONSET ("c") " OR " LACKS_AGE ("c") " OR c.isolation IS NULL OR " AREA_OF (          \
                        "c") " IS NULL OR " LACKS_SOURCE ("c") " OR " LACKS_STAYS ("c") " OR " LACKS_CONTACTS ("c") ")"

#define QUERY(join, order, direction)                                                                                            \
  "WITH RECURSIVE below (id) AS (SELECT id FROM area WHERE id = ?2 UNION "                                                       \
  "SELECT area.id FROM below JOIN area ON area.parent = below.id) "                                                              \
  "SELECT c.key, c.id FROM case_shown AS c " join "WHERE " FILTERS " ORDER BY " order " " direction                              \
  " NULLS LAST, c.id " direction

#define BOTH(join, order)                                                                                                        \
  {                                                                                                                              \
    QUERY (join, order, "ASC"), QUERY (join, order, "DESC")                                                                      \
  }

/* Who infected whom: links that say so and the field `infector`, unless a link refutes it. */
#define INFECTED                                                                                                                 \
  "LEFT JOIN (SELECT source, count (*) AS n FROM (SELECT source, target FROM link_shown WHERE kind = 'transmission' AND state "  \
  "<> 'refuted' UNION SELECT infector, id FROM case_shown WHERE infector IS NOT NULL EXCEPT SELECT source, target FROM "         \
  "link_shown WHERE kind = 'transmission' AND state = 'refuted') GROUP BY source) AS infected ON infected.source = c.id "

static const char *const queries[WUSE_N_CASE_SORTS][2] = {
  [WUSE_CASE_SORT_REPORT] = BOTH ("", "c.report"),
  [WUSE_CASE_SORT_ONSET] = BOTH ("", "c.onset"),
  [WUSE_CASE_SORT_ISOLATION] = BOTH ("", "c.isolation"),
  [WUSE_CASE_SORT_ID] = BOTH ("", "c.id"),
  [WUSE_CASE_SORT_CLASSIFICATION] =
      BOTH ("", "CASE c.classification WHEN 'confirmed' THEN 1 WHEN 'asymptomatic' THEN 2 ELSE 3 END"),
  [WUSE_CASE_SORT_AREA] = BOTH ("LEFT JOIN area AS a ON a.id = " AREA_OF ("c") " ", "a.name"),
  [WUSE_CASE_SORT_CLUSTER] = BOTH ("", "c.cluster"),
  [WUSE_CASE_SORT_AGE] = BOTH ("", "c.age"),
  [WUSE_CASE_SORT_OUTCOME] = BOTH ("", "c.outcome"),
  [WUSE_CASE_SORT_INFECTED] = BOTH (INFECTED, "infected.n"),
};

static const char get_is_indexed[] = "SELECT NOT filling FROM state WHERE one = 1";

/* Keys of edited cases are negative; see OVERLAY_VIEW. */
#define ROW(table, local, where)                                                                                                 \
  "SELECT c.key, c.id, c.person, c.classification, c.severity, c.origin, c.sex, c.age_band, area.id, area.name, c.outcome, "     \
  "c.found_by, c.infector, c.setting, c.cluster, c.age, c.onset, c.report, c.isolation, c.\"release\", c.death, c.version, "     \
  "c.at, " local " FROM " table " AS c LEFT JOIN area ON area.id = " AREA_OF ("c") " WHERE " where

static const char get_synced_row[] = ROW ("\"case\"", "0", "c.key = ?1");
static const char get_local_row[] = ROW ("local_case", "1", "c.key = -?1 AND c.op = 'put'");

/* By parameter, not joined: SQLite takes a parameter into the views' halves, where the indexes are. */
static const char get_counts[] =
    "SELECT (SELECT count (*) FROM contact_shown WHERE \"case\" = ?1), (SELECT count (*) FROM stay_shown WHERE \"case\" = ?1), "
    "(SELECT count (*) FROM (SELECT target FROM link_shown WHERE source = ?1 AND kind = 'transmission' AND state <> 'refuted' "
    "UNION SELECT id FROM case_shown WHERE infector = ?1 EXCEPT SELECT target FROM link_shown WHERE source = ?1 AND "
    "kind = 'transmission' AND state = 'refuted')), "
    "EXISTS (SELECT 1 FROM link_shown WHERE target = ?1 AND kind = 'transmission' AND state <> 'refuted')";

enum
{
  ROW_KEY,
  ROW_ID,
  ROW_PERSON,
  ROW_CLASSIFICATION,
  ROW_SEVERITY,
  ROW_ORIGIN,
  ROW_SEX,
  ROW_AGE_BAND,
  ROW_AREA,
  ROW_AREA_NAME,
  ROW_OUTCOME,
  ROW_FOUND_BY,
  ROW_INFECTOR,
  ROW_SETTING,
  ROW_CLUSTER,
  ROW_AGE,
  ROW_ONSET,
  ROW_REPORT,
  ROW_ISOLATION,
  ROW_RELEASE,
  ROW_DEATH,
  ROW_VERSION,
  ROW_AT,
  ROW_IS_LOCAL,
};

WuseCaseQuery *
wuse_case_query_copy (const WuseCaseQuery *self)
{
  WuseCaseQuery *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->area = g_strdup (self->area);
  copy->cluster = g_strdup (self->cluster);
  copy->origin = g_strdup (self->origin);
  copy->setting = g_strdup (self->setting);
  copy->text = g_strdup (self->text);
  copy->ids = g_strdupv (self->ids);

  return copy;
}

void
wuse_case_query_free (WuseCaseQuery *self)
{
  if (self == NULL)
    return;

  g_free (self->area);
  g_free (self->cluster);
  g_free (self->origin);
  g_free (self->setting);
  g_free (self->text);
  g_strfreev (self->ids);
  g_free (self);
}

static gboolean
is_indexed (WuseStoreReader *self, gboolean *answer, GError **error)
{
  WuseStatement *statement = wuse_sql_cache_get (self->cache, get_is_indexed, error);
  WuseSqlStep step;

  if (statement == NULL)
    return FALSE;
  step = wuse_sql_step (statement, error);
  *answer = step == WUSE_SQL_ROW && sqlite3_column_int (statement, 0) != 0;
  sqlite3_reset (statement);

  return step != WUSE_SQL_FAILED;
}

static char *
join_ids (char **ids)
{
  g_autoptr (JsonArray) array = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (ids == NULL)
    return NULL;
  array = json_array_new ();
  for (guint i = 0; ids[i] != NULL; i++)
    json_array_add_string_element (array, ids[i]);
  node = json_node_init_array (json_node_alloc (), array);

  return json_to_string (node, FALSE);
}

static void
bind_day (sqlite3_stmt *statement, int parameter, WuseDay day)
{
  if (day == WUSE_DAY_NONE)
    sqlite3_bind_null (statement, parameter);
  else
    sqlite3_bind_int64 (statement, parameter, day);
}

/* SQLite knows lower case of ASCII alone; the text is brought to the same. */
static char *
fold_text (const char *text)
{
  g_autofree char *trimmed = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  return trimmed != NULL && *trimmed != '\0' ? g_ascii_strdown (trimmed, -1) : NULL;
}

GArray *
wuse_store_reader_query_cases (WuseStoreReader *self, const WuseCaseQuery *query, GPtrArray *ids, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *text = NULL;
  g_autofree char *wanted = NULL;
  gboolean has_indexes = FALSE;
  WuseStatement *statement;
  WuseSqlStep step;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (query != NULL && query->sort < WUSE_N_CASE_SORTS, NULL);

  statement = wuse_sql_cache_get (self->cache, queries[query->sort][query->is_descending ? 1 : 0], error);
  if (statement == NULL || !is_indexed (self, &has_indexes, error))
    return NULL;
  text = fold_text (query->text);
  wanted = join_ids (query->ids);
  sqlite3_bind_int64 (statement, 1, query->classifications);
  wuse_sql_bind_text (statement, 2, query->area, -1);
  sqlite3_bind_int (statement, 3, query->by_onset);
  bind_day (statement, 4, query->first);
  bind_day (statement, 5, query->last);
  wuse_sql_bind_text (statement, 6, query->cluster, -1);
  wuse_sql_bind_text (statement, 7, query->origin, -1);
  wuse_sql_bind_text (statement, 8, query->setting, -1);
  wuse_sql_bind_text (statement, 9, text, -1);
  wuse_sql_bind_text (statement, 10, wanted, -1);
  sqlite3_bind_int (statement, 11, query->only_incomplete);
  sqlite3_bind_int (statement, 12, has_indexes);
  while ((step = wuse_sql_step (statement, error)) == WUSE_SQL_ROW)
    {
      gint64 key = sqlite3_column_int64 (statement, 0);
      const char *id = ids != NULL ? wuse_sql_get_text (statement, 1) : NULL;

      g_array_append_val (keys, key);
      if (ids != NULL)
        g_ptr_array_add (ids, g_strdup (id != NULL ? id : ""));
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);

  return step == WUSE_SQL_DONE ? g_steal_pointer (&keys) : NULL;
}

WuseCaseFields *
wuse_case_fields_ref (WuseCaseFields *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_fields_cb (gpointer data)
{
  WuseCaseFields *self = data;

  g_free (self->id);
  g_free (self->person);
  g_free (self->classification);
  g_free (self->severity);
  g_free (self->origin);
  g_free (self->sex);
  g_free (self->age_band);
  g_free (self->area);
  g_free (self->area_name);
  g_free (self->outcome);
  g_free (self->found_by);
  g_free (self->infector);
  g_free (self->setting);
  g_free (self->cluster);
}

void
wuse_case_fields_unref (WuseCaseFields *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear_fields_cb);
}

static char *
dup_text (sqlite3_stmt *row, int column)
{
  return g_strdup (wuse_sql_get_text (row, column));
}

static WuseDay
get_day (sqlite3_stmt *row, int column)
{
  gint64 day = sqlite3_column_int64 (row, column);

  return sqlite3_column_type (row, column) == SQLITE_NULL || ABS (day) > G_MAXINT32 ? WUSE_DAY_NONE : (WuseDay) day;
}

static WuseCaseFields *
read_fields (sqlite3_stmt *row, gint64 key)
{
  WuseCaseFields *self = g_atomic_rc_box_new0 (WuseCaseFields);

  self->key = key;
  self->id = dup_text (row, ROW_ID);
  self->person = dup_text (row, ROW_PERSON);
  self->classification = dup_text (row, ROW_CLASSIFICATION);
  self->severity = dup_text (row, ROW_SEVERITY);
  self->origin = dup_text (row, ROW_ORIGIN);
  self->sex = dup_text (row, ROW_SEX);
  self->age_band = dup_text (row, ROW_AGE_BAND);
  self->area = dup_text (row, ROW_AREA);
  self->area_name = dup_text (row, ROW_AREA_NAME);
  self->outcome = dup_text (row, ROW_OUTCOME);
  self->found_by = dup_text (row, ROW_FOUND_BY);
  self->infector = dup_text (row, ROW_INFECTOR);
  self->setting = dup_text (row, ROW_SETTING);
  self->cluster = dup_text (row, ROW_CLUSTER);
  self->age = sqlite3_column_type (row, ROW_AGE) == SQLITE_NULL ? -1 : sqlite3_column_int (row, ROW_AGE);
  self->onset = get_day (row, ROW_ONSET);
  self->report = get_day (row, ROW_REPORT);
  self->isolation = get_day (row, ROW_ISOLATION);
  self->release = get_day (row, ROW_RELEASE);
  self->death = get_day (row, ROW_DEATH);
  self->version = sqlite3_column_int64 (row, ROW_VERSION);
  self->at = sqlite3_column_int64 (row, ROW_AT);
  self->is_local = sqlite3_column_int (row, ROW_IS_LOCAL) != 0;

  return self;
}

/* Counts are of no use before the indexes stand: then nothing is said to be missing that may be there. */
static gboolean
add_counts (WuseStoreReader *self, WuseCaseFields *fields, gboolean has_indexes, GError **error)
{
  WuseStatement *statement = has_indexes ? wuse_sql_cache_get (self->cache, get_counts, error) : NULL;
  gboolean has_source = fields->infector != NULL || g_strcmp0 (fields->origin, "imported") == 0;
  WuseSqlStep step;

  fields->gaps = (fields->onset == WUSE_DAY_NONE && g_strcmp0 (fields->classification, "asymptomatic") != 0 ? WUSE_GAP_ONSET : 0)
                 | (fields->age < 0 && fields->age_band == NULL ? WUSE_GAP_AGE : 0) | (fields->area == NULL ? WUSE_GAP_AREA : 0)
                 | (fields->isolation == WUSE_DAY_NONE ? WUSE_GAP_ISOLATION : 0);
  if (statement == NULL)
    {
      fields->gaps |= has_source ? 0 : WUSE_GAP_SOURCE;
      return !has_indexes;
    }

  wuse_sql_bind_text (statement, 1, fields->id, -1);
  step = wuse_sql_step (statement, error);
  if (step == WUSE_SQL_ROW)
    {
      fields->n_contacts = (guint) sqlite3_column_int (statement, 0);
      fields->n_stays = (guint) sqlite3_column_int (statement, 1);
      fields->n_infected = (guint) sqlite3_column_int (statement, 2);
      has_source = has_source || sqlite3_column_int (statement, 3) != 0;
      fields->gaps |= (has_source ? 0 : WUSE_GAP_SOURCE) | (fields->n_stays > 0 ? 0 : WUSE_GAP_STAYS)
                      | (fields->n_contacts > 0 ? 0 : WUSE_GAP_CONTACTS);
    }
  sqlite3_reset (statement);

  return step != WUSE_SQL_FAILED;
}

GPtrArray *
wuse_store_reader_load_case_rows (WuseStoreReader *self, const GArray *keys, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) wuse_case_fields_unref);
  gboolean has_indexes = FALSE;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (keys != NULL, NULL);

  if (!is_indexed (self, &has_indexes, error))
    return NULL;
  for (guint i = 0; i < keys->len; i++)
    {
      gint64 key = g_array_index (keys, gint64, i);
      WuseStatement *statement = wuse_sql_cache_get (self->cache, key < 0 ? get_local_row : get_synced_row, error);
      WuseCaseFields *fields = NULL;
      WuseSqlStep step;

      if (statement == NULL)
        return NULL;
      sqlite3_bind_int64 (statement, 1, key);
      step = wuse_sql_step (statement, error);
      if (step == WUSE_SQL_ROW && wuse_sql_get_text (statement, ROW_ID) != NULL)
        {
          fields = read_fields (statement, key);
          g_ptr_array_add (rows, fields);
        }
      sqlite3_reset (statement);
      if (step == WUSE_SQL_FAILED || (fields != NULL && !add_counts (self, fields, has_indexes, error)))
        return NULL;
    }

  return g_steal_pointer (&rows);
}
