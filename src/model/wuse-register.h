/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases, contacts, stays, places and daily figures as arrays, tied to one set of areas; immutable. */

#pragma once

#include "wuse-area-set.h"

G_BEGIN_DECLS

/**
 * WuseClassification:
 * @WUSE_CASE_CONFIRMED: 确诊
 * @WUSE_CASE_SUSPECTED: 疑似
 * @WUSE_CASE_ASYMPTOMATIC: 无症状感染者
 */
typedef enum
{
  WUSE_CASE_CONFIRMED,
  WUSE_CASE_SUSPECTED,
  WUSE_CASE_ASYMPTOMATIC,
} WuseClassification;

/**
 * WuseCaseOrigin:
 * @WUSE_ORIGIN_UNKNOWN: local, source not found (散发, counted as of unclear source)
 * @WUSE_ORIGIN_LOCAL: local, source known
 * @WUSE_ORIGIN_IMPORTED: from outside
 */
typedef enum
{
  WUSE_ORIGIN_UNKNOWN,
  WUSE_ORIGIN_LOCAL,
  WUSE_ORIGIN_IMPORTED,
} WuseCaseOrigin;

/**
 * WUSE_INDEX_NONE:
 *
 * Refers to nothing.
 */
#define WUSE_INDEX_NONE G_MAXUINT32

/**
 * WuseCase:
 * @key: number of the row it was read from, 0 if from none
 * @id: id of the record
 * @person: resident identifier, or %NULL
 * @area: index of the finest area it belongs to, or %WUSE_AREA_NONE
 * @position: where it is shown; both 0 where it is not known
 * @onset: day of onset, or %WUSE_DAY_NONE
 * @report: day of report
 * @isolation: day of isolation, or none
 * @release: day of release or death, or none
 * @classification: the classification
 * @origin: local, imported, unknown
 * @infector: index of the case named as source, or %WUSE_INDEX_NONE
 * @infector_id: id of the case named as source, known or not, or %NULL
 * @cluster: number of the cluster it belongs to (same number, same cluster), or %WUSE_INDEX_NONE
 * @small_setting: number of the household or building unit (the smaller one known), or %WUSE_INDEX_NONE
 * @changed_at: when the server learned of this version
 *
 * A case, as far as map and rules need it. Strings belong to the register.
 */
typedef struct
{
  gint64 key;
  const char *id;
  const char *person;
  guint32 area;
  WusePoint position;
  WuseDay onset;
  WuseDay report;
  WuseDay isolation;
  WuseDay release;
  guint8 classification;
  guint8 origin;
  guint32 infector;
  guint32 cluster;
  guint32 small_setting;
  const char *infector_id;
  WuseTime changed_at;
} WuseCase;

/**
 * WuseContact:
 * @key: number of the row it was read from, 0 if from none
 * @area: index of the area where the contact lives, or %WUSE_AREA_NONE
 * @tier: 1 close 密接, 2 secondary 次密接
 * @central: 1 for centralised, 0 for home quarantine or none
 * @start: first day of quarantine, or %WUSE_DAY_NONE
 * @release: day of release, or none while it lasts
 * @due: day on which it is due to end, or none
 */
typedef struct
{
  gint64 key;
  guint32 area;
  guint8 tier;
  guint8 central;
  WuseDay start;
  WuseDay due;
  WuseDay release;
} WuseContact;

/**
 * WuseStay:
 * @key: number of the row it was read from, 0 if from none
 * @case_id: id of the case
 * @case_index: index of the case, or %WUSE_INDEX_NONE for one that is not known
 * @area: index of the area, or %WUSE_AREA_NONE
 * @position: where
 * @start: from when
 * @end: until when
 */
typedef struct
{
  gint64 key;
  const char *case_id;
  guint32 case_index;
  guint32 area;
  WusePoint position;
  WuseTime start;
  WuseTime end;
} WuseStay;

/**
 * WusePlace:
 * @key: number of the row it was read from, 0 if from none
 * @id: id of the record
 * @kind: code: `hospital`, `fever_clinic`, `quarantine_site`, `checkpoint`, `school`, `market`, `station`, `care_home`,
 * `key_place`
 * @name: name
 * @address: address, or %NULL
 * @area: index of the area, or %WUSE_AREA_NONE
 * @position: where
 */
typedef struct
{
  gint64 key;
  const char *id;
  const char *kind;
  const char *name;
  const char *address;
  guint32 area;
  WusePoint position;
} WusePlace;

/**
 * WuseDaily:
 * @key: number of the row it was read from, 0 if from none
 * @area: index of the area
 * @day: the day
 * @confirmed: new confirmed cases, or -1
 * @screened: persons screened, or -1
 * @screened_positive: of them positive, or -1
 * @at: when the server learned of it
 */
typedef struct
{
  gint64 key;
  guint32 area;
  WuseDay day;
  gint32 confirmed;
  gint32 screened;
  gint32 screened_positive;
  WuseTime at;
} WuseDaily;

