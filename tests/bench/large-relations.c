/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up outbreak of any size. */

#include "config.h"

#include "large-relations.h"

#include "wuse-record-batch.h"

#include <string.h>

/* Who infects whom is not further apart in the order of the cases. */
#define NEAR 3000u
#define GENERATION 400u
#define FIRST_YEAR_DAYS 360u

static void
add_line (WuseRelationsBuilder *builder, const char *type, guint number, const char *data)
{
  g_autoptr (WuseRecordBatch) batch = wuse_record_batch_new ();
  g_autofree char *line = g_strdup_printf ("{\"seq\":1,\"op\":\"put\",\"type\":\"%s\",\"id\":\"%s-%u\",\"version\":1,"
                                           "\"at\":\"2022-04-11T00:00:00Z\",\"data\":%s}",
                                           type, type, number, data);
  GError *error = NULL;

  wuse_record_batch_add_line (batch, line, strlen (line), &error);
  g_assert_no_error (error);
  wuse_relations_builder_add (builder, wuse_record_batch_get (batch, 0));
}

static char *
name_day (guint number)
{
  const guint day = number / GENERATION % FIRST_YEAR_DAYS;

  return g_strdup_printf ("2022-%02u-%02u", 1 + day / 30, 1 + day % 28);
}

/* Few infect many: the nearer to a multiple of a hundred, the likelier. Most of all hang together, and contacts close rings. */
static void
add_case (WuseRelationsBuilder *builder, GRand *rand, guint i)
{
  const guint reach = MIN (i, NEAR);
  const guint source = i - MIN ((guint) g_rand_int_range (rand, 1, (gint32) reach + 2), i);
  const guint spreader = g_rand_int_range (rand, 0, 3) > 0 ? source / 100 * 100 : source;
  g_autofree char *onset = name_day (i), *report = name_day (i + 3 * GENERATION);
  g_autofree char *data =
      g_strdup_printf ("{\"classification\":\"confirmed\",\"onset\":\"%s\",\"report\":\"%s\",\"household\":\"household-%u\","
                       "\"infector\":\"case-%u\"}",
                       onset, report, i / 3, spreader);
  g_autofree char *link = g_strdup_printf ("{\"source\":\"case-%u\",\"target\":\"case-%u\",\"kind\":\"contact\","
                                           "\"state\":\"confirmed\"}",
                                           i, source);

  add_line (builder, "case", i, data);
  if (i % 2 == 0)
    add_line (builder, "link", i, link);
}

WuseRelations *
large_relations_new (guint n_cases)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  WuseRelationsBuilder *builder = wuse_relations_builder_new ();

  for (guint i = 0; i < n_cases; i++)
    add_case (builder, rand, i);

  return wuse_relations_builder_end (builder);
}
