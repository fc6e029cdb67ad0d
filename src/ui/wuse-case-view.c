/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card of one case. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-case-view-private.h"

#include "wuse-accessible.h"
#include "wuse-case-words.h"
#include "wuse-edit-buttons.h"
#include "wuse-format.h"
#include "wuse-movement-reader.h"
#include "wuse-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (WuseCaseView, wuse_case_view, GTK_TYPE_WIDGET)

/* --- parts --- */

static void
clear_content (WuseCaseView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->content))) != NULL)
    gtk_box_remove (self->content, child);
}

GtkWidget *
wuse_case_view_add_label (WuseCaseView *self, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (self->content, label);

  return label;
}

void
wuse_case_view_add_heading (WuseCaseView *self, const char *text)
{
  gtk_widget_set_margin_top (wuse_case_view_add_label (self, text, "heading"), 12);
}

const WuseValue *
wuse_case_view_get_value (const WuseRecord *record, const char *field)
{
  const WuseRecordClass *class = wuse_record_class (record->type);

  for (guint i = 0; i < class->n_fields; i++)
    if (strcmp (class->fields[i].name, field) == 0)
      return &record->values[i];

  g_assert_not_reached ();
}

WuseDay
wuse_case_view_get_day (const WuseRecord *record, const char *field)
{
  const WuseValue *value = wuse_case_view_get_value (record, field);

  return value->is_set ? (WuseDay) value->integer : WUSE_DAY_NONE;
}

static void
show_missing (WuseCaseView *self, guint gaps)
{
  static const struct
  {
    WuseCaseGap gap;
    const char *words;
  } names[] = {
    { WUSE_GAP_ONSET, N_ ("day of onset") },
    { WUSE_GAP_AGE, N_ ("age") },
    { WUSE_GAP_AREA, N_ ("area") },
    { WUSE_GAP_ISOLATION, N_ ("day of isolation") },
    { WUSE_GAP_SOURCE, N_ ("who infected it") },
    { WUSE_GAP_STAYS, N_ ("where it was") },
    { WUSE_GAP_CONTACTS, N_ ("whom it met") },
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((gaps & names[i].gap) != 0)
      /* Translators: between the items of a list */
      g_string_append_printf (text, "%s%s", text->len > 0 ? _ (", ") : "", _ (names[i].words));
  if (text->len == 0)
    return;
  wuse_case_view_add_heading (self, _ ("Missing from the investigation"));
  wuse_case_view_add_label (self, text->str, NULL);
}

/* As the map writes them: in the language of the program where there are names in it. */
static char *
dup_area_path (WuseCaseView *self, const WuseCaseCard *card)
{
  const guint32 area = self->areas != NULL && card->fields->area != NULL
                           ? wuse_area_set_find (self->areas, card->fields->area, -1)
                           : WUSE_AREA_NONE;
  g_autofree char *above = NULL;
  const char *name;

  if (area == WUSE_AREA_NONE)
    return g_strdup (card->area_path);
  above = wuse_words_for_area_path (self->areas, area);
  name = wuse_area_display_name (wuse_area_set_get (self->areas, area));

  return *above != '\0' ? g_strdup_printf ("%s · %s", above, name) : g_strdup (name);
}

static void
show_head (WuseCaseView *self, const WuseCaseCard *card)
{
  const WuseCaseFields *fields = card->fields;
  g_autofree char *title = g_strdup_printf (_ ("Case %s"), fields->id), *age = NULL, *path = NULL,
                  *note = wuse_record_dup_text (card->record, "note");
  g_autoptr (GString) line = g_string_new (wuse_words_for_case_code ("classification", fields->classification));

  wuse_case_view_add_label (self, title, "title-2");
  if (fields->severity != NULL)
    g_string_append_printf (line, " (%s)", wuse_words_for_case_code ("severity", fields->severity));
  if (fields->sex != NULL)
    g_string_append_printf (line, " · %s", wuse_words_for_case_code ("sex", fields->sex));
  if (fields->age >= 0)
    age = g_strdup_printf (ngettext ("%d year", "%d years", (gulong) fields->age), fields->age);
  if (age != NULL || fields->age_band != NULL)
    g_string_append_printf (line, " · %s", age != NULL ? age : fields->age_band);
  if (fields->outcome != NULL)
    g_string_append_printf (line, " · %s", wuse_words_for_case_code ("outcome", fields->outcome));
  wuse_case_view_add_label (self, line->str, "dim-label");
  path = dup_area_path (self, card);
  if (path != NULL)
    wuse_case_view_add_label (self, path, "dim-label");
  if (fields->cluster != NULL)
    {
      g_autofree char *cluster = g_strdup_printf (_ ("Cluster: %s"), fields->cluster);

      wuse_case_view_add_label (self, cluster, "dim-label");
    }
  if (note != NULL)
    wuse_case_view_add_label (self, note, "dim-label");
  if (fields->setting != NULL || fields->origin != NULL)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("Origin: %1$s · setting: %2$s"), wuse_words_for_case_code ("origin", fields->origin),
                           wuse_words_for_case_code ("setting", fields->setting));

      wuse_case_view_add_label (self, text, "dim-label");
    }
}

