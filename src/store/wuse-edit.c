/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record as somebody wants it to be. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-edit.h"

WuseEdit *
wuse_edit_new (WuseRecordOp op, WuseRecordType type, const char *id, const char *data, const char *reason)
{
  WuseEdit *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail ((op == WUSE_RECORD_PUT) == (data != NULL), NULL);
  g_return_val_if_fail (reason != NULL, NULL);

  self = g_new0 (WuseEdit, 1);
  self->op = op;
  self->type = type;
  self->id = g_strdup (id);
  self->data = g_strdup (data);
  self->reason = g_strdup (reason);

  return self;
}

void
wuse_edit_free (WuseEdit *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->data);
  g_free (self->reason);
  g_free (self);
}

void
wuse_outbox_row_free (WuseOutboxRow *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->id);
  g_free (self->data);
  g_free (self->before);
  g_free (self->reason);
  g_free (self->author);
  g_free (self->problem);
  g_free (self->theirs);
  g_free (self);
}
