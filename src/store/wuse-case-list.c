/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases as a list: keys in order, rows made on demand and forgotten. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-case-list.h"

#include "wuse-case-row-private.h"
#include "wuse-list-change.h"

#define PAGE_ROWS 200
/* What has been read is kept for so many rows beyond those that somebody shows. */
#define PAGES_KEPT 20
/* Live changes are followed at most so often. */
#define FOLLOW_MSEC 250

#define BIT(type) (1u << (type))
/* What the rows are made of. */
#define TYPES                                                                                                                    \
  (BIT (WUSE_RECORD_CASE) | BIT (WUSE_RECORD_CONTACT) | BIT (WUSE_RECORD_STAY) | BIT (WUSE_RECORD_LINK) | BIT (WUSE_RECORD_AREA))

/* All cases of a query, immutable. */
typedef struct
{
  gatomicrefcount references;
  GArray *keys;
  GPtrArray *ids;
} Order;

struct _WuseCaseList
{
  GObject parent_instance;

  WuseStore *store;
  gulong changed;
  GCancellable *cancellable; /* of everything */
  WuseCaseQuery *query;
  Order *order;
  guint n_items;         /* of @order, but while changes are told of */
  Order *before;         /* while changes are told of: what comes after @n_told */
  guint n_told;          /* items of @order that have been told of */
  guint before_from;     /* first item of @before that stands behind them */
  GHashTable *rows;      /* key to row, for rows that somebody holds */
  GHashTable *kept;      /* key to fields */
  GQueue kept_pages;     /* of keys, newest first */
  GHashTable *requested; /* first positions of pages being read */
  GCancellable *loading; /* of the order that is being read */
  gboolean is_stale;     /* whether something changed while it is */
  guint follow_source;
};

enum
{
  PROP_IS_LOADING = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void load_order (WuseCaseList *self);
static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WuseCaseList,
                               wuse_case_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static Order *
order_ref (Order *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

static void
order_unref (gpointer data)
{
  Order *self = data;

  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_array_unref (self->keys);
  g_ptr_array_unref (self->ids);
  g_free (self);
}

static gint64
key_at (WuseCaseList *self, guint position)
{
  if (self->before != NULL && position >= self->n_told)
    return g_array_index (self->before->keys, gint64, self->before_from + position - self->n_told);

  return g_array_index (self->order->keys, gint64, position);
}

/* What a page is read with and for. */
typedef struct
{
  WuseCaseList *self;
  Order *order; /* that it was asked for; what comes for an older one may be older than what is known */
  guint first;  /* position that stands for the page, G_MAXUINT for rows that are read again */
  GArray *keys;
} PageRequest;

static void
free_page_request (PageRequest *request)
{
  g_array_unref (request->keys);
  order_unref (request->order);
  g_object_unref (request->self);
  g_free (request);
}

static gpointer
read_page (WuseStoreReader *reader, gpointer keys, GCancellable *cancellable, GError **error)
{
  return wuse_store_reader_load_case_rows (reader, keys, error);
}

/* Keeps what was read, and forgets what was read long ago. */
static void
keep (WuseCaseList *self, GPtrArray *page)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < page->len; i++)
    {
      WuseCaseFields *fields = g_ptr_array_index (page, i);
      WuseCaseRow *row = g_hash_table_lookup (self->rows, &fields->key);

      g_array_append_val (keys, fields->key);
      g_hash_table_replace (self->kept, &fields->key, wuse_case_fields_ref (fields));
      if (row != NULL)
        wuse_case_row_set_fields (row, fields);
    }
  g_queue_push_head (&self->kept_pages, keys);
  while (self->kept_pages.length > PAGES_KEPT)
    {
      g_autoptr (GArray) old = g_queue_pop_tail (&self->kept_pages);

      for (guint i = 0; i < old->len; i++)
        g_hash_table_remove (self->kept, &g_array_index (old, gint64, i));
    }
}

static void
read_page_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  PageRequest *request = data;
  WuseCaseList *self = request->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page = wuse_store_read_finish (WUSE_STORE (object), result, &error);

  if (request->order == self->order && !g_cancellable_is_cancelled (self->cancellable))
    {
      if (request->first != G_MAXUINT)
        g_hash_table_remove (self->requested, GUINT_TO_POINTER (request->first));
      if (page != NULL)
        keep (self, page);
    }
  free_page_request (request);
}

/* @keys: (transfer full). */
static void
request_keys (WuseCaseList *self, guint first, GArray *keys)
{
  PageRequest *request = g_new0 (PageRequest, 1);

  *request = (PageRequest){ g_object_ref (self), order_ref (self->order), first, keys };
  wuse_store_read_async (self->store, read_page, g_array_ref (keys), (GDestroyNotify) g_array_unref,
                         (GDestroyNotify) g_ptr_array_unref, self->cancellable, read_page_cb, request);
}

