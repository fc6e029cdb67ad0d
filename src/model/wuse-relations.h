/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who the cases are, who met whom and where they were, as arrays; immutable. */

#pragma once

#include "wuse-record.h"
#include "wuse-register.h"

G_BEGIN_DECLS

/**
 * WuseActorKind:
 * @WUSE_ACTOR_CASE: a case
 * @WUSE_ACTOR_CLOSE: a close contact that is no case
 * @WUSE_ACTOR_SECONDARY: a secondary contact that is no case
 * @WUSE_ACTOR_PLACE: a place where somebody stayed
 * @WUSE_ACTOR_UNKNOWN: somebody a record refers to who is in no record (a place in no record is a place all the same)
 *
 * What a node of the relationship graph is.
 */
typedef enum
{
  WUSE_ACTOR_CASE,
  WUSE_ACTOR_CLOSE,
  WUSE_ACTOR_SECONDARY,
  WUSE_ACTOR_PLACE,
  WUSE_ACTOR_UNKNOWN,
} WuseActorKind;

/**
 * WuseRelationKind:
 * @WUSE_RELATION_TRANSMISSION: the first infected the second
 * @WUSE_RELATION_CONTACT: the second was in contact with the first
 * @WUSE_RELATION_HOUSEHOLD: they live in one household
 * @WUSE_RELATION_SAME_PLACE: they were at one place (directed from the person to the place where one end is a place)
 */
typedef enum
{
  WUSE_RELATION_TRANSMISSION,
  WUSE_RELATION_CONTACT,
  WUSE_RELATION_HOUSEHOLD,
  WUSE_RELATION_SAME_PLACE,
} WuseRelationKind;

/**
 * WuseRelationState:
 * @WUSE_RELATION_SUSPECTED: somebody thinks so
 * @WUSE_RELATION_CONFIRMED: an investigation found it so
 * @WUSE_RELATION_REFUTED: an investigation found it not so; kept, drawn only on request, left out of all figures
 */
typedef enum
{
  WUSE_RELATION_SUSPECTED,
  WUSE_RELATION_CONFIRMED,
  WUSE_RELATION_REFUTED,
} WuseRelationState;

/**
 * WuseSetting:
 *
 * Where people met; the codes of the field `setting` in their order, %WUSE_SETTING_UNKNOWN where there is none.
 */
typedef enum
{
  WUSE_SETTING_UNKNOWN,
  WUSE_SETTING_HOUSEHOLD,
  WUSE_SETTING_BUILDING,
  WUSE_SETTING_WORK,
  WUSE_SETTING_SCHOOL,
  WUSE_SETTING_MARKET,
  WUSE_SETTING_MEDICAL,
  WUSE_SETTING_TRANSPORT,
  WUSE_SETTING_GATHERING,
  WUSE_SETTING_OTHER,
  WUSE_N_SETTINGS,
} WuseSetting;

/**
 * WuseActor:
 * @id: id of the case, resident identifier of a contact (or, of one whom nobody has identified, the id of the contact record), id
 *   of the place, or the id that refers to nobody
 * @name: (nullable): what a place is called
 * @person: (nullable): resident identifier of a case
 * @area: (nullable): id of its area
 * @cluster: (nullable): name of the cluster a case is counted to
 * @household: (nullable): id of the household
 * @age_band: (nullable): as in the record
 * @kind: a #WuseActorKind
 * @classification: of a case, a #WuseClassification
 * @origin: of a case, a #WuseCaseOrigin
 * @setting: of a case, the #WuseSetting in which it was infected; of a contact, that of the latest contact
 * @found_by: of a case: 0 unknown, else 1 + the position in the codes of the field `found_by`
 * @sex: 0 unknown, 1 female, 2 male
 * @age: years, or -1
 * @onset: day of onset, or %WUSE_DAY_NONE; so are the others
 * @report: day of report
 * @isolation: day of isolation, or of a contact's start of quarantine
 * @release: day of release or death, or of a contact's end of quarantine
 * @position: where it is shown; both 0 where it is not known
 *
 * A node. Strings belong to the relations, never to be freed.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *person;
  const char *area;
  const char *cluster;
  const char *household;
  const char *age_band;
  guint8 kind;
  guint8 classification;
  guint8 origin;
  guint8 setting;
  guint8 found_by;
  guint8 sex;
  gint16 age;
  WuseDay onset;
  WuseDay report;
  WuseDay isolation;
  WuseDay release;
  WusePoint position;
} WuseActor;

/**
 * wuse_actor_get_day:
 * @self: an actor
 *
 * Returns: the day he is counted on: that of his report, of his onset where no report is recorded, as in many published line
 *   lists; or %WUSE_DAY_NONE
 */
