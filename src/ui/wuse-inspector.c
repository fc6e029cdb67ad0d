/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of the selected area. Explanations come from a worker, counts from the cache. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-inspector.h"

#include "wuse-accessible.h"
#include "wuse-activity-row.h"
#include "wuse-epidemic-curve.h"
#include "wuse-explanation.h"
#include "wuse-format.h"
#include "wuse-look.h"
#include "wuse-swatch.h"
#include "wuse-words.h"

#include <glib/gi18n.h>

#define CHANGES_SHOWN 4
#define CURVE_DAYS 60

typedef enum
{
  FIGURE_NEW_14,
  FIGURE_NEW_7,
  FIGURE_CUMULATIVE,
  FIGURE_QUARANTINED,
  FIGURE_PERSONS,
  FIGURE_HOUSEHOLDS,
  FIGURE_BUILDINGS,
  FIGURE_SCREENED,
  N_FIGURES,
} Figure;

struct _WuseInspector
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *name_label;
  GtkLabel *path_label;
  GtkWidget *why_box;
  WuseSwatch *swatch;
  GtkLabel *risk_label;
  GtkLabel *why_label;
  GtkLabel *outlook_label;
  GtkLabel *warning_label;
  GtkLabel *missing_label;
  GtkExpander *rules_expander;
  GtkBox *rules_box;
  GtkGrid *figures;
  GtkBox *curve_box;
  GtkBox *changes_box;
  GtkWidget *network_button;
  GtkLabel *ages_label;
  GtkWidget *curve;
  GtkLabel *values[N_FIGURES];

  WuseWorkspace *workspace;
  GCancellable *cancellable;
  guint32 area;
  char *area_id;
  WuseAreaFigures counted;
  gboolean is_counted;
  guint tick_source;
};

G_DEFINE_FINAL_TYPE (WuseInspector, wuse_inspector, GTK_TYPE_WIDGET)

static void
set_words (GtkLabel *label, const char *words)
{
  gtk_label_set_text (label, words);
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL && *words != '\0');
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static WuseSituation *
current_situation (WuseInspector *self)
{
  WuseSituation *situation = self->workspace != NULL ? wuse_workspace_get_situation (self->workspace) : NULL;

  if (situation == NULL || self->area >= wuse_area_set_get_size (wuse_workspace_get_areas (self->workspace)))
    return NULL;

  return situation;
}

/* --- why --- */

static void
add_rule_line (WuseInspector *self, const char *mark, const char *words, guint depth, gboolean strong)
{
  g_autofree char *line = g_strconcat (mark, words, NULL);
  GtkWidget *label = gtk_label_new (line);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_start (label, (int) depth * 14);
  if (strong)
    gtk_widget_add_css_class (label, "heading");
  else
    gtk_widget_add_css_class (label, "secondary");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (self->rules_box, label);
}

static char *
describe_condition (const WuseCondition *condition, gint32 actual)
{
  static const char *const signs[] = {
    [WUSE_AT_LEAST] = "\342\211\245", [WUSE_MORE_THAN] = ">", [WUSE_AT_MOST] = "\342\211\244",
    [WUSE_LESS_THAN] = "<",           [WUSE_EQUALS] = "=",
  };
  WuseLanguage language = wuse_language_from_locale ();
  g_autofree char *value = NULL;

  switch (condition->kind)
    {
    case WUSE_CONDITION_ALL:
      return g_strdup (_ ("all of:"));
    case WUSE_CONDITION_ANY:
      return g_strdup (_ ("one of:"));
    case WUSE_CONDITION_NONE:
      return g_strdup (_ ("none of:"));
    case WUSE_CONDITION_COMPARISON:
      break;
    }

  value = wuse_input_format (condition->input, actual, language);

  /* Translators: a condition and the present value: “New cases in 14 days ≥ 5 (is 11 cases)” */
  return g_strdup_printf (_ ("%1$s %2$s %3$d (is %4$s)"), wuse_input_label (condition->input, language),
                          signs[condition->comparison], condition->number, value);
}

