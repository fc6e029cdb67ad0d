/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that writes the log back. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-checkpointer.h"

struct _WuseCheckpointer
{
  char *path;
  GThread *thread;
  GMutex lock;
  GCond cond;
  gboolean is_asked;
  gboolean is_ending;
};

/* Returns: whether to write back rather than to end. */
static gboolean
wait (WuseCheckpointer *self)
{
  gboolean goes_on;

  g_mutex_lock (&self->lock);
  while (!self->is_asked && !self->is_ending)
    g_cond_wait (&self->cond, &self->lock);
  goes_on = !self->is_ending;
  self->is_asked = FALSE;
  g_mutex_unlock (&self->lock);

  return goes_on;
}

static gpointer
write_back_thread (gpointer data)
{
  WuseCheckpointer *self = data;
  g_autoptr (sqlite3) db = NULL;

  while (wait (self))
    {
      if (db == NULL)
        db = wuse_sql_open (self->path, WUSE_SQL_WRITE, NULL);
      if (db != NULL)
        sqlite3_wal_checkpoint_v2 (db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    }

  return NULL;
}

WuseCheckpointer *
wuse_checkpointer_new (const char *path)
{
  WuseCheckpointer *self = g_new0 (WuseCheckpointer, 1);

  self->path = g_strdup (path);
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("wuse-checkpoint", write_back_thread, self);

  return self;
}

void
wuse_checkpointer_free (WuseCheckpointer *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->is_ending = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);

  g_cond_clear (&self->cond);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self);
}

void
wuse_checkpointer_ask (WuseCheckpointer *self)
{
  g_mutex_lock (&self->lock);
  self->is_asked = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
}
