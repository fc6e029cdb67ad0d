/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the outbreak share. */

#pragma once

#include "wuse-city-private.h"
#include "wuse-outbreak.h"

G_BEGIN_DECLS

#define OUTBREAK_NONE G_MAXUINT32
#define OUTBREAK_HOUR (G_GINT64_CONSTANT (3600) * 1000)
#define OUTBREAK_DAY (24 * OUTBREAK_HOUR)
#define OUTBREAK_QUARANTINE_DAYS 14

typedef enum
{
  EVENT_IMPORT,      /* somebody infected elsewhere arrives */
  EVENT_HOST,        /* one of them is about to meet many at once */
  EVENT_GATHER,      /* subject: infection: meets them */
  EVENT_TRANSMIT,    /* subject: infection; detail: setting */
  EVENT_DETECT,      /* subject: infection */
  EVENT_INVESTIGATE, /* subject: infection */
  EVENT_RECLASSIFY,  /* subject: infection */
  EVENT_DISCHARGE,   /* subject: infection */
  EVENT_DIE,         /* subject: infection */
  EVENT_QUARANTINE,  /* subject: contact */
  EVENT_RELEASE,     /* subject: contact */
  EVENT_DAY,         /* a new day: plans its screening */
  EVENT_REPORT,      /* subject: community */
  EVENT_TOTAL,       /* the district's figures of the day */
  EVENT_SETTLE,      /* subject: link; detail: whether it is refuted */
} EventKind;

typedef enum
{
  SETTING_HOUSEHOLD,
  SETTING_BUILDING,
  SETTING_WORK,
  SETTING_SCHOOL,
  SETTING_MARKET,
  SETTING_GATHERING,
  SETTING_OTHER,
  SETTING_NONE,
} Setting;

typedef struct
{
  WuseTime at;
  guint64 order; /* among events of one instant */
  guint32 subject;
  guint16 kind;
  guint16 detail;
} Event;

/* Somebody who is infected, whether anybody knows or not. */
typedef struct
{
  guint32 person;
  guint32 infector; /* the truth */
  guint32 place;    /* where it happened, if at a place */
  WuseTime infected_at;
  WuseTime onset_at;
  WuseTime detectable_at; /* tests find it from then on */
  WuseTime known_at;
  WuseTime isolated_at;
  WuseTime released_at;
  WuseDay onset;  /* as reported */
  guint32 number; /* of the case, once known */
  guint32 cluster;
  guint32 named_infector; /* whom the investigation takes for it */
  guint16 n_contacts;
  guint8 setting;
  guint8 favourite; /* the setting in which it infects most */
  guint8 severity;  /* 0 to 3 */
  guint8 found_by;
  guint8 origin_place;
  gboolean symptomatic : 1;
  gboolean imported : 1;
  gboolean confirmed : 1;
  gboolean investigated : 1;
  gboolean source_confirmed : 1;
  gboolean dead : 1;
} Infection;

typedef struct
{
  guint32 person;
  guint32 infection; /* of the case whose contact it is */
  guint32 site;      /* place of quarantine, if central */
  guint32 became;    /* infection, once it is a case */
  WuseTime known_at;
  WuseTime start;
  WuseDay first_exposure;
  WuseDay last_exposure;
  WuseDay released;
  guint8 setting;
  gboolean secondary : 1;
  gboolean central : 1;
  gboolean in_quarantine : 1;
} Contact;

typedef enum
{
  LINK_TRUE,  /* the one who was infected, and who really infected it */
  LINK_WRONG, /* somebody else is thought to have infected it */
  LINK_PLACE, /* both were at one place */
} LinkKind;

typedef enum
{
  LINK_SUSPECTED,
  LINK_CONFIRMED,
  LINK_REFUTED,
} LinkState;

/* What an investigation says of two cases. */
typedef struct
{
  guint32 source; /* infection */
  guint32 target; /* infection */
  guint32 place;
  WuseDay first_exposure;
  WuseDay last_exposure;
  guint8 setting;
  guint8 kind;
  guint8 state;
} Link;

/* Cases that belong together: a household, a place, a party. */
typedef struct
{
  guint64 key;
  guint32 n_known;
  guint32 first; /* infection */
  char *name;
} Cluster;

