/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records a district exchanges: which there are, their fields, and one record as values. */

#pragma once

#include "wuse-date.h"
#include "wuse-geometry.h"

G_BEGIN_DECLS

/**
 * WUSE_MODEL_ERROR:
 *
 * Error domain of everything under `model/`.
 */
#define WUSE_MODEL_ERROR (wuse_model_error_quark ())

/**
 * WuseModelError:
 * @WUSE_MODEL_ERROR_SYNTAX: not JSON, or not UTF-8
 * @WUSE_MODEL_ERROR_INVALID: JSON that breaks the rules for a record; the message names type, id and field
 * @WUSE_MODEL_ERROR_TOO_LARGE: longer than any record may be
 */
typedef enum
{
  WUSE_MODEL_ERROR_SYNTAX,
  WUSE_MODEL_ERROR_INVALID,
  WUSE_MODEL_ERROR_TOO_LARGE,
} WuseModelError;

/**
 * wuse_model_error_quark:
 *
 * Returns: the quark of %WUSE_MODEL_ERROR
 */
GQuark wuse_model_error_quark (void);

/**
 * WUSE_RECORD_MAX_FIELDS:
 *
 * Most fields any record type has.
 */
#define WUSE_RECORD_MAX_FIELDS 28

/**
 * WUSE_RECORD_MAX_LINE:
 *
 * Most bytes one feed line may have.
 */
#define WUSE_RECORD_MAX_LINE (16u << 20)

/**
 * WUSE_RECORD_MAX_ID:
 *
 * Most bytes an id may have; its characters are `A-Z a-z 0-9 . _ : -`.
 */
#define WUSE_RECORD_MAX_ID 64

/**
 * WuseRecordType:
 * @WUSE_RECORD_AREA: a district, subdistrict, community or grid
 * @WUSE_RECORD_BUILDING: a building
 * @WUSE_RECORD_FEATURE: something drawn under the areas: water, green, roads
 * @WUSE_RECORD_PLACE: a hospital, school, market, checkpoint, quarantine site …
 * @WUSE_RECORD_HOUSEHOLD: a household
 * @WUSE_RECORD_PERSON: a person, masked; the id is the resident identifier (RID)
 * @WUSE_RECORD_CASE: a confirmed, suspected or asymptomatic case
 * @WUSE_RECORD_CONTACT: a close or secondary contact
 * @WUSE_RECORD_STAY: where a case was, from when to when
 * @WUSE_RECORD_DAILY: an area's figures of one day
 * @WUSE_RECORD_LINK: what an investigation says of two cases: who infected whom, who met whom
 * @WUSE_N_RECORD_TYPES: how many types there are
 */
typedef enum
{
  WUSE_RECORD_AREA,
  WUSE_RECORD_BUILDING,
  WUSE_RECORD_FEATURE,
  WUSE_RECORD_PLACE,
  WUSE_RECORD_HOUSEHOLD,
  WUSE_RECORD_PERSON,
  WUSE_RECORD_CASE,
  WUSE_RECORD_CONTACT,
  WUSE_RECORD_STAY,
  WUSE_RECORD_DAILY,
  WUSE_RECORD_LINK,
  WUSE_N_RECORD_TYPES,
} WuseRecordType;

/**
 * WuseFieldKind:
 * @WUSE_FIELD_TEXT: UTF-8, no control characters
 * @WUSE_FIELD_CODE: one of the field's codes (lower-case words); kept as text, so that a new code of a newer server is
 *   not lost
 * @WUSE_FIELD_REF: the id of another record
 * @WUSE_FIELD_INTEGER: a whole number within the field's bounds
 * @WUSE_FIELD_LON: a longitude; degrees on the wire, ten-millionths in memory and in the cache
 * @WUSE_FIELD_LAT: a latitude, likewise
 * @WUSE_FIELD_DAY: a date; `YYYY-MM-DD` on the wire, #WuseDay inside
 * @WUSE_FIELD_TIME: an instant; RFC 3339 on the wire, #WuseTime inside
 * @WUSE_FIELD_GEOMETRY: a GeoJSON geometry; the bytes of wuse_geometry_append_bytes() inside
 */
typedef enum
{
  WUSE_FIELD_TEXT,
  WUSE_FIELD_CODE,
  WUSE_FIELD_REF,
  WUSE_FIELD_INTEGER,
  WUSE_FIELD_LON,
  WUSE_FIELD_LAT,
  WUSE_FIELD_DAY,
  WUSE_FIELD_TIME,
  WUSE_FIELD_GEOMETRY,
} WuseFieldKind;

