/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links, stays and changes of them in words. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-edit-words.h"

#include "wuse-case-words.h"
#include "wuse-format.h"

#include <glib/gi18n.h>
#include <string.h>

static char *
describe_link (const WuseRecordDraft *draft)
{
  g_autofree char *source = wuse_record_draft_dup (draft, "source"), *target = wuse_record_draft_dup (draft, "target"),
                  *kind = wuse_record_draft_dup (draft, "kind");
  const char *from = source != NULL ? source : "?", *to = target != NULL ? target : "?";

  if (g_strcmp0 (kind, "transmission") == 0)
    return g_strdup_printf (_ ("Case %1$s infected case %2$s"), from, to);
  if (g_strcmp0 (kind, "contact") == 0)
    return g_strdup_printf (_ ("Case %1$s met case %2$s"), from, to);
  if (g_strcmp0 (kind, "household") == 0)
    return g_strdup_printf (_ ("Cases %1$s and %2$s live in one household"), from, to);
  if (g_strcmp0 (kind, "same_place") == 0)
    return g_strdup_printf (_ ("Cases %1$s and %2$s were at one place"), from, to);

  /* Translators: case, case, a kind of link that this version does not know */
  return g_strdup_printf (_ ("Cases %1$s and %2$s: %3$s"), from, to, kind != NULL ? kind : "?");
}

static char *
describe_stay (const WuseRecordDraft *draft)
{
  g_autofree char *who = wuse_record_draft_dup (draft, "case"), *name = wuse_record_draft_dup (draft, "name"),
                  *place = wuse_record_draft_dup (draft, "place"), *kind = wuse_record_draft_dup (draft, "kind");
  const char *where = wuse_record_draft_get_place_name (draft);

  where = where != NULL ? where : name != NULL ? name : place != NULL ? place : kind != NULL ? kind : _ ("a place");

  return g_strdup_printf (_ ("Case %1$s stayed at %2$s"), who != NULL ? who : "?", where);
}

char *
wuse_words_for_draft (const WuseRecordDraft *draft)
{
  WuseRecordType type;

  g_return_val_if_fail (draft != NULL, NULL);

  type = wuse_record_draft_get_type (draft);
  if (type == WUSE_RECORD_LINK)
    return describe_link (draft);
  if (type == WUSE_RECORD_STAY)
    return describe_stay (draft);

  return g_strdup (type == WUSE_RECORD_CONTACT ? _ ("A contact") : _ ("A case"));
}

char *
wuse_words_for_outbox_row (const WuseOutboxRow *row)
{
  const char *data;
  g_autoptr (WuseRecordDraft) draft = NULL, before = NULL;
  g_autofree char *what = NULL, *state = NULL, *state_before = NULL;
  const char *change;

  g_return_val_if_fail (row != NULL, NULL);

  data = row->data != NULL ? row->data : row->before;
  draft = wuse_record_draft_new (row->type, row->id, data);
  before = wuse_record_draft_new (row->type, row->id, row->before);
  what = wuse_words_for_draft (draft);
  state = wuse_record_draft_dup (draft, "state");
  state_before = wuse_record_draft_dup (before, "state");
  if (row->op == WUSE_RECORD_DELETE)
    change = _ ("deleted");
  else if (row->before == NULL && row->base == 0)
    change = _ ("added");
  else if (state != NULL && g_strcmp0 (state, state_before) != 0)
    change = wuse_words_for_case_code ("state", state);
  else
    change = _ ("corrected");

  /* Translators: a record and what is done to it: “Case 12 infected case 15: confirmed” */
  return g_strdup_printf (_ ("%1$s: %2$s"), what, change);
}

