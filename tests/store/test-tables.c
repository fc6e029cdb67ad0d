/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables follow the record classes, field by field, and their SQL makes sense to SQLite. */

#include "config.h"

#include "wuse-sql.h"
#include "wuse-store-schema.h"
#include "wuse-table.h"

#include <string.h>

static sqlite3 *
make_database (void)
{
  GError *error = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  wuse_sql_run (db, "BEGIN", &error);
  g_assert_no_error (error);
  wuse_store_schema_create (db, &error);
  g_assert_no_error (error);
  wuse_sql_run (db, "COMMIT", &error);
  g_assert_no_error (error);

  return db;
}

static const char *
type_of (WuseFieldKind kind)
{
  switch (kind)
    {
    case WUSE_FIELD_TEXT:
    case WUSE_FIELD_CODE:
    case WUSE_FIELD_REF:
      return "TEXT";
    case WUSE_FIELD_INTEGER:
    case WUSE_FIELD_LON:
    case WUSE_FIELD_LAT:
    case WUSE_FIELD_DAY:
    case WUSE_FIELD_TIME:
      return "INTEGER";
    case WUSE_FIELD_GEOMETRY:
      return "BLOB";
    }

  g_assert_not_reached ();
}

static void
assert_column (sqlite3_stmt *row, const char *name, const char *type, gboolean is_required)
{
  g_assert_cmpint (sqlite3_step (row), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (row, 0), ==, name);
  g_assert_cmpstr ((const char *) sqlite3_column_text (row, 1), ==, type);
  g_assert_cmpint (sqlite3_column_int (row, 2), ==, is_required);
}

static void
test_columns (void)
{
  g_autoptr (sqlite3) db = make_database ();

  for (guint type = 0; type < WUSE_N_RECORD_TYPES; type++)
    {
      const WuseRecordClass *class = wuse_record_class (type);
      g_autoptr (sqlite3_stmt) row = wuse_sql_prepare (db, "SELECT name, type, \"notnull\" FROM pragma_table_info (?1)", NULL);

      wuse_sql_bind_text (row, 1, class->name, -1);
      assert_column (row, "key", "INTEGER", FALSE);
      assert_column (row, "id", "TEXT", TRUE);
      assert_column (row, "version", "INTEGER", TRUE);
      assert_column (row, "at", "INTEGER", TRUE);
      for (guint i = 0; i < class->n_fields; i++)
        assert_column (row, class->fields[i].name, type_of (class->fields[i].kind), class->fields[i].required);
      g_assert_cmpint (sqlite3_step (row), ==, SQLITE_DONE);
    }
}

static void
assert_selects (sqlite3 *db, const WuseRecordClass *class, const char *sql, gboolean has_key)
{
  GError *error = NULL;
  g_autoptr (sqlite3_stmt) select = wuse_sql_prepare (db, sql, &error);
  const int key_column = WUSE_TABLE_FIELDS + (int) class->n_fields;

  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_column_count (select), ==, key_column + has_key);
  for (guint i = 0; i < class->n_fields; i++)
    g_assert_cmpstr (sqlite3_column_name (select, (int) i + WUSE_TABLE_FIELDS), ==, class->fields[i].name);
  if (has_key)
    g_assert_cmpstr (sqlite3_column_name (select, key_column), ==, "key");
}

/* The columns named in a statement are those of the class, in its order. */
static void
test_statements (void)
{
  g_autoptr (sqlite3) db = make_database ();
  GError *error = NULL;

  for (guint type = 0; type < WUSE_N_RECORD_TYPES; type++)
    {
      const WuseRecordClass *class = wuse_record_class (type);
      const WuseTable *table = wuse_table (type);
      g_autoptr (sqlite3_stmt) insert = wuse_sql_prepare (db, table->insert, &error);
      g_autoptr (sqlite3_stmt) remove = wuse_sql_prepare (db, table->remove, &error);
      g_autoptr (sqlite3_stmt) upsert = NULL;

      g_assert_no_error (error);
      assert_selects (db, class, table->select, table->select_row != NULL);
      if (table->select_row != NULL)
        assert_selects (db, class, table->select_row, TRUE);
      if (table->select_met != NULL)
        assert_selects (db, class, table->select_met, TRUE);
      if (table->select_one != NULL)
        assert_selects (db, class, table->select_one, TRUE);
      if (table->overlay != NULL)
        {
          assert_selects (db, class, table->overlay->select, TRUE);
          assert_selects (db, class, table->overlay->select_row, TRUE);
        }
      g_assert_cmpint (sqlite3_bind_parameter_count (insert), ==, class->n_fields + WUSE_TABLE_FIELDS);
      g_assert_cmpint (sqlite3_bind_parameter_count (remove), ==, 2);

      for (guint i = 0; table->indexes != NULL && table->indexes[i] != NULL; i++)
        wuse_sql_run (db, table->indexes[i], &error);
      g_assert_no_error (error);
      upsert = wuse_sql_prepare (db, table->upsert, &error);
      g_assert_no_error (error);
      g_assert_cmpint (sqlite3_bind_parameter_count (upsert), ==, class->n_fields + WUSE_TABLE_FIELDS);
      /* Every field is brought up to date, not only written the first time. */
      for (guint i = 0; i < class->n_fields; i++)
        {
          g_autofree char *plain = g_strdup_printf (" %s = excluded.%s", class->fields[i].name, class->fields[i].name);
          g_autofree char *quoted = g_strdup_printf (" \"%s\" = excluded.\"%s\"", class->fields[i].name, class->fields[i].name);

          g_assert_true (strstr (table->upsert, plain) != NULL || strstr (table->upsert, quoted) != NULL);
        }
    }
}

/* What was dropped and made again is recognised; what was changed is not. */
static void
test_recognition (void)
{
  g_autoptr (sqlite3) db = make_database ();
  g_autoptr (GError) error = NULL;

  wuse_store_schema_check (db, &error);
  g_assert_no_error (error);
  wuse_store_schema_reset (db, &error);
  g_assert_no_error (error);
  wuse_store_schema_check (db, &error);
  g_assert_no_error (error);

  wuse_sql_run (db, "ALTER TABLE person ADD COLUMN shoe_size INTEGER", &error);
  g_assert_no_error (error);
  g_assert_false (wuse_store_schema_check (db, &error));
  g_assert_error (error, WUSE_STORE_ERROR, WUSE_STORE_ERROR_CORRUPT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/tables/columns", test_columns);
  g_test_add_func ("/store/tables/statements", test_statements);
  g_test_add_func ("/store/tables/recognition", test_recognition);

  return g_test_run ();
}
