/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list model of numbers into somebody's arrays. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-index-list.h"

struct _WuseIndexItem
{
  GObject parent_instance;

  guint32 index;
};

G_DEFINE_FINAL_TYPE (WuseIndexItem, wuse_index_item, G_TYPE_OBJECT)

struct _WuseIndexList
{
  GObject parent_instance;

  guint32 *indices;
  guint n_indices;
};

static GType
get_item_type (GListModel *model)
{
  return WUSE_TYPE_INDEX_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return WUSE_INDEX_LIST (model)->n_indices;
}

static gpointer
get_item (GListModel *model, guint position)
{
  WuseIndexList *self = WUSE_INDEX_LIST (model);
  WuseIndexItem *item;

  if (position >= self->n_indices)
    return NULL;
  item = g_object_new (WUSE_TYPE_INDEX_ITEM, NULL);
  item->index = self->indices[position];

  return item;
}

static void
init_model (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (WuseIndexList,
                               wuse_index_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_model))

static void
wuse_index_item_class_init (WuseIndexItemClass *class)
{
}

static void
wuse_index_item_init (WuseIndexItem *self)
{
}

static void
wuse_index_list_finalize (GObject *object)
{
  g_free (WUSE_INDEX_LIST (object)->indices);
  G_OBJECT_CLASS (wuse_index_list_parent_class)->finalize (object);
}

static void
wuse_index_list_class_init (WuseIndexListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = wuse_index_list_finalize;
}

static void
wuse_index_list_init (WuseIndexList *self)
{
}

WuseIndexList *
wuse_index_list_new (void)
{
  return g_object_new (WUSE_TYPE_INDEX_LIST, NULL);
}

void
wuse_index_list_set (WuseIndexList *self, const guint32 *indices, guint n_indices)
{
  const guint n_before = self->n_indices;

  g_return_if_fail (WUSE_IS_INDEX_LIST (self));
  g_return_if_fail (n_indices == 0 || indices != NULL);

  g_free (self->indices);
  self->indices = g_memdup2 (indices, n_indices * sizeof *indices);
  self->n_indices = n_indices;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, n_indices);
}

guint32
wuse_index_list_get (WuseIndexList *self, guint position)
{
  g_return_val_if_fail (WUSE_IS_INDEX_LIST (self) && position < self->n_indices, 0);

  return self->indices[position];
}

guint32
wuse_index_item_get_index (WuseIndexItem *self)
{
  g_return_val_if_fail (WUSE_IS_INDEX_ITEM (self), 0);

  return self->index;
}