static void
request_page (WuseCaseList *self, guint position)
{
  guint first = position / PAGE_ROWS * PAGE_ROWS;
  guint last = MIN (first + PAGE_ROWS, self->n_items);
  GArray *keys;

  if (!g_hash_table_add (self->requested, GUINT_TO_POINTER (first)))
    return;
  keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), last - first);
  for (guint i = first; i < last; i++)
    {
      gint64 key = key_at (self, i);

      g_array_append_val (keys, key);
    }
  request_keys (self, first, keys);
}

static void
forget_row_cb (gpointer data, GObject *row)
{
  WuseCaseList *self = data;

  /* The object is gone, but its memory still stands: it holds the key that the table knows it by. */
  g_hash_table_remove (self->rows, wuse_case_row_get_key ((WuseCaseRow *) row));
}

static GType
get_item_type (GListModel *model)
{
  return WUSE_TYPE_CASE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return WUSE_CASE_LIST (model)->n_items;
}

static gpointer
get_item (GListModel *model, guint position)
{
  WuseCaseList *self = WUSE_CASE_LIST (model);
  WuseCaseFields *fields;
  WuseCaseRow *row;
  gint64 key;

  if (position >= self->n_items)
    return NULL;
  key = key_at (self, position);
  row = g_hash_table_lookup (self->rows, &key);
  if (row != NULL)
    return g_object_ref (row);

  fields = g_hash_table_lookup (self->kept, &key);
  row = wuse_case_row_new (key, fields);
  g_hash_table_insert (self->rows, (gpointer) wuse_case_row_get_key (row), row);
  g_object_weak_ref (G_OBJECT (row), forget_row_cb, self);
  /* While changes are told of, positions are not yet what they will be. */
  if (fields == NULL && self->before == NULL)
    request_page (self, position);

  return row;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

/* What an order is read with and what comes of it. */
typedef struct
{
  WuseCaseQuery *query;
  Order *before;
  Order *order;
  GArray *spans;
} OrderRequest;

static void
free_order_request_cb (gpointer data)
{
  OrderRequest *request = data;

  wuse_case_query_free (request->query);
  order_unref (request->before);
  order_unref (request->order);
  g_clear_pointer (&request->spans, g_array_unref);
  g_free (request);
}

static gpointer
read_order (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const OrderRequest *request = data;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GArray *keys = wuse_store_reader_query_cases (reader, request->query, ids, error);
  OrderRequest *answer;

  if (keys == NULL)
    return NULL;
  answer = g_new0 (OrderRequest, 1);
  answer->order = g_new0 (Order, 1);
  g_atomic_ref_count_init (&answer->order->references);
  answer->order->keys = keys;
  answer->order->ids = g_steal_pointer (&ids);
  answer->spans = wuse_list_change_find (request->before->keys, keys);

  return answer;
}

/* Tells of one span after the other; in between, the list is the new one up to there and the old one behind. */
static void
tell (WuseCaseList *self, const GArray *spans)
{
  gint64 shift = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const WuseListSpan *span = &g_array_index (spans, WuseListSpan, i);
      gint64 before_from = (gint64) span->position + span->n_removed - shift;

      self->n_told = span->position + span->n_added;
      self->before_from = (guint) before_from;
      shift += (gint64) span->n_added - span->n_removed;
      self->n_items = self->n_told + self->before->keys->len - self->before_from;
      g_list_model_items_changed (G_LIST_MODEL (self), span->position, span->n_removed, span->n_added);
    }
}

static void
forget_what_was_read (WuseCaseList *self)
{
  GArray *keys;

  while ((keys = g_queue_pop_head (&self->kept_pages)) != NULL)
    g_array_unref (keys);
  g_hash_table_remove_all (self->kept);
  g_hash_table_remove_all (self->requested);
}

/* Rows that somebody shows, and those that are new; what they have they keep until it has been read again. */
static void
refresh_rows (WuseCaseList *self)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_val (keys, *(gint64 *) key);
  if (keys->len > 0)
    request_keys (self, G_MAXUINT, keys);
  else
    g_array_unref (keys);
}

static void
take_order (WuseCaseList *self, OrderRequest *answer)
{
  forget_what_was_read (self);
  self->before = g_steal_pointer (&self->order);
  self->order = order_ref (answer->order);
  self->n_told = self->before_from = 0;
  tell (self, answer->spans);
  g_clear_pointer (&self->before, order_unref);
  self->n_items = self->order->keys->len;
  refresh_rows (self);
}