static void
show_rules (WuseInspector *self, const WuseExplanation *explanation)
{
  guint n_levels = 0;
  const WuseRuleLevel *levels = wuse_rule_set_get_levels (explanation->rules, &n_levels);
  WuseLanguage language = wuse_language_from_locale ();
  guint level = G_MAXUINT;

  clear_box (self->rules_box);
  for (guint i = 0; i < explanation->n_conditions; i++)
    {
      const WuseConditionTrace *trace = &explanation->conditions[i];
      const WuseCondition *condition = &levels[trace->level].conditions[trace->condition];
      g_autofree char *words = describe_condition (condition, trace->actual);

      if (trace->level != level)
        {
          level = trace->level;
          add_rule_line (self, "", wuse_rule_set_get_risk_name (explanation->rules, levels[level].risk, language), 0, TRUE);
        }
      add_rule_line (self, trace->held ? "\342\234\223 " : "\342\234\227 ", words, condition->depth, FALSE);
    }
  if (explanation->risk != WUSE_RISK_NONE && levels[explanation->level].n_conditions == 0)
    {
      add_rule_line (self, "", wuse_rule_set_get_risk_name (explanation->rules, levels[explanation->level].risk, language), 0,
                     TRUE);
      add_rule_line (self, "\342\234\223 ", _ ("none of the rules above holds"), 0, FALSE);
    }

  add_rule_line (self, "", wuse_rule_set_get_source (explanation->rules, language), 0, FALSE);
}

static void
show_explanation (WuseInspector *self, const WuseExplanation *explanation)
{
  WuseLanguage language = wuse_language_from_locale ();
  const char *name = wuse_rule_set_get_risk_name (explanation->rules, explanation->risk, language);

  for (guint i = 0; i < WUSE_N_RISKS; i++)
    gtk_widget_remove_css_class (self->why_box, wuse_risk_to_string (i));
  gtk_widget_add_css_class (self->why_box, wuse_risk_to_string (explanation->risk));
  wuse_swatch_set_risk (self->swatch, explanation->risk);
  gtk_label_set_text (self->risk_label, name != NULL ? name : wuse_risk_label (explanation->risk));
  set_words (self->why_label, explanation->why[language]);
  set_words (self->outlook_label, explanation->outlook[language]);
  set_words (self->warning_label, explanation->warning[language]);
  set_words (self->missing_label, explanation->missing[language]);
  show_rules (self, explanation);
}

static void
explained_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseInspector) self = user_data;
  g_autoptr (WuseExplanation) explanation = wuse_situation_explain_finish (result, NULL);

  if (explanation != NULL && explanation->area == self->area && self->content != NULL)
    show_explanation (self, explanation);
}

/* --- figures --- */

static void
set_figure (WuseInspector *self, Figure figure, gint64 value)
{
  GtkWidget *caption = gtk_widget_get_prev_sibling (GTK_WIDGET (self->values[figure]));
  g_autofree char *text = wuse_format_count (value);
  /* Translators: a figure and its value, as read out */
  g_autofree char *spoken = g_strdup_printf (_ ("%1$s: %2$s"), gtk_label_get_text (GTK_LABEL (caption)), text);

  gtk_label_set_text (self->values[figure], text);
  wuse_accessible_set_name (GTK_ACCESSIBLE (self->values[figure]), spoken);
}

/* What the district states, else what the cache holds; -1 where the district sends no such records at all. */
static gint64
stated_or_counted (WuseInspector *self, WuseRecordType type, gint64 stated, gint64 counted)
{
  if (stated >= 0)
    return stated;

  return self->is_counted && wuse_workspace_get_freshness (self->workspace, type)->count > 0 ? counted : -1;
}

