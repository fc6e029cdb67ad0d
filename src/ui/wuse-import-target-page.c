/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Third step of an import: where the records go. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-import-target-page.h"

#include "wuse-accessible.h"
#include "wuse-collections.h"
#include "wuse-edit.h"

#include <glib/gi18n.h>

#define MOST_REASON 300

struct _WuseImportTargetPage
{
  AdwBin parent_instance;

  WuseImport *import;
  GtkCheckButton *own;
  GtkCheckButton *district;
  AdwActionRow *district_row;
  GtkEditable *name;
  GtkEditable *reason;
  GHashTable *taken; /* names of collections */
  gboolean is_named; /* by a person */
  gboolean is_showing;
};

G_DEFINE_FINAL_TYPE (WuseImportTargetPage, wuse_import_target_page, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
dup_text (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static void
emit_changed (WuseImportTargetPage *self)
{
  if (!self->is_showing)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
name_edited_cb (WuseImportTargetPage *self)
{
  if (!self->is_showing)
    self->is_named = TRUE;
  emit_changed (self);
}

static void
chosen_cb (WuseImportTargetPage *self)
{
  const gboolean is_own = gtk_check_button_get_active (self->own);

  wuse_import_set_target (self->import, is_own ? WUSE_IMPORT_TO_COLLECTION : WUSE_IMPORT_TO_DISTRICT);
  gtk_widget_set_visible (GTK_WIDGET (self->name), is_own);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), !is_own);
  emit_changed (self);
}

char *
wuse_import_target_page_dup_words (WuseImportTargetPage *self)
{
  g_return_val_if_fail (WUSE_IS_IMPORT_TARGET_PAGE (self), NULL);

  return dup_text (gtk_check_button_get_active (self->own) ? self->name : self->reason);
}

void
wuse_import_target_page_set_name (WuseImportTargetPage *self, const char *name)
{
  g_return_if_fail (WUSE_IS_IMPORT_TARGET_PAGE (self));

  gtk_editable_set_text (self->name, name);
  self->is_named = TRUE;
}

const char *
wuse_import_target_page_find_obstacle (WuseImportTargetPage *self)
{
  g_autofree char *words = wuse_import_target_page_dup_words (self);

  g_return_val_if_fail (WUSE_IS_IMPORT_TARGET_PAGE (self), NULL);

  if (wuse_import_get_target (self->import) == WUSE_IMPORT_TO_DISTRICT)
    {
      const glong length = g_utf8_strlen (words, -1);

      if (wuse_import_find_district_obstacle (wuse_import_get_workspace (self->import)) != NULL)
        return wuse_import_find_district_obstacle (wuse_import_get_workspace (self->import));
      return length == 0 ? _ ("Please give a reason.") : length > MOST_REASON ? _ ("Please give a shorter reason.") : NULL;
    }
  if (*words == '\0')
    return _ ("Please give the collection a name.");
  if (!wuse_collection_is_name (words))
    return _ ("Please choose another name: a shorter one, without / \\ : and without a dot at its end.");
  if (self->taken != NULL && g_hash_table_contains (self->taken, words))
    return _ ("There is a collection of this name already: please choose another.");

  return NULL;
}

/* --- what is there --- */

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseImportTargetPage) self = user_data;
  g_autoptr (GPtrArray) infos = wuse_collections_list_finish (result);

  g_clear_pointer (&self->taken, g_hash_table_unref);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; infos != NULL && i < infos->len; i++)
    g_hash_table_add (self->taken, g_strdup (((WuseCollectionInfo *) g_ptr_array_index (infos, i))->name));
  emit_changed (self);
}

/* Its own number where another has the name: “cases”, “cases 2” */
static char *
find_free_name (WuseImportTargetPage *self)
{
  g_autofree char *base = wuse_import_suggest_name (self->import);
  char *name = g_strdup (base);

  for (guint n = 2; self->taken != NULL && g_hash_table_contains (self->taken, name); n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", base, n);
    }

  return name;
}