static void
read_order_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (WuseCaseList) self = data;
  g_autoptr (GError) error = NULL;
  OrderRequest *answer = wuse_store_read_finish (WUSE_STORE (object), result, &error);

  /* Another query has been set meanwhile: its own answer comes. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&answer, free_order_request_cb);
      return;
    }

  g_clear_object (&self->loading);
  if (answer != NULL)
    {
      take_order (self, answer);
      free_order_request_cb (answer);
    }
  if (self->is_stale)
    load_order (self);
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADING]);
}

static void
load_order (WuseCaseList *self)
{
  OrderRequest *request = g_new0 (OrderRequest, 1);
  gboolean was_loading = self->loading != NULL;

  g_cancellable_cancel (self->loading);
  g_set_object (&self->loading, NULL);
  self->loading = g_cancellable_new ();
  self->is_stale = FALSE;
  request->query = wuse_case_query_copy (self->query);
  request->before = order_ref (self->order);
  wuse_store_read_async (self->store, read_order, request, free_order_request_cb, free_order_request_cb, self->loading,
                         read_order_cb, g_object_ref (self));
  if (!was_loading)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADING]);
}

static gboolean
follow_cb (gpointer data)
{
  WuseCaseList *self = data;

  self->follow_source = 0;
  if (self->loading != NULL)
    self->is_stale = TRUE;
  else
    load_order (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (WuseStore *store, guint types, gint64 seq, WuseCaseList *self)
{
  if ((types & TYPES) == 0 || self->query == NULL || self->follow_source != 0)
    return;
  self->follow_source = g_timeout_add (FOLLOW_MSEC, follow_cb, self);
}

static void
wuse_case_list_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  WuseCaseList *self = WUSE_CASE_LIST (object);

  if (property_id == PROP_IS_LOADING)
    g_value_set_boolean (value, self->loading != NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
wuse_case_list_dispose (GObject *object)
{
  WuseCaseList *self = WUSE_CASE_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->loading);
  g_clear_handle_id (&self->follow_source, g_source_remove);
  if (self->store != NULL)
    g_clear_signal_handler (&self->changed, self->store);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (wuse_case_list_parent_class)->dispose (object);
}

static void
wuse_case_list_finalize (GObject *object)
{
  WuseCaseList *self = WUSE_CASE_LIST (object);
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_object_weak_unref (row, forget_row_cb, self);
  g_hash_table_unref (self->rows);
  forget_what_was_read (self);
  g_hash_table_unref (self->kept);
  g_hash_table_unref (self->requested);
  g_clear_object (&self->loading);
  g_clear_object (&self->cancellable);
  order_unref (self->order);
  wuse_case_query_free (self->query);

  G_OBJECT_CLASS (wuse_case_list_parent_class)->finalize (object);
}

static void
wuse_case_list_class_init (WuseCaseListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = wuse_case_list_get_property;
  object_class->dispose = wuse_case_list_dispose;
  object_class->finalize = wuse_case_list_finalize;
  properties[PROP_IS_LOADING] =
      g_param_spec_boolean ("is-loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wuse_case_list_init (WuseCaseList *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->kept = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) wuse_case_fields_unref);
  self->requested = g_hash_table_new (NULL, NULL);
  g_queue_init (&self->kept_pages);
  self->order = g_new0 (Order, 1);
  g_atomic_ref_count_init (&self->order->references);
  self->order->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->order->ids = g_ptr_array_new ();
}

WuseCaseList *
wuse_case_list_new (WuseStore *store)
{
  WuseCaseList *self;

  g_return_val_if_fail (WUSE_IS_STORE (store), NULL);

  self = g_object_new (WUSE_TYPE_CASE_LIST, NULL);
  self->store = g_object_ref (store);
  self->changed = g_signal_connect (store, "changed", G_CALLBACK (changed_cb), self);

  return self;
}

void
wuse_case_list_set_query (WuseCaseList *self, const WuseCaseQuery *query)
{
  g_return_if_fail (WUSE_IS_CASE_LIST (self));
  g_return_if_fail (query != NULL);

  wuse_case_query_free (self->query);
  self->query = wuse_case_query_copy (query);
  load_order (self);
}

const WuseCaseQuery *
wuse_case_list_get_query (WuseCaseList *self)
{
  g_return_val_if_fail (WUSE_IS_CASE_LIST (self), NULL);

  return self->query;
}

gboolean
wuse_case_list_is_loading (WuseCaseList *self)
{
  g_return_val_if_fail (WUSE_IS_CASE_LIST (self), FALSE);

  return self->loading != NULL;
}

guint
wuse_case_list_find (WuseCaseList *self, const char *id)
{
  guint position;

  g_return_val_if_fail (WUSE_IS_CASE_LIST (self), G_MAXUINT);
  g_return_val_if_fail (id != NULL, G_MAXUINT);

  return g_ptr_array_find_with_equal_func (self->order->ids, id, g_str_equal, &position) ? position : G_MAXUINT;
}

const char *
wuse_case_list_get_id (WuseCaseList *self, guint position)
{
  g_return_val_if_fail (WUSE_IS_CASE_LIST (self), NULL);

  return position < self->order->ids->len ? g_ptr_array_index (self->order->ids, position) : NULL;
}
