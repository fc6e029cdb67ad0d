/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the records of one case suggest. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-case-insight.h"

#include "wuse-case-link.h"
#include "wuse-format.h"
#include "wuse-infector-ranking.h"
#include "wuse-meetings-dialog.h"
#include "wuse-plausibility.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_SOURCES 4
#define MAX_FINDINGS 6
#define MAX_MEETINGS 8
#define MAX_MEETINGS_OF_STAY 60
#define MAX_ACCESS_OF_STAY 40
/* Who came within so many minutes after the case had left is told of, too. */
#define LAG_MINUTES 120
/* Below this share nobody is named. */
#define LEAST_SHARE 0.02

/* Made once for all cases, asked for each. */
typedef struct
{
  WuseRelations *relations;
  WuseRegister *epidemic;
  int utc_offset;
  WuseCoPresence *presence;
  WusePlausibility *plausibility;
  WuseInfectorRanking *ranking;
} Model;

typedef struct
{
  char *id; /* a case to go to, or NULL */
  char *text;
} Line;

typedef struct
{
  GArray *sources;  /* Line */
  GArray *findings; /* Line */
  GArray *meetings; /* Line */
  GArray *access;   /* Line: of a stay, who was there at another time */
  char *where;      /* of the stay that was asked for, or NULL */
  guint n_more;     /* meetings that are not told */
  guint n_more_access;
} Insight;

typedef struct
{
  Model *model;
  guint32 actor;
  guint32 stay; /* of the actor, alone; or none */
} Question;

struct _WuseCaseInsight
{
  GtkWidget parent_instance;

  GtkBox *box;
  WuseSelection *selection;
  Model *model;
  GCancellable *cancellable;
  GCancellable *stay_cancellable;
  char *asked; /* the case one of whose stays was asked about last */
};

G_DEFINE_FINAL_TYPE (WuseCaseInsight, wuse_case_insight, GTK_TYPE_WIDGET)

static void
clear_model (gpointer data)
{
  Model *model = data;

  g_clear_pointer (&model->ranking, wuse_infector_ranking_unref);
  g_clear_pointer (&model->plausibility, wuse_plausibility_unref);
  g_clear_pointer (&model->presence, wuse_co_presence_unref);
  g_clear_pointer (&model->epidemic, wuse_register_unref);
  wuse_relations_unref (model->relations);
}

static void
unref_model (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_model);
}

static void
clear_line (gpointer data)
{
  Line *line = data;

  g_free (line->id);
  g_free (line->text);
}

static GArray *
new_lines (void)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  g_array_set_clear_func (lines, clear_line);

  return lines;
}

static void
free_insight (gpointer data)
{
  Insight *insight = data;

  g_array_unref (insight->sources);
  g_array_unref (insight->findings);
  g_array_unref (insight->meetings);
  g_array_unref (insight->access);
  g_free (insight->where);
  g_free (insight);
}

static void
free_question (gpointer data)
{
  Question *question = data;

  unref_model (question->model);
  g_free (question);
}

static void
add_line (GArray *lines, const char *id, char *text)
{
  Line line = { g_strdup (id), text };

  g_array_append_val (lines, line);
}

/* One thread asks at a time: the questions of a widget run one after the other. */
static void
prepare (Model *model)
{
  WusePlausibilityOptions checks = WUSE_PLAUSIBILITY_DEFAULTS;
  WuseInfectorOptions options = WUSE_INFECTOR_DEFAULTS;
  g_autofree guint8 *care = NULL;

  if (model->ranking != NULL)
    return;
  model->presence = wuse_co_presence_new (model->relations, WUSE_CO_PRESENCE_RADIUS, model->utc_offset);
  if (model->epidemic != NULL)
    care = wuse_plausibility_mark_care_places (model->relations, model->epidemic);
  checks.care_places = care;
  checks.utc_offset = options.utc_offset = model->utc_offset;
  wuse_interval_model_follow (&checks.interval, model->relations);
  model->plausibility = wuse_plausibility_new (model->relations, &checks);
  model->ranking = wuse_infector_ranking_new (model->relations, model->presence, &options);
}

