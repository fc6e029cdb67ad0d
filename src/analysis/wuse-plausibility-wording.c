/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences of findings, in both languages. */

#define G_LOG_DOMAIN "wuse-analysis"

#include "config.h"

#include "wuse-plausibility.h"

#define MOST_NAMES 6

typedef struct
{
  const WuseFinding *finding;
  const WuseRelations *relations;
  const WusePlausibility *plausibility;
  WuseLanguage language;
  gboolean chinese;
  const char *names[2];
  char *days[2];
} Words;

static const char *const labels[WUSE_N_FINDINGS][WUSE_N_LANGUAGES] = {
  [WUSE_FINDING_SELF_LINK] = { "Linked to itself", "与自身关联" },
  [WUSE_FINDING_MUTUAL_PAIR] = { "Name each other", "互为传染来源" },
  [WUSE_FINDING_CYCLE] = { "Transmission in a circle", "传播成环" },
  [WUSE_FINDING_TWO_INFECTORS] = { "Two confirmed infectors", "两个已确认传染来源" },
  [WUSE_FINDING_UNKNOWN_PERSON] = { "Linked to nobody", "关联对象不存在" },
  [WUSE_FINDING_EXPOSURE_REVERSED] = { "Exposure ends before it begins", "暴露起止颠倒" },
  [WUSE_FINDING_EXPOSURE_TOO_EARLY] = { "Exposure before infectious", "暴露早于传染期" },
  [WUSE_FINDING_EXPOSURE_IN_ISOLATION] = { "Exposure after isolation", "暴露晚于隔离" },
  [WUSE_FINDING_EXPOSURE_AFTER_RELEASE] = { "Exposure after release or death", "暴露晚于解除隔离或死亡" },
  [WUSE_FINDING_EXPOSURE_AFTER_ONSET] = { "Exposure after own onset", "暴露晚于本人发病" },
  [WUSE_FINDING_INFECTOR_AWAY] = { "Infector isolated too early", "传染来源隔离过早" },
  [WUSE_FINDING_INFECTOR_GONE] = { "Infector released or dead too early", "传染来源解除隔离或死亡过早" },
  [WUSE_FINDING_ONSET_BEFORE_INFECTOR] = { "Onset before infector's", "发病早于传染来源" },
  [WUSE_FINDING_INTERVAL_UNUSUAL] = { "Unusual serial interval", "发病间隔异常" },
  [WUSE_FINDING_HOUSEHOLDS_DIFFER] = { "Different households", "同住者户不一致" },
  [WUSE_FINDING_REPORT_BEFORE_ONSET] = { "Report long before onset", "报告远早于发病" },
  [WUSE_FINDING_RELEASE_BEFORE_REPORT] = { "Release or death before report", "解除隔离或死亡早于报告" },
  [WUSE_FINDING_RELEASE_BEFORE_ONSET] = { "Release or death before onset", "解除隔离或死亡早于发病" },
  [WUSE_FINDING_RELEASE_BEFORE_ISOLATION] = { "Release or death before isolation", "解除隔离或死亡早于隔离" },
  [WUSE_FINDING_STAY_REVERSED] = { "Stay ends before it begins", "停留起止颠倒" },
  [WUSE_FINDING_STAY_IN_ISOLATION] = { "Stay while isolated", "隔离期间外出" },
  [WUSE_FINDING_STAYS_APART] = { "At two places at once", "同时身处两地" },
  [WUSE_FINDING_SAME_PERSON] = { "Two cases of one person", "一人多案" },
};

static const char *const severities[WUSE_N_SEVERITIES][WUSE_N_LANGUAGES] = {
  [WUSE_SEVERITY_IMPOSSIBLE] = { "Impossible", "不可能" },
  [WUSE_SEVERITY_UNLIKELY] = { "Unlikely", "存疑" },
  [WUSE_SEVERITY_INCOMPLETE] = { "Incomplete", "不完整" },
};

const char *
wuse_finding_kind_label (WuseFindingKind kind, WuseLanguage language)
{
  g_return_val_if_fail (kind < WUSE_N_FINDINGS && language < WUSE_N_LANGUAGES, NULL);

  return labels[kind][language];
}

const char *
wuse_severity_label (WuseSeverity severity, WuseLanguage language)
{
  g_return_val_if_fail (severity < WUSE_N_SEVERITIES && language < WUSE_N_LANGUAGES, NULL);

  return severities[severity][language];
}

