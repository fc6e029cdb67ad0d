/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Relations to try the analysis room on: made by hand from the fields of records, or the Seoul records. */

#pragma once

#include "wuse-record-batch.h"
#include "wuse-relations.h"

G_BEGIN_DECLS

/* Adds a record; single quotes in @format become double ones. */
void relations_add (WuseRecordBatch *batch, const char *type, const char *id, const char *format, ...) G_GNUC_PRINTF (4, 5);
WuseRelations *relations_build (WuseRecordBatch *batch);

/* The index of an actor that has to be there. */
guint32 relations_find (const WuseRelations *self, const char *id);

WuseDay relations_day (const char *text);

/* %NULL, the test being skipped, where the shared data are not. */
WuseRelations *relations_read_seoul (void);

G_END_DECLS