/**
 * WuseField:
 * @name: the name on the wire, in the cache (column) and in a pack's mapping
 * @kind: what it holds
 * @required: whether a record without it is refused
 * @target: for %WUSE_FIELD_REF, the type referred to
 * @codes: for %WUSE_FIELD_CODE, the known codes, %NULL-terminated
 * @minimum: for %WUSE_FIELD_INTEGER, the least value
 * @maximum: for %WUSE_FIELD_INTEGER, the greatest value; for text, the most bytes
 */
typedef struct
{
  const char *name;
  WuseFieldKind kind;
  gboolean required;
  WuseRecordType target;
  const char *const *codes;
  gint64 minimum;
  gint64 maximum;
} WuseField;

/**
 * WuseRecordClass:
 * @name: the type's name on the wire and its table in the cache
 * @fields: (array length=n_fields): the fields, in canonical order
 * @n_fields: how many
 */
typedef struct
{
  const char *name;
  const WuseField *fields;
  guint n_fields;
} WuseRecordClass;

/**
 * wuse_record_class:
 * @type: a type
 *
 * Returns: (transfer none): its description
 */
const WuseRecordClass *wuse_record_class (WuseRecordType type);

/**
 * wuse_record_type_from_name:
 * @name: need not be terminated
 * @length: bytes of @name
 * @type: (out): the type
 *
 * Returns: %FALSE if there is none of that name
 */
gboolean wuse_record_type_from_name (const char *name, gsize length, WuseRecordType *type);

/**
 * WuseRecordOp:
 * @WUSE_RECORD_PUT: the record is now as given
 * @WUSE_RECORD_DELETE: the record is gone
 */
typedef enum
{
  WUSE_RECORD_PUT,
  WUSE_RECORD_DELETE,
} WuseRecordOp;

/**
 * WuseValue:
 * @data: text, code, ref: UTF-8, not terminated; geometry: bytes, aligned to four; %NULL where the field is absent
 *   or a number
 * @length: bytes of @data
 * @integer: integer, lon, lat, day, time
 * @is_set: whether the field is present
 */
typedef struct
{
  const char *data;
  guint32 length;
  gboolean is_set;
  gint64 integer;
} WuseValue;

/**
 * WuseRecord:
 * @type: the type
 * @op: put or delete
 * @seq: place in the server's feed, greater than 0
 * @version: version of the record, greater than 0
 * @at: when the server learned of it
 * @id: the record's id
 * @id_length: bytes of @id
 * @values: by field, in the order of the class; all unset for a delete
 *
 * One line of the feed. It owns nothing: text belongs to the #WuseRecordBatch or whoever made it.
 */
typedef struct
{
  WuseRecordType type;
  WuseRecordOp op;
  gint64 seq;
  gint64 version;
  WuseTime at;
  const char *id;
  gsize id_length;
  WuseValue values[WUSE_RECORD_MAX_FIELDS];
} WuseRecord;

/**
 * wuse_record_append_data:
 * @self: a put record
 * @string: where to append
 *
 * Appends the canonical `data` object: fields in class order, absent ones left out, no blanks, strings escaped only
 * where JSON demands it. Equal records give equal bytes.
 */
void wuse_record_append_data (const WuseRecord *self, GString *string);

/**
 * wuse_record_append_line:
 * @self: a record
 * @string: where to append
 *
 * Appends the canonical feed line, without line feed:
 * `{"seq":1,"op":"put","type":"case","id":"…","version":1,"at":"…","data":{…}}`; a delete has no `data`.
 */
void wuse_record_append_line (const WuseRecord *self, GString *string);

/**
 * WuseDigest:
 * @count: how many records went in
 * @sum: exclusive-or of the first 16 bytes of each record's SHA-256
 *
 * Content of a set of records, whatever their order.
 */
typedef struct
{
  guint64 count;
  guint8 sum[16];
} WuseDigest;

/**
 * wuse_digest_toggle:
 * @self: a digest
 * @type: the record's type
 * @id: its id
 * @id_length: bytes of @id
 * @version: its version
 * @data: its canonical data object
 * @data_length: bytes of @data
 *
 * Puts a record in, or takes the same one out again, but for @count, which the caller keeps. Hashed is
 * `type LF id LF version LF data`.
 */
void wuse_digest_toggle (
    WuseDigest *self, WuseRecordType type, const char *id, gsize id_length, gint64 version, const char *data, gsize data_length);

/**
 * wuse_digest_to_string:
 * @self: a digest
 *
 * Returns: (transfer full): 32 hexadecimal digits of the sum
 */
char *wuse_digest_to_string (const WuseDigest *self);

G_END_DECLS