static inline WuseDay
wuse_actor_get_day (const WuseActor *self)
{
  return self->report != WUSE_DAY_NONE ? self->report : self->onset;
}

/**
 * WuseRelation:
 * @from: index of the actor the edge begins at: the infector, the case
 * @to: index of the actor it ends at
 * @kind: a #WuseRelationKind
 * @state: a #WuseRelationState
 * @setting: a #WuseSetting
 * @source: type of the record that says so: %WUSE_RECORD_LINK, %WUSE_RECORD_CASE (its field `infector`),
 *   %WUSE_RECORD_CONTACT, %WUSE_RECORD_STAY or %WUSE_RECORD_HOUSEHOLD (both are in it)
 * @record: (nullable): id of that record
 * @first: first day of exposure, or %WUSE_DAY_NONE; stays are in #WuseSojourn
 * @last: last day of exposure, or %WUSE_DAY_NONE
 *
 * An edge: one for each @from, @to and @kind. A pair that a link record speaks of has no second edge of the same kind from
 * another record; a link of contact, household or same place speaks for both directions. Of several links the one changed last
 * counts, of several other records the surest, then the one changed last, and their days of exposure are put together. An actor
 * may have an edge to itself: what records say is not corrected here.
 */
typedef struct
{
  guint32 from;
  guint32 to;
  guint8 kind;
  guint8 state;
  guint8 setting;
  guint8 source;
  const char *record;
  WuseDay first;
  WuseDay last;
} WuseRelation;

/**
 * WuseSojourn:
 * @id: id of the stay record
 * @actor: index of the case (or of whom the record takes for one)
 * @place: index of the place, or %WUSE_INDEX_NONE where it is known by name or position only
 * @name: (nullable): what the record calls it
 * @position: where; both 0 where not known
 * @start: from when, or %WUSE_TIME_NONE
 * @end: until when, or %WUSE_TIME_NONE: the instant at which it was over
 * @by_day: whether only the days are known: @start is then the midnight with which the first day begins, @end the one with which
 *   the last day ends; see wuse_sojourn_get_span()
 * @refuted: whether an investigation found it not so
 *
 * A stay.
 */
typedef struct
{
  const char *id;
  guint32 actor;
  guint32 place;
  const char *name;
  WusePoint position;
  WuseTime start;
  WuseTime end;
  guint8 by_day;
  guint8 refuted;
} WuseSojourn;

/**
 * WuseRelations:
 * @actors: (array length=n_actors): cases first, in the order of their report day (none first) and id, then
 *   contacts in the order of the first case they are contacts of and id, then places, then unknown, by id
 * @n_actors: how many
 * @n_cases: how many of them are cases
 * @relations: (array length=n_relations): sorted by (@from, @to, kind)
 * @n_relations: how many
 * @sojourns: (array length=n_sojourns): sorted by (actor, start, id)
 * @n_sojourns: how many
 * @first_sojourn: (array): `n_cases + 1` offsets into @sojourns, by case; what lies behind the last is of persons who are no
 * cases
 *
 * The arrays may be read, never written. The same records give the same arrays, in whatever order they came.
 */
typedef struct
{
  const WuseActor *actors;
  guint n_actors;
  guint n_cases;
  const WuseRelation *relations;
  guint n_relations;
  const WuseSojourn *sojourns;
  guint n_sojourns;
  const guint32 *first_sojourn;
} WuseRelations;

GType wuse_relations_get_type (void);
#define WUSE_TYPE_RELATIONS (wuse_relations_get_type ())

/**
 * WuseRelationsBuilder:
 *
 * Takes records in any order; what they refer to is resolved at the end.
 */
typedef struct _WuseRelationsBuilder WuseRelationsBuilder;

/**
 * wuse_relations_builder_new:
 *
 * Returns: (transfer full): a builder
 */
WuseRelationsBuilder *wuse_relations_builder_new (void);

/**
 * wuse_relations_builder_new_after:
 * @before: relations whose records were added with their keys, see wuse_relations_can_go_on()
 * @touched: (array fixed-size=11) (element-type GHashTable): by #WuseRecordType, the keys (as #gint64) of records that have been
 *   added, changed or taken away since; %NULL for none
 *
 * Goes on from the records that @before was made of, without those that were touched: these are to be added again as they are
 * now, places and persons before the others; then whom wuse_relations_builder_list_lacking() names.
 *
 * Returns: (transfer full): a builder
 */
WuseRelationsBuilder *wuse_relations_builder_new_after (const WuseRelations *before, GHashTable *const *touched);

