/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adds or corrects where a case was. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-stay-dialog.h"

#include "wuse-edit-choice.h"
#include "wuse-edit-words.h"
#include "wuse-format.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_PLACES 12
#define DAY_LENGTH G_GINT64_CONSTANT (86400000)
#define MINUTE_LENGTH G_GINT64_CONSTANT (60000)
/* Bytes, as the record has for it. */
#define LONGEST_NAME 200

typedef struct
{
  WuseEdits *edits;
  WuseRecordDraft *draft;
  GtkEditable *name;
  AdwComboRow *place;
  GtkEditable *start;
  GtkEditable *end;
  AdwComboRow *precision;
  AdwComboRow *state;
  GtkEditable *reason;
  GPtrArray *places;    /* WuseSearchHit, behind the first choice, which is none of them */
  gboolean keeps_place; /* whether the record says where it was, and nobody has said otherwise */
  GCancellable *cancellable;
} Form;

static void
form_free (gpointer data, GClosure *closure)
{
  Form *form = data;

  g_cancellable_cancel (form->cancellable);
  g_object_unref (form->cancellable);
  g_object_unref (form->edits);
  g_clear_pointer (&form->places, g_ptr_array_unref);
  wuse_record_draft_free (form->draft);
  g_free (form);
}

static int
get_offset (const Form *form)
{
  return wuse_workspace_get_utc_offset (wuse_edits_get_workspace (form->edits));
}

/* --- the place, by name --- */

static void
show_places (Form *form)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  const guint n = form->places != NULL ? form->places->len : 0;

  gtk_string_list_append (list, form->keeps_place ? _ ("as it is on record") : _ ("not on the list of places"));
  for (guint i = 0; i < n; i++)
    {
      const WuseSearchHit *hit = g_ptr_array_index (form->places, i);
      g_autofree char *text = hit->detail != NULL && *hit->detail != '\0'
                                  ? g_strdup_printf ("%s \302\267 %s", hit->name, hit->detail)
                                  : g_strdup (hit->name);

      gtk_string_list_append (list, text);
    }
  adw_combo_row_set_model (form->place, G_LIST_MODEL (list));
  /* What was typed is most likely the first that was found. */
  adw_combo_row_set_selected (form->place, n > 0 ? 1 : 0);
}

static gpointer
find_places (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *hits = wuse_store_reader_search (reader, data, 8 * MOST_PLACES, error);
  guint n = 0;

  for (guint i = 0; hits != NULL && i < hits->len;)
    {
      const WuseSearchHit *hit = g_ptr_array_index (hits, i);

      if (hit->type == WUSE_RECORD_PLACE && n++ < MOST_PLACES)
        i++;
      else
        g_ptr_array_remove_index (hits, i);
    }

  return hits;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *places = wuse_store_read_finish (WUSE_STORE (source), result, &error);
  Form *form;

  /* Cancelled: the dialog may be gone. */
  if (places == NULL)
    return;
  form = user_data;
  g_clear_pointer (&form->places, g_ptr_array_unref);
  form->places = places;
  show_places (form);
}

static void
name_changed_cb (GtkEditable *name, Form *form)
{
  const char *text = gtk_editable_get_text (name);
  WuseStore *store = wuse_workspace_get_store (wuse_edits_get_workspace (form->edits));

  g_cancellable_cancel (form->cancellable);
  g_object_unref (form->cancellable);
  form->cancellable = g_cancellable_new ();
  form->keeps_place = FALSE;
  g_clear_pointer (&form->places, g_ptr_array_unref);
  show_places (form);
  if (*text != '\0' && store != NULL)
    wuse_store_read_async (store, find_places, g_strdup (text), g_free, (GDestroyNotify) g_ptr_array_unref, form->cancellable,
                           found_cb, form);
}

/* --- instants as a person writes them --- */

