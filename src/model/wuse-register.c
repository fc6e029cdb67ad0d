/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The epidemic as known, as arrays. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-register.h"

#include "wuse-id-table-private.h"

#include <string.h>

#define STRING_BLOCK 65536

G_STATIC_ASSERT (WUSE_ID_TABLE_NONE == WUSE_INDEX_NONE);

struct _WuseRegister
{
  gatomicrefcount ref_count;
  gboolean is_sealed;
  guint epoch;
  gint64 number;
  WuseAreaSet *areas;
  GArray *cases;
  GArray *contacts;
  GArray *stays;
  GArray *places;
  GArray *daily;
  GStringChunk *strings;
  GHashTable *numbers;
  GPtrArray *names;
};

G_DEFINE_BOXED_TYPE (WuseRegister, wuse_register, wuse_register_ref, wuse_register_unref)

WuseRegister *
wuse_register_new (WuseAreaSet *areas)
{
  g_return_val_if_fail (areas != NULL, NULL);

  WuseRegister *self = g_new0 (WuseRegister, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->areas = wuse_area_set_ref (areas);
  self->cases = g_array_new (FALSE, FALSE, sizeof (WuseCase));
  self->contacts = g_array_new (FALSE, FALSE, sizeof (WuseContact));
  self->stays = g_array_new (FALSE, FALSE, sizeof (WuseStay));
  self->places = g_array_new (FALSE, FALSE, sizeof (WusePlace));
  self->daily = g_array_new (FALSE, FALSE, sizeof (WuseDaily));
  self->strings = g_string_chunk_new (STRING_BLOCK);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->names = g_ptr_array_new ();

  return self;
}

WuseRegister *
wuse_register_ref (WuseRegister *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
wuse_register_unref (WuseRegister *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  wuse_area_set_unref (self->areas);
  g_array_unref (self->cases);
  g_array_unref (self->contacts);
  g_array_unref (self->stays);
  g_array_unref (self->places);
  g_array_unref (self->daily);
  g_hash_table_unref (self->numbers);
  g_ptr_array_unref (self->names);
  g_string_chunk_free (self->strings);
  g_free (self);
}

static char *
copy_string (WuseRegister *self, const char *string)
{
  return string != NULL ? g_string_chunk_insert (self->strings, string) : NULL;
}

void
wuse_register_add_case (WuseRegister *self, const WuseCase *item, const char *infector_id)
{
  g_return_if_fail (self != NULL && !self->is_sealed);
  g_return_if_fail (item != NULL && item->id != NULL);

  WuseCase copy = *item;

  copy.id = copy_string (self, item->id);
  copy.person = copy_string (self, item->person);
  copy.infector = WUSE_INDEX_NONE;
  copy.infector_id = copy_string (self, infector_id);
  g_array_append_val (self->cases, copy);
}

guint32
wuse_register_intern (WuseRegister *self, const char *name)
{
  g_return_val_if_fail (self != NULL && !self->is_sealed, WUSE_INDEX_NONE);

  gpointer number;

  if (name == NULL)
    return WUSE_INDEX_NONE;
  if (g_hash_table_lookup_extended (self->numbers, name, NULL, &number))
    return GPOINTER_TO_UINT (number);

  char *copy = copy_string (self, name);

  g_hash_table_insert (self->numbers, copy, GUINT_TO_POINTER (self->names->len));
  g_ptr_array_add (self->names, copy);
  return self->names->len - 1;
}

const char *
wuse_register_get_interned (const WuseRegister *self, guint32 number)
{
  g_return_val_if_fail (self != NULL && number < self->names->len, NULL);

  return g_ptr_array_index (self->names, number);
}

void
wuse_register_add_contact (WuseRegister *self, const WuseContact *item)
{
  g_return_if_fail (self != NULL && !self->is_sealed);
  g_return_if_fail (item != NULL);

  g_array_append_vals (self->contacts, item, 1);
}

void
wuse_register_add_stay (WuseRegister *self, const WuseStay *item, const char *case_id)
{
  g_return_if_fail (self != NULL && !self->is_sealed);
  g_return_if_fail (item != NULL && case_id != NULL);

  WuseStay copy = *item;

  copy.case_index = WUSE_INDEX_NONE;
  copy.case_id = g_string_chunk_insert_const (self->strings, case_id);
  g_array_append_val (self->stays, copy);
}

void
wuse_register_add_place (WuseRegister *self, const WusePlace *item)
{
  g_return_if_fail (self != NULL && !self->is_sealed);
  g_return_if_fail (item != NULL && item->id != NULL && item->kind != NULL && item->name != NULL);

  WusePlace copy = *item;

  copy.id = copy_string (self, item->id);
  copy.kind = g_string_chunk_insert_const (self->strings, item->kind);
  copy.name = copy_string (self, item->name);
  copy.address = copy_string (self, item->address);
  g_array_append_val (self->places, copy);
}

void
wuse_register_add_daily (WuseRegister *self, const WuseDaily *item)
{
  g_return_if_fail (self != NULL && !self->is_sealed);
  g_return_if_fail (item != NULL);

  g_array_append_vals (self->daily, item, 1);
}

static int
compare_cases_cb (gconstpointer a, gconstpointer b)
{
  const WuseCase *left = a;
  const WuseCase *right = b;

  if (left->report != right->report)
    return left->report < right->report ? -1 : 1;

  return strcmp (left->id, right->id);
}

static int
compare_stays_cb (gconstpointer a, gconstpointer b)
{
  const WuseStay *left = a;
  const WuseStay *right = b;

  if (left->case_index != right->case_index)
    return left->case_index < right->case_index ? -1 : 1;

  return (left->start > right->start) - (left->start < right->start);
}

static int
compare_daily_cb (gconstpointer a, gconstpointer b)
{
  const WuseDaily *left = a;
  const WuseDaily *right = b;

  if (left->area != right->area)
    return left->area < right->area ? -1 : 1;
  if (left->day != right->day)
    return left->day < right->day ? -1 : 1;

  return (left->at > right->at) - (left->at < right->at);
}

static WuseIdTable *
sort_cases (WuseRegister *self)
{
  WuseIdTable *ids = wuse_id_table_new (self->cases->len);

  g_array_sort (self->cases, compare_cases_cb);
  for (guint32 i = 0; i < self->cases->len; i++)
    wuse_id_table_put (ids, g_array_index (self->cases, WuseCase, i).id, i);

  return ids;
}

static guint32
find_case (const WuseIdTable *ids, const char *id)
{
  return id != NULL ? wuse_id_table_get (ids, id, strlen (id)) : WUSE_INDEX_NONE;
}

void
wuse_register_seal (WuseRegister *self)
{
  g_return_if_fail (self != NULL && !self->is_sealed);

  g_autoptr (WuseIdTable) ids = sort_cases (self);

  for (guint32 i = 0; i < self->cases->len; i++)
    {
      WuseCase *item = &g_array_index (self->cases, WuseCase, i);
      guint32 infector = find_case (ids, item->infector_id);

      item->infector = infector != i ? infector : WUSE_INDEX_NONE;
    }
  for (guint i = 0; i < self->stays->len; i++)
    {
      WuseStay *item = &g_array_index (self->stays, WuseStay, i);

      item->case_index = find_case (ids, item->case_id);
    }

  g_array_sort (self->stays, compare_stays_cb);
  g_array_sort (self->daily, compare_daily_cb);
  self->is_sealed = TRUE;
}

void
wuse_register_set_instant (WuseRegister *self, guint epoch, gint64 number)
{
  g_return_if_fail (self != NULL && !self->is_sealed);

  self->epoch = epoch;
  self->number = number;
}

void
wuse_register_get_instant (const WuseRegister *self, guint *epoch, gint64 *number)
{
  g_return_if_fail (self != NULL && epoch != NULL && number != NULL);

  *epoch = self->epoch;
  *number = self->number;
}

WuseAreaSet *
wuse_register_get_areas (const WuseRegister *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->areas;
}

const WuseCase *
wuse_register_get_cases (const WuseRegister *self, guint *n_cases)
{
  g_return_val_if_fail (self != NULL && self->is_sealed, NULL);
  g_return_val_if_fail (n_cases != NULL, NULL);

  *n_cases = self->cases->len;
  return (const WuseCase *) (gconstpointer) self->cases->data;
}

const WuseContact *
wuse_register_get_contacts (const WuseRegister *self, guint *n_contacts)
{
  g_return_val_if_fail (self != NULL && self->is_sealed, NULL);
  g_return_val_if_fail (n_contacts != NULL, NULL);

  *n_contacts = self->contacts->len;
  return (const WuseContact *) (gconstpointer) self->contacts->data;
}

const WuseStay *
wuse_register_get_stays (const WuseRegister *self, guint *n_stays)
{
  g_return_val_if_fail (self != NULL && self->is_sealed, NULL);
  g_return_val_if_fail (n_stays != NULL, NULL);

  *n_stays = self->stays->len;
  return (const WuseStay *) (gconstpointer) self->stays->data;
}

const WusePlace *
wuse_register_get_places (const WuseRegister *self, guint *n_places)
{
  g_return_val_if_fail (self != NULL && self->is_sealed, NULL);
  g_return_val_if_fail (n_places != NULL, NULL);

  *n_places = self->places->len;
  return (const WusePlace *) (gconstpointer) self->places->data;
}

const WuseDaily *
wuse_register_get_daily (const WuseRegister *self, guint *n_daily)
{
  g_return_val_if_fail (self != NULL && self->is_sealed, NULL);
  g_return_val_if_fail (n_daily != NULL, NULL);

  *n_daily = self->daily->len;
  return (const WuseDaily *) (gconstpointer) self->daily->data;
}