static void
find_sources (const Question *question, Insight *insight, WuseLanguage language, GCancellable *cancellable)
{
  const WuseRelations *relations = question->model->relations;
  g_autofree WuseInfectors *ranked = wuse_infector_ranking_rank (question->model->ranking, question->actor, 1, cancellable);

  if (ranked == NULL)
    return;
  for (guint i = 0; i < MIN (ranked->n_infectors, MAX_SOURCES); i++)
    {
      const WuseInfector *infector = &ranked->infectors[i];
      g_autofree char *why = NULL;

      if (infector->share < LEAST_SHARE)
        break;
      why = wuse_infector_word (question->model->ranking, question->actor, infector->infector, language);
      /* Translators: how likely which case is the source, and why */
      add_line (insight->sources, relations->actors[infector->infector].id,
                g_strdup_printf (_ ("Case %1$s, %2$.0f %%\n%3$s"), relations->actors[infector->infector].id,
                                 100 * infector->share, why));
    }
  add_line (insight->sources, NULL, g_strdup_printf (_ ("Somebody not recorded, %.0f %%"), 100 * ranked->unknown));
}

static void
find_faults (const Question *question, Insight *insight, WuseLanguage language)
{
  guint n = 0;
  const guint32 *positions = wuse_plausibility_get_for_actor (question->model->plausibility, question->actor, &n);
  const WuseFinding *findings = question->model->plausibility->findings;

  for (guint i = 0; i < MIN (n, MAX_FINDINGS); i++)
    {
      g_autofree char *text = wuse_finding_word (&findings[positions[i]], question->model->plausibility, language);

      add_line (insight->findings, NULL,
                g_strdup_printf ("%s: %s", wuse_severity_label ((WuseSeverity) findings[positions[i]].severity, language), text));
    }
}

/* Returns how many are not told. */
static guint
add_meetings (GArray *lines, const WuseRelations *relations, const GArray *meetings, guint most, WuseLanguage language)
{
  for (guint i = 0; i < MIN (meetings->len, most); i++)
    {
      const WuseMeeting *meeting = &g_array_index (meetings, WuseMeeting, i);
      const WuseActor *other = &relations->actors[relations->sojourns[meeting->stays[1]].actor];
      g_autofree char *text = wuse_meeting_word (meeting, relations, language);

      add_line (lines, other->id, g_strdup_printf (_ ("Case %1$s\n%2$s"), other->id, text));
    }

  return meetings->len - MIN (meetings->len, most);
}

static void
find_meetings (const Question *question, Insight *insight, WuseLanguage language)
{
  g_autoptr (GArray) meetings = wuse_co_presence_find_for_case (question->model->presence, question->actor, LAG_MINUTES);

  insight->n_more = add_meetings (insight->meetings, question->model->relations, meetings, MAX_MEETINGS, language);
}

static void
find_meetings_of_stay (const Question *question, Insight *insight, WuseLanguage language)
{
  const WuseRelations *relations = question->model->relations;
  const WuseSojourn *stay = &relations->sojourns[question->stay];
  g_autoptr (GArray) meetings = wuse_co_presence_find_for_stay (question->model->presence, question->stay, LAG_MINUTES);
  g_autoptr (GArray) access = wuse_co_presence_find_access (question->model->presence, question->stay, LAG_MINUTES);
  const char *place = stay->place != WUSE_INDEX_NONE ? relations->actors[stay->place].name : stay->name;
  const WuseTime start = stay->start + (WuseTime) question->model->utc_offset * 60000;
  g_autofree char *day = stay->start != WUSE_TIME_NONE ? wuse_format_day ((WuseDay) (start / 86400000)) : NULL;

  insight->where = day != NULL ? g_strdup_printf (_ ("Case %1$s, %2$s, %3$s"), relations->actors[stay->actor].id,
                                                  place != NULL ? place : _ ("a place"), day)
                               : g_strdup (place);
  insight->n_more = add_meetings (insight->meetings, relations, meetings, MAX_MEETINGS_OF_STAY, language);
  insight->n_more_access = add_meetings (insight->access, relations, access, MAX_ACCESS_OF_STAY, language);
}

