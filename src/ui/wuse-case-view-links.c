/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who a case has it from, and whom it infected. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-case-view-private.h"

#include "wuse-case-link.h"
#include "wuse-case-words.h"
#include "wuse-edit-buttons.h"
#include "wuse-format.h"

#include <glib/gi18n.h>

static char *
dup_other (const WuseCaseCard *card, const char *id)
{
  const WuseCaseFields *other = g_hash_table_lookup (card->others, id);
  g_autofree char *day = NULL;

  if (other == NULL)
    return g_strdup_printf (_ ("%s: named in a record, but not in the register"), id);
  if (other->onset == WUSE_DAY_NONE && other->report == WUSE_DAY_NONE)
    return g_strdup_printf (_ ("Case %s"), id);
  day = wuse_format_day (other->onset != WUSE_DAY_NONE ? other->onset : other->report);

  return other->onset != WUSE_DAY_NONE ? g_strdup_printf (_ ("Case %1$s, onset %2$s"), id, day)
                                       : g_strdup_printf (_ ("Case %1$s, reported %2$s"), id, day);
}

static void
add_link (WuseCaseView *self, const WuseCaseCard *card, const WuseRecord *link, const char *id)
{
  g_autofree char *other = dup_other (card, id), *kind = wuse_record_dup_text (link, "kind"),
                  *state = wuse_record_dup_text (link, "state"), *setting = wuse_record_dup_text (link, "setting"),
                  *evidence = wuse_record_dup_text (link, "evidence"), *reason = wuse_record_dup_text (link, "reason");
  g_autoptr (GString) text = g_string_new (other);

  g_string_append_printf (text, "\n%s%s%s", wuse_words_for_case_code ("kind", kind), _ (", "),
                          wuse_words_for_case_code ("state", state));
  if (setting != NULL)
    g_string_append_printf (text, " · %s", wuse_words_for_case_code ("setting", setting));
  if (evidence != NULL)
    g_string_append_printf (text, "\n%s", evidence);
  if (reason != NULL)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("Reason: %s"), reason);
    }
  gtk_box_append (self->content, wuse_case_link_new (self->selection, id, text->str));
  if (self->obstacle == NULL)
    {
      g_autofree char *link_id = g_strndup (link->id, link->id_length);

      gtk_box_append (self->content, wuse_edit_button_row_new (wuse_edit_menu_new (WUSE_RECORD_LINK, link_id, state), other));
    }
}

void
wuse_case_view_show_sources (WuseCaseView *self, const WuseCaseCard *card)
{
  const char *id = card->fields->id;
  gboolean has_infector = card->fields->infector == NULL;
  guint n = 0;

  for (guint i = 0; i < card->links->len && n < WUSE_CASE_VIEW_MOST_LISTED; i++)
    {
      const WuseRecord *link = g_ptr_array_index (card->links, i);
      g_autofree char *source = wuse_record_dup_text (link, "source"), *target = wuse_record_dup_text (link, "target");

      if (g_strcmp0 (target, id) != 0)
        continue;
      has_infector |= g_strcmp0 (source, card->fields->infector) == 0;
      if (n++ == 0)
        wuse_case_view_add_heading (self, _ ("Sources and links to it"));
      add_link (self, card, link, source);
    }
  if (!has_infector)
    {
      g_autofree char *other = dup_other (card, card->fields->infector);

      wuse_case_view_add_heading (self, _ ("Named as its source"));
      gtk_box_append (self->content, wuse_case_link_new (self->selection, card->fields->infector, other));
      if (self->obstacle == NULL)
        gtk_box_append (self->content, wuse_edit_button_row_new (wuse_edit_source_menu_new (card->fields->infector, id), other));
    }
}

static gboolean
has_link_to (const WuseCaseCard *card, const char *id)
{
  for (guint i = 0; i < card->links->len; i++)
    {
      g_autofree char *target = wuse_record_dup_text (g_ptr_array_index (card->links, i), "target");

      if (g_strcmp0 (target, id) == 0)
        return TRUE;
    }

  return FALSE;
}

void
wuse_case_view_show_infected (WuseCaseView *self, const WuseCaseCard *card)
{
  const char *id = card->fields->id;
  g_autofree char *heading = NULL;
  guint n = 0;

  if (card->fields->n_infected > 0)
    {
      heading = g_strdup_printf (ngettext ("Infected %u other", "Infected %u others", card->fields->n_infected),
                                 card->fields->n_infected);
      wuse_case_view_add_heading (self, heading);
    }
  for (guint i = 0; i < card->infected->len && n < WUSE_CASE_VIEW_MOST_LISTED; i++)
    {
      const WuseRecord *record = g_ptr_array_index (card->infected, i);
      g_autofree char *other_id = g_strndup (record->id, record->id_length), *other = dup_other (card, other_id);

      /* A link says more: it follows. */
      if (has_link_to (card, other_id))
        continue;
      gtk_box_append (self->content, wuse_case_link_new (self->selection, other_id, other));
      n++;
    }
  n = 0;
  for (guint i = 0; i < card->links->len && n < WUSE_CASE_VIEW_MOST_LISTED; i++)
    {
      const WuseRecord *link = g_ptr_array_index (card->links, i);
      g_autofree char *source = wuse_record_dup_text (link, "source"), *target = wuse_record_dup_text (link, "target");

      if (g_strcmp0 (source, id) != 0 || g_strcmp0 (target, id) == 0)
        continue;
      if (n++ == 0)
        wuse_case_view_add_heading (self, _ ("Investigated links from it"));
      add_link (self, card, link, target);
    }
}
