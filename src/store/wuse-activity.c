/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the activity list. */

#define G_LOG_DOMAIN "wuse-store"

#include "config.h"

#include "wuse-activity.h"

WuseActivity *
wuse_activity_new (WuseTime at, WuseActivityKind kind, const char *area, const char *record, const char *from, const char *to)
{
  WuseActivity *self = g_new0 (WuseActivity, 1);

  self->at = at;
  self->kind = kind;
  self->area = g_strdup (area);
  self->record = g_strdup (record);
  self->from = g_strdup (from);
  self->to = g_strdup (to);

  return self;
}

void
wuse_activity_free (WuseActivity *self)
{
  if (self == NULL)
    return;

  g_free (self->area);
  g_free (self->record);
  g_free (self->from);
  g_free (self->to);
  g_free (self);
}