/* What a community counts of a day. */
typedef struct
{
  guint32 confirmed;
  guint32 asymptomatic;
  guint32 released;
  guint32 deaths;
  guint32 positive;
  WuseTime last_case;
} Tally;

struct _WuseOutbreak
{
  GObject parent_instance;
  WuseCity *city;
  guint64 seed;
  int utc_offset;
  WuseTime start;
  WuseTime now;
  guint64 n_events;
  guint64 n_queued;
  WuseRandom random;
  GArray *queue; /* Event, a heap */
  GArray *infections;
  GArray *contacts;
  GArray *clusters;
  GArray *links;
  GArray *known;            /* infection by number of case */
  GHashTable *infection_of; /* person → infection + 1 */
  GHashTable *contact_of;   /* person → contact + 1 */
  GHashTable *cluster_of;   /* key → cluster + 1 */
  guint32 *markets;         /* nearest, by grid */
  guint32 *clinics;         /* nearest, by grid */
  GArray *sites;            /* places of quarantine */
  Tally *tallies;           /* by community */
  Tally total;
  guint32 n_home; /* in quarantine now */
  guint32 n_central;
  double recent; /* cases known of late, fading by half in about three days */
  WuseTime recent_at;
  double expected_recent;      /* at which the response has doubled */
  WuseSyntheticWriter *writer; /* NULL while reliving */
};

#define outbreak_infection(self, i) (&g_array_index ((self)->infections, Infection, (i)))
#define outbreak_link(self, i) (&g_array_index ((self)->links, Link, (i)))
#define outbreak_contact(self, i) (&g_array_index ((self)->contacts, Contact, (i)))

/* wuse-outbreak.c */
void outbreak_queue (WuseOutbreak *self, WuseTime at, EventKind kind, guint32 subject, guint16 detail);
WuseDay outbreak_day (const WuseOutbreak *self, WuseTime at);
WuseTime outbreak_time_of_day (WuseOutbreak *self, WuseTime near, double from_hour, double to_hour);
double outbreak_tightness (const WuseOutbreak *self);
guint32 outbreak_community (const WuseOutbreak *self, guint32 person);
guint32 outbreak_building (const WuseOutbreak *self, guint32 person);

/* wuse-outbreak-spread.c */
void outbreak_infect (WuseOutbreak *self, guint32 person, guint32 infector, Setting setting, guint32 place);
void outbreak_import (WuseOutbreak *self);
void outbreak_invite (WuseOutbreak *self);
void outbreak_gather (WuseOutbreak *self, guint32 infection);
void outbreak_transmit (WuseOutbreak *self, guint32 infection, Setting setting);
guint32 outbreak_pick (WuseOutbreak *self, guint32 person, Setting setting, guint32 *place);
Setting outbreak_pick_setting (WuseOutbreak *self, guint32 person);

/* wuse-outbreak-response.c */
void outbreak_detect (WuseOutbreak *self, guint32 infection);
void outbreak_investigate (WuseOutbreak *self, guint32 infection);
void outbreak_reclassify (WuseOutbreak *self, guint32 infection);
void outbreak_end_case (WuseOutbreak *self, guint32 infection, gboolean died);
void outbreak_quarantine (WuseOutbreak *self, guint32 contact);
void outbreak_release (WuseOutbreak *self, guint32 contact);

/* wuse-outbreak-links.c */
void outbreak_link_case (WuseOutbreak *self, guint32 infection);
void outbreak_settle_link (WuseOutbreak *self, guint32 link, gboolean refute);

/* wuse-outbreak-records.c */
void outbreak_write_case (WuseOutbreak *self, guint32 infection);
void outbreak_write_contact (WuseOutbreak *self, guint32 contact);
void outbreak_plan_day (WuseOutbreak *self);
void outbreak_write_report (WuseOutbreak *self, guint32 community);
void outbreak_write_total (WuseOutbreak *self);
const char *outbreak_setting_code (Setting setting);

/* wuse-outbreak-stays.c */
void outbreak_write_stays (WuseOutbreak *self, guint32 infection);

G_END_DECLS
