/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cannot be, or hardly can be, in the days and stays of cases; all findings, sorted, by whom they concern. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-plausibility-private.h"

#include "wuse-mercator.h"

#include <math.h>
#include <string.h>

#define HOUR 3600000.0
#define DAY_LENGTH (G_GINT64_CONSTANT (86400000))
/* Two stays that overlap by no more are badly remembered, not impossible. */
#define ROUNDING (G_GINT64_CONSTANT (5) * 60000)

typedef struct
{
  WusePlausibility public;
  gatomicrefcount ref_count;
  guint32 *first_of; /* by actor: offset into finding_of */
  guint32 *finding_of;
} Plausibility;

static void
add (Audit *audit, WuseFinding finding, guint32 actor)
{
  finding.actors[0] = actor;
  g_array_append_val (audit->findings, finding);
}

/* Adds a finding if @early is more than @slack days after @late. */
static gboolean
expect (Audit *audit, WuseFinding finding, guint32 actor, WuseDay early, WuseDay late, gint slack)
{
  gint64 days = (gint64) early - late;

  if (early == WUSE_DAY_NONE || late == WUSE_DAY_NONE || days <= slack)
    return FALSE;
  finding.days[0] = early;
  finding.days[1] = late;
  finding.number = (gint32) CLAMP (days, G_MININT32, G_MAXINT32);
  finding.limit = slack;
  add (audit, finding, actor);
  return TRUE;
}

static void
check_days (Audit *audit, guint32 index)
{
  const WuseActor *actor = &audit->relations->actors[index];

  expect (audit, FINDING (WUSE_FINDING_REPORT_BEFORE_ONSET, WUSE_SEVERITY_UNLIKELY), index, actor->onset, actor->report,
          audit->options.early_report_days);
  expect (audit, FINDING (WUSE_FINDING_RELEASE_BEFORE_ONSET, WUSE_SEVERITY_IMPOSSIBLE), index, actor->onset, actor->release, 0);
  /* Of the dead it may be so: the day of release is theirs too. */
  expect (audit, FINDING (WUSE_FINDING_RELEASE_BEFORE_REPORT, WUSE_SEVERITY_UNLIKELY), index, actor->report, actor->release, 0);
  expect (audit, FINDING (WUSE_FINDING_RELEASE_BEFORE_ISOLATION, WUSE_SEVERITY_IMPOSSIBLE), index, actor->isolation,
          actor->release, 0);
}

static gboolean
has_point (WusePoint point)
{
  return point.lon != 0 || point.lat != 0;
}

static WusePoint
find_point (const Audit *audit, const WuseSojourn *stay)
{
  return has_point (stay->position) || stay->place == WUSE_INDEX_NONE ? stay->position
                                                                      : audit->relations->actors[stay->place].position;
}

static WuseDay
day_of (const Audit *audit, WuseTime time)
{
  return wuse_time_to_day (time, audit->options.utc_offset);
}

static void
check_isolation (Audit *audit, guint32 index)
{
  const WuseSojourn *stay = &audit->relations->sojourns[index];
  const WuseActor *actor = &audit->relations->actors[stay->actor];
  WusePoint point = find_point (audit, stay);
  WuseFinding finding = FINDING (WUSE_FINDING_STAY_IN_ISOLATION, WUSE_SEVERITY_UNLIKELY);

  if (actor->isolation == WUSE_DAY_NONE || day_of (audit, stay->start) <= actor->isolation
      || (actor->release != WUSE_DAY_NONE && day_of (audit, stay->start) >= actor->release))
    return;
  if (stay->place != WUSE_INDEX_NONE && audit->options.care_places != NULL && audit->options.care_places[stay->place])
    return;
  if (has_point (point) && has_point (actor->position) && wuse_point_distance (point, actor->position) <= audit->options.nearby)
    return;
  finding.stays[0] = index;
  finding.days[0] = day_of (audit, stay->start);
  finding.days[1] = actor->isolation;
  finding.number = (gint32) CLAMP ((gint64) finding.days[0] - finding.days[1], 0, G_MAXINT32);
  add (audit, finding, stay->actor);
}