static void
answer_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  static GMutex one_at_a_time;
  const Question *question = data;
  const WuseLanguage language = wuse_language_from_locale ();
  Insight *insight = g_new0 (Insight, 1);

  insight->sources = new_lines ();
  insight->findings = new_lines ();
  insight->meetings = new_lines ();
  insight->access = new_lines ();
  g_mutex_lock (&one_at_a_time);
  if (!g_cancellable_is_cancelled (cancellable))
    {
      prepare (question->model);
      if (question->stay != WUSE_INDEX_NONE)
        find_meetings_of_stay (question, insight, language);
      else
        {
          find_sources (question, insight, language, cancellable);
          find_faults (question, insight, language);
          find_meetings (question, insight, language);
        }
    }
  g_mutex_unlock (&one_at_a_time);
  g_task_return_pointer (task, insight, free_insight);
}

/* --- on the main thread --- */

static void
add_heading (WuseCaseInsight *self, const char *heading)
{
  GtkWidget *title = gtk_label_new (heading);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_margin_top (title, 12);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (self->box, title);
}

static void
add_meeting_rows (WuseCaseInsight *self, const GArray *meetings)
{
  guint n = 0;
  const char *const *ids = wuse_selection_get_ids (self->selection, &n);

  if (meetings->len == 0 || n == 0)
    return;
  add_heading (self, _ ("Who else was there"));
  for (guint i = 0; i < meetings->len; i++)
    {
      const Line *line = &g_array_index (meetings, Line, i);

      gtk_box_append (self->box, wuse_meeting_row_new (self->selection, ids[n - 1], line->id, line->text));
    }
}

static void
add_part (WuseCaseInsight *self, const char *heading, const GArray *lines, const char *style)
{
  if (lines->len == 0)
    return;
  add_heading (self, heading);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      GtkWidget *label, *link;

      if (line->id != NULL)
        {
          link = wuse_case_link_new (self->selection, line->id, line->text);
          if (style != NULL)
            gtk_widget_add_css_class (gtk_button_get_child (GTK_BUTTON (link)), style);
          gtk_box_append (self->box, link);
          continue;
        }
      label = gtk_label_new (line->text);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_widget_add_css_class (label, "numeric");
      if (style != NULL)
        gtk_widget_add_css_class (label, style);
      gtk_box_append (self->box, label);
    }
}

static void
clear_box (WuseCaseInsight *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Insight *insight = g_task_propagate_pointer (G_TASK (result), NULL);
  WuseCaseInsight *self;

  /* Cancelled: the box may be gone. */
  if (insight == NULL)
    return;
  self = user_data;
  clear_box (self);
  add_part (self, _ ("What cannot be"), insight->findings, "warning");
  add_part (self, _ ("Likely sources, by this program's own model"), insight->sources, NULL);
  add_meeting_rows (self, insight->meetings);
  free_insight (insight);
}

static void
ask_about (WuseCaseInsight *self, guint32 actor, guint32 stay, GCancellable *cancellable, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, self);
  Question *question = g_new0 (Question, 1);

  question->model = g_atomic_rc_box_acquire (self->model);
  question->actor = actor;
  question->stay = stay;
  g_task_set_source_tag (task, ask_about);
  g_task_set_task_data (task, question, free_question);
  g_task_run_in_thread (task, answer_cb);
}