/**
 * wuse_relations_builder_add:
 * @self: a builder
 * @record: a record of type case, contact, stay, link, place or person; others are passed over; copied
 */
void wuse_relations_builder_add (WuseRelationsBuilder *self, const WuseRecord *record);

/**
 * wuse_relations_builder_add_row:
 * @self: a builder
 * @record: likewise
 * @key: number of the record among those of its type, by which it is found again; see wuse_relations_builder_new_after()
 */
void wuse_relations_builder_add_row (WuseRelationsBuilder *self, const WuseRecord *record, gint64 key);

/**
 * wuse_relations_builder_list_lacking:
 * @self: a builder that goes on from earlier relations, to which all touched contacts and persons have been added
 *
 * Forgets persons who are nobody's contact, as only those who are belong to relations that are read from a cache.
 *
 * Returns: (transfer full) (element-type utf8): resident identifiers of whom added contacts name and of whom no record was added
 *   nor known before, each once
 */
GPtrArray *wuse_relations_builder_list_lacking (WuseRelationsBuilder *self);

/**
 * wuse_relations_builder_end:
 * @self: (transfer full): a builder
 *
 * Resolves references: who is referred to and is in no record becomes an actor of kind unknown; a contact whose person
 * is that of a case, or who became a case, is that case; a reference to a case may be a resident identifier; a place is an actor
 * only if somebody stayed there. Edges: link records; `infector` of a case (suspected, unless a link says otherwise); contacts
 * (confirmed); two cases of one household (only between successive cases of it, by day, so that a household of n has n - 1);
 * stays at a place (one a pair; confirmed, unless the stay says otherwise).
 *
 * Returns: (transfer full): the relations
 */
WuseRelations *wuse_relations_builder_end (WuseRelationsBuilder *self);

/**
 * wuse_relations_ref:
 * @self: relations
 *
 * Returns: (transfer full): @self
 */
WuseRelations *wuse_relations_ref (WuseRelations *self);

/**
 * wuse_relations_unref:
 * @self: (transfer full): relations
 */
void wuse_relations_unref (WuseRelations *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseRelations, wuse_relations_unref)

/**
 * wuse_relations_can_go_on:
 * @self: relations
 *
 * What is changed leaves traces in memory, which are bounded: after some hundreds of changes all is to be read anew.
 *
 * Returns: %TRUE if wuse_relations_builder_new_after() may go on from them
 */
gboolean wuse_relations_can_go_on (const WuseRelations *self);

/**
 * wuse_relations_set_instant:
 * @self: relations that nobody else has yet
 * @epoch: as the cache counts: numbers of two epochs do not compare
 * @number: how many changes of it had been made when they were read, or more
 *
 * Remembers what they were read from.
 */
void wuse_relations_set_instant (WuseRelations *self, guint epoch, gint64 number);

/**
 * wuse_relations_get_instant:
 * @self: relations
 * @epoch: (out): 0 if it was never set
 * @number: (out): see wuse_relations_set_instant()
 */
void wuse_relations_get_instant (const WuseRelations *self, guint *epoch, gint64 *number);

/**
 * wuse_relations_find:
 * @self: relations
 * @id: id of an actor, or the resident identifier of a case; cases come before persons, persons before places
 *
 * Returns: index of the actor, or %WUSE_INDEX_NONE
 */
guint32 wuse_relations_find (const WuseRelations *self, const char *id);

/**
 * wuse_relations_get_report_delay:
 * @self: relations
 *
 * The median of the days from onset to report, over the cases that have both; the lower one of two. What it takes off a day of
 * report stands for an onset that nobody knows.
 *
 * Returns: days, 0 if no case has both or more were reported before they fell ill
 */
guint wuse_relations_get_report_delay (const WuseRelations *self);

/**
 * wuse_sojourn_get_span:
 * @self: a stay
 * @start: (out): from when somebody may have been there
 * @end: (out): when that was over, not before @start
 *
 * A stay of which only start or end is known is a moment; one that is known by day is at least a day long.
 *
 * Returns: %FALSE for a stay that says nothing of when, or that was refuted
 */
gboolean wuse_sojourn_get_span (const WuseSojourn *self, WuseTime *start, WuseTime *end);

/**
 * wuse_sojourn_get_last_day:
 * @start: begin of a stay
 * @end: when it was over
 * @utc_offset: minutes east of UTC of the district's days
 *
 * What ends at midnight ends with the day before.
 *
 * Returns: the last day of a stay, not before its first
 */
WuseDay wuse_sojourn_get_last_day (WuseTime start, WuseTime end, int utc_offset);

G_END_DECLS