static const char *
word_relation (const Words *self)
{
  static const char *const words[][WUSE_N_LANGUAGES] = {
    [WUSE_RELATION_TRANSMISSION] = { "infected by", "传染来源" },
    [WUSE_RELATION_CONTACT] = { "in contact with", "接触者" },
    [WUSE_RELATION_HOUSEHOLD] = { "of one household with", "同住者" },
    [WUSE_RELATION_SAME_PLACE] = { "at one place with", "同场所者" },
  };

  return words[self->relations->relations[self->finding->relations[0]].kind][self->language];
}

static const char *
name_stay (const Words *self, guint which)
{
  const WuseSojourn *stay = &self->relations->sojourns[self->finding->stays[which]];

  if (stay->place != WUSE_INDEX_NONE && self->relations->actors[stay->place].name != NULL)
    return self->relations->actors[stay->place].name;
  return stay->name != NULL ? stay->name : stay->id;
}

static char *
word_cycle (const Words *self)
{
  const WuseFinding *finding = self->finding;
  const guint32 *members = self->plausibility->members + finding->first_member;
  guint n = (guint) finding->number;
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, MOST_NAMES); i++)
    {
      if (i > 0)
        g_string_append (names, self->chinese ? "、" : ", ");
      g_string_append (names, self->relations->actors[members[i]].id);
    }
  if (n > MOST_NAMES)
    g_string_append (names, self->chinese ? "等" : " and others");
  return self->chinese ? g_strdup_printf ("%u 人的传播关系首尾相接：%s", n, names->str)
                       : g_strdup_printf ("%u are said to have infected each other in a circle: %s", n, names->str);
}

static char *
word_links (const Words *self)
{
  const char *first = self->names[0], *second = self->names[1];

  switch (self->finding->kind)
    {
    case WUSE_FINDING_SELF_LINK:
      return self->chinese ? g_strdup_printf ("%s 被记为自己的%s", first, word_relation (self))
                           : g_strdup_printf ("%s is recorded as %s itself", first, word_relation (self));
    case WUSE_FINDING_MUTUAL_PAIR:
      return self->chinese ? g_strdup_printf ("%s 与 %s 互记为传染来源", first, second)
                           : g_strdup_printf ("%s and %s are each recorded as infected by the other", first, second);
    case WUSE_FINDING_CYCLE:
      return word_cycle (self);
    case WUSE_FINDING_TWO_INFECTORS:
      {
        const char *other = self->relations->actors[self->relations->relations[self->finding->relations[0]].from].id;

        return self->chinese ? g_strdup_printf ("%s 有两个已确认的传染来源：%s、%s", second, other, first)
                             : g_strdup_printf ("%s has two confirmed infectors: %s and %s", second, other, first);
      }
    case WUSE_FINDING_UNKNOWN_PERSON:
      {
        gboolean is_first = self->relations->actors[self->finding->actors[0]].kind == WUSE_ACTOR_UNKNOWN;
        const char *unknown = is_first ? first : second, *known = is_first ? second : first;

        return self->chinese
                   ? g_strdup_printf ("%s 的%s %s 不在任何记录中", known, word_relation (self), unknown)
                   : g_strdup_printf ("%s is recorded as %s %s, who is in no record", known, word_relation (self), unknown);
      }
    case WUSE_FINDING_HOUSEHOLDS_DIFFER:
      {
        const char *one = self->relations->actors[self->finding->actors[0]].household;
        const char *other = self->relations->actors[self->finding->actors[1]].household;

        return self->chinese ? g_strdup_printf ("%s 与 %s 记为同住，但户分别为 %s、%s", first, second, one, other)
                             : g_strdup_printf ("%s and %s are said to live together, but their households are %s and %s", first,
                                                second, one, other);
      }
    default:
      return NULL;
    }
}

