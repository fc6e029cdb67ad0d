/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has been read of cases, contacts, stays and links, before references are resolved, and while they are. */

#pragma once

#include "wuse-relations.h"

#include "wuse-symbol-table-private.h"

G_BEGIN_DECLS

/* Numbers of ids are symbols of the builder's table, WUSE_SYMBOL_NONE where there is none; text belongs to the table. The key
 * comes first: see wuse_relations_builder_new_after(). */

typedef struct
{
  gint64 key;
  WuseActor actor;
  guint32 id;
  guint32 person;
  guint32 infector;
  guint32 household;
} CaseRow;

typedef struct
{
  gint64 key;
  const char *record;
  const char *area;
  WuseTime at;
  guint32 source;
  guint32 person;
  guint32 became;
  WuseDay first;
  WuseDay last;
  WuseDay start;
  WuseDay release;
  guint8 setting;
  guint8 is_secondary;
} ContactRow;

typedef struct
{
  gint64 key;
  const char *record;
  WuseTime at;
  guint32 source;
  guint32 target;
  WuseDay first;
  WuseDay last;
  guint8 kind;
  guint8 state;
  guint8 setting;
} LinkRow;

typedef struct
{
  gint64 key;
  WuseSojourn sojourn; /* without actor and place */
  WuseTime at;
  guint32 source;
  guint32 place;
  guint8 state;
} StayRow;

typedef struct
{
  gint64 key;
  guint32 id;
  const char *name;
  const char *area;
  WusePoint position;
} PlaceRow;

typedef struct
{
  gint64 key;
  guint32 id;
  guint32 household;
  const char *area;
  guint8 sex;
} PersonRow;

struct _WuseRelationsBuilder
{
  WuseSymbolTable *symbols;
  guint32 latest[WUSE_N_RECORD_TYPES][WUSE_RECORD_MAX_FIELDS]; /* symbol read last, by field */
  GArray *case_rows;                                           /* CaseRow */
  GArray *contact_rows;
  GArray *link_rows;
  GArray *stay_rows;
  GArray *place_rows;
  GArray *person_rows;
  gboolean goes_on;       /* from relations that were made before */
  guint n_contacts_taken; /* from them: the first of @contact_rows */
  guint n_steps;          /* how often one went on from another since all was read */
  guint n_rows_added;     /* since then */
};

typedef enum
{
  NAMES_OF_CASES, /* and of unknown persons, once they are known to be unknown */
  NAMES_OF_PERSONS,
  NAMES_OF_PLACES,
  N_NAMESPACES,
} Namespace;

typedef struct
{
  WuseRelations public;
  gatomicrefcount ref_count;
  WuseRelationsBuilder *rows;      /* what they were made of: the symbols, and for the relations that come after these */
  guint32 *actor_of[N_NAMESPACES]; /* by symbol */
  guint epoch;
  gint64 number;
} Relations;

G_STATIC_ASSERT (WUSE_SYMBOL_NONE == WUSE_INDEX_NONE);

typedef struct
{
  WuseRelationsBuilder *rows;
  Relations *self;
  guint n_symbols;
  GArray *actors;           /* WuseActor */
  guint32 *scratch;         /* by symbol; all WUSE_INDEX_NONE between two uses */
  guint32 *case_households; /* by case */
  guint32 *case_persons;    /* by case */
  GArray *edges;            /* while they are collected */
} Resolution;

/* wuse-relations-actors.c */
guint32 wuse_relations_find_case (const Resolution *resolution, guint32 symbol);
gboolean wuse_relations_is_later (WuseTime at, const char *record, WuseTime other_at, const char *other_record);
const char *wuse_relations_name_of (const Resolution *resolution, guint32 symbol);
void wuse_relations_resolve_actors (Resolution *resolution);

/* wuse-relations-edges.c */
void wuse_relations_build_edges (Resolution *resolution);

G_END_DECLS
