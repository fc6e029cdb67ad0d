/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the parser of feed lines stands while yajl tells it of one. */

#pragma once

#include "wuse-record-parser-private.h"

#include <yajl/yajl_parse.h>

G_BEGIN_DECLS

#define WUSE_MAX_GEOMETRY_TYPE 20

typedef enum
{
  CONTEXT_OUTSIDE,
  CONTEXT_LINE,
  CONTEXT_DATA,
  CONTEXT_GEOMETRY,
  CONTEXT_COORDINATES,
  CONTEXT_SKIPPED,
} Context;

typedef enum
{
  MEMBER_SEQ,
  MEMBER_OP,
  MEMBER_TYPE,
  MEMBER_ID,
  MEMBER_VERSION,
  MEMBER_AT,
  MEMBER_DATA,
  N_MEMBERS,
} Member;

typedef enum
{
  GEOMETRY_TYPE,
  GEOMETRY_COORDINATES,
  N_GEOMETRY_MEMBERS,
} GeometryMember;

struct _WuseRecordParser
{
  WuseArena *arena;
  WuseGeometryBuilder *builder;
  GByteArray *bytes;
  yajl_handle handle;

  /* Of the line under way. */
  WuseRecord *record;
  const WuseRecordClass *class; /* NULL until the type is known, or if it is none of ours */
  GError *error;
  Context context;
  guint depth;
  Context outer_context; /* what is gone back to when the container at `outer_depth` ends: */
  guint outer_depth;     /* one that is passed over, or coordinates */
  guint members_seen;    /* bit by member */
  Member member;         /* N_MEMBERS for one we do not know */
  guint fields_seen;     /* bit by field */
  guint fields_set;      /* bit by field, those that are null left out */
  guint field;           /* n_fields for one we do not know */
  guint next_field;      /* where the next one is looked for first */
  guint geometry_members_seen;
  GeometryMember geometry_member; /* N_GEOMETRY_MEMBERS for one we do not know */
  char geometry_type[WUSE_MAX_GEOMETRY_TYPE];
  gsize geometry_type_length;
  gboolean has_type;
  gboolean has_unread_data; /* `data` came before `type` */
  gboolean has_ended;
};

/* Each is given a #WuseRecordParser, and stops yajl with its error set. */
extern const yajl_callbacks wuse_record_events;

/**
 * wuse_record_events_begin:
 * @self: a parser with its record set
 *
 * Before each time that a line is given to yajl.
 */
void wuse_record_events_begin (WuseRecordParser *self);

/**
 * wuse_record_events_check:
 * @self: a parser that has been told of a whole line
 *
 * Returns: %FALSE, with the error set, if something is missing, or there that should not be
 */
gboolean wuse_record_events_check (WuseRecordParser *self);

G_END_DECLS
