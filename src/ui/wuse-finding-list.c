/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cannot be, or hardly can be, in the records of the whole district. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-finding-list.h"

#include "wuse-accessible.h"
#include "wuse-figures-export.h"
#include "wuse-finding-check.h"
#include "wuse-format.h"
#include "wuse-index-list.h"
#include "wuse-page.h"
#include "wuse-plausibility.h"
#include "wuse-tab-stop.h"
#include "wuse-window.h"
#include "wuse-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* A row is a finding, or the heading of those of one severity and kind: their first one with this bit. */
#define HEADING (1u << 31)
#define EVERYTHING G_MAXUINT

struct _WuseFindingList
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkDropDown *severity;
  GtkDropDown *kind;
  GtkLabel *count;
  GtkSpinner *spinner;
  GtkStack *stack;
  WuseIndexList *findings;
  GtkSingleSelection *rows;
  GArray *kinds; /* guint: what the choices of the kind stand for */

  WuseWorkspace *workspace;
  WuseSelection *selection;
  WuseRelations *relations;
  WusePlausibility *plausibility;
  GCancellable *cancellable;
  GCancellable *exporting;
  gboolean is_stale;
  gboolean is_syncing;
};

enum
{
  SIGNAL_CHECKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WuseFindingList, wuse_finding_list, GTK_TYPE_WIDGET)

static void check (WuseFindingList *self);

/* What stands below one heading. */
static gboolean
are_alike (const WuseFinding *a, const WuseFinding *b)
{
  return a->severity == b->severity && a->kind == b->kind;
}

/* --- rows --- */

static const WuseFinding *
get_finding (WuseFindingList *self, guint32 index)
{
  return &self->plausibility->findings[index & ~HEADING];
}

static guint
count_alike (WuseFindingList *self, guint32 first)
{
  const WusePlausibility *plausibility = self->plausibility;
  guint n = 0;

  while (first + n < plausibility->n_findings && are_alike (&plausibility->findings[first + n], &plausibility->findings[first]))
    n++;

  return n;
}

static GtkWidget *
make_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);

  return label;
}

/* A heading and a sentence, one of which is shown. */
static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *sentence = make_label ("numeric"), *kind = make_label ("heading");

  gtk_label_set_ellipsize (GTK_LABEL (kind), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (heading), make_label ("severity"));
  gtk_box_append (GTK_BOX (heading), kind);
  gtk_box_append (GTK_BOX (heading), make_label ("count"));
  gtk_widget_add_css_class (heading, "finding-heading");
  gtk_label_set_wrap (GTK_LABEL (sentence), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (sentence), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (row), heading);
  gtk_box_append (GTK_BOX (row), sentence);
  gtk_list_item_set_child (item, row);
}

static void
show_heading (GtkWidget *heading, const WuseFinding *finding, guint n)
{
  static const char *const styles[WUSE_N_SEVERITIES] = { "impossible", "unlikely", "incomplete" };
  const WuseLanguage language = wuse_language_from_locale ();
  GtkWidget *severity = gtk_widget_get_first_child (heading), *kind = gtk_widget_get_next_sibling (severity);
  g_autofree char *number = wuse_format_number (n);

  for (guint i = 0; i < WUSE_N_SEVERITIES; i++)
    gtk_widget_remove_css_class (severity, styles[i]);
  gtk_widget_add_css_class (severity, styles[finding->severity]);
  gtk_label_set_text (GTK_LABEL (severity), wuse_severity_label ((WuseSeverity) finding->severity, language));
  gtk_label_set_text (GTK_LABEL (kind), wuse_finding_kind_label ((WuseFindingKind) finding->kind, language));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (kind)), number);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, WuseFindingList *self)
{
  const guint32 index = wuse_index_item_get_index (gtk_list_item_get_item (item));
  const WuseFinding *finding = get_finding (self, index);
  const WuseLanguage language = wuse_language_from_locale ();
  const gboolean is_heading = (index & HEADING) != 0;
  GtkWidget *row = gtk_list_item_get_child (item), *heading = gtk_widget_get_first_child (row);
  GtkWidget *sentence = gtk_widget_get_next_sibling (heading);
  g_autofree char *words = NULL;

  if (is_heading)
    {
      const guint n = count_alike (self, index & ~HEADING);

      show_heading (heading, finding, n);
      words = g_strdup_printf (_ ("%1$s: %2$s, %3$u"), wuse_severity_label ((WuseSeverity) finding->severity, language),
                               wuse_finding_kind_label ((WuseFindingKind) finding->kind, language), n);
    }
  else
    {
      words = wuse_finding_word (finding, self->plausibility, language);
      gtk_label_set_text (GTK_LABEL (sentence), words);
    }
  gtk_widget_set_visible (heading, is_heading);
  gtk_widget_set_visible (sentence, !is_heading);
  wuse_accessible_name_row (row, words);
}

