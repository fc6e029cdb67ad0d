/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes what is only local out of a damaged cache and puts a new one in its place. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-store-salvage.h"

#include "wuse-activity.h"
#include "wuse-outbox.h"
#include "wuse-sql.h"
#include "wuse-store-schema.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define DAMAGED_KEPT 2

/* A table is read from both ends, since a damaged page stops a scan; what lies between two damaged pages is asked for row
 * by row where rows have numbers. */
typedef struct
{
  const char *ascending;
  const char *descending;
  const char *single;
  const char *insert;
  int n_columns;
} Rescue;

static const Rescue rescues[] = {
  {
      .ascending = "SELECT id, at, kind, area, record, code_from, code_to FROM activity ORDER BY id",
      .descending = "SELECT id, at, kind, area, record, code_from, code_to FROM activity ORDER BY id DESC",
      .single = "SELECT id, at, kind, area, record, code_from, code_to FROM activity WHERE id = ?1",
      .insert = "INSERT OR IGNORE INTO activity (id, at, kind, area, record, code_from, code_to) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      .n_columns = 7,
  },
  {
      .ascending = "SELECT key, value FROM setting ORDER BY key",
      .descending = "SELECT key, value FROM setting ORDER BY key DESC",
      .insert = "INSERT OR IGNORE INTO setting (key, value) VALUES (?1, ?2)",
      .n_columns = 2,
  },
  {
      .ascending = "SELECT " WUSE_OUTBOX_COLUMNS " FROM outbox ORDER BY number",
      .descending = "SELECT " WUSE_OUTBOX_COLUMNS " FROM outbox ORDER BY number DESC",
      .single = "SELECT " WUSE_OUTBOX_COLUMNS " FROM outbox WHERE number = ?1",
      .insert = "INSERT OR IGNORE INTO outbox (" WUSE_OUTBOX_COLUMNS ") VALUES "
                "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
      .n_columns = 18,
  },
  {
      .ascending = "SELECT kind, name, value, changed_at FROM named_view ORDER BY kind, name",
      .descending = "SELECT kind, name, value, changed_at FROM named_view ORDER BY kind DESC, name DESC",
      .insert = "INSERT OR IGNORE INTO named_view (kind, name, value, changed_at) VALUES (?1, ?2, ?3, ?4)",
      .n_columns = 4,
  },
};

/* A row that the new table does not accept was not what had been written: it is left behind. */
static void
copy_row (sqlite3_stmt *from, sqlite3_stmt *to, int n_columns)
{
  for (int i = 0; i < n_columns; i++)
    {
      if (sqlite3_column_type (from, i) == SQLITE_TEXT && wuse_sql_get_text (from, i) == NULL)
        return;
      sqlite3_bind_value (to, i + 1, sqlite3_column_value (from, i));
    }

  sqlite3_step (to);
  sqlite3_reset (to);
}

/* Returns how far it came: the number of the last row read. */
static gint64
copy_scan (sqlite3 *from, const char *sql, sqlite3_stmt *to, int n_columns, gint64 start, gboolean *is_whole)
{
  g_autoptr (sqlite3_stmt) rows = wuse_sql_prepare (from, sql, NULL);
  gint64 last = start;
  WuseSqlStep step = WUSE_SQL_FAILED;

  while (rows != NULL && (step = wuse_sql_step (rows, NULL)) == WUSE_SQL_ROW)
    {
      copy_row (rows, to, n_columns);
      last = sqlite3_column_int64 (rows, 0);
    }
  *is_whole = step == WUSE_SQL_DONE;

  return last;
}

static void
copy_between (sqlite3 *from, const char *sql, sqlite3_stmt *to, int n_columns, gint64 first, gint64 last)
{
  g_autoptr (sqlite3_stmt) row = wuse_sql_prepare (from, sql, NULL);

  for (gint64 id = MAX (first, last - WUSE_ACTIVITY_KEPT); row != NULL && id <= last; id++)
    {
      sqlite3_bind_int64 (row, 1, id);
      if (wuse_sql_step (row, NULL) == WUSE_SQL_ROW)
        copy_row (row, to, n_columns);
      sqlite3_reset (row);
    }
}