static void
show_contacts (WuseCaseView *self, const WuseCaseCard *card)
{
  g_autofree char *text = NULL;
  guint n_became = 0, n_quarantined = 0;

  if (card->contacts->len == 0)
    return;
  for (guint i = 0; i < card->contacts->len; i++)
    {
      const WuseRecord *contact = g_ptr_array_index (card->contacts, i);

      n_became += wuse_case_view_get_value (contact, "became_case")->is_set;
      n_quarantined += wuse_case_view_get_day (contact, "start") != WUSE_DAY_NONE
                       && wuse_case_view_get_day (contact, "release") == WUSE_DAY_NONE;
    }
  wuse_case_view_add_heading (self, _ ("Contacts"));
  text = g_strdup_printf (_ ("Close %1$u · secondary %2$u · in quarantine %3$u · became cases %4$u"), card->n_close,
                          card->n_secondary, n_quarantined, n_became);
  wuse_case_view_add_label (self, text, NULL);
}

static void
add_edit_button (WuseCaseView *self, const char *label, const char *action, GVariant *target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 6);
  gtk_box_append (self->content, button);
  wuse_accessible_name_mnemonics (button);
}

/* With one other case selected, too, a link goes from that one to this one. */
static void
show_additions (WuseCaseView *self, const char *id)
{
  guint n = 0;
  const char *const *ids = wuse_selection_get_ids (self->selection, &n);
  const char *source = n == 2 ? ids[g_str_equal (ids[0], id) ? 1 : 0] : "";

  wuse_case_view_add_heading (self, _ ("Investigation"));
  if (self->obstacle != NULL)
    {
      wuse_case_view_add_label (self, self->obstacle, "dim-label");
      return;
    }
  add_edit_button (self, _ ("Add _Link…"), "edit.add-link", g_variant_new ("(ss)", source, id));
  add_edit_button (self, _ ("Add _Stay…"), "edit.add-stay", g_variant_new_string (id));
}

static void
show_nobody (WuseCaseView *self)
{
  g_clear_pointer (&self->shown, g_free);
  clear_content (self);
  gtk_stack_set_visible_child_name (self->stack, "none");
}

