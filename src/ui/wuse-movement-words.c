/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences for movements and their stays. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-movement-words.h"

#include "wuse-format.h"

#include <glib/gi18n.h>

/* More lines nobody reads in a tip. */
#define MAX_LINES 8u
/* So many stays are named on the map. */
#define MAX_LABELED 60u

static char *
dup_when (const WuseMovementStay *stay, int utc_offset)
{
  const WuseDay first = wuse_time_to_day (stay->start, utc_offset),
                last = stay->end != WUSE_TIME_NONE ? wuse_time_to_day (stay->end, utc_offset) : first;
  g_autofree char *day = wuse_format_day (first), *from = NULL, *to = NULL, *other_day = NULL;

  if (stay->by_day || stay->end == WUSE_TIME_NONE)
    {
      /* A stay of which days are known ends at the midnight after its last day. */
      const WuseDay last_full =
          stay->by_day && stay->end != WUSE_TIME_NONE ? wuse_time_to_day (stay->end - 1, utc_offset) : first;

      if (last_full <= first)
        return g_steal_pointer (&day);
      other_day = wuse_format_day (last_full);
      /* Translators: from a day to another */
      return g_strdup_printf (_ ("%1$s – %2$s"), day, other_day);
    }
  from = wuse_format_clock (stay->start, utc_offset);
  to = wuse_format_clock (stay->end, utc_offset);
  if (first == last)
    /* Translators: when a stay was: “11 April 12:30–13:40” */
    return g_strdup_printf (_ ("%1$s %2$s–%3$s"), day, from, to);
  other_day = wuse_format_day (last);
  /* Translators: a stay over midnight: “11 April 22:30 – 12 April 07:40” */
  return g_strdup_printf (_ ("%1$s %2$s – %3$s %4$s"), day, from, other_day, to);
}

char *
wuse_words_for_stay (const WuseMovements *movements, guint32 stay, int utc_offset)
{
  const WuseMovementStay *item;
  const char *where;
  g_autofree char *when = NULL;

  g_return_val_if_fail (movements != NULL && stay < movements->n_stays, NULL);

  item = &movements->stays[stay];
  where = item->name != NULL ? item->name : item->kind != NULL ? item->kind : _ ("a place");
  if (item->start == WUSE_TIME_NONE)
    return g_strdup (where);
  when = dup_when (item, utc_offset);
  /* Translators: when and where a stay was: “11 April 12:30–13:40, East Station Market” */
  return g_strdup_printf (_ ("%1$s, %2$s"), when, where);
}

char *
wuse_words_for_stays (const WuseMovements *movements, const guint32 *stays, guint n_stays, int utc_offset)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (movements != NULL, NULL);
  g_return_val_if_fail (stays != NULL || n_stays == 0, NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < MIN (n_stays, n_stays > MAX_LINES ? MAX_LINES - 1 : MAX_LINES); i++)
    {
      g_autofree char *stay = NULL;

      if (stays[i] >= movements->n_stays)
        continue;
      stay = wuse_words_for_stay (movements, stays[i], utc_offset);
      /* Translators: who was where: “Case 12 · 11 April 12:30–13:40, East Station Market” */
      g_string_append_printf (text, _ ("Case %1$s · %2$s"), movements->movers[movements->stays[stays[i]].mover].id, stay);
      g_string_append_c (text, '\n');
    }
  if (n_stays > MAX_LINES)
    g_string_append_printf (text, ngettext ("and %u more stay", "and %u more stays", n_stays - MAX_LINES + 1),
                            n_stays - MAX_LINES + 1);
  else if (text->len > 0)
    g_string_truncate (text, text->len - 1);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
wuse_words_for_movements (const WuseMovements *movements)
{
  g_autofree char *n_cases = NULL, *n_stays = NULL;
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (movements != NULL, NULL);

  text = g_string_new (NULL);
  n_cases = wuse_format_number (movements->n_movers);
  n_stays = wuse_format_number (movements->n_stays);
  g_string_append_printf (text, ngettext ("Movements of %s case", "Movements of %s cases", movements->n_movers), n_cases);
  g_string_append_printf (text, ngettext (" · %s stay", " · %s stays", movements->n_stays), n_stays);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
wuse_words_for_movement_days (const WuseMovements *movements, int utc_offset)
{
  g_autofree char *first = NULL, *last = NULL;
  WuseDay first_day, last_day;

  g_return_val_if_fail (movements != NULL, NULL);

  if (movements->start == WUSE_TIME_NONE)
    return NULL;
  first_day = wuse_time_to_day (movements->start, utc_offset);
  /* What ends at midnight ends on the day before. */
  last_day = wuse_time_to_day (MAX (movements->end - 1, movements->start), utc_offset);
  first = wuse_format_day (first_day);
  last = wuse_format_day (last_day);

  return first_day == last_day ? g_steal_pointer (&first) : g_strdup_printf (_ ("%1$s – %2$s"), first, last);
}

char *
wuse_words_for_movements_left_out (const WuseMovements *movements)
{
  g_autoptr (GString) text = NULL;
  guint n, n_without = 0;

  g_return_val_if_fail (movements != NULL, NULL);

  for (guint i = 0; i < movements->n_movers; i++)
    n_without += movements->movers[i].n_stays == 0;

  text = g_string_new (NULL);
  n = movements->n_stays - movements->n_placed;
  if (n > 0)
    {
      g_autofree char *count = wuse_format_number (n);

      g_string_append_printf (text, ngettext ("%s stay without a position", "%s stays without a position", n), count);
    }
  if (n_without > 0 && movements->n_movers > 1)
    {
      g_autofree char *count = wuse_format_number (n_without);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("%s case without stays", "%s cases without stays", n_without), count);
    }
  if (movements->n_asked > movements->n_movers)
    {
      g_autofree char *shown = wuse_format_number (movements->n_movers), *asked = wuse_format_number (movements->n_asked);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: some of the selected cases have too many stays to be shown together, or are not in the register */
      g_string_append_printf (text, _ ("%1$s of %2$s selected cases are shown"), shown, asked);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static char *
dup_label (const WuseMovements *movements, const WuseMovementStay *stay, int utc_offset)
{
  const char *id = movements->movers[stay->mover].id;
  g_autofree char *when = NULL, *day = NULL, *clock = NULL;

  if (stay->start != WUSE_TIME_NONE)
    {
      day = wuse_format_day (wuse_time_to_day (stay->start, utc_offset));
      clock = stay->by_day ? NULL : wuse_format_clock (stay->start, utc_offset);
      when = clock != NULL ? g_strdup_printf ("%s %s", day, clock) : g_steal_pointer (&day);
    }
  if (stay->number > 1)
    return g_steal_pointer (&when);

  return when != NULL ? g_strdup_printf ("%s · %s", id, when) : g_strdup (id);
}

GPtrArray *
wuse_movement_labels_new (const WuseMovements *movements, int utc_offset)
{
  GPtrArray *labels;

  g_return_val_if_fail (movements != NULL, NULL);

  if (movements->n_placed == 0 || movements->n_placed > MAX_LABELED)
    return NULL;
  labels = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < movements->n_stays; i++)
    g_ptr_array_add (labels, movements->stays[i].number > 0 ? dup_label (movements, &movements->stays[i], utc_offset) : NULL);

  return labels;
}