/* --- the selection --- */

/* Whom @n findings concern, from this one on. */
static void
select_findings (WuseFindingList *self, guint32 first, guint n)
{
  const WuseRelations *relations = self->plausibility->relations;
  g_autofree guint8 *is_listed = g_new0 (guint8, MAX (relations->n_actors, 1));
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint32 i = first; i < first + n; i++)
    {
      g_autoptr (GArray) actors = wuse_finding_list_actors (&self->plausibility->findings[i], self->plausibility);

      for (guint j = 0; j < actors->len; j++)
        {
          const guint32 actor = g_array_index (actors, guint32, j);

          if (!is_listed[actor])
            g_ptr_array_add (ids, (char *) relations->actors[actor].id);
          is_listed[actor] = TRUE;
        }
    }
  g_ptr_array_add (ids, NULL);
  self->is_syncing = TRUE;
  wuse_selection_set (self->selection, (const char *const *) ids->pdata);
  self->is_syncing = FALSE;
}

static void
row_selected_cb (WuseFindingList *self)
{
  const guint position = gtk_single_selection_get_selected (self->rows);
  guint32 index;

  if (self->is_syncing || position == GTK_INVALID_LIST_POSITION)
    return;
  index = wuse_index_list_get (self->findings, position);
  if ((index & HEADING) != 0)
    select_findings (self, index & ~HEADING, count_alike (self, index & ~HEADING));
  else
    select_findings (self, index, 1);
}

/* Something else is selected: no longer whom a finding concerns. */
static void
selection_changed_cb (WuseFindingList *self)
{
  if (self->is_syncing)
    return;
  self->is_syncing = TRUE;
  gtk_single_selection_set_selected (self->rows, GTK_INVALID_LIST_POSITION);
  self->is_syncing = FALSE;
}

/* --- which findings --- */

static gboolean
is_wanted (WuseFindingList *self, const WuseFinding *finding)
{
  const guint severity = gtk_drop_down_get_selected (self->severity), kind = gtk_drop_down_get_selected (self->kind);

  return (severity == 0 || severity == GTK_INVALID_LIST_POSITION || finding->severity == severity - 1)
         && (kind >= self->kinds->len || g_array_index (self->kinds, guint, kind) == EVERYTHING
             || g_array_index (self->kinds, guint, kind) == finding->kind);
}

static void
show_count (WuseFindingList *self, guint n)
{
  const guint n_all = self->plausibility->n_findings;
  g_autofree char *shown = wuse_format_number (n), *all = wuse_format_number (n_all), *text = NULL;

  if (n == n_all)
    text = g_strdup_printf (ngettext ("%s finding in the whole district", "%s findings in the whole district", n_all), all);
  else
    text = g_strdup_printf (ngettext ("%1$s of %2$s finding in the whole district", "%1$s of %2$s findings in the whole district",
                                      n_all),
                            shown, all);
  gtk_label_set_text (self->count, text);
}

static void
fill (WuseFindingList *self)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  const WuseFinding *before = NULL;
  guint n = 0;

  if (self->plausibility == NULL || self->is_syncing)
    return;
  for (guint32 i = 0; i < self->plausibility->n_findings; i++)
    {
      const WuseFinding *finding = &self->plausibility->findings[i];
      const guint32 heading = i | HEADING;

      if (!is_wanted (self, finding))
        continue;
      if (before == NULL || !are_alike (before, finding))
        g_array_append_val (rows, heading);
      g_array_append_val (rows, i);
      before = finding;
      n++;
    }
  self->is_syncing = TRUE;
  wuse_index_list_set (self->findings, (const guint32 *) (gpointer) rows->data, rows->len);
  gtk_single_selection_set_selected (self->rows, GTK_INVALID_LIST_POSITION);
  self->is_syncing = FALSE;
  show_count (self, n);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "findings" : self->plausibility->n_findings > 0 ? "none" : "sound");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "findings.export", n > 0 && self->exporting == NULL);
}

