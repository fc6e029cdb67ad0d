/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of a case, and where it was, in the order of time. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-case-view-private.h"

#include "wuse-accessible.h"
#include "wuse-case-words.h"
#include "wuse-edit-buttons.h"
#include "wuse-format.h"

#include <glib/gi18n.h>

typedef struct
{
  WuseTime at;
  char *text;
  gboolean is_strong;
  const WuseRecord *stay; /* of the card, or NULL */
} Moment;

static void
clear_moment (gpointer data)
{
  g_free (((Moment *) data)->text);
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  const Moment *left = a, *right = b;

  return left->at < right->at ? -1 : left->at > right->at;
}

static void
add_day (GArray *story, WuseDay day, char *text, gboolean is_strong)
{
  Moment moment = { (WuseTime) day * 86400000, text, is_strong, NULL };

  if (day == WUSE_DAY_NONE)
    g_free (text);
  else
    g_array_append_val (story, moment);
}

static char *
dup_delay (WuseDay from, WuseDay to, const char *what)
{
  const int days = from != WUSE_DAY_NONE && to != WUSE_DAY_NONE ? to - from : 0;

  if (days <= 0)
    return g_strdup (what);
  /* Translators: “Reported (2 days after onset)” */
  return g_strdup_printf (ngettext ("%1$s (%2$d day after onset)", "%1$s (%2$d days after onset)", (gulong) days), what, days);
}

static void
mark_state (Moment *moment, const WuseRecord *stay)
{
  g_autofree char *state = wuse_record_dup_text (stay, "state"), *text = moment->text;

  /* Translators: a stay and what an investigation says of it: “12:30–13:40 East Station Market (refuted)” */
  moment->text = state != NULL ? g_strdup_printf (_ ("%1$s (%2$s)"), text, wuse_words_for_case_code ("state", state))
                               : g_steal_pointer (&text);
}

/* Those that were synced while this program ran: what was before the first fill, the cache does not know. */
static void
add_reclassified (WuseCaseView *self, const WuseCaseCard *card, GArray *story)
{
  for (guint i = 0; i < card->reclassified->len; i++)
    {
      const WuseActivity *change = g_ptr_array_index (card->reclassified, i);
      /* Translators: what a case was classified as before and after: “Reclassified: asymptomatic → confirmed” */
      Moment moment = { change->at + (WuseTime) self->utc_offset * 60000,
                        g_strdup_printf (_ ("Reclassified: %1$s → %2$s"),
                                         wuse_words_for_case_code ("classification", change->from),
                                         wuse_words_for_case_code ("classification", change->to)),
                        TRUE, NULL };

      g_array_append_val (story, moment);
    }
}

/* Published stays are days in a town: what kind of place it was says more. */
static char *
dup_where (const WuseCaseCard *card, const WuseRecord *stay, const char *precision)
{
  g_autofree char *place = wuse_record_dup_text (stay, "place"), *name = wuse_record_dup_text (stay, "name"),
                  *kind = wuse_record_dup_text (stay, "kind");
  const char *known = place != NULL ? g_hash_table_lookup (card->places, place) : NULL;

  if (known != NULL)
    return g_strdup (known);
  if (name != NULL && kind != NULL && g_strcmp0 (precision, "day") == 0 && !g_str_equal (kind, "etc"))
    return g_strdup_printf ("%s · %s", name, kind);

  return g_strdup (name != NULL ? name : kind != NULL ? kind : _ ("a place"));
}

static GtkWidget *
make_stay_menu (WuseCaseView *self, const Moment *moment)
{
  g_autoptr (GMenu) menu = g_menu_new (), others = g_menu_new ();
  g_autoptr (GMenuItem) who_else = g_menu_item_new (_ ("Who Else Was There?"), NULL);
  g_autofree char *id = g_strndup (moment->stay->id, moment->stay->id_length),
                  *state = wuse_record_dup_text (moment->stay, "state"), *name = g_strdup_printf (_ ("Stay %s"), moment->text);

  g_menu_item_set_action_and_target (who_else, "page.who-else", "s", id);
  g_menu_append_item (others, who_else);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  if (self->obstacle == NULL)
    {
      g_autoptr (GMenuModel) edits = wuse_edit_menu_new (WUSE_RECORD_STAY, id, state);

      g_menu_append_section (menu, NULL, edits);
    }

  return wuse_edit_menu_button_new (G_MENU_MODEL (g_steal_pointer (&menu)), name);
}