static void
show_card (WuseCaseView *self, const WuseCaseCard *card, WuseMovements *movements)
{
  const WuseTime at = card->fields->at + (WuseTime) self->utc_offset * 60000;
  g_autofree char *day = wuse_format_full_day ((WuseDay) (at / 86400000));
  g_autofree char *as_of = NULL;

  clear_content (self);
  show_head (self, card);
  show_missing (self, card->fields->gaps);
  wuse_case_stays_set_movements (self->stays, movements, self->utc_offset);
  gtk_box_append (self->content, GTK_WIDGET (self->stays));
  wuse_case_view_show_story (self, card);
  wuse_case_view_show_infected (self, card);
  wuse_case_view_show_sources (self, card);
  show_contacts (self, card);
  show_additions (self, card->fields->id);
  if (card->edits->len > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u change entered here is not at the server yet",
                                                         "%u changes entered here are not at the server yet", card->edits->len),
                                               card->edits->len);

      gtk_widget_set_margin_top (wuse_case_view_add_label (self, text, "warning"), 12);
    }
  as_of =
      card->fields->is_local ? g_strdup_printf (_ ("Entered here on %s"), day) : g_strdup_printf (_ ("As recorded on %s"), day);
  gtk_widget_set_margin_top (wuse_case_view_add_label (self, as_of, "dim-label"), 12);
  gtk_stack_set_visible_child_name (self->stack, "card");
}

/* --- reading it --- */

typedef struct
{
  WuseCaseCard *card;
  WuseMovements *movements;
  char *digest; /* of all that the card says */
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  wuse_case_card_free (reading->card);
  g_clear_pointer (&reading->movements, wuse_movements_unref);
  g_free (reading->digest);
  g_free (reading);
}

static char *
digest_card (const WuseCaseCard *card)
{
  const GPtrArray *lists[] = { card->contacts, card->stays, card->links, card->infected };
  g_autoptr (GString) all = g_string_new (card->data);
  WuseCaseFields *other;
  GHashTableIter iter;
  const char *name;

  g_string_append_printf (all, "%s %" G_GINT64_FORMAT " %u %u", card->area_path, card->fields->at, card->edits->len,
                          card->reclassified->len);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->len; j++)
      {
        const WuseRecord *record = g_ptr_array_index (lists[i], j);

        g_string_append_len (all, record->id, (gssize) record->id_length);
        wuse_record_append_data (record, all);
      }
  g_hash_table_iter_init (&iter, card->others);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &other))
    g_string_append_printf (all, "%s %d %d", other->id, other->onset, other->report);
  g_hash_table_iter_init (&iter, card->places);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &name))
    g_string_append (all, name);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA1, all->str, (gssize) all->len);
}

/* Both of the same instant. */
static gpointer
read_card (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *const ids[] = { data, NULL };
  Reading *reading = g_new0 (Reading, 1);

  reading->card = wuse_store_reader_load_case_card (reader, data, error);
  if (reading->card != NULL)
    reading->movements = wuse_store_reader_load_movements (reader, ids, error);
  if (reading->movements != NULL)
    {
      reading->digest = digest_card (reading->card);
      return reading;
    }
  free_reading (reading);

  return NULL;
}

static void
collect_focusable (GtkWidget *widget, GPtrArray *found)
{
  if (gtk_widget_get_focusable (widget) && gtk_widget_is_sensitive (widget))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_focusable (child, found);
}

/* What has changed on the server takes neither the keyboard's place nor an open menu from who works with the card. */
static void
show_reading (WuseCaseView *self, Reading *reading)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *content = GTK_WIDGET (self->content), *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  g_autoptr (GPtrArray) before = g_ptr_array_new (), after = g_ptr_array_new ();
  guint position = G_MAXUINT;

  if (g_strcmp0 (self->shown, reading->digest) == 0)
    return;
  if (self->shown != NULL && focus != NULL && gtk_widget_is_ancestor (focus, content))
    {
      collect_focusable (content, before);
      g_ptr_array_find (before, focus, &position);
      gtk_root_set_focus (root, NULL); /* or it would go on to what is next, and the card would scroll there */
    }
  show_card (self, reading->card, reading->movements);
  g_free (self->shown);
  self->shown = g_steal_pointer (&reading->digest);
  if (position == G_MAXUINT)
    return;
  collect_focusable (content, after);
  if (after->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (after, MIN (position, after->len - 1)));
}