/* How fast somebody would have been between two stays. By the day, he may have been anywhere in between. */
static gboolean
check_way (Audit *audit, guint32 early, guint32 late)
{
  const WuseSojourn *first = &audit->relations->sojourns[early], *second = &audit->relations->sojourns[late];
  WusePoint from = find_point (audit, first), to = find_point (audit, second);
  WuseFinding finding = FINDING (WUSE_FINDING_STAYS_APART, WUSE_SEVERITY_IMPOSSIBLE);
  WuseTime first_end = first->end != WUSE_TIME_NONE ? first->end : first->start, gap = second->start - first_end;
  double metres, speed;

  if (first->by_day || second->by_day || !has_point (from) || !has_point (to))
    return FALSE;
  metres = wuse_point_distance (from, to);
  if (metres <= audit->options.nearby)
    return FALSE;
  if (gap < 0 && second->end > second->start)
    gap = MAX (gap, second->start - second->end);
  if (gap < -ROUNDING)
    speed = 0;
  else
    {
      /* What is told to the minute was rounded. */
      speed = metres / 1000 / ((double) (MAX (gap, 0) + ROUNDING) / HOUR);
      if (speed <= audit->options.unlikely_speed)
        return FALSE;
      if (speed <= audit->options.impossible_speed)
        finding.severity = WUSE_SEVERITY_UNLIKELY;
    }
  finding.stays[0] = early;
  finding.stays[1] = late;
  finding.days[0] = day_of (audit, first->start);
  finding.days[1] = day_of (audit, second->start);
  finding.number = (gint32) lround (metres);
  finding.limit = (gint32) CLAMP (lround (speed), 0, G_MAXINT32);
  add (audit, finding, second->actor);
  return TRUE;
}

static void
check_stays (Audit *audit)
{
  const WuseRelations *relations = audit->relations;
  guint32 before = WUSE_INDEX_NONE, longest = WUSE_INDEX_NONE;

  for (guint32 i = 0; i < relations->n_sojourns; i++)
    {
      const WuseSojourn *stay = &relations->sojourns[i];

      if (stay->refuted || stay->start == WUSE_TIME_NONE)
        continue;
      check_isolation (audit, i);
      if (stay->end != WUSE_TIME_NONE && stay->end < stay->start)
        {
          WuseFinding finding = FINDING (WUSE_FINDING_STAY_REVERSED, WUSE_SEVERITY_IMPOSSIBLE);

          finding.stays[0] = i;
          finding.days[0] = day_of (audit, stay->start);
          finding.days[1] = day_of (audit, stay->end);
          add (audit, finding, stay->actor);
          continue;
        }
      if (before == WUSE_INDEX_NONE || relations->sojourns[before].actor != stay->actor)
        longest = WUSE_INDEX_NONE;
      else if (!check_way (audit, before, i) && longest != before)
        check_way (audit, longest, i);
      before = i;
      if (longest == WUSE_INDEX_NONE || stay->end > relations->sojourns[longest].end)
        longest = i;
    }
}

static void
check_persons (Audit *audit)
{
  const WuseRelations *relations = audit->relations;
  g_autoptr (GHashTable) cases = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint32 i = 0; i < relations->n_cases; i++)
    {
      const char *person = relations->actors[i].person;
      WuseFinding finding = FINDING (WUSE_FINDING_SAME_PERSON, WUSE_SEVERITY_UNLIKELY);
      gpointer other;

      if (person == NULL)
        continue;
      if (!g_hash_table_lookup_extended (cases, person, NULL, &other))
        {
          g_hash_table_insert (cases, (gpointer) person, GUINT_TO_POINTER (i));
          continue;
        }
      finding.actors[1] = i;
      finding.days[0] = relations->actors[GPOINTER_TO_UINT (other)].report;
      finding.days[1] = relations->actors[i].report;
      add (audit, finding, GPOINTER_TO_UINT (other));
    }
}

static int
compare_findings_cb (gconstpointer a, gconstpointer b)
{
  const WuseFinding *left = a;
  const WuseFinding *right = b;

#define COMPARE(field)                                                                                                           \
  if (left->field != right->field)                                                                                               \
    return left->field < right->field ? -1 : 1;
  COMPARE (severity);
  COMPARE (kind);
  COMPARE (days[0]);
  COMPARE (actors[0]);
  COMPARE (actors[1]);
  COMPARE (relations[0]);
  COMPARE (relations[1]);
  COMPARE (stays[0]);
  COMPARE (stays[1]);
#undef COMPARE
  return 0;
}

/* Whom a finding concerns, each once. */
static guint
find_concerned (const WusePlausibility *self, const WuseFinding *finding, const guint32 **actors)
{
  if (finding->kind == WUSE_FINDING_CYCLE)
    {
      *actors = self->members + finding->first_member;
      return (guint) finding->number;
    }
  *actors = finding->actors;
  return finding->actors[1] == WUSE_INDEX_NONE || finding->actors[1] == finding->actors[0] ? 1 : 2;
}