/* Returns FALSE if the new file fails; @is_whole tells of the damaged one. */
static gboolean
rescue_table (sqlite3 *from, sqlite3 *to, const Rescue *rescue, gboolean *is_whole, GError **error)
{
  g_autoptr (sqlite3_stmt) insert = wuse_sql_prepare (to, rescue->insert, error);
  gboolean is_reverse_whole;
  gint64 first, last;

  if (insert == NULL)
    return FALSE;

  first = copy_scan (from, rescue->ascending, insert, rescue->n_columns, 0, is_whole);
  if (*is_whole)
    return TRUE;
  last = copy_scan (from, rescue->descending, insert, rescue->n_columns, first + WUSE_ACTIVITY_KEPT, &is_reverse_whole);
  if (rescue->single != NULL && last > first && first < G_MAXINT64 - WUSE_ACTIVITY_KEPT)
    copy_between (from, rescue->single, insert, rescue->n_columns, first + 1, last);

  return TRUE;
}

/* With the log first; if anything is missing then, also without: the file alone may be sound. Rows found twice count once. */
static gboolean
rescue_all (const char *damaged, sqlite3 *to, GError **error)
{
  static const WuseSqlMode modes[] = { WUSE_SQL_READ, WUSE_SQL_IMMUTABLE };
  gboolean is_whole = FALSE;

  for (guint m = 0; m < G_N_ELEMENTS (modes) && !is_whole; m++)
    {
      g_autoptr (sqlite3) from = wuse_sql_open (damaged, modes[m], NULL);

      if (from == NULL)
        continue;
      is_whole = TRUE;
      for (guint i = 0; i < G_N_ELEMENTS (rescues); i++)
        {
          gboolean is_table_whole;

          if (!rescue_table (from, to, &rescues[i], &is_table_whole, error))
            return FALSE;
          is_whole = is_whole && is_table_whole;
        }
    }

  return TRUE;
}

static gboolean
make_new (const char *path, const char *damaged, GError **error)
{
  g_autoptr (sqlite3) to = wuse_sql_open (path, WUSE_SQL_CREATE, error);

  return to != NULL && wuse_sql_run (to, "BEGIN IMMEDIATE", error) && wuse_store_schema_create (to, error)
         && rescue_all (damaged, to, error) && wuse_overlay_forget_sent (to, error) && wuse_overlay_fill (to, error)
         && wuse_sql_run (to, "COMMIT", error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) b, *(const char *const *) a);
}

static void
remove_with_log (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}

static void
forget_oldest (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *prefix = g_strconcat (base, ".damaged-", NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix) && !g_str_has_suffix (name, "-wal"))
      g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = DAMAGED_KEPT; i < names->len; i++)
    remove_with_log (g_ptr_array_index (names, i));
}

/* The name under which the damaged file is kept: by time, so that names sort, and not yet taken. */
static char *
choose_name (const char *path)
{
  gint64 now = g_get_real_time () / 1000;

  for (;; now++)
    {
      g_autofree char *name = g_strdup_printf ("%s.damaged-%013" G_GINT64_FORMAT, path, now);

      if (!g_file_test (name, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&name);
    }
}

static gboolean
fail_moving (const char *path, GError **error)
{
  int code = errno;
  g_autofree char *name = g_path_get_basename (path);

  g_set_error (error, WUSE_STORE_ERROR, code == ENOSPC ? WUSE_STORE_ERROR_FULL : WUSE_STORE_ERROR_FAILED,
               "%s: setting the damaged file aside failed: %s", name, g_strerror (code));

  return FALSE;
}

/* A link first, then the new file over the old name: at no moment is there no file. The damaged file's log goes before,
 * since the new file must not find it. */
static gboolean
replace (const char *path, const char *fresh, GError **error)
{
  g_autofree char *aside = choose_name (path);
  g_autofree char *aside_log = g_strconcat (aside, "-wal", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);

  if (link (path, aside) != 0 && g_rename (path, aside) != 0)
    return fail_moving (path, error);
  if (g_rename (log, aside_log) != 0 && errno != ENOENT)
    return fail_moving (path, error);
  g_unlink (shared);
  if (g_rename (fresh, path) != 0)
    return fail_moving (path, error);
  forget_oldest (path);

  return TRUE;
}

gboolean
wuse_store_salvage (const char *path, GError **error)
{
  g_autofree char *fresh = g_strconcat (path, ".new", NULL);

  remove_with_log (fresh);
  if (make_new (fresh, path, error) && replace (path, fresh, error))
    return TRUE;

  remove_with_log (fresh);
  return FALSE;
}