/**
 * WuseRegister:
 *
 * The epidemic as known. Cases are sorted by report day then id, stays by case then start, daily figures by area then
 * day. Immutable, shared between threads.
 */
typedef struct _WuseRegister WuseRegister;

GType wuse_register_get_type (void);
#define WUSE_TYPE_REGISTER (wuse_register_get_type ())

/**
 * wuse_register_new:
 * @areas: the areas that all indices refer to
 *
 * Returns: (transfer full): a register that only its maker may add to until it is sealed
 */
WuseRegister *wuse_register_new (WuseAreaSet *areas);

/**
 * wuse_register_ref:
 * @self: a register
 *
 * Returns: (transfer full): @self
 */
WuseRegister *wuse_register_ref (WuseRegister *self);

/**
 * wuse_register_unref:
 * @self: (transfer full): a register
 */
void wuse_register_unref (WuseRegister *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseRegister, wuse_register_unref)

/**
 * wuse_register_add_case:
 * @self: a register being made
 * @item: the case; strings are copied, `infector` and `infector_id` are passed over
 * @infector_id: (nullable): id of the source case, resolved when the register is sealed
 */
void wuse_register_add_case (WuseRegister *self, const WuseCase *item, const char *infector_id);

/**
 * wuse_register_intern:
 * @self: a register being made
 * @name: (nullable): a cluster, household or unit
 *
 * Returns: the number of that name, %WUSE_INDEX_NONE for %NULL
 */
guint32 wuse_register_intern (WuseRegister *self, const char *name);

/**
 * wuse_register_get_interned:
 * @self: a register
 * @number: a number from wuse_register_intern()
 *
 * Returns: (transfer none): the name
 */
const char *wuse_register_get_interned (const WuseRegister *self, guint32 number);

/**
 * wuse_register_add_contact:
 * @self: a register being made
 * @item: the contact
 */
void wuse_register_add_contact (WuseRegister *self, const WuseContact *item);

/**
 * wuse_register_add_stay:
 * @self: a register being made
 * @item: the stay; `case_index` and `case_id` are passed over
 * @case_id: id of the case, resolved when the register is sealed; a stay of an unknown case is kept with
 *   %WUSE_INDEX_NONE
 */
void wuse_register_add_stay (WuseRegister *self, const WuseStay *item, const char *case_id);

/**
 * wuse_register_add_place:
 * @self: a register being made
 * @item: the place; strings are copied
 */
void wuse_register_add_place (WuseRegister *self, const WusePlace *item);

/**
 * wuse_register_add_daily:
 * @self: a register being made
 * @item: the figures
 */
void wuse_register_add_daily (WuseRegister *self, const WuseDaily *item);

/**
 * wuse_register_seal:
 * @self: a register being made
 *
 * Sorts, resolves references; nothing may be added after.
 */
void wuse_register_seal (WuseRegister *self);

/**
 * wuse_register_set_instant:
 * @self: a register being made
 * @epoch: which cache, in a count that the reader knows
 * @number: how many changes of it had been made when it was read, or more
 *
 * Notes as of when it was read.
 */
void wuse_register_set_instant (WuseRegister *self, guint epoch, gint64 number);

/**
 * wuse_register_get_instant:
 * @self: a register
 * @epoch: (out): see wuse_register_set_instant(), 0 for none
 * @number: (out): see wuse_register_set_instant()
 */
void wuse_register_get_instant (const WuseRegister *self, guint *epoch, gint64 *number);

/**
 * wuse_register_get_areas:
 * @self: a register
 *
 * Returns: (transfer none): the areas
 */
WuseAreaSet *wuse_register_get_areas (const WuseRegister *self);

/**
 * wuse_register_get_cases:
 * @self: a sealed register
 * @n_cases: (out): how many
 *
 * Returns: (transfer none) (array length=n_cases): the cases
 */
const WuseCase *wuse_register_get_cases (const WuseRegister *self, guint *n_cases);

/**
 * wuse_register_get_contacts:
 * @self: a sealed register
 * @n_contacts: (out): how many
 *
 * Returns: (transfer none) (array length=n_contacts): the contacts
 */
const WuseContact *wuse_register_get_contacts (const WuseRegister *self, guint *n_contacts);

/**
 * wuse_register_get_stays:
 * @self: a sealed register
 * @n_stays: (out): how many
 *
 * Returns: (transfer none) (array length=n_stays): the stays
 */
const WuseStay *wuse_register_get_stays (const WuseRegister *self, guint *n_stays);

/**
 * wuse_register_get_places:
 * @self: a sealed register
 * @n_places: (out): how many
 *
 * Returns: (transfer none) (array length=n_places): the places
 */
const WusePlace *wuse_register_get_places (const WuseRegister *self, guint *n_places);

/**
 * wuse_register_get_daily:
 * @self: a sealed register
 * @n_daily: (out): how many
 *
 * Returns: (transfer none) (array length=n_daily): the daily figures
 */
const WuseDaily *wuse_register_get_daily (const WuseRegister *self, guint *n_daily);

G_END_DECLS
