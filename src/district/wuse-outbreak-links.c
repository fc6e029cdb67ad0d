/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What investigations say of two cases: who infected whom, rightly or wrongly, and who was where another was. What is drawn here
 * comes from random numbers of its own: the outbreak takes the same course without it. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-outbreak-private.h"

/* Of the links that name the right one, this share is confirmed; of all cases, this share is tied to a wrong one at first. */
#define CONFIRMED_SHARE (2.0 / 3)
#define WRONG_SHARE 0.05
/* How many of the latest cases are asked whether they were at the same place. */
#define ASKED 300

static const char *const states[] = { "suspected", "confirmed", "refuted" };

/* In words, as a report has it. */
static char *
describe_evidence (const WuseOutbreak *self, const Link *link)
{
  const char *place = link->place != CITY_NONE ? city_place (self->city, link->place)->name : NULL;
  g_autofree char *day = NULL;
  int year, month, date;

  wuse_day_to_ymd (link->first_exposure, &year, &month, &date);
  day = g_strdup_printf ("%d月%d日", month, date);
  if (link->kind == LINK_PLACE)
    return g_strdup_printf ("%s先后到过%s", day, place);
  if (place != NULL)
    return g_strdup_printf ("%s同时段在%s，监控可见近距离接触", day, place);

  switch ((Setting) link->setting)
    {
    case SETTING_HOUSEHOLD:
      return g_strdup_printf ("同户居住，%s前后共同生活", day);
    case SETTING_BUILDING:
      return g_strdup_printf ("同楼栋居住，%s前后乘同一电梯", day);
    case SETTING_WORK:
    case SETTING_SCHOOL:
      return g_strdup_printf ("%s同班组活动", day);
    case SETTING_MARKET:
      return g_strdup_printf ("%s在同一市场购物", day);
    case SETTING_GATHERING:
      return g_strdup_printf ("%s同席聚餐", day);
    case SETTING_OTHER:
    case SETTING_NONE:
      break;
    }
  return g_strdup_printf ("%s行动轨迹交叉", day);
}

static const char *
describe_reason (const Link *link)
{
  if (link->state == LINK_REFUTED)
    return "基因测序不同源";
  if (link->state == LINK_CONFIRMED)
    return link->kind == LINK_PLACE ? "扫码与监控记录一致" : "基因测序同源，接触经复核";
  return "流调初步判断";
}

static void
write_link (WuseOutbreak *self, guint32 index)
{
  const Link *link = outbreak_link (self, index);
  WuseSyntheticWriter *writer = self->writer;
  g_autofree char *evidence = NULL;

  if (writer == NULL)
    return;

  evidence = describe_evidence (self, link);
  wuse_synthetic_writer_begin (writer, WUSE_RECORD_LINK, self->now, "L%06u", index + 1);
  wuse_synthetic_writer_format (writer, "source", "C%05u", outbreak_infection (self, link->source)->number);
  wuse_synthetic_writer_format (writer, "target", "C%05u", outbreak_infection (self, link->target)->number);
  wuse_synthetic_writer_text (writer, "kind", link->kind == LINK_PLACE ? "same_place" : "transmission");
  wuse_synthetic_writer_text (writer, "state", states[link->state]);
  wuse_synthetic_writer_text (writer, "setting", outbreak_setting_code (link->setting));
  if (link->place != CITY_NONE)
    wuse_synthetic_writer_format (writer, "place", "P%05u", link->place);
  wuse_synthetic_writer_day (writer, "first_exposure", link->first_exposure);
  wuse_synthetic_writer_day (writer, "last_exposure", link->last_exposure);
  wuse_synthetic_writer_text (writer, "evidence", evidence);
  wuse_synthetic_writer_text (writer, "reason", describe_reason (link));
  wuse_synthetic_writer_end (writer);
}

