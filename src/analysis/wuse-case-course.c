/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The story of a case in the order of time. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-case-course.h"

#define MINUTE 60000

static void
add (GArray *entries, WuseCourseKind kind, WuseDay first, WuseDay last, guint32 relation)
{
  WuseCourseEntry entry = { .kind = kind,
                            .first = first != WUSE_DAY_NONE ? first : last,
                            .last = last != WUSE_DAY_NONE ? last : first,
                            .time = WUSE_TIME_NONE,
                            .relation = relation,
                            .stay = WUSE_INDEX_NONE };

  if (entry.first != WUSE_DAY_NONE)
    g_array_append_val (entries, entry);
}

static void
add_stays (GArray *entries, const WuseRelations *relations, guint32 index, int utc_offset)
{
  for (guint32 i = relations->first_sojourn[index]; i < relations->first_sojourn[index + 1]; i++)
    {
      const WuseSojourn *stay = &relations->sojourns[i];
      WuseTime start, end;
      WuseCourseEntry entry = { .kind = WUSE_COURSE_STAY, .relation = WUSE_INDEX_NONE, .stay = i };

      if (!wuse_sojourn_get_span (stay, &start, &end))
        continue;
      entry.first = wuse_time_to_day (start, utc_offset);
      entry.last = wuse_sojourn_get_last_day (start, end, utc_offset);
      entry.time = stay->by_day ? WUSE_TIME_NONE : start;
      g_array_append_val (entries, entry);
    }
}

static int
compare_entries_cb (gconstpointer a, gconstpointer b)
{
  const WuseCourseEntry *left = a;
  const WuseCourseEntry *right = b;

  if (left->first != right->first)
    return left->first < right->first ? -1 : 1;
  if (left->kind != right->kind)
    return (int) left->kind - (int) right->kind;
  if (left->time != right->time)
    return left->time < right->time ? -1 : 1;
  if (left->relation != right->relation)
    return left->relation < right->relation ? -1 : 1;
  return (left->stay > right->stay) - (left->stay < right->stay);
}

GArray *
wuse_case_course_find (const WuseRelations *relations, guint32 index, int utc_offset)
{
  const WuseActor *actor;
  GArray *entries;

  g_return_val_if_fail (relations != NULL && index < relations->n_cases, NULL);

  actor = &relations->actors[index];
  entries = g_array_new (FALSE, FALSE, sizeof (WuseCourseEntry));
  add (entries, WUSE_COURSE_ONSET, actor->onset, actor->onset, WUSE_INDEX_NONE);
  add (entries, WUSE_COURSE_REPORT, actor->report, actor->report, WUSE_INDEX_NONE);
  add (entries, WUSE_COURSE_ISOLATION, actor->isolation, actor->isolation, WUSE_INDEX_NONE);
  add (entries, WUSE_COURSE_RELEASE, actor->release, actor->release, WUSE_INDEX_NONE);
  add_stays (entries, relations, index, utc_offset);
  for (guint32 i = 0; i < relations->n_relations; i++)
    {
      const WuseRelation *relation = &relations->relations[i];

      if ((relation->from != index && relation->to != index) || relation->state == WUSE_RELATION_REFUTED
          || (relation->kind != WUSE_RELATION_TRANSMISSION && relation->kind != WUSE_RELATION_CONTACT))
        continue;
      add (entries, relation->to == index ? WUSE_COURSE_EXPOSURE : WUSE_COURSE_MET, relation->first, relation->last, i);
    }
  g_array_sort (entries, compare_entries_cb);
  return entries;
}

static void
append_clock (GString *string, WuseTime time, int utc_offset)
{
  WuseTime day = wuse_day_to_time (wuse_time_to_day (time, utc_offset), utc_offset);
  int minutes = (int) ((time - day) / MINUTE);

  g_string_append_printf (string, "%02d:%02d", minutes / 60, minutes % 60);
}

static char *
word_stay (const WuseCourseEntry *self, const WuseRelations *relations, int utc_offset, gboolean chinese)
{
  const WuseSojourn *stay = &relations->sojourns[self->stay];
  const WuseActor *place = stay->place != WUSE_INDEX_NONE ? &relations->actors[stay->place] : NULL;
  const char *name = place != NULL && place->name != NULL ? place->name
                     : stay->name != NULL                 ? stay->name
                     : place != NULL                      ? place->id
                     : chinese                            ? "地点不明"
                                                          : "Place not known";
  GString *string = g_string_new (name);

  if (self->time == WUSE_TIME_NONE)
    return g_string_free (string, FALSE);
  g_string_append (string, chinese ? "，" : ", ");
  append_clock (string, self->time, utc_offset);
  if (stay->end > self->time)
    {
      g_string_append (string, "–");
      append_clock (string, stay->end, utc_offset);
    }
  return g_string_free (string, FALSE);
}

static char *
word_relation (const WuseCourseEntry *self, const WuseRelations *relations, gboolean chinese)
{
  const WuseRelation *relation = &relations->relations[self->relation];
  gboolean is_exposure = self->kind == WUSE_COURSE_EXPOSURE;
  const char *other = relations->actors[is_exposure ? relation->from : relation->to].id;

  if (relation->kind == WUSE_RELATION_CONTACT)
    return chinese ? g_strdup_printf ("与 %s 接触", other) : g_strdup_printf ("Met %s", other);
  if (is_exposure)
    return chinese ? g_strdup_printf ("被 %s 传染", other) : g_strdup_printf ("Infected by %s", other);
  return chinese ? g_strdup_printf ("传染 %s", other) : g_strdup_printf ("Infected %s", other);
}

char *
wuse_course_entry_word (const WuseCourseEntry *self, const WuseRelations *relations, int utc_offset, WuseLanguage language)
{
  gboolean chinese = language == WUSE_LANGUAGE_ZH;

  g_return_val_if_fail (self != NULL && relations != NULL, NULL);

  switch ((WuseCourseKind) self->kind)
    {
    case WUSE_COURSE_EXPOSURE:
    case WUSE_COURSE_MET:
      return word_relation (self, relations, chinese);
    case WUSE_COURSE_STAY:
      return word_stay (self, relations, utc_offset, chinese);
    case WUSE_COURSE_ONSET:
      return g_strdup (chinese ? "发病" : "Onset");
    case WUSE_COURSE_REPORT:
      return g_strdup (chinese ? "报告" : "Reported");
    case WUSE_COURSE_ISOLATION:
      return g_strdup (chinese ? "隔离" : "Isolated");
    case WUSE_COURSE_RELEASE:
      return g_strdup (chinese ? "解除隔离或死亡" : "Released or died");
    }
  g_return_val_if_reached (NULL);
}