static void
card_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Reading *reading = wuse_store_read_finish (WUSE_STORE (source), result, &error);
  WuseCaseView *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = user_data;
  g_clear_object (&self->cancellable);
  if (reading != NULL)
    show_reading (self, reading);
  else
    show_nobody (self);
  g_clear_pointer (&reading, free_reading);
}

static void
refresh (WuseCaseView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->id == NULL || self->store == NULL)
    {
      show_nobody (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  wuse_store_read_async (self->store, read_card, g_strdup (self->id), g_free, free_reading, self->cancellable, card_read_cb,
                         self);
}

static void
selection_changed_cb (WuseCaseView *self)
{
  guint n = 0;
  const char *const *ids = wuse_selection_get_ids (self->selection, &n);

  g_free (self->id);
  g_clear_pointer (&self->shown, g_free);
  self->id = n > 0 ? g_strdup (ids[n - 1]) : NULL;
  refresh (self);
}

static void
dispose (GObject *object)
{
  WuseCaseView *self = WUSE_CASE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer ((GtkWidget **) &self->stack, gtk_widget_unparent);
  g_clear_object (&self->store);
  g_clear_object (&self->stays);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->areas, wuse_area_set_unref);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (wuse_case_view_parent_class)->dispose (object);
}

static void
wuse_case_view_class_init (WuseCaseViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
wuse_case_view_init (WuseCaseView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *none = adw_status_page_new ();

  self->content = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_widget_add_css_class (GTK_WIDGET (self->content), "case-card");
  self->stays = g_object_ref_sink (g_object_new (WUSE_TYPE_CASE_STAYS, NULL));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  self->column = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (self->column, GTK_WIDGET (self->content));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->column));
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _ ("No Case Selected"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (none),
      _ ("Pick one in the list or in the graph.\nCtrl and click adds another, Shift and drag draws a lasso."));
  gtk_widget_add_css_class (none, "compact");
  /* It scrolls, and would keep the Tab key with nothing to stop at. */
  gtk_widget_set_can_focus (none, FALSE);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, none, "none");
  gtk_stack_add_named (self->stack, scrolled, "card");
  wuse_accessible_hide_unshown (self->stack);
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  wuse_accessible_set_name (GTK_ACCESSIBLE (self), _ ("Selected case"));
}

WuseCaseView *
wuse_case_view_new (WuseSelection *selection)
{
  WuseCaseView *self = g_object_new (WUSE_TYPE_CASE_VIEW, NULL);

  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
wuse_case_view_set_store (WuseCaseView *self, WuseStore *store, int utc_offset)
{
  g_return_if_fail (WUSE_IS_CASE_VIEW (self));

  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_set_object (&self->store, store);
  self->utc_offset = utc_offset;
  g_clear_pointer (&self->shown, g_free);
  if (store != NULL)
    g_signal_connect_object (store, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

void
wuse_case_view_set_areas (WuseCaseView *self, WuseAreaSet *areas)
{
  g_return_if_fail (WUSE_IS_CASE_VIEW (self));

  if (areas != NULL)
    wuse_area_set_ref (areas);
  g_clear_pointer (&self->areas, wuse_area_set_unref);
  self->areas = areas;
}

void
wuse_case_view_set_map (WuseCaseView *self, WuseMapView *map)
{
  g_return_if_fail (WUSE_IS_CASE_VIEW (self));

  wuse_case_stays_set_map (self->stays, map);
}

void
wuse_case_view_set_obstacle (WuseCaseView *self, const char *obstacle)
{
  g_return_if_fail (WUSE_IS_CASE_VIEW (self));

  if (self->obstacle == obstacle)
    return;
  self->obstacle = obstacle;
  g_clear_pointer (&self->shown, g_free);
  refresh (self);
}

void
wuse_case_view_set_footer (WuseCaseView *self, GtkWidget *footer)
{
  g_return_if_fail (WUSE_IS_CASE_VIEW (self));

  gtk_box_append (self->column, footer);
}