const char *
wuse_words_for_edit_state (const WuseOutboxRow *row)
{
  g_return_val_if_fail (row != NULL, "");

  switch (row->state)
    {
    case WUSE_EDIT_WAITING:
      return _ ("waits to be sent");
    case WUSE_EDIT_SENDING:
      return _ ("sent, not answered yet");
    case WUSE_EDIT_CONFLICT:
      return _ ("somebody else has changed it, too");
    case WUSE_EDIT_REFUSED:
      return _ ("refused by the server");
    case WUSE_EDIT_SENT:
      return _ ("at the server");
    case WUSE_EDIT_DROPPED:
      break;
    }

  return _ ("given up");
}

const char *
wuse_words_for_field (const char *name)
{
  static const struct
  {
    const char *name;
    const char *words;
  } fields[] = {
    { "source", N_ ("From case") },
    { "target", N_ ("To case") },
    { "kind", N_ ("Kind") },
    { "state", N_ ("State") },
    { "setting", N_ ("Setting") },
    { "place", N_ ("Place") },
    { "first_exposure", N_ ("First day of exposure") },
    { "last_exposure", N_ ("Last day of exposure") },
    { "evidence", N_ ("Evidence") },
    { "reason", N_ ("Reason") },
    { "case", N_ ("Case") },
    { "name", N_ ("Name of the place") },
    { "area", N_ ("Area") },
    { "lon", N_ ("Longitude") },
    { "lat", N_ ("Latitude") },
    { "start", N_ ("From") },
    { "end", N_ ("Until") },
    { "precision", N_ ("Known to") },
    { "classification", N_ ("Classification") },
    { "severity", N_ ("Severity") },
    { "origin", N_ ("Origin") },
    { "origin_place", N_ ("Place of origin") },
    { "person", N_ ("Resident identifier") },
    { "sex", N_ ("Sex") },
    { "age", N_ ("Age") },
    { "age_band", N_ ("Age band") },
    { "building", N_ ("Building") },
    { "household", N_ ("Household") },
    { "onset", N_ ("Day of onset") },
    { "report", N_ ("Day of report") },
    { "isolation", N_ ("Day of isolation") },
    { "release", N_ ("Day of release") },
    { "death", N_ ("Day of death") },
    { "outcome", N_ ("Outcome") },
    { "found_by", N_ ("Found") },
    { "infector", N_ ("Infected by") },
    { "cluster", N_ ("Cluster") },
    { "contacts", N_ ("Number of contacts") },
    { "tier", N_ ("Tier") },
    { "quarantine", N_ ("Quarantine") },
    { "quarantine_place", N_ ("Place of quarantine") },
    { "due", N_ ("Due day") },
    { "became_case", N_ ("Became case") },
    { "note", N_ ("Note") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].name, name) == 0)
      return _ (fields[i].words);

  return name;
}

char *
wuse_words_for_field_value (const WuseRecordDraft *draft, const WuseField *field, int utc_offset)
{
  g_autofree char *text = NULL;
  WuseTime time;
  WuseDay date;

  g_return_val_if_fail (draft != NULL && field != NULL, NULL);

  text = wuse_record_draft_dup (draft, field->name);
  if (text == NULL)
    return g_strdup ("\342\200\223");
  if (field->kind == WUSE_FIELD_CODE)
    return g_strdup (wuse_words_for_case_code (field->name, text));
  if (field->kind == WUSE_FIELD_DAY && wuse_day_parse (text, -1, &date, NULL))
    return wuse_format_day (date);
  if (field->kind == WUSE_FIELD_TIME && wuse_time_parse (text, -1, &time, NULL))
    {
      const gint64 local = time + (gint64) utc_offset * 60000;
      g_autofree char *day = wuse_format_day ((WuseDay) (local / 86400000)), *clock = wuse_format_clock (time, utc_offset);

      return g_strdup_printf ("%s %s", day, clock);
    }
  if (strcmp (field->name, "place") == 0 && wuse_record_draft_get_place_name (draft) != NULL)
    return g_strdup (wuse_record_draft_get_place_name (draft));

  return g_steal_pointer (&text);
}