static char *
word_exposure (const Words *self)
{
  const char *first = self->names[0], *second = self->names[1], *early = self->days[0], *late = self->days[1];

  switch (self->finding->kind)
    {
    case WUSE_FINDING_EXPOSURE_REVERSED:
      return self->chinese
                 ? g_strdup_printf ("%s 与 %s 的暴露起于%s、止于%s，起止颠倒", first, second, early, late)
                 : g_strdup_printf ("Exposure of %s to %s begins on %s and ends before, on %s", second, first, early, late);
    case WUSE_FINDING_EXPOSURE_TOO_EARLY:
      return self->chinese ? g_strdup_printf ("%s 与 %s 最后接触于%s，早于后者%s发病 %d 天（传染期自发病前 %d 天起）", second,
                                              first, late, early, self->finding->number, self->finding->limit)
                           : g_strdup_printf (
                               "%s last met %s on %s, %d days before the onset of %s on %s; infectious at most %d days before",
                               second, first, late, self->finding->number, first, early, self->finding->limit);
    case WUSE_FINDING_EXPOSURE_IN_ISOLATION:
      return self->chinese
                 ? g_strdup_printf ("%s 首次接触 %s 于%s，而后者%s已隔离", second, first, early, late)
                 : g_strdup_printf ("%s first met %s on %s, but %s was isolated on %s", second, first, early, first, late);
    case WUSE_FINDING_EXPOSURE_AFTER_RELEASE:
      return self->chinese ? g_strdup_printf ("%s 首次接触 %s 于%s，而后者%s已解除隔离或死亡", second, first, early, late)
                           : g_strdup_printf ("%s first met %s on %s, but %s was released or had died on %s", second, first,
                                              early, first, late);
    case WUSE_FINDING_EXPOSURE_AFTER_ONSET:
      return self->chinese ? g_strdup_printf ("%s 首次接触 %s 于%s，而本人%s已发病", second, first, early, late)
                           : g_strdup_printf ("%s first met %s on %s, but was ill since %s", second, first, early, late);
    case WUSE_FINDING_INFECTOR_AWAY:
      return self->chinese ? g_strdup_printf ("%s %s发病，其传染来源 %s %s已隔离，早 %d 天（潜伏期至多 %d 天）", second, early,
                                              first, late, self->finding->number, self->finding->limit)
                           : g_strdup_printf (
                               "%s fell ill on %s, but the infector %s was isolated on %s, %d days before; incubation takes at "
                               "most %d",
                               second, early, first, late, self->finding->number, self->finding->limit);
    case WUSE_FINDING_INFECTOR_GONE:
      return self->chinese
                 ? g_strdup_printf ("%s %s发病，其传染来源 %s %s已解除隔离或死亡，早 %d 天（潜伏期至多 %d 天）", second, early,
                                    first, late, self->finding->number, self->finding->limit)
                 : g_strdup_printf ("%s fell ill on %s, but the infector %s was released or had died on %s, %d days before; "
                                    "incubation takes at most %d",
                                    second, early, first, late, self->finding->number, self->finding->limit);
    default:
      return NULL;
    }
}

static char *
word_interval (const Words *self)
{
  const char *first = self->names[0], *second = self->names[1];
  gint32 days = self->finding->number, limit = self->finding->limit;

  if (self->finding->kind == WUSE_FINDING_ONSET_BEFORE_INFECTOR)
    return self->chinese ? g_strdup_printf ("%s %s发病，比其传染来源 %s（%s）早 %d 天（至多可早 %d 天）", second, self->days[1],
                                            first, self->days[0], -days, -limit)
                         : g_strdup_printf ("%s fell ill on %s, %d days before the infector %s (%s); at most %d are possible",
                                            second, self->days[1], -days, first, self->days[0], -limit);
  return self->chinese ? g_strdup_printf ("%s 至 %s 的发病间隔为 %d 天，通常%s %d 天", first, second, days,
                                          days > limit ? "至多" : "至少", limit)
                       : g_strdup_printf ("From the onset of %s to that of %s it is %d days; usual are at %s %d", first, second,
                                          days, days > limit ? "most" : "least", limit);
}

static char *
word_days (const Words *self)
{
  const char *name = self->names[0], *early = self->days[0], *late = self->days[1];

  switch (self->finding->kind)
    {
    case WUSE_FINDING_REPORT_BEFORE_ONSET:
      return self->chinese ? g_strdup_printf ("%s %s报告，比发病（%s）早 %d 天", name, late, early, self->finding->number)
                           : g_strdup_printf ("%s was reported on %s, %d days before onset on %s", name, late,
                                              self->finding->number, early);
    case WUSE_FINDING_RELEASE_BEFORE_REPORT:
      return self->chinese ? g_strdup_printf ("%s %s解除隔离或死亡，早于%s的报告", name, late, early)
                           : g_strdup_printf ("%s was released or died on %s, before the report on %s", name, late, early);
    case WUSE_FINDING_RELEASE_BEFORE_ONSET:
      return self->chinese ? g_strdup_printf ("%s %s解除隔离或死亡，早于%s发病", name, late, early)
                           : g_strdup_printf ("%s was released or died on %s, before onset on %s", name, late, early);
    case WUSE_FINDING_RELEASE_BEFORE_ISOLATION:
      return self->chinese ? g_strdup_printf ("%s %s解除隔离或死亡，早于%s隔离", name, late, early)
                           : g_strdup_printf ("%s was released or died on %s, before isolation on %s", name, late, early);
    case WUSE_FINDING_SAME_PERSON:
      {
        const char *person = self->relations->actors[self->finding->actors[0]].person;

        return self->chinese ? g_strdup_printf ("%s 与 %s 为同一人（%s）", name, self->names[1], person)
                             : g_strdup_printf ("%s and %s are one person, %s", name, self->names[1], person);
      }
    default:
      return NULL;
    }
}

