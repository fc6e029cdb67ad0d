/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The movements of the selected cases, kept in step with selection and cache. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-movement-source.h"

#include "wuse-movement-reader.h"

/* What movements are made of. */
#define TYPES (1u << WUSE_RECORD_CASE | 1u << WUSE_RECORD_STAY | 1u << WUSE_RECORD_PLACE)

struct _WuseMovementSource
{
  GObject parent_instance;

  WuseWorkspace *workspace;
  WuseSelection *selection;
  WuseStore *store;
  WuseMovements *movements;
  GCancellable *cancellable; /* while it reads */
  gboolean is_wanted;
  gboolean is_stale;
};

G_DEFINE_FINAL_TYPE (WuseMovementSource, wuse_movement_source, G_TYPE_OBJECT)

static guint changed_signal;

static void read_movements (WuseMovementSource *self);

static void
take (WuseMovementSource *self, WuseMovements *movements)
{
  if (self->movements == NULL && movements == NULL)
    return;
  g_clear_pointer (&self->movements, wuse_movements_unref);
  self->movements = movements;
  g_signal_emit (self, changed_signal, 0);
}

static gpointer
load (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_movements (reader, data, error);
}

static void
read_cb (GObject *store, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  WuseMovements *movements = wuse_store_read_finish (WUSE_STORE (store), result, &error);
  WuseMovementSource *self;

  /* Another reading has begun, or the source is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = user_data;
  g_clear_object (&self->cancellable);
  take (self, movements);
  if (self->is_stale)
    read_movements (self);
}

static void
give_up (WuseMovementSource *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
read_movements (WuseMovementSource *self)
{
  guint n = 0;
  const char *const *ids = wuse_selection_get_ids (self->selection, &n);

  if (n == 0 || self->store == NULL)
    {
      give_up (self);
      self->is_stale = FALSE;
      take (self, NULL);
      return;
    }
  /* What changes in the cache while it is read is read after it. */
  if (!self->is_wanted || self->cancellable != NULL)
    return;
  self->is_stale = FALSE;
  self->cancellable = g_cancellable_new ();
  wuse_store_read_async (self->store, load, g_strdupv ((char **) ids), (GDestroyNotify) g_strfreev,
                         (GDestroyNotify) wuse_movements_unref, self->cancellable, read_cb, self);
}

static void
selection_changed_cb (WuseMovementSource *self)
{
  give_up (self);
  self->is_stale = TRUE;
  read_movements (self);
}

static void
store_changed_cb (WuseMovementSource *self, guint types)
{
  if ((types & TYPES) == 0)
    return;
  self->is_stale = TRUE;
  read_movements (self);
}

static void
opened_cb (WuseMovementSource *self)
{
  WuseStore *store = wuse_workspace_get_store (self->workspace);

  if (self->store == store)
    return;
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  give_up (self);
  g_set_object (&self->store, store);
  if (store != NULL)
    g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  self->is_stale = TRUE;
  read_movements (self);
}

static void
dispose (GObject *object)
{
  WuseMovementSource *self = WUSE_MOVEMENT_SOURCE (object);

  give_up (self);
  g_clear_pointer (&self->movements, wuse_movements_unref);
  g_clear_object (&self->store);
  g_clear_object (&self->selection);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (wuse_movement_source_parent_class)->dispose (object);
}

static void
wuse_movement_source_class_init (WuseMovementSourceClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wuse_movement_source_init (WuseMovementSource *self)
{
}

WuseMovementSource *
wuse_movement_source_new (WuseWorkspace *workspace, WuseSelection *selection)
{
  WuseMovementSource *self;

  g_return_val_if_fail (WUSE_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (WUSE_IS_SELECTION (selection), NULL);

  self = g_object_new (WUSE_TYPE_MOVEMENT_SOURCE, NULL);
  self->workspace = g_object_ref (workspace);
  self->selection = g_object_ref (selection);
  g_signal_connect_object (workspace, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  opened_cb (self);

  return self;
}

void
wuse_movement_source_set_wanted (WuseMovementSource *self, gboolean wanted)
{
  g_return_if_fail (WUSE_IS_MOVEMENT_SOURCE (self));

  self->is_wanted = wanted;
  if (wanted && self->is_stale)
    read_movements (self);
}

WuseMovements *
wuse_movement_source_get (WuseMovementSource *self)
{
  g_return_val_if_fail (WUSE_IS_MOVEMENT_SOURCE (self), NULL);

  return self->movements;
}

gboolean
wuse_movement_source_is_current (WuseMovementSource *self)
{
  g_return_val_if_fail (WUSE_IS_MOVEMENT_SOURCE (self), FALSE);

  return !self->is_stale && self->cancellable == NULL;
}