static void
ask (WuseCaseInsight *self)
{
  guint n = 0;
  const char *const *ids = wuse_selection_get_ids (self->selection, &n);
  const guint32 actor = n > 0 && self->model != NULL ? wuse_relations_find (self->model->relations, ids[n - 1]) : WUSE_INDEX_NONE;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (actor == WUSE_INDEX_NONE || actor >= self->model->relations->n_cases)
    {
      clear_box (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  ask_about (self, actor, WUSE_INDEX_NONE, self->cancellable, answered_cb);
}

static GPtrArray *
make_meeting_rows (WuseCaseInsight *self, const GArray *lines)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      g_ptr_array_add (rows, wuse_meeting_row_new (self->selection, self->asked, line->id, line->text));
    }

  return rows;
}

static void
stay_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Insight *insight = g_task_propagate_pointer (G_TASK (result), NULL);
  WuseCaseInsight *self;
  g_autoptr (GPtrArray) rows = NULL, access = NULL;

  /* Cancelled: the box may be gone. */
  if (insight == NULL)
    return;
  self = user_data;
  rows = make_meeting_rows (self, insight->meetings);
  access = make_meeting_rows (self, insight->access);
  wuse_meetings_dialog_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), insight->where, rows, insight->n_more,
                                access, insight->n_more_access);
  free_insight (insight);
}

void
wuse_case_insight_show_stay (WuseCaseInsight *self, const char *stay)
{
  guint n = 0;
  const char *const *ids;
  const WuseRelations *relations;
  guint32 actor;

  g_return_if_fail (WUSE_IS_CASE_INSIGHT (self));
  g_return_if_fail (stay != NULL);

  ids = wuse_selection_get_ids (self->selection, &n);
  relations = self->model != NULL ? self->model->relations : NULL;
  actor = n > 0 && relations != NULL ? wuse_relations_find (relations, ids[n - 1]) : WUSE_INDEX_NONE;
  if (actor == WUSE_INDEX_NONE || actor >= relations->n_cases)
    return;
  g_free (self->asked);
  self->asked = g_strdup (relations->actors[actor].id);
  for (guint i = relations->first_sojourn[actor]; i < relations->first_sojourn[actor + 1]; i++)
    if (g_strcmp0 (relations->sojourns[i].id, stay) == 0)
      {
        g_cancellable_cancel (self->stay_cancellable);
        g_clear_object (&self->stay_cancellable);
        self->stay_cancellable = g_cancellable_new ();
        ask_about (self, actor, i, self->stay_cancellable, stay_answered_cb);
        return;
      }
}

static void
dispose (GObject *object)
{
  WuseCaseInsight *self = WUSE_CASE_INSIGHT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->stay_cancellable);
  g_clear_object (&self->stay_cancellable);
  g_clear_pointer (&self->asked, g_free);
  g_clear_pointer ((GtkWidget **) &self->box, gtk_widget_unparent);
  g_clear_pointer (&self->model, unref_model);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (wuse_case_insight_parent_class)->dispose (object);
}

static void
wuse_case_insight_class_init (WuseCaseInsightClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
wuse_case_insight_init (WuseCaseInsight *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
}

WuseCaseInsight *
wuse_case_insight_new (WuseSelection *selection)
{
  WuseCaseInsight *self = g_object_new (WUSE_TYPE_CASE_INSIGHT, NULL);

  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);

  return self;
}

void
wuse_case_insight_set_relations (WuseCaseInsight *self, WuseRelations *relations, WuseRegister *epidemic, int utc_offset)
{
  g_return_if_fail (WUSE_IS_CASE_INSIGHT (self));

  g_clear_pointer (&self->model, unref_model);
  if (relations != NULL)
    {
      self->model = g_atomic_rc_box_new0 (Model);
      self->model->relations = wuse_relations_ref (relations);
      self->model->epidemic = epidemic != NULL ? wuse_register_ref (epidemic) : NULL;
      self->model->utc_offset = utc_offset;
    }
  ask (self);
}