/* The kinds that there are, with how many. */
static void
fill_kinds (WuseFindingList *self)
{
  const guint at = gtk_drop_down_get_selected (self->kind);
  const guint chosen = at < self->kinds->len ? g_array_index (self->kinds, guint, at) : EVERYTHING;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint everything = EVERYTHING, selected = 0;

  g_array_set_size (self->kinds, 0);
  g_array_append_val (self->kinds, everything);
  gtk_string_list_append (names, _ ("Every kind"));
  for (guint kind = 0; kind < WUSE_N_FINDINGS; kind++)
    if (self->plausibility->counts[kind] > 0)
      {
        g_autofree char *name =
            g_strdup_printf ("%s (%u)", wuse_finding_kind_label ((WuseFindingKind) kind, wuse_language_from_locale ()),
                             self->plausibility->counts[kind]);

        if (kind == chosen)
          selected = self->kinds->len;
        g_array_append_val (self->kinds, kind);
        gtk_string_list_append (names, name);
      }
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->kind, selected);
}

/* --- checking --- */

static void
take_findings (WuseFindingList *self, WusePlausibility *plausibility, gboolean reads_alike)
{
  WusePlausibility *before = g_steal_pointer (&self->plausibility);

  self->plausibility = plausibility;
  if (!reads_alike)
    {
      self->is_syncing = TRUE;
      fill_kinds (self);
      self->is_syncing = FALSE;
      fill (self);
    }
  /* Only now: until they are filled anew, rows speak of it. */
  if (before != NULL)
    wuse_plausibility_unref (before);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean reads_alike = FALSE;
  WusePlausibility *plausibility = wuse_finding_check_finish (result, &reads_alike);
  WuseFindingList *self;

  /* Cancelled: the list may be gone. */
  if (plausibility == NULL)
    return;
  self = user_data;
  g_clear_object (&self->cancellable);
  gtk_spinner_stop (self->spinner);
  take_findings (self, plausibility, reads_alike);
  g_signal_emit (self, signals[SIGNAL_CHECKED], 0);
  check (self);
}

static void
check (WuseFindingList *self)
{
  if (self->relations == NULL || !self->is_stale || self->cancellable != NULL)
    return;
  self->is_stale = FALSE;
  self->cancellable = g_cancellable_new ();
  gtk_spinner_start (self->spinner);
  wuse_finding_check_async (self->relations, wuse_workspace_get_register (self->workspace),
                            wuse_workspace_get_utc_offset (self->workspace), self->plausibility, self->cancellable, checked_cb,
                            self);
}

/* --- export --- */

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  const gboolean is_written = wuse_findings_export_finish (result, &error);
  WuseFindingList *self;
  GtkRoot *root;
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = user_data;
  g_clear_object (&self->exporting);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "findings.export", TRUE);
  words = is_written ? g_strdup (_ ("The findings are written")) : wuse_words_for_error (error);
  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (WUSE_IS_WINDOW (root))
    wuse_window_toast (WUSE_WINDOW (root), words);
}

static void
file_chosen_cb (GtkNativeDialog *dialog, int response, WuseFindingList *self)
{
  if (response == GTK_RESPONSE_ACCEPT && self->plausibility != NULL && self->exporting == NULL)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint32));

      for (guint32 i = 0; i < self->plausibility->n_findings; i++)
        if (is_wanted (self, &self->plausibility->findings[i]))
          g_array_append_val (positions, i);
      self->exporting = g_cancellable_new ();
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "findings.export", FALSE);
      wuse_findings_export_async (self->plausibility, (const guint32 *) (gpointer) positions->data, positions->len, file,
                                  self->exporting, exported_cb, self);
    }
  g_object_unref (dialog);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Export Findings"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), "wuse-findings.csv");
  g_signal_connect_object (dialog, "response", G_CALLBACK (file_chosen_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- the widget --- */

static GtkDropDown *
make_choice (WuseFindingList *self, const char *label)
{
  GtkDropDown *choice = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (gtk_string_list_new (NULL)), NULL));

  gtk_widget_set_tooltip_text (GTK_WIDGET (choice), label);
  wuse_accessible_name_drop_down (choice, label);
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (fill), self);

  return choice;
}

