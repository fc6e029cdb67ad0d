/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cases a person has picked. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-selection.h"

#include <string.h>

struct _WuseSelection
{
  GObject parent_instance;

  GPtrArray *ids; /* with a NULL behind them */
  GHashTable *set;
};

G_DEFINE_FINAL_TYPE (WuseSelection, wuse_selection, G_TYPE_OBJECT)

static guint changed_signal;

static void
wuse_selection_finalize (GObject *object)
{
  WuseSelection *self = WUSE_SELECTION (object);

  g_hash_table_unref (self->set);
  g_ptr_array_unref (self->ids);
  G_OBJECT_CLASS (wuse_selection_parent_class)->finalize (object);
}

static void
wuse_selection_class_init (WuseSelectionClass *class)
{
  G_OBJECT_CLASS (class)->finalize = wuse_selection_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wuse_selection_init (WuseSelection *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->ids, NULL);
  self->set = g_hash_table_new (g_str_hash, g_str_equal);
}

WuseSelection *
wuse_selection_new (void)
{
  return g_object_new (WUSE_TYPE_SELECTION, NULL);
}

static gboolean
is_same (WuseSelection *self, const char *const *ids)
{
  const char *const *mine = (const char *const *) self->ids->pdata;

  for (guint i = 0;; i++)
    {
      const char *id = ids != NULL ? ids[i] : NULL;

      if (g_strcmp0 (mine[i], id) != 0)
        return FALSE;
      if (id == NULL)
        return TRUE;
    }
}

void
wuse_selection_set (WuseSelection *self, const char *const *ids)
{
  GPtrArray *fresh;

  g_return_if_fail (WUSE_IS_SELECTION (self));

  if (is_same (self, ids))
    return;
  fresh = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_remove_all (self->set);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (!g_hash_table_contains (self->set, ids[i]))
      {
        char *id = g_strdup (ids[i]);

        g_ptr_array_add (fresh, id);
        g_hash_table_add (self->set, id);
      }
  g_ptr_array_add (fresh, NULL);
  g_ptr_array_unref (self->ids);
  self->ids = fresh;
  g_signal_emit (self, changed_signal, 0);
}

void
wuse_selection_set_one (WuseSelection *self, const char *id)
{
  const char *const ids[] = { id, NULL };

  g_return_if_fail (id != NULL);

  wuse_selection_set (self, ids);
}

void
wuse_selection_toggle (WuseSelection *self, const char *id)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  gboolean was_there = FALSE;

  g_return_if_fail (WUSE_IS_SELECTION (self));
  g_return_if_fail (id != NULL);

  for (guint i = 0; i + 1 < self->ids->len; i++)
    {
      char *other = g_ptr_array_index (self->ids, i);

      if (strcmp (other, id) == 0)
        was_there = TRUE;
      else
        g_ptr_array_add (ids, other);
    }
  if (!was_there)
    g_ptr_array_add (ids, (char *) id);
  g_ptr_array_add (ids, NULL);
  wuse_selection_set (self, (const char *const *) ids->pdata);
}

gboolean
wuse_selection_contains (WuseSelection *self, const char *id)
{
  g_return_val_if_fail (WUSE_IS_SELECTION (self), FALSE);

  return id != NULL && g_hash_table_contains (self->set, id);
}

const char *const *
wuse_selection_get_ids (WuseSelection *self, guint *n_ids)
{
  g_return_val_if_fail (WUSE_IS_SELECTION (self), NULL);

  if (n_ids != NULL)
    *n_ids = self->ids->len - 1;

  return (const char *const *) self->ids->pdata;
}