static void
show_figures (WuseInspector *self, WuseSituation *situation)
{
  const WuseArea *area = wuse_area_set_get (wuse_situation_get_areas (situation), self->area);
  WuseInputs inputs;
  gint32 screened;

  wuse_situation_get_inputs (situation, self->area, &inputs);
  screened = inputs.values[WUSE_INPUT_SCREENED_LAST];
  set_figure (self, FIGURE_NEW_14, inputs.values[WUSE_INPUT_NEW_14]);
  set_figure (self, FIGURE_NEW_7, inputs.values[WUSE_INPUT_NEW_7]);
  set_figure (self, FIGURE_CUMULATIVE, inputs.values[WUSE_INPUT_CUMULATIVE]);
  gtk_widget_set_visible (self->network_button, inputs.values[WUSE_INPUT_CUMULATIVE] > 0);
  set_figure (self, FIGURE_QUARANTINED, inputs.values[WUSE_INPUT_QUARANTINED]);
  set_figure (self, FIGURE_SCREENED, screened == WUSE_INPUT_UNKNOWN ? -1 : screened);
  set_figure (self, FIGURE_PERSONS, stated_or_counted (self, WUSE_RECORD_PERSON, area->persons, self->counted.persons));
  set_figure (self, FIGURE_HOUSEHOLDS,
              stated_or_counted (self, WUSE_RECORD_HOUSEHOLD, area->households, self->counted.households));
  set_figure (self, FIGURE_BUILDINGS, stated_or_counted (self, WUSE_RECORD_BUILDING, area->buildings, self->counted.buildings));
}

static void
append_age (GString *text, const char *what, WuseTime at, WuseTime now)
{
  g_autofree char *age = NULL;

  if (at == WUSE_TIME_NONE || now == WUSE_TIME_NONE)
    return;

  age = wuse_format_age (now - at);
  if (text->len > 0)
    g_string_append (text, " \302\267 ");
  g_string_append (text, what);
  g_string_append_c (text, ' ');
  g_string_append (text, age);
}

static void
show_ages (WuseInspector *self)
{
  WuseSituation *situation = current_situation (self);
  g_autoptr (GString) text = g_string_new (NULL);
  const WuseArea *area;
  WuseTime now;

  if (situation == NULL)
    return;

  now = wuse_workspace_get_now (self->workspace);
  area = wuse_area_set_get (wuse_situation_get_areas (situation), self->area);
  append_age (text, _ ("Persons and homes"), area->figures_at, now);
  append_age (text, _ ("Cases"), wuse_workspace_get_freshness (self->workspace, WUSE_RECORD_CASE)->newest_at, now);
  append_age (text, _ ("Contacts"), wuse_workspace_get_freshness (self->workspace, WUSE_RECORD_CONTACT)->newest_at, now);
  append_age (text, _ ("Screening"), wuse_workspace_get_freshness (self->workspace, WUSE_RECORD_DAILY)->newest_at, now);
  set_words (self->ages_label, text->str);
}

static gpointer
count_on_reader (WuseStoreReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree WuseAreaFigures *figures = g_new0 (WuseAreaFigures, 1);

  return wuse_store_reader_count_area (reader, data, figures, error) ? g_steal_pointer (&figures) : NULL;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WuseInspector) self = user_data;
  g_autofree WuseAreaFigures *figures = wuse_store_read_finish (WUSE_STORE (source), result, NULL);
  WuseSituation *situation = current_situation (self);

  if (figures == NULL || situation == NULL || self->content == NULL)
    return;

  self->counted = *figures;
  self->is_counted = TRUE;
  show_figures (self, situation);
}