static void
index_findings (Plausibility *self)
{
  const WusePlausibility *public = &self->public;
  guint n_actors = public->relations->n_actors;
  const guint32 *actors;

  self->first_of = g_new0 (guint32, n_actors + 2);
  for (guint i = 0; i < public->n_findings; i++)
    for (guint j = find_concerned (public, &public->findings[i], &actors); j-- > 0;)
      self->first_of[actors[j] + 2]++;
  for (guint i = 0; i < n_actors; i++)
    self->first_of[i + 2] += self->first_of[i + 1];
  self->finding_of = g_new (guint32, self->first_of[n_actors + 1]);
  for (guint i = 0; i < public->n_findings; i++)
    for (guint j = find_concerned (public, &public->findings[i], &actors); j-- > 0;)
      self->finding_of[self->first_of[actors[j] + 1]++] = i;
}

static guint32 *
find_relations_of (const WuseRelations *relations)
{
  guint32 *first = g_new0 (guint32, relations->n_actors + 1);

  for (guint i = 0; i < relations->n_relations; i++)
    first[relations->relations[i].from + 1]++;
  for (guint i = 0; i < relations->n_actors; i++)
    first[i + 1] += first[i];
  return first;
}

WusePlausibility *
wuse_plausibility_new (WuseRelations *relations, const WusePlausibilityOptions *options)
{
  Audit audit = { .relations = relations, .options = options != NULL ? *options : WUSE_PLAUSIBILITY_DEFAULTS };
  Plausibility *self;

  g_return_val_if_fail (relations != NULL, NULL);
  g_return_val_if_fail (audit.options.tails > 0 && audit.options.tails < 0.5 && audit.options.interval.sd > 0, NULL);

  audit.least_interval = wuse_interval_model_quantile (&audit.options.interval, audit.options.tails);
  audit.most_interval = wuse_interval_model_quantile (&audit.options.interval, 1 - audit.options.tails);
  audit.findings = g_array_new (FALSE, FALSE, sizeof (WuseFinding));
  audit.members = g_array_new (FALSE, FALSE, sizeof (guint32));
  audit.first_out = find_relations_of (relations);
  wuse_plausibility_check_links (&audit);
  for (guint32 i = 0; i < relations->n_cases; i++)
    check_days (&audit, i);
  check_stays (&audit);
  check_persons (&audit);
  g_free (audit.first_out);
  g_array_sort (audit.findings, compare_findings_cb);

  self = g_new0 (Plausibility, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->public.relations = wuse_relations_ref (relations);
  self->public.n_findings = audit.findings->len;
  for (guint i = 0; i < audit.findings->len; i++)
    self->public.counts[g_array_index (audit.findings, WuseFinding, i).kind]++;
  self->public.findings = (WuseFinding *) (void *) g_array_free (audit.findings, FALSE);
  self->public.members = (guint32 *) (void *) g_array_free (audit.members, FALSE);
  index_findings (self);

  return &self->public;
}

G_DEFINE_BOXED_TYPE (WusePlausibility, wuse_plausibility, wuse_plausibility_ref, wuse_plausibility_unref)

WusePlausibility *
wuse_plausibility_ref (WusePlausibility *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&((Plausibility *) self)->ref_count);
  return self;
}

void
wuse_plausibility_unref (WusePlausibility *self)
{
  Plausibility *plausibility = (Plausibility *) self;

  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&plausibility->ref_count))
    return;
  g_free ((gpointer) self->findings);
  g_free ((gpointer) self->members);
  g_free (plausibility->first_of);
  g_free (plausibility->finding_of);
  wuse_relations_unref (self->relations);
  g_free (plausibility);
}

const guint32 *
wuse_plausibility_get_for_actor (const WusePlausibility *self, guint32 actor, guint *n_findings)
{
  const Plausibility *plausibility = (const Plausibility *) self;

  g_return_val_if_fail (self != NULL && actor < self->relations->n_actors && n_findings != NULL, NULL);

  *n_findings = plausibility->first_of[actor + 1] - plausibility->first_of[actor];
  return *n_findings > 0 ? plausibility->finding_of + plausibility->first_of[actor] : NULL;
}

guint8 *
wuse_plausibility_mark_care_places (const WuseRelations *relations, const WuseRegister *reg)
{
  guint8 *marks;
  guint n_places;
  const WusePlace *places;

  g_return_val_if_fail (relations != NULL && reg != NULL, NULL);

  marks = g_new0 (guint8, relations->n_actors);
  places = wuse_register_get_places (reg, &n_places);
  for (guint i = 0; i < n_places; i++)
    {
      static const char *const kinds[] = { "hospital", "fever_clinic", "quarantine_site", NULL };
      guint32 actor = g_strv_contains (kinds, places[i].kind) ? wuse_relations_find (relations, places[i].id) : WUSE_INDEX_NONE;

      if (actor != WUSE_INDEX_NONE)
        marks[actor] = TRUE;
    }
  return marks;
}