static char *
word_stays (const Words *self)
{
  const char *name = self->names[0], *place = name_stay (self, 0);
  const WuseFinding *finding = self->finding;

  switch (finding->kind)
    {
    case WUSE_FINDING_STAY_REVERSED:
      return self->chinese ? g_strdup_printf ("%s 在%s的停留先止后起（%s）", name, place, self->days[0])
                           : g_strdup_printf ("The stay of %s at %s ends before it begins on %s", name, place, self->days[0]);
    case WUSE_FINDING_STAY_IN_ISOLATION:
      return self->chinese ? g_strdup_printf ("%s %s在%s，而%s已隔离", name, self->days[0], place, self->days[1])
                           : g_strdup_printf ("%s was at %s on %s, isolated since %s", name, place, self->days[0], self->days[1]);
    case WUSE_FINDING_STAYS_APART:
      {
        g_autofree char *way = g_strdup_printf ("%.1f", finding->number / 1000.0);
        const char *other = name_stay (self, 1);

        if (finding->limit == 0)
          return self->chinese
                     ? g_strdup_printf ("%s %s同时在%s和%s，相距 %s 公里", name, self->days[1], place, other, way)
                     : g_strdup_printf ("%s was at %s and %s at once on %s, %s km apart", name, place, other, self->days[1], way);
        return self->chinese ? g_strdup_printf ("%s %s从%s到%s（%s 公里）需时速 %d 公里", name, self->days[1], place, other, way,
                                                finding->limit)
                             : g_strdup_printf ("%s would have gone from %s to %s (%s km) at %d km/h on %s", name, place, other,
                                                way, finding->limit, self->days[1]);
      }
    default:
      return NULL;
    }
}

char *
wuse_finding_word (const WuseFinding *self, const WusePlausibility *plausibility, WuseLanguage language)
{
  Words words = { self, plausibility->relations, plausibility, language, language == WUSE_LANGUAGE_ZH, { NULL }, { NULL } };
  char *(*const makers[]) (const Words *) = { word_links, word_exposure, word_interval, word_days, word_stays };
  static const guint8 maker_of[WUSE_N_FINDINGS] = {
    [WUSE_FINDING_EXPOSURE_REVERSED] = 1,
    [WUSE_FINDING_EXPOSURE_TOO_EARLY] = 1,
    [WUSE_FINDING_EXPOSURE_IN_ISOLATION] = 1,
    [WUSE_FINDING_EXPOSURE_AFTER_RELEASE] = 1,
    [WUSE_FINDING_EXPOSURE_AFTER_ONSET] = 1,
    [WUSE_FINDING_INFECTOR_AWAY] = 1,
    [WUSE_FINDING_INFECTOR_GONE] = 1,
    [WUSE_FINDING_ONSET_BEFORE_INFECTOR] = 2,
    [WUSE_FINDING_INTERVAL_UNUSUAL] = 2,
    [WUSE_FINDING_REPORT_BEFORE_ONSET] = 3,
    [WUSE_FINDING_RELEASE_BEFORE_REPORT] = 3,
    [WUSE_FINDING_RELEASE_BEFORE_ONSET] = 3,
    [WUSE_FINDING_RELEASE_BEFORE_ISOLATION] = 3,
    [WUSE_FINDING_SAME_PERSON] = 3,
    [WUSE_FINDING_STAY_REVERSED] = 4,
    [WUSE_FINDING_STAY_IN_ISOLATION] = 4,
    [WUSE_FINDING_STAYS_APART] = 4,
  };
  char *sentence;

  g_return_val_if_fail (self != NULL && plausibility != NULL && self->kind < WUSE_N_FINDINGS, NULL);

  for (guint i = 0; i < 2; i++)
    {
      if (self->actors[i] != WUSE_INDEX_NONE)
        words.names[i] = words.relations->actors[self->actors[i]].id;
      if (self->days[i] != WUSE_DAY_NONE)
        words.days[i] = wuse_wording_day (self->days[i], language);
    }
  sentence = makers[maker_of[self->kind]](&words);
  g_free (words.days[0]);
  g_free (words.days[1]);
  return sentence;
}
