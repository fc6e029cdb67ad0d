/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cases, in which order. */

#pragma once

#include <gio/gio.h>

#include "wuse-register.h"
#include "wuse-store-reader.h"

G_BEGIN_DECLS

/**
 * WuseCaseSort:
 * @WUSE_CASE_SORT_REPORT: day of report
 * @WUSE_CASE_SORT_ONSET: day of onset
 * @WUSE_CASE_SORT_ISOLATION: day of isolation
 * @WUSE_CASE_SORT_ID: id
 * @WUSE_CASE_SORT_CLASSIFICATION: confirmed, asymptomatic, suspected
 * @WUSE_CASE_SORT_AREA: name of the area
 * @WUSE_CASE_SORT_CLUSTER: name of the cluster
 * @WUSE_CASE_SORT_AGE: age
 * @WUSE_CASE_SORT_OUTCOME: outcome
 * @WUSE_CASE_SORT_INFECTED: how many others it infected, as far as known
 *
 * What cases are ordered by. Those of which it is not known come last; equal ones come in the order of their ids.
 */
typedef enum
{
  WUSE_CASE_SORT_REPORT,
  WUSE_CASE_SORT_ONSET,
  WUSE_CASE_SORT_ISOLATION,
  WUSE_CASE_SORT_ID,
  WUSE_CASE_SORT_CLASSIFICATION,
  WUSE_CASE_SORT_AREA,
  WUSE_CASE_SORT_CLUSTER,
  WUSE_CASE_SORT_AGE,
  WUSE_CASE_SORT_OUTCOME,
  WUSE_CASE_SORT_INFECTED,
  WUSE_N_CASE_SORTS,
} WuseCaseSort;

/**
 * WuseCaseQuery:
 * @sort: the order
 * @is_descending: whether from greatest to least
 * @classifications: bits `1 << WuseClassification`; 0 for all
 * @area: (nullable): id of an area: cases in it and in all below it
 * @by_onset: whether @first and @last are days of onset, not of report
 * @first: first day, or %WUSE_DAY_NONE
 * @last: last day, or %WUSE_DAY_NONE
 * @cluster: (nullable): name of a cluster
 * @origin: (nullable): code of the field `origin`
 * @setting: (nullable): code of the field `setting`
 * @text: (nullable): what has to occur in id, cluster, resident identifier or the area's name, whatever the case of letters
 * @only_incomplete: whether only cases that lack something (#WuseCaseGap)
 * @ids: (nullable) (array zero-terminated=1): these cases only
 *
 * Everything set has to hold. All zero but the days is every case by report. See %WUSE_CASE_QUERY_ALL.
 */
typedef struct
{
  WuseCaseSort sort;
  gboolean is_descending;
  guint classifications;
  char *area;
  gboolean by_onset;
  WuseDay first;
  WuseDay last;
  char *cluster;
  char *origin;
  char *setting;
  char *text;
  gboolean only_incomplete;
  char **ids;
} WuseCaseQuery;

/**
 * WUSE_CASE_QUERY_ALL:
 *
 * Every case, newest report first.
 */
#define WUSE_CASE_QUERY_ALL ((WuseCaseQuery){ .is_descending = TRUE, .first = WUSE_DAY_NONE, .last = WUSE_DAY_NONE })

/**
 * wuse_case_query_copy:
 * @self: a query
 *
 * Returns: (transfer full): a copy; free with wuse_case_query_free()
 */
WuseCaseQuery *wuse_case_query_copy (const WuseCaseQuery *self);

/**
 * wuse_case_query_free:
 * @self: (transfer full) (nullable): a query made by wuse_case_query_copy()
 */
void wuse_case_query_free (WuseCaseQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseCaseQuery, wuse_case_query_free)

