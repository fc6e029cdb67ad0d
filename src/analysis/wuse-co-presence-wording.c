/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of meetings, in both languages. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-co-presence.h"

static char *
word_place (const WuseMeeting *self, const WuseRelations *relations, gboolean chinese)
{
  const WuseSojourn *stay = &relations->sojourns[self->stays[0]], *other = &relations->sojourns[self->stays[1]];
  const WuseActor *place = stay->place != WUSE_INDEX_NONE    ? &relations->actors[stay->place]
                           : other->place != WUSE_INDEX_NONE ? &relations->actors[other->place]
                                                             : NULL;
  const char *name =
      place != NULL ? (place->name != NULL ? place->name : place->id) : (stay->name != NULL ? stay->name : other->name);

  if (name == NULL)
    return chinese ? g_strdup_printf ("相距 %u 米处", self->metres) : g_strdup_printf ("%u metres apart", self->metres);
  if (self->metres > 0)
    return chinese ? g_strdup_printf ("%s（相距 %u 米）", name, self->metres)
                   : g_strdup_printf ("at %s (%u metres apart)", name, self->metres);
  return chinese ? g_strdup (name) : g_strdup_printf ("at %s", name);
}

/* To the minute for two days: whether somebody was exposed for long enough hangs on it. */
static char *
word_span (gint32 minutes, gboolean chinese)
{
  gint32 hours = minutes / 60, rest = minutes % 60, days = (minutes + 720) / 1440;

  if (minutes < 120)
    return chinese ? g_strdup_printf ("%d 分钟", minutes)
                   : g_strdup_printf ("%d %s", minutes, minutes == 1 ? "minute" : "minutes");
  if (minutes < 2880 && rest == 0)
    return chinese ? g_strdup_printf ("%d 小时", hours) : g_strdup_printf ("%d hours", hours);
  if (minutes < 2880)
    return chinese ? g_strdup_printf ("%d 小时 %d 分钟", hours, rest)
                   : g_strdup_printf ("%d hours %d %s", hours, rest, rest == 1 ? "minute" : "minutes");
  return chinese ? g_strdup_printf ("%d 天", days) : g_strdup_printf ("%d days", days);
}

char *
wuse_meeting_word (const WuseMeeting *self, const WuseRelations *relations, WuseLanguage language)
{
  gboolean chinese = language == WUSE_LANGUAGE_ZH;
  g_autofree char *place = NULL;
  g_autofree char *span = NULL;
  g_autofree char *day = NULL;

  g_return_val_if_fail (self != NULL && relations != NULL, NULL);

  place = word_place (self, relations, chinese);
  span = word_span (self->minutes, chinese);
  day = wuse_wording_day (self->day, language);
  switch ((WuseMeetingKind) self->kind)
    {
    case WUSE_MEETING_TOGETHER:
      if (self->minutes == 0)
        return chinese ? g_strdup_printf ("%s在%s相遇，时长不明", day, place)
                       : g_strdup_printf ("Met %s on %s, for how long is not known", place, day);
      return chinese ? g_strdup_printf ("%s在%s共处 %s", day, place, span)
                     : g_strdup_printf ("%s together %s on %s", span, place, day);
    case WUSE_MEETING_SAME_DAY:
      return chinese ? g_strdup_printf ("%s同日到过%s，时刻不明", day, place)
                     : g_strdup_printf ("Both %s on %s, hours unknown", place, day);
    case WUSE_MEETING_AFTER:
      return chinese ? g_strdup_printf ("%s在其离开 %s后到达%s", day, span, place)
                     : g_strdup_printf ("Came %s after the other had left, %s on %s", span, place, day);
    case WUSE_MEETING_BEFORE:
      return chinese ? g_strdup_printf ("%s在其到达前 %s离开%s", day, span, place)
                     : g_strdup_printf ("Left %s before the other came, %s on %s", span, place, day);
    }
  g_return_val_if_reached (NULL);
}