static char *
write_moment (const char *wire, int utc_offset, gboolean by_day, gboolean is_end)
{
  WuseTime time;
  gint64 local;
  g_autofree char *day = NULL, *clock = NULL;

  if (wire == NULL || !wuse_time_parse (wire, -1, &time, NULL))
    return g_strdup ("");
  /* A stay known to the day ends at the midnight after its last day. */
  local = time + utc_offset * MINUTE_LENGTH - (by_day && is_end ? 1 : 0);
  day = wuse_day_format ((WuseDay) (local / DAY_LENGTH));
  clock = wuse_format_clock (time, utc_offset);

  return by_day ? g_steal_pointer (&day) : g_strdup_printf ("%s %s", day, clock);
}

static gboolean
read_clock (const char *text, gint64 *minutes)
{
  guint64 hour, minute;
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);

  if (g_strv_length (parts) != 2 || !g_ascii_string_to_unsigned (parts[0], 10, 0, 23, &hour, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, 0, 59, &minute, NULL))
    return FALSE;
  *minutes = (gint64) (hour * 60 + minute);

  return TRUE;
}

/* “2020-04-11 14:05”, or a day alone where only days are known. */
static gboolean
read_moment (const char *text, int utc_offset, gboolean by_day, gboolean is_end, WuseTime *time)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", 2);
  gint64 minutes = 0;
  WuseDay day;

  if (parts[0] == NULL || !wuse_day_parse (parts[0], -1, &day, NULL)
      || (parts[1] != NULL && !read_clock (g_strstrip (parts[1]), &minutes)) || (parts[1] == NULL && !by_day))
    return FALSE;
  if (by_day)
    minutes = is_end ? DAY_LENGTH / MINUTE_LENGTH : 0;
  *time = day * DAY_LENGTH + (minutes - utc_offset) * MINUTE_LENGTH;

  return TRUE;
}

/* --- saving --- */

static gboolean
take_times (WuseFormDialog *dialog, Form *form)
{
  g_autofree char *start_text = g_strstrip (g_strdup (gtk_editable_get_text (form->start)));
  g_autofree char *end_text = g_strstrip (g_strdup (gtk_editable_get_text (form->end)));
  const gboolean by_day = g_strcmp0 (wuse_edit_choice_get (form->precision), "day") == 0;
  g_autofree char *start_wire = NULL, *end_wire = NULL;
  WuseTime start, end;

  if (!read_moment (start_text, get_offset (form), by_day, FALSE, &start)
      || !read_moment (end_text, get_offset (form), by_day, TRUE, &end))
    {
      wuse_form_dialog_refuse (
          dialog,
          by_day ? _ ("Please give the first and the last day as year, month and day: 2020-04-11.")
                 : _ ("Please give day and minute of both: 2020-04-11 14:05. Where only the day is known, choose so below."));
      return FALSE;
    }
  if (end < start)
    {
      wuse_form_dialog_refuse (dialog, _ ("The stay ends before it begins."));
      return FALSE;
    }
  start_wire = wuse_time_format (start);
  end_wire = wuse_time_format (end);
  wuse_record_draft_set (form->draft, "start", start_wire);
  wuse_record_draft_set (form->draft, "end", end_wire);

  return TRUE;
}

/* A place on record says by itself where it is; the name of another is all that is known of it. */
static gboolean
take_place (WuseFormDialog *dialog, Form *form)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (form->name)));
  const guint selected = adw_combo_row_get_selected (form->place);
  const WuseSearchHit *hit = selected > 0 && form->places != NULL && selected <= form->places->len
                                 ? g_ptr_array_index (form->places, selected - 1)
                                 : NULL;

  if (hit == NULL && form->keeps_place)
    return TRUE;
  if (hit == NULL && (*name == '\0' || strlen (name) > LONGEST_NAME))
    {
      wuse_form_dialog_refuse (dialog, *name == '\0' ? _ ("Please say where it was: search a place by its name, or describe it.")
                                                     : _ ("The name of the place is too long."));
      gtk_widget_grab_focus (GTK_WIDGET (form->name));
      return FALSE;
    }
  wuse_record_draft_set (form->draft, "place", hit != NULL ? hit->id : NULL);
  wuse_record_draft_set (form->draft, "name", hit != NULL ? NULL : name);
  wuse_record_draft_set (form->draft, "kind", hit != NULL ? hit->kind : NULL);
  wuse_record_draft_set (form->draft, "area", NULL);
  wuse_record_draft_set (form->draft, "lon", NULL);
  wuse_record_draft_set (form->draft, "lat", NULL);

  return TRUE;
}