/**
 * wuse_store_reader_query_cases:
 * @self: a reader
 * @query: which cases
 * @ids: (nullable) (element-type utf8): where their ids are added, in order; strings to be freed
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the keys of the cases in order, for
 *   wuse_store_reader_load_case_rows(); they hold while neither the case changes nor the feed is dropped
 */
GArray *wuse_store_reader_query_cases (WuseStoreReader *self, const WuseCaseQuery *query, GPtrArray *ids, GError **error);

/**
 * WuseCaseGap:
 * @WUSE_GAP_ONSET: day of onset, of a case that is not asymptomatic
 * @WUSE_GAP_AGE: neither age nor age band
 * @WUSE_GAP_AREA: area
 * @WUSE_GAP_ISOLATION: day of isolation
 * @WUSE_GAP_SOURCE: who infected it, of a case that is not imported
 * @WUSE_GAP_STAYS: where it was
 * @WUSE_GAP_CONTACTS: whom it met
 *
 * What is missing from an investigation.
 */
typedef enum
{
  WUSE_GAP_ONSET = 1 << 0,
  WUSE_GAP_AGE = 1 << 1,
  WUSE_GAP_AREA = 1 << 2,
  WUSE_GAP_ISOLATION = 1 << 3,
  WUSE_GAP_SOURCE = 1 << 4,
  WUSE_GAP_STAYS = 1 << 5,
  WUSE_GAP_CONTACTS = 1 << 6,
} WuseCaseGap;

/**
 * WuseCaseFields:
 * @key: see wuse_store_reader_query_cases()
 * @id: the case's id
 * @person: (nullable): resident identifier
 * @classification: code
 * @severity: (nullable): code
 * @origin: (nullable): code
 * @sex: (nullable): code
 * @age_band: (nullable): age band
 * @area: (nullable): id of its area
 * @area_name: (nullable): its name
 * @outcome: (nullable): code
 * @found_by: (nullable): code
 * @infector: (nullable): id of the case that infected it, as its record says
 * @setting: (nullable): code
 * @cluster: (nullable): name of its cluster
 * @age: years, or -1
 * @onset: day, or %WUSE_DAY_NONE; so are the others
 * @report: day of report
 * @isolation: day of isolation
 * @release: day of release
 * @death: day of death
 * @version: version that is shown, 0 for one that the server does not have
 * @at: when the server learned of it, or when it was edited here
 * @n_contacts: contacts on record
 * @n_stays: stays on record
 * @n_infected: cases it infected, as far as known
 * @gaps: what is missing, bits of #WuseCaseGap
 * @is_local: whether what is shown was entered here and the server has not sent it yet
 *
 * What a list shows of a case. Reference-counted, immutable.
 */
typedef struct
{
  gint64 key;
  char *id;
  char *person;
  char *classification;
  char *severity;
  char *origin;
  char *sex;
  char *age_band;
  char *area;
  char *area_name;
  char *outcome;
  char *found_by;
  char *infector;
  char *setting;
  char *cluster;
  gint age;
  WuseDay onset;
  WuseDay report;
  WuseDay isolation;
  WuseDay release;
  WuseDay death;
  gint64 version;
  WuseTime at;
  guint n_contacts;
  guint n_stays;
  guint n_infected;
  guint gaps;
  gboolean is_local;
} WuseCaseFields;

/**
 * wuse_case_fields_ref:
 * @self: fields
 *
 * Returns: (transfer full): @self
 */
WuseCaseFields *wuse_case_fields_ref (WuseCaseFields *self);

/**
 * wuse_case_fields_unref:
 * @self: (transfer full): fields
 */
void wuse_case_fields_unref (WuseCaseFields *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseCaseFields, wuse_case_fields_unref)

/**
 * wuse_store_reader_load_case_rows:
 * @self: a reader
 * @keys: (element-type gint64): keys
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type WuseCaseFields) (nullable): the cases that are still there
 */
GPtrArray *wuse_store_reader_load_case_rows (WuseStoreReader *self, const GArray *keys, GError **error);

G_END_DECLS