static void
show_district (WuseImportTargetPage *self)
{
  WuseWorkspace *workspace = wuse_import_get_workspace (self->import);
  const char *obstacle = wuse_import_find_district_obstacle (workspace);
  const WuseDistrict *district = obstacle == NULL ? wuse_workspace_get_district (workspace) : NULL;
  g_autofree char *words = district != NULL
                               ? g_strdup_printf (_ ("%s: entered here, shown at once, sent to its server; can be taken back. At "
                                                     "most 5,000 records of cases, contacts, stays and links."),
                                                  district->name)
                               : g_strdup (obstacle);

  adw_action_row_set_subtitle (self->district_row, words);
  gtk_widget_set_sensitive (GTK_WIDGET (self->district_row), obstacle == NULL);
  /* GTK 4.8 tells assistive technology only of what is made insensitive itself. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->district), obstacle == NULL);
  if (obstacle != NULL)
    gtk_check_button_set_active (self->own, TRUE);
}

static void
shown_cb (WuseImportTargetPage *self)
{
  if (!self->is_named)
    {
      g_autofree char *name = find_free_name (self);

      self->is_showing = TRUE;
      gtk_editable_set_text (self->name, name);
      self->is_showing = FALSE;
    }
  show_district (self);
  emit_changed (self);
}

/* --- the page --- */

static AdwActionRow *
add_target (AdwPreferencesGroup *group, GtkCheckButton *button, const char *title, const char *words)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), GTK_WIDGET (button));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (button));
  adw_preferences_group_add (group, row);

  return ADW_ACTION_ROW (row);
}

static GtkEditable *
add_entry (AdwPreferencesGroup *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new (), *entry;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  /* What gets the focus has no role in libadwaita 1.2, and would not be read out. */
  entry = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)));
  g_object_set (entry, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  wuse_accessible_set_name (GTK_ACCESSIBLE (entry), title);
  adw_preferences_group_add (group, row);

  return GTK_EDITABLE (row);
}

static void
wuse_import_target_page_dispose (GObject *object)
{
  WuseImportTargetPage *self = WUSE_IMPORT_TARGET_PAGE (object);

  g_clear_object (&self->import);
  g_clear_pointer (&self->taken, g_hash_table_unref);

  G_OBJECT_CLASS (wuse_import_target_page_parent_class)->dispose (object);
}

static void
wuse_import_target_page_class_init (WuseImportTargetPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = wuse_import_target_page_dispose;
  signals[CHANGED] =
      g_signal_new ("changed", WUSE_TYPE_IMPORT_TARGET_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wuse_import_target_page_init (WuseImportTargetPage *self)
{
  GtkWidget *clamp = adw_clamp_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24), *targets = adw_preferences_group_new (),
            *words = adw_preferences_group_new ();

  self->own = GTK_CHECK_BUTTON (gtk_check_button_new ());
  self->district = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_check_button_set_group (self->district, self->own);
  gtk_check_button_set_active (self->own, TRUE);
  add_target (ADW_PREFERENCES_GROUP (targets), self->own, _ ("On its own"),
              _ ("A collection on this machine, opened in a window of its own and listed in the menu. It touches no district."));
  self->district_row = add_target (ADW_PREFERENCES_GROUP (targets), self->district, _ ("Add to this district"), "");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (targets), _ ("Where the records go"));
  self->name = add_entry (ADW_PREFERENCES_GROUP (words), _ ("Name of the collection"));
  self->reason = add_entry (ADW_PREFERENCES_GROUP (words), _ ("Reason for the change"));
  gtk_widget_set_visible (GTK_WIDGET (self->reason), FALSE);
  gtk_box_append (GTK_BOX (box), targets);
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_add_css_class (box, "import-page");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  adw_bin_set_child (ADW_BIN (self), clamp);
  g_signal_connect_swapped (self->own, "toggled", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (name_edited_cb), self);
  g_signal_connect_swapped (self->reason, "changed", G_CALLBACK (emit_changed), self);
  g_signal_connect_swapped (self, "map", G_CALLBACK (shown_cb), self);
}

GtkWidget *
wuse_import_target_page_new (WuseImport *import)
{
  WuseImportTargetPage *self = g_object_new (WUSE_TYPE_IMPORT_TARGET_PAGE, NULL);

  self->import = g_object_ref (import);
  wuse_collections_list_async (NULL, listed_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
