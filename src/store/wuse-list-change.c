/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a list of keys became another one. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-list-change.h"

#define MAX_SPANS 64
/* For each span a list makes its rows anew: of a list that has become another one, as by a search, more are not worth it. */
#define MAX_SPANS_OF_MANY 4

typedef struct
{
  const gint64 *before;
  const gint64 *after;
  guint i; /* of @before */
  guint j; /* of @after */
  guint n_before;
  guint n_after;
} Walk;

static GHashTable *
make_set (const gint64 *keys, guint first, guint end)
{
  GHashTable *set = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = first; i < end; i++)
    g_hash_table_add (set, (gpointer) &keys[i]);

  return set;
}

/* How far ahead a key stands in a set's array, as seen from @from; -1 if it is not in it. */
static gssize
distance (GHashTable *set, const gint64 *key, const gint64 *from)
{
  const gint64 *there = g_hash_table_lookup (set, key);

  return there != NULL ? there - from : -1;
}

/* Walks over one span. Of two keys that both lists have, but elsewhere, the one that has come further has moved: it is taken
 * out of the other list's set, so that there it counts as come or gone. */
static WuseListSpan
take_span (Walk *walk, GHashTable *old, GHashTable *new)
{
  guint i = walk->i, j = walk->j;

  while (walk->i < walk->n_before || walk->j < walk->n_after)
    {
      const gint64 *was = walk->i < walk->n_before ? &walk->before[walk->i] : NULL;
      const gint64 *is = walk->j < walk->n_after ? &walk->after[walk->j] : NULL;
      gssize to_new = was != NULL ? distance (new, was, &walk->after[walk->j]) : G_MAXSSIZE;
      gssize to_old = is != NULL ? distance (old, is, &walk->before[walk->i]) : G_MAXSSIZE;

      if (was != NULL && is != NULL && *was == *is)
        break;
      if (to_new < 0)
        walk->i++;
      else if (to_old < 0)
        walk->j++;
      else if (was != NULL && (is == NULL || to_new >= to_old))
        {
          g_hash_table_remove (old, was);
          walk->i++;
        }
      else
        {
          g_hash_table_remove (new, is);
          walk->j++;
        }
    }

  return (WuseListSpan){ j, walk->i - i, walk->j - j };
}

GArray *
wuse_list_change_find (const GArray *before, const GArray *after)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (WuseListSpan));
  Walk walk = {
    (const gint64 *) (gpointer) before->data, (const gint64 *) (gpointer) after->data, 0, 0, before->len, after->len
  };
  g_autoptr (GHashTable) old = NULL;
  g_autoptr (GHashTable) new = NULL;
  WuseListSpan all;
  guint n_changed = 0;

  while (walk.i < walk.n_before && walk.i < walk.n_after && walk.before[walk.i] == walk.after[walk.i])
    walk.i++;
  walk.j = walk.i;
  while (walk.n_before > walk.i && walk.n_after > walk.j && walk.before[walk.n_before - 1] == walk.after[walk.n_after - 1])
    {
      walk.n_before--;
      walk.n_after--;
    }
  all = (WuseListSpan){ walk.i, walk.n_before - walk.i, walk.n_after - walk.j };
  if (all.n_removed == 0 || all.n_added == 0)
    {
      if (all.n_removed > 0 || all.n_added > 0)
        g_array_append_val (spans, all);
      return spans;
    }

  old = make_set (walk.before, walk.i, walk.n_before);
  new = make_set (walk.after, walk.j, walk.n_after);
  while (spans->len <= MAX_SPANS && (walk.i < walk.n_before || walk.j < walk.n_after))
    {
      WuseListSpan span = take_span (&walk, old, new);

      if (span.n_removed > 0 || span.n_added > 0)
        g_array_append_val (spans, span);
      n_changed += span.n_removed + span.n_added;
      while (walk.i < walk.n_before && walk.j < walk.n_after && walk.before[walk.i] == walk.after[walk.j])
        {
          walk.i++;
          walk.j++;
        }
    }
  if (spans->len > MAX_SPANS || (spans->len > MAX_SPANS_OF_MANY && n_changed > (before->len + after->len) / 4))
    {
      g_array_set_size (spans, 0);
      g_array_append_val (spans, all);
    }

  return spans;
}
