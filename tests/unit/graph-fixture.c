/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Graphs to try the graph room on. */

#include "config.h"

#include "graph-fixture.h"

#include "wuse-date.h"
#include "wuse-test-shared.h"

WuseGraph *
random_graph_new (GRand *random, guint n_nodes, guint n_edges)
{
  g_autofree guint32 *from = g_new (guint32, n_edges);
  g_autofree guint32 *to = g_new (guint32, n_edges);

  for (guint e = 0; e < n_edges; e++)
    {
      from[e] = (guint32) g_rand_int_range (random, 0, (gint32) n_nodes);
      to[e] = (guint32) g_rand_int_range (random, 0, (gint32) n_nodes);
    }

  return wuse_graph_new (n_nodes, from, to, n_edges);
}

WuseGraph *
random_tree_graph_new (GRand *random, guint n_nodes)
{
  g_autofree guint32 *from = g_new (guint32, n_nodes);
  g_autofree guint32 *to = g_new (guint32, n_nodes);
  guint n_edges = 0;

  for (guint32 v = 1; v < n_nodes; v++)
    if (g_rand_int_range (random, 0, 10) > 0)
      {
        /* Few infect many. */
        double share = g_rand_double (random);

        from[n_edges] = (guint32) (share * share * v);
        to[n_edges++] = v;
      }

  return wuse_graph_new (n_nodes, from, to, n_edges);
}

WuseGraph *
path_graph_new (guint n_nodes)
{
  g_autofree guint32 *numbers = g_new (guint32, n_nodes);

  for (guint32 v = 0; v < n_nodes; v++)
    numbers[v] = v;

  return wuse_graph_new (n_nodes, numbers, numbers + 1, n_nodes - 1);
}

WuseGraph *
cycle_graph_new (guint n_nodes)
{
  g_autofree guint32 *numbers = g_new (guint32, n_nodes + 1);

  for (guint32 v = 0; v <= n_nodes; v++)
    numbers[v] = v % n_nodes;

  return wuse_graph_new (n_nodes, numbers, numbers + 1, n_nodes);
}

WuseGraph *
star_graph_new (guint n_nodes)
{
  g_autofree guint32 *center = g_new0 (guint32, n_nodes);
  g_autofree guint32 *numbers = g_new (guint32, n_nodes);

  for (guint32 v = 0; v < n_nodes; v++)
    numbers[v] = v;

  return wuse_graph_new (n_nodes, center, numbers + 1, n_nodes - 1);
}

GPtrArray *
shared_csv_read (const char *path)
{
  g_autofree char *file = wuse_test_find_shared (path);
  g_autofree char *text = NULL;

  if (file == NULL || !g_file_get_contents (file, &text, NULL, NULL))
    return NULL;

  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_ptr_array_add (rows, g_strsplit (lines[i], ",", -1));

  return rows;
}

static guint
find_column (GPtrArray *rows, const char *name)
{
  char **header = g_ptr_array_index (rows, 0);

  for (guint i = 0; header[i] != NULL; i++)
    if (g_str_equal (header[i], name))
      return i;
  g_assert_not_reached ();
}

static guint32
add_person (Seoul *self, const char *id)
{
  gpointer node;

  if (g_hash_table_lookup_extended (self->nodes, id, NULL, &node))
    return GPOINTER_TO_UINT (node);
  g_ptr_array_add (self->ids, g_strdup (id));
  g_hash_table_insert (self->nodes, g_ptr_array_index (self->ids, self->ids->len - 1), GUINT_TO_POINTER (self->ids->len - 1));

  return self->ids->len - 1;
}

static gint32
parse_day (const char *text)
{
  WuseDay day;

  return wuse_day_parse (text, -1, &day, NULL) ? day : WUSE_DAY_NONE;
}

Seoul *
seoul_read (void)
{
  g_autoptr (GPtrArray) rows = shared_csv_read ("data/seoul-2020/PatientInfo.csv");
  g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) to = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (rows == NULL)
    return NULL;

  Seoul *self = g_new0 (Seoul, 1);
  guint id = find_column (rows, "patient_id"), infector = find_column (rows, "infected_by");
  guint onset = find_column (rows, "symptom_onset_date"), report = find_column (rows, "confirmed_date");

  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->nodes = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 1; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);

      if (*g_strstrip (row[infector]) == '\0')
        continue;
      guint32 begin = add_person (self, row[infector]), end = add_person (self, row[id]);
      g_array_append_val (from, begin);
      g_array_append_val (to, end);
    }
  self->graph = wuse_graph_new (self->ids->len, (guint32 *) (gpointer) from->data, (guint32 *) (gpointer) to->data, from->len);
  self->onset = g_new (gint32, self->ids->len);
  self->report = g_new (gint32, self->ids->len);
  for (guint i = 0; i < self->ids->len; i++)
    self->onset[i] = self->report[i] = WUSE_DAY_NONE;
  for (guint i = 1; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      gpointer node;

      if (!g_hash_table_lookup_extended (self->nodes, row[id], NULL, &node))
        continue;
      self->onset[GPOINTER_TO_UINT (node)] = parse_day (g_strstrip (row[onset]));
      self->report[GPOINTER_TO_UINT (node)] = parse_day (g_strstrip (row[report]));
    }

  return self;
}

void
seoul_free (Seoul *self)
{
  wuse_graph_unref (self->graph);
  g_hash_table_unref (self->nodes);
  g_ptr_array_unref (self->ids);
  g_free (self->onset);
  g_free (self->report);
  g_free (self);
}