static void
show_changes (WuseInspector *self)
{
  GPtrArray *rows = wuse_workspace_get_activity (self->workspace);
  WuseAreaSet *areas = wuse_workspace_get_areas (self->workspace);
  guint shown = 0;

  clear_box (self->changes_box);
  for (guint i = 0; rows != NULL && areas != NULL && i < rows->len && shown < CHANGES_SHOWN; i++)
    {
      const WuseActivity *activity = g_ptr_array_index (rows, i);
      guint32 area = activity->area != NULL ? wuse_area_set_find (areas, activity->area, -1) : WUSE_AREA_NONE;

      while (area != WUSE_AREA_NONE && area != self->area)
        area = wuse_area_set_get (areas, area)->parent;
      if (area != WUSE_AREA_NONE)
        {
          GtkWidget *row = wuse_activity_row_new ();
          g_autoptr (WuseActivityItem) item = wuse_activity_item_new (activity, FALSE);

          wuse_activity_row_bind (WUSE_ACTIVITY_ROW (row), item, self->workspace);
          gtk_box_append (self->changes_box, row);
          shown++;
        }
    }

  if (shown == 0)
    {
      GtkWidget *none = gtk_label_new (_ ("None since the list of changes begins."));

      gtk_label_set_xalign (GTK_LABEL (none), 0);
      gtk_widget_add_css_class (none, "secondary");
      gtk_box_append (self->changes_box, none);
    }
}

static void
show_curve (WuseInspector *self, WuseSituation *situation)
{
  WuseDay last = wuse_situation_get_day (situation);
  WuseDay first = MAX (wuse_workspace_get_first_day (self->workspace), last - CURVE_DAYS + 1);
  WuseDay today = wuse_workspace_get_today (self->workspace);
  gboolean complete = last < today || wuse_workspace_is_closed (self->workspace);
  g_autoptr (WuseDailyCurve) curve = NULL;
  WuseChartStyle style = wuse_look_get_chart_style (wuse_look_get_default ());

  if (first > last)
    return;

  curve = wuse_daily_curve_new (wuse_situation_get_register (situation), self->area, first, last);
  wuse_epidemic_curve_set_style (WUSE_EPIDEMIC_CURVE (self->curve), &style);
  wuse_epidemic_curve_set_subject (WUSE_EPIDEMIC_CURVE (self->curve), gtk_label_get_text (self->name_label));
  wuse_epidemic_curve_set_curve (WUSE_EPIDEMIC_CURVE (self->curve), curve, complete ? WUSE_DAY_NONE : last);
}

static void
update (WuseInspector *self)
{
  WuseSituation *situation = current_situation (self);

  if (situation == NULL)
    return;

  wuse_situation_explain_async (situation, self->area, self->cancellable, explained_cb, g_object_ref (self));
  show_figures (self, situation);
  show_curve (self, situation);
  show_ages (self);
}

static void
show_name (WuseInspector *self, WuseAreaSet *areas)
{
  const WuseArea *area = wuse_area_set_get (areas, self->area);
  g_autofree char *path = wuse_words_for_area_path (areas, self->area);
  g_autoptr (GString) text = g_string_new (wuse_area_level_label (area->level, 1));

  if (*area->code != '\0')
    /* Translators: an official code of an area */
    g_string_append_printf (text, _ (" · code %s"), area->code);
  if (*path != '\0')
    g_string_append_printf (text, "\n%s", path);
  gtk_label_set_text (self->name_label, wuse_area_display_name (area));
  gtk_label_set_text (self->path_label, text->str);
}

static void
areas_changed_cb (WuseInspector *self)
{
  WuseAreaSet *areas = wuse_workspace_get_areas (self->workspace);

  /* Indices belong to one set of areas; ids stay. */
  if (self->area_id != NULL)
    self->area = wuse_area_set_find (areas, self->area_id, -1);
  if (self->area != WUSE_AREA_NONE)
    show_name (self, areas);
}

