/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences for what the rooms below say in codes. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-words.h"

#include "wuse-case-words.h"
#include "wuse-format.h"
#include "wuse-map-error.h"
#include "wuse-net-error.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *code;
  const char *words;
} Word;

static const Word place_kinds[] = {
  { "hospital", N_ ("Hospital") },
  { "fever_clinic", N_ ("Fever clinic") },
  { "quarantine_site", N_ ("Quarantine site") },
  { "checkpoint", N_ ("Checkpoint") },
  { "school", N_ ("School") },
  { "market", N_ ("Market") },
  { "station", N_ ("Station") },
  { "care_home", N_ ("Care home") },
  { "key_place", N_ ("Key place") },
};

const char *
wuse_words_for_place_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (place_kinds); i++)
    if (g_strcmp0 (place_kinds[i].code, kind) == 0)
      return _ (place_kinds[i].words);

  return _ ("Place");
}

const char *
wuse_words_for_classification (const char *code)
{
  return code != NULL ? wuse_words_for_case_code ("classification", code) : _ ("not classified");
}

const char *
wuse_words_for_hit (const WuseSearchHit *hit)
{
  WuseAreaLevel level;

  g_return_val_if_fail (hit != NULL, "");

  if (hit->type == WUSE_RECORD_AREA && hit->kind != NULL && wuse_area_level_from_string (hit->kind, -1, &level))
    return wuse_area_level_label (level, 1);
  if (hit->type == WUSE_RECORD_PLACE)
    return wuse_words_for_place_kind (hit->kind);

  return _ ("Building");
}

static const char *
risk_word (const char *code)
{
  WuseRisk risk = WUSE_RISK_NONE;

  if (code != NULL)
    wuse_risk_from_string (code, &risk);

  return wuse_risk_label (risk);
}

char *
wuse_words_for_activity (const WuseActivity *activity, WuseAreaSet *areas)
{
  guint32 index = areas != NULL && activity->area != NULL ? wuse_area_set_find (areas, activity->area, -1) : WUSE_AREA_NONE;
  const char *area = index != WUSE_AREA_NONE ? wuse_area_display_name (wuse_area_set_get (areas, index)) : _ ("unknown area");

  switch (activity->kind)
    {
    case WUSE_ACTIVITY_CASE_NEW:
      /* Translators: an area and a classification: “Jisheng 07: new case, confirmed” */
      return g_strdup_printf (_ ("%1$s: new case, %2$s"), area, wuse_words_for_classification (activity->to));
    case WUSE_ACTIVITY_CASE_RECLASSIFIED:
      return g_strdup_printf (_ ("%1$s: case reclassified from %2$s to %3$s"), area,
                              wuse_words_for_classification (activity->from), wuse_words_for_classification (activity->to));
    case WUSE_ACTIVITY_CASE_RELEASED:
      return g_strdup_printf (_ ("%s: case released"), area);
    case WUSE_ACTIVITY_CASE_DIED:
      return g_strdup_printf (_ ("%s: a case has died"), area);
    case WUSE_ACTIVITY_CASE_WITHDRAWN:
      return g_strdup_printf (_ ("%s: case withdrawn"), area);
    case WUSE_ACTIVITY_AREA_NEW:
      return g_strdup_printf (_ ("%s: new area"), area);
    case WUSE_ACTIVITY_AREA_CHANGED:
      return g_strdup_printf (_ ("%s: name or border changed"), area);
    case WUSE_ACTIVITY_AREA_GONE:
      return g_strdup_printf (_ ("%s: area removed"), area);
    case WUSE_ACTIVITY_RISK_CHANGED:
      /* Translators: an area and two colours: “Jisheng 07: from Medium risk to High risk” */
      return g_strdup_printf (_ ("%1$s: from %2$s to %3$s"), area, risk_word (activity->from), risk_word (activity->to));
    default:
      /* Written by a newer version */
      return g_strdup_printf (_ ("%s: changed"), area);
    }
}

static const char *
words_for_net_error (int code)
{
  switch (code)
    {
    case WUSE_NET_ERROR_OFFLINE:
      return _ ("The district server cannot be reached.");
    case WUSE_NET_ERROR_REFUSED:
      return _ ("The district server does not accept this name and password. Sign in again from the menu.");
    case WUSE_NET_ERROR_TLS:
      return _ ("The district server's certificate is not trusted. Ask whoever runs it for the certificate authority's file.");
    case WUSE_NET_ERROR_INSECURE:
      return _ ("Only addresses with https are used, and plain http on this machine alone: nothing is sent in the clear.");
    case WUSE_NET_ERROR_BUSY:
      return _ ("The district server is busy and asks to wait.");
    case WUSE_NET_ERROR_SERVER:
      return _ ("The district server has a fault of its own.");
    case WUSE_NET_ERROR_CUT_OFF:
      return _ ("The connection was cut off.");
    default:
      return _ ("The district server sent something that is not understood.");
    }
}

static const char *
words_for_store_error (int code)
{
  switch (code)
    {
    case WUSE_STORE_ERROR_NEWER:
      return _ ("The cache was written by a newer version of Wuse. Nothing has been changed; please install that version.");
    case WUSE_STORE_ERROR_CORRUPT:
      return _ ("The cache is damaged. It is being rebuilt from the server; what is only on this machine is kept.");
    case WUSE_STORE_ERROR_FULL:
      return _ ("The disk is full. What is shown stays as it is; make room and it goes on by itself.");
    case WUSE_STORE_ERROR_INVALID:
      return _ ("What was entered cannot be kept: something in it is too long, or not as the record needs it.");
    case WUSE_STORE_ERROR_READ_ONLY:
      return _ ("The cache cannot be written to. What is shown stays as it is, and nothing new is kept.");
    default:
      return _ ("The cache cannot be used.");
    }
}

char *
wuse_words_for_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == WUSE_NET_ERROR)
    return g_strdup (words_for_net_error (error->code));
  if (error->domain == WUSE_STORE_ERROR)
    return g_strdup (words_for_store_error (error->code));

  return g_strdup (error->message);
}

const char *
wuse_words_for_recovery (WuseStoreRecovery recovery)
{
  switch (recovery)
    {
    case WUSE_STORE_REBUILT:
      return _ ("The cache was damaged and has been rebuilt. The list of changes was kept; everything else comes from the server "
                "again.");
    case WUSE_STORE_READ_ONLY:
      return words_for_store_error (WUSE_STORE_ERROR_READ_ONLY);
    case WUSE_STORE_OPENED:
    case WUSE_STORE_CREATED:
    case WUSE_STORE_MIGRATED:
      break;
    }

  return NULL;
}

char *
wuse_words_for_area_path (WuseAreaSet *areas, guint32 area)
{
  GString *path = g_string_new (NULL);
  guint32 parent = wuse_area_set_get (areas, area)->parent;

  while (parent != WUSE_AREA_NONE)
    {
      if (path->len > 0)
        g_string_prepend (path, " \302\267 ");
      g_string_prepend (path, wuse_area_display_name (wuse_area_set_get (areas, parent)));
      parent = wuse_area_set_get (areas, parent)->parent;
    }

  return g_string_free (path, FALSE);
}