static GtkWidget *
make_head (WuseFindingList *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *export = gtk_button_new_with_mnemonic (_ ("_Export…"));
  g_autoptr (GtkStringList) severities = gtk_string_list_new (NULL);

  gtk_widget_add_css_class (bar, "toolbar");
  self->severity = make_choice (self, _ ("Which severity"));
  self->kind = make_choice (self, _ ("Which kind of finding"));
  gtk_string_list_append (severities, _ ("Every severity"));
  for (guint i = 0; i < WUSE_N_SEVERITIES; i++)
    gtk_string_list_append (severities, wuse_severity_label ((WuseSeverity) i, wuse_language_from_locale ()));
  gtk_drop_down_set_model (self->severity, G_LIST_MODEL (severities));
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->count, 0);
  gtk_label_set_ellipsize (self->count, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "secondary");
  gtk_widget_set_hexpand (GTK_WIDGET (self->count), TRUE);
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_widget_set_tooltip_text (export, _ ("The findings shown as a table (CSV)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (export), "findings.export");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->severity));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->kind));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (bar), export);

  return bar;
}

static GtkWidget *
make_list (WuseFindingList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *stop = g_object_new (WUSE_TYPE_TAB_STOP, NULL), *view;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  view = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->rows)), factory);
  gtk_widget_add_css_class (view, "finding-rows");
  wuse_accessible_set_name (GTK_ACCESSIBLE (view), _ ("Findings, the worst first"));
  gtk_widget_set_parent (wuse_page_new_scrolled (view), stop);

  return stop;
}

static void
dispose (GObject *object)
{
  WuseFindingList *self = WUSE_FINDING_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->exporting);
  g_clear_object (&self->exporting);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->rows);
  g_clear_object (&self->findings);
  g_clear_pointer (&self->kinds, g_array_unref);
  g_clear_pointer (&self->plausibility, wuse_plausibility_unref);
  g_clear_pointer (&self->relations, wuse_relations_unref);
  g_clear_object (&self->selection);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (wuse_finding_list_parent_class)->dispose (object);
}

static void
wuse_finding_list_class_init (WuseFindingListClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;
  gtk_widget_class_install_action (widget_class, "findings.export", NULL, export_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[SIGNAL_CHECKED] =
      g_signal_new ("checked", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wuse_finding_list_init (WuseFindingList *self)
{
  wuse_accessible_set_name (GTK_ACCESSIBLE (self), _ ("Findings"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "findings.export", FALSE);
  self->kinds = g_array_new (FALSE, FALSE, sizeof (guint));
  self->findings = wuse_index_list_new ();
  self->rows = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->findings)));
  gtk_single_selection_set_autoselect (self->rows, FALSE);
  gtk_single_selection_set_can_unselect (self->rows, TRUE);
  g_signal_connect_swapped (self->rows, "notify::selected", G_CALLBACK (row_selected_cb), self);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), make_head (self));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_named (self->stack, wuse_page_new_status (_ ("Checking…"), NULL), "checking");
  gtk_stack_add_named (self->stack,
                       wuse_page_new_status (_ ("Nothing Found"),
                                             _ ("Nothing in the records of this district contradicts itself.")),
                       "sound");
  gtk_stack_add_named (self->stack,
                       wuse_page_new_status (_ ("Nothing Like This"), _ ("There are findings of other severities or kinds.")),
                       "none");
  gtk_stack_add_named (self->stack, make_list (self), "findings");
  wuse_accessible_hide_unshown (self->stack);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
  wuse_accessible_name_mnemonics (self->box);
}

WuseFindingList *
wuse_finding_list_new (WuseWorkspace *workspace, WuseSelection *selection)
{
  WuseFindingList *self = g_object_new (WUSE_TYPE_FINDING_LIST, NULL);

  self->workspace = g_object_ref (workspace);
  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
wuse_finding_list_set_relations (WuseFindingList *self, WuseRelations *relations)
{
  g_return_if_fail (WUSE_IS_FINDING_LIST (self));

  if (relations != NULL)
    wuse_relations_ref (relations);
  g_clear_pointer (&self->relations, wuse_relations_unref);
  self->relations = relations;
  self->is_stale = TRUE;
  check (self);
}

guint
wuse_finding_list_get_count (WuseFindingList *self)
{
  g_return_val_if_fail (WUSE_IS_FINDING_LIST (self), 0);

  return self->plausibility != NULL ? self->plausibility->n_findings : 0;
}

gboolean
wuse_finding_list_is_complete (WuseFindingList *self)
{
  g_return_val_if_fail (WUSE_IS_FINDING_LIST (self), FALSE);

  return self->plausibility != NULL && self->cancellable == NULL && !self->is_stale;
}