static guint32
add_link (WuseOutbreak *self, LinkKind kind, guint32 source, guint32 target, WuseTime exposure, WuseRandom *random)
{
  const Infection *infection = outbreak_infection (self, target);
  WuseDay day = outbreak_day (self, exposure);
  WuseDay before = (WuseDay) wuse_random_below (random, 2);
  WuseDay after = (WuseDay) wuse_random_below (random, 2);
  Link link = { .source = source,
                .target = target,
                .place = kind == LINK_WRONG ? CITY_NONE : infection->place,
                .first_exposure = day - before,
                .last_exposure = MIN (day + after, outbreak_day (self, infection->isolated_at)),
                .setting = kind == LINK_WRONG ? (guint8) SETTING_OTHER : infection->setting,
                .kind = (guint8) kind,
                .state = kind == LINK_PLACE ? LINK_CONFIRMED : LINK_SUSPECTED };

  g_array_append_val (self->links, link);
  write_link (self, self->links->len - 1);
  return self->links->len - 1;
}

static void
plan_settling (WuseOutbreak *self, guint32 link, gboolean refute, WuseRandom *random)
{
  WuseTime wait = (WuseTime) (wuse_random_between (random, 20, 96) * (double) OUTBREAK_HOUR);

  outbreak_queue (self, self->now + wait, EVENT_SETTLE, link, refute);
}

/* One of the latest cases that is not the one, OUTBREAK_NONE if there is none. */
static guint32
pick_wrong (const WuseOutbreak *self, guint32 target, WuseRandom *random)
{
  const Infection *infection = outbreak_infection (self, target);
  guint n_asked = MIN (self->known->len, 60);
  guint32 picked;

  picked = g_array_index (self->known, guint32, self->known->len - 1 - wuse_random_below (random, n_asked));
  return picked == target || picked == infection->infector ? OUTBREAK_NONE : picked;
}

/* The latest case before that was infected at the same place, and not by this one or in its stead. */
static guint32
find_at_place (const WuseOutbreak *self, guint32 target)
{
  const Infection *infection = outbreak_infection (self, target);

  for (guint i = 0; infection->place != CITY_NONE && i < MIN (self->known->len, ASKED); i++)
    {
      guint32 other = g_array_index (self->known, guint32, self->known->len - 1 - i);
      const Infection *candidate = outbreak_infection (self, other);

      if (other != target && candidate->place == infection->place && other != infection->infector && candidate->infector != target
          && ABS (candidate->infected_at - infection->infected_at) < 2 * OUTBREAK_DAY)
        return other;
    }
  return OUTBREAK_NONE;
}

void
outbreak_link_case (WuseOutbreak *self, guint32 index)
{
  const Infection *infection = outbreak_infection (self, index);
  WuseRandom random;
  guint32 other;

  wuse_random_init (&random, self->seed, 3000000 + (guint64) index);
  if (infection->named_infector != OUTBREAK_NONE)
    {
      guint32 link = add_link (self, LINK_TRUE, infection->named_infector, index, infection->infected_at, &random);

      if (wuse_random_chance (&random, CONFIRMED_SHARE))
        plan_settling (self, link, FALSE, &random);
    }
  if (!infection->imported && wuse_random_chance (&random, WRONG_SHARE))
    {
      other = pick_wrong (self, index, &random);
      if (other != OUTBREAK_NONE)
        plan_settling (self, add_link (self, LINK_WRONG, other, index, infection->infected_at - OUTBREAK_DAY, &random), TRUE,
                       &random);
    }
  other = find_at_place (self, index);
  if (other != OUTBREAK_NONE)
    add_link (self, LINK_PLACE, other, index, outbreak_infection (self, index)->infected_at, &random);
}

/* With the link, the case has its infector. */
void
outbreak_settle_link (WuseOutbreak *self, guint32 index, gboolean refute)
{
  Link *link = outbreak_link (self, index);

  link->state = refute ? LINK_REFUTED : LINK_CONFIRMED;
  write_link (self, index);
  if (refute)
    return;
  outbreak_infection (self, link->target)->source_confirmed = TRUE;
  outbreak_write_case (self, link->target);
}
