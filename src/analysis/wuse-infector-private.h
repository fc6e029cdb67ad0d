/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the infector ranking share. */

#pragma once

#include "wuse-infector-ranking.h"

G_BEGIN_DECLS

/* Days from the infector's onset that are possible. */
#define INFECTOR_LEAST_DAYS -10
#define INFECTOR_MOST_DAYS 40
#define INFECTOR_N_DAYS (INFECTOR_MOST_DAYS - INFECTOR_LEAST_DAYS + 1)
/* What a day weighs of which nothing is known: as if each of so many days were as likely. */
#define INFECTOR_FLAT_DAYS 28.0
/* Days from the infector's onset to its isolation that make a difference. */
#define INFECTOR_LEAST_ISOLATION -12
#define INFECTOR_MOST_ISOLATION 30
#define INFECTOR_N_ISOLATION (INFECTOR_MOST_ISOLATION - INFECTOR_LEAST_ISOLATION + 1)

/* Items in groups: those of group g are item[first[g]] to item[first[g + 1] - 1]. */
typedef struct
{
  guint n_groups;
  guint32 *first;
  guint32 *item;
} Groups;

/* A meeting as seen by one of both. */
typedef struct
{
  guint32 other;
  guint32 meeting;
} Sight;

struct _WuseInfectorRanking
{
  gatomicrefcount ref_count;
  WuseRelations *relations;
  WuseCoPresence *co_presence;
  WuseInfectorOptions options;
  WuseDay *day;          /* by case: of onset, or guessed */
  guint8 *is_guessed;    /* by case */
  guint32 *household_of; /* by case: a group of households, or WUSE_INDEX_NONE; so are the others */
  guint32 *area_of;
  guint32 *cluster_of;
  Groups households; /* of cases, by day; so are the others */
  Groups areas;
  Groups clusters;
  Groups visitors;      /* of cases, by place */
  Groups places;        /* of places, by case */
  Groups incoming;      /* of relations, by case */
  Groups dated;         /* of cases, by day from first_day on */
  guint32 *first_out;   /* by actor: where its relations begin */
  guint32 *n_named;     /* by case: whom it is said to have infected */
  guint32 *n_traced;    /* by case: its contacts that are cases */
  guint8 *has_contacts; /* by case */
  guint32 *first_sight; /* by case */
  Sight *sights;        /* by case, then other */
  GArray *meetings;
  WuseDay first_day;
  guint n_days;
  guint32 *n_on_day[2]; /* how many cases on each day, whose day is known and guessed */
  guint n_undated;
  double named_share;                                         /* of cases of which somebody says who infected them */
  double interval[3][INFECTOR_N_DAYS];                        /* probability by days, with none, one or both days guessed */
  double log_interval[3][INFECTOR_N_DAYS];                    /* what it weighs */
  double log_isolated[INFECTOR_N_DAYS][INFECTOR_N_ISOLATION]; /* what having infected before isolation weighs, by both */
};

/* wuse-infector-index.c */
void wuse_infector_ranking_prepare (WuseInfectorRanking *self);
void wuse_infector_ranking_clear (WuseInfectorRanking *self);

/* wuse-infector-evidence.c: what is seen of a pair weighs; evidence is appended if asked for */
double wuse_infector_weigh (const WuseInfectorRanking *self, guint32 infected, guint32 infector, GArray *evidence);
double wuse_infector_weigh_stranger (void);
double wuse_infector_interval (const WuseInfectorRanking *self, guint32 infected, guint32 infector);

G_END_DECLS