void
wuse_inspector_set_workspace (WuseInspector *self, WuseWorkspace *workspace)
{
  g_return_if_fail (WUSE_IS_INSPECTOR (self));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "areas-changed", G_CALLBACK (areas_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "situation-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "activity-changed", G_CALLBACK (show_changes), self, G_CONNECT_SWAPPED);
}

void
wuse_inspector_set_area (WuseInspector *self, guint32 area)
{
  WuseStore *store;
  WuseAreaSet *areas;

  g_return_if_fail (WUSE_IS_INSPECTOR (self));

  if (area == self->area)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->area = area;
  self->is_counted = FALSE;
  g_clear_pointer (&self->area_id, g_free);
  if (current_situation (self) == NULL)
    return;

  areas = wuse_workspace_get_areas (self->workspace);
  store = wuse_workspace_get_store (self->workspace);
  self->area_id = g_strdup (wuse_area_set_get (areas, area)->id);
  show_name (self, areas);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->network_button), "(ss)", "area", self->area_id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->network_button), "win.network");
  wuse_store_read_async (store, count_on_reader, g_strdup (self->area_id), g_free, g_free, self->cancellable, counted_cb,
                         g_object_ref (self));
  update (self);
  show_changes (self);
}

void
wuse_inspector_show_rules (WuseInspector *self)
{
  g_return_if_fail (WUSE_IS_INSPECTOR (self));

  gtk_expander_set_expanded (self->rules_expander, TRUE);
}

static gboolean
tick_cb (gpointer user_data)
{
  show_ages (user_data);

  return G_SOURCE_CONTINUE;
}

static void
wuse_inspector_dispose (GObject *object)
{
  WuseInspector *self = WUSE_INSPECTOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->area_id, g_free);

  G_OBJECT_CLASS (wuse_inspector_parent_class)->dispose (object);
}

static void
wuse_inspector_class_init (WuseInspectorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = wuse_inspector_dispose;
  g_type_ensure (WUSE_TYPE_SWATCH);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/wuse/Wuse/wuse-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, content);
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, name_label);
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, path_label);
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, why_box);
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, swatch);
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, risk_label);
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, why_label);
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, outlook_label);
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, warning_label);
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, missing_label);
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, rules_expander);
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, rules_box);
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, figures);
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, curve_box);
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, changes_box);
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, network_button);
  gtk_widget_class_bind_template_child (widget_class, WuseInspector, ages_label);
}

static void
add_figure (WuseInspector *self, Figure figure, const char *name)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, name);
  gtk_widget_set_hexpand (label, TRUE);
  self->values[figure] = GTK_LABEL (gtk_label_new ("\342\200\224"));
  gtk_label_set_xalign (self->values[figure], 1);
  gtk_widget_add_css_class (GTK_WIDGET (self->values[figure]), "value");
  gtk_widget_add_css_class (GTK_WIDGET (self->values[figure]), "numeric");
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->values[figure]));
  gtk_widget_add_css_class (row, "figure-row");
  gtk_grid_attach (self->figures, row, figure % 2, figure / 2, 1, 1);
}

static void
wuse_inspector_init (WuseInspector *self)
{
  self->area = WUSE_AREA_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));

  add_figure (self, FIGURE_NEW_14, _ ("New, 14 days"));
  add_figure (self, FIGURE_NEW_7, _ ("New, 7 days"));
  add_figure (self, FIGURE_CUMULATIVE, _ ("All cases"));
  add_figure (self, FIGURE_QUARANTINED, _ ("Quarantined"));
  add_figure (self, FIGURE_PERSONS, _ ("Persons"));
  add_figure (self, FIGURE_HOUSEHOLDS, _ ("Households"));
  add_figure (self, FIGURE_BUILDINGS, _ ("Buildings"));
  add_figure (self, FIGURE_SCREENED, _ ("Screened"));

  self->curve = wuse_epidemic_curve_new (WUSE_CURVE_COMPACT);
  gtk_widget_set_hexpand (self->curve, TRUE);
  gtk_widget_set_size_request (self->curve, 240, 132);
  gtk_box_append (self->curve_box, self->curve);
  wuse_accessible_set_name (GTK_ACCESSIBLE (self), _ ("Selected area"));
  self->tick_source = g_timeout_add_seconds (1, tick_cb, self);
}