static void
add_stays (WuseCaseView *self, const WuseCaseCard *card, GArray *story)
{
  for (guint i = 0; i < card->stays->len; i++)
    {
      const WuseRecord *stay = g_ptr_array_index (card->stays, i);
      const WuseValue *start = wuse_case_view_get_value (stay, "start"), *end = wuse_case_view_get_value (stay, "end");
      g_autofree char *precision = wuse_record_dup_text (stay, "precision"), *where = dup_where (card, stay, precision);
      const WuseTime shift = (WuseTime) self->utc_offset * 60000;
      Moment moment = { 0 };

      if (!start->is_set)
        continue;
      if (g_strcmp0 (precision, "minute") == 0 && end->is_set)
        {
          g_autofree char *from = wuse_format_clock (start->integer, self->utc_offset),
                          *to = wuse_format_clock (end->integer, self->utc_offset);

          /* Translators: a stay: “12:30–13:40 East Station Market” */
          moment.text = g_strdup_printf (_ ("%1$s–%2$s %3$s"), from, to, where);
        }
      else
        moment.text = g_steal_pointer (&where);
      mark_state (&moment, stay);
      moment.stay = stay;
      moment.at = start->integer + shift;
      g_array_append_val (story, moment);
    }
}

void
wuse_case_view_show_story (WuseCaseView *self, const WuseCaseCard *card)
{
  const WuseCaseFields *fields = card->fields;
  g_autoptr (GArray) story = g_array_new (FALSE, FALSE, sizeof (Moment));
  GtkWidget *grid;
  guint first;

  g_array_set_clear_func (story, clear_moment);
  add_stays (self, card, story);
  add_reclassified (self, card, story);
  add_day (story, fields->onset, g_strdup (_ ("Onset")), TRUE);
  {
    g_autofree char *found = fields->found_by != NULL ? g_strdup_printf (_ ("Reported, found %s"),
                                                                         wuse_words_for_case_code ("found_by", fields->found_by))
                                                      : g_strdup (_ ("Reported"));

    add_day (story, fields->report, dup_delay (fields->onset, fields->report, found), FALSE);
  }
  add_day (story, fields->isolation, dup_delay (fields->onset, fields->isolation, _ ("Isolated")), FALSE);
  add_day (story, fields->release, g_strdup (_ ("Released")), FALSE);
  add_day (story, fields->death, g_strdup (_ ("Died")), TRUE);
  if (story->len == 0)
    return;
  g_array_sort (story, compare_moments);

  wuse_case_view_add_heading (self, _ ("Course"));
  grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  first = story->len > WUSE_CASE_VIEW_MOST_LISTED ? story->len - WUSE_CASE_VIEW_MOST_LISTED : 0;
  if (first > 0)
    {
      g_autofree char *left_out =
          g_strdup_printf (ngettext ("%u earlier is not listed", "%u earlier are not listed", first), first);

      wuse_case_view_add_label (self, left_out, "dim-label");
    }
  for (guint i = first; i < story->len; i++)
    {
      const Moment *moment = &g_array_index (story, Moment, i);
      const WuseDay day = (WuseDay) (moment->at / 86400000);
      g_autofree char *date = wuse_format_day (day);
      GtkWidget *when = gtk_label_new (date), *what = gtk_label_new (moment->text);

      gtk_label_set_xalign (GTK_LABEL (when), 0);
      gtk_widget_set_valign (when, GTK_ALIGN_START);
      gtk_widget_add_css_class (when, "dim-label");
      gtk_widget_add_css_class (when, "numeric");
      gtk_label_set_xalign (GTK_LABEL (what), 0);
      gtk_label_set_wrap (GTK_LABEL (what), TRUE);
      gtk_widget_set_hexpand (what, TRUE);
      gtk_widget_add_css_class (what, "numeric");
      if (moment->is_strong)
        gtk_widget_add_css_class (what, "heading");
      gtk_grid_attach (GTK_GRID (grid), when, 0, (int) (i - first), 1, 1);
      gtk_grid_attach (GTK_GRID (grid), what, 1, (int) (i - first), 1, 1);
      if (moment->stay != NULL)
        gtk_grid_attach (GTK_GRID (grid), make_stay_menu (self, moment), 2, (int) (i - first), 1, 1);
    }
  gtk_box_append (self->content, grid);
}