static void
agreed_cb (WuseFormDialog *dialog, Form *form)
{
  g_autofree char *reason = NULL;

  if (!take_place (dialog, form) || !take_times (dialog, form))
    return;
  reason = wuse_edits_check_reason (dialog, form->reason);
  if (reason == NULL)
    return;
  wuse_record_draft_set (form->draft, "precision", wuse_edit_choice_get (form->precision));
  wuse_record_draft_set (form->draft, "state", wuse_edit_choice_get (form->state));
  wuse_record_draft_set (form->draft, "reason", reason);
  wuse_edits_make (form->edits, wuse_record_draft_make_edit (form->draft, WUSE_RECORD_PUT, reason),
                   wuse_record_draft_is_new (form->draft) ? _ ("Stay added") : _ ("Stay corrected"), dialog);
}

static char *
dup_place_text (const Form *form)
{
  static const char *const fields[] = { "name", "place", "kind" };
  const char *name = wuse_record_draft_get_place_name (form->draft);

  if (name != NULL)
    return g_strdup (name);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      char *text = wuse_record_draft_dup (form->draft, fields[i]);

      if (text != NULL)
        return text;
    }

  return g_strdup ("");
}

/* Whether the record says where it was, be it without a name: what nobody touches stays. */
static gboolean
has_place (const Form *form)
{
  static const char *const fields[] = { "place", "name", "kind", "lon", "area" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *text = wuse_record_draft_dup (form->draft, fields[i]);

      if (text != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
add_rows (WuseFormDialog *dialog, Form *form)
{
  g_autofree char *start = wuse_record_draft_dup (form->draft, "start"), *end = wuse_record_draft_dup (form->draft, "end"),
                  *precision = wuse_record_draft_dup (form->draft, "precision"), *place = dup_place_text (form);
  const gboolean by_day = g_strcmp0 (precision, "day") == 0;
  g_autofree char *start_text = write_moment (start, get_offset (form), by_day, FALSE),
                  *end_text = write_moment (end, get_offset (form), by_day, TRUE);
  const char *const no_places[] = { NULL };

  form->keeps_place = has_place (form);
  form->name = wuse_form_dialog_add_entry (dialog, _ ("Place"), place, FALSE);
  form->place = wuse_form_dialog_add_choice (dialog, _ ("On the list of places"), no_places, 0);
  show_places (form);
  form->start = wuse_form_dialog_add_entry (dialog, _ ("From (2020-04-11 14:05)"), start_text, FALSE);
  form->end = wuse_form_dialog_add_entry (dialog, _ ("Until (2020-04-11 15:30)"), end_text, FALSE);
  form->precision = wuse_edit_choice_add (dialog, form->draft, "precision", NULL);
  form->state = wuse_edit_choice_add (dialog, form->draft, "state", _ ("not looked into"));
  form->reason = wuse_form_dialog_add_entry (dialog, _ ("Reason for the change"), "", FALSE);
  g_signal_connect (form->name, "changed", G_CALLBACK (name_changed_cb), form);
}

void
wuse_stay_dialog_present (GtkWindow *parent, WuseEdits *edits, WuseRecordDraft *draft)
{
  const gboolean is_new = wuse_record_draft_is_new (draft);
  g_autofree char *who = wuse_record_draft_dup (draft, "case");
  g_autofree char *explanation =
      g_markup_printf_escaped (_ ("Where case %s was. The place is searched by its name as you type; times are the district's."),
                               who != NULL ? who : "?");
  WuseFormDialog *dialog =
      wuse_form_dialog_new (parent, is_new ? _ ("Add Stay") : _ ("Correct Stay"), explanation, is_new ? _ ("_Add") : _ ("_Save"));
  Form *form = g_new0 (Form, 1);

  form->edits = g_object_ref (edits);
  form->draft = draft;
  form->cancellable = g_cancellable_new ();
  add_rows (dialog, form);
  g_signal_connect_data (dialog, "agreed", G_CALLBACK (agreed_cb), form, form_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
