/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows the latest transactions have touched, as SQLite tells it. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-touch-log.h"

#include <string.h>

#define LOCAL "local_"

struct _WuseTouchLog
{
  GArray *pending; /* of the transaction under way; the writing thread's alone */
  gboolean is_watching;
  gboolean is_unknown; /* what was announced */

  GMutex lock; /* for all below */
  GArray *touches;
  gint64 first;     /* everything after it is in the log */
  gint64 announced; /* number of the latest transaction, committed or not */
  gint64 committed;
  guint epoch;
};

WuseTouchLog *
wuse_touch_log_new (void)
{
  WuseTouchLog *self = g_new0 (WuseTouchLog, 1);

  g_mutex_init (&self->lock);
  self->pending = g_array_new (FALSE, FALSE, sizeof (WuseTouch));
  self->touches = g_array_new (FALSE, FALSE, sizeof (WuseTouch));
  /* Of no other cache's log */
  self->epoch = (guint) g_random_int_range (1, G_MAXINT);

  return self;
}

void
wuse_touch_log_free (WuseTouchLog *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->pending);
  g_array_unref (self->touches);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Tables of records have the names of their types; so have those of what a person has entered, behind a prefix. */
static void
updated_cb (gpointer data, int operation, const char *database, const char *table, sqlite3_int64 key)
{
  WuseTouchLog *self = data;
  const gboolean is_local = g_str_has_prefix (table, LOCAL);

  /* One more than fits says that they did not. */
  if (self->pending->len > WUSE_TOUCH_LOG_MAX)
    return;
  for (guint type = 0; type < WUSE_N_RECORD_TYPES; type++)
    if (strcmp (wuse_record_class (type)->name, is_local ? table + strlen (LOCAL) : table) == 0)
      {
        g_array_append_val (self->pending, ((WuseTouch){ .key = is_local ? -key : key, .type = type }));
        return;
      }
}

void
wuse_touch_log_watch (WuseTouchLog *self, sqlite3 *db, gboolean watch)
{
  g_array_set_size (self->pending, 0);
  self->is_watching = watch;
  sqlite3_update_hook (db, watch ? updated_cb : NULL, self);
}

/* With the lock: what was read before does not compare with what is read from now on. */
static void
begin_epoch (WuseTouchLog *self)
{
  g_array_set_size (self->touches, 0);
  self->first = self->announced;
  self->epoch++;
}

/* With the lock. */
static void
add_pending (WuseTouchLog *self)
{
  guint excess = self->touches->len + self->pending->len;

  excess = excess > WUSE_TOUCH_LOG_MAX ? MIN (excess - WUSE_TOUCH_LOG_MAX, self->touches->len) : 0;
  if (excess > 0)
    {
      self->first = g_array_index (self->touches, WuseTouch, excess - 1).number;
      g_array_remove_range (self->touches, 0, excess);
    }
  for (guint i = 0; i < self->pending->len; i++)
    g_array_index (self->pending, WuseTouch, i).number = self->announced;
  g_array_append_vals (self->touches, self->pending->data, self->pending->len);
}

void
wuse_touch_log_announce (WuseTouchLog *self)
{
  self->is_unknown = !self->is_watching || self->pending->len > WUSE_TOUCH_LOG_MAX;
  g_mutex_lock (&self->lock);
  self->announced++;
  if (self->is_unknown)
    begin_epoch (self);
  else
    add_pending (self);
  g_mutex_unlock (&self->lock);
  g_array_set_size (self->pending, 0);
}

void
wuse_touch_log_commit (WuseTouchLog *self)
{
  g_mutex_lock (&self->lock);
  self->committed = self->announced;
  /* Once more: between the two somebody may have read what was there before. */
  if (self->is_unknown)
    begin_epoch (self);
  g_mutex_unlock (&self->lock);
}

void
wuse_touch_log_roll_back (WuseTouchLog *self)
{
  g_array_set_size (self->pending, 0);
}

void
wuse_touch_log_forget (WuseTouchLog *self)
{
  g_mutex_lock (&self->lock);
  begin_epoch (self);
  g_mutex_unlock (&self->lock);
}

void
wuse_touch_log_get_instant (WuseTouchLog *self, guint *epoch, gint64 *number)
{
  g_mutex_lock (&self->lock);
  *epoch = self->epoch;
  *number = self->committed;
  g_mutex_unlock (&self->lock);
}

gboolean
wuse_touch_log_collect (WuseTouchLog *self, guint epoch, gint64 after, GArray *touches)
{
  gboolean is_known;

  g_array_set_size (touches, 0);
  g_mutex_lock (&self->lock);
  is_known = epoch == self->epoch && after >= self->first;
  for (guint i = 0; is_known && i < self->touches->len; i++)
    {
      const WuseTouch *touch = &g_array_index (self->touches, WuseTouch, i);

      if (touch->number > after)
        g_array_append_vals (touches, touch, 1);
    }
  g_mutex_unlock (&self->lock);

  return is_known;
}

gboolean
wuse_touch_log_collect_keys (WuseTouchLog *self, guint epoch, gint64 after, GHashTable *touched[WUSE_N_RECORD_TYPES])
{
  g_autoptr (GArray) touches = g_array_new (FALSE, FALSE, sizeof (WuseTouch));
  const gboolean is_known = wuse_touch_log_collect (self, epoch, after, touches);

  for (guint type = 0; type < WUSE_N_RECORD_TYPES; type++)
    touched[type] = NULL;
  for (guint i = 0; i < touches->len; i++)
    {
      const WuseTouch *touch = &g_array_index (touches, WuseTouch, i);

      if (touched[touch->type] == NULL)
        touched[touch->type] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      g_hash_table_add (touched[touch->type], g_memdup2 (&touch->key, sizeof touch->key));
    }

  return is_known;
}

void
wuse_touched_keys_clear (GHashTable *touched[WUSE_N_RECORD_TYPES])
{
  for (guint type = 0; type < WUSE_N_RECORD_TYPES; type++)
    g_clear_pointer (&touched[type], g_hash_table_unref);
}
