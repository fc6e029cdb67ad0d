/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures in plain words. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-figures-words.h"

#include "wuse-format.h"
#include "wuse-graph-betweenness.h"

#include <glib/gi18n.h>
#include <math.h>

/* k below this: a few cases cause most infections. */
#define UNEVEN_K 1.0

void
wuse_figure_words_clear (WuseFigureWords *self)
{
  g_clear_pointer (&self->meaning, g_free);
  g_clear_pointer (&self->source, g_free);
}

static gboolean
has_offspring (const WuseOffspring *offspring)
{
  return offspring->n >= WUSE_FIGURES_LEAST && offspring->total > 0;
}

static char *
word_k_value (double k)
{
  return isinf (k) ? g_strdup ("\342\210\236") : g_strdup_printf ("%.2f", k);
}

char *
wuse_figures_word_k (const WuseOffspring *offspring)
{
  g_autofree char *k = NULL, *low = NULL, *high = NULL;

  if (!has_offspring (offspring))
    return g_strdup ("\342\200\224");
  k = word_k_value (offspring->k);
  low = word_k_value (offspring->k_low);
  high = word_k_value (offspring->k_high);

  /* Translators: a number with its 95 % interval, “0.31 (0.18–0.55)” */
  return g_strdup_printf (_ ("%1$s (%2$s–%3$s)"), k, low, high);
}

char *
wuse_figures_word_scope (const WuseFigures *figures)
{
  g_autofree char *cases = wuse_format_number (figures->n_cases), *linked = wuse_format_number (figures->n_in_clusters);
  g_autofree char *first = wuse_format_day (figures->first_report), *last = wuse_format_day (figures->last_report);

  if (figures->first_report == WUSE_DAY_NONE)
    return g_strdup_printf (ngettext ("%1$s case, day of report not recorded; %2$s with a known transmission",
                                      "%1$s cases, days of report not recorded; %2$s with a known transmission",
                                      figures->n_cases),
                            cases, linked);

  return g_strdup_printf (ngettext ("%1$s case, reported %3$s to %4$s; %2$s with a known transmission",
                                    "%1$s cases, reported %3$s to %4$s; %2$s with a known transmission", figures->n_cases),
                          cases, linked, first, last);
}

/* Sentences are set apart by a space, in Chinese by their full stop alone. */
static void
end_sentence (GString *text)
{
  if (!g_str_has_suffix (text->str, "\343\200\202"))
    g_string_append_c (text, ' ');
}

static WuseFigureWords
make_words (gboolean is_told, char *meaning, char *source)
{
  return (WuseFigureWords){ meaning, source, is_told };
}

static char *
word_no_links (void)
{
  return g_strdup (_ ("No transmission is recorded among these cases yet. Investigators enter who infected whom in the card of a "
                      "case."));
}

WuseFigureWords
wuse_figures_word_clusters (const WuseFigures *figures)
{
  g_autofree char *clusters = wuse_format_number (figures->n_clusters), *people = NULL, *largest = NULL, *unrecorded = NULL;
  g_autoptr (GString) source = NULL;

  if (figures->n_clusters == 0)
    return make_words (FALSE, word_no_links (), g_strdup (""));
  people = wuse_format_number (figures->n_in_clusters + figures->n_unrecorded);
  largest = wuse_format_number (figures->clusters[figures->orders[WUSE_CLUSTERS_BY_SIZE][0]].n_members);
  source = g_string_new (_ ("From recorded transmissions, confirmed and suspected; refuted ones are left out."));
  if (figures->n_unrecorded > 0)
    {
      unrecorded = wuse_format_number (figures->n_unrecorded);
      end_sentence (source);
      g_string_append_printf (source,
                              ngettext ("%s person in them is named in a record, but is in none.",
                                        "%s people in them are named in a record, but are in none.", figures->n_unrecorded),
                              unrecorded);
    }

  return make_words (
      TRUE,
      g_strdup_printf (
          ngettext ("%2$s people in %1$s cluster: whom transmissions link, directly or not. The largest has %3$s. Picking one "
                    "selects everybody in it.",
                    "%2$s people in %1$s clusters: whom transmissions link, directly or not. The largest has %3$s. Picking one "
                    "selects everybody in it.",
                    figures->n_clusters),
          clusters, people, largest),
      g_string_free (g_steal_pointer (&source), FALSE));
}

/* What k says, in words. */
static const char *
word_evenness (const WuseOffspring *offspring)
{
  if (isinf (offspring->k))
    return _ ("infections are spread as evenly as chance would have it");
  if (offspring->k_high < UNEVEN_K)
    return _ ("a few cases cause most infections, most cause none");
  if (offspring->k_low > UNEVEN_K)
    return _ ("infections are spread unevenly, but not over a few alone");

  return _ ("the data leave open whether a few cases cause most infections");
}

static char *
word_offspring_source (const WuseFigures *figures)
{
  const WuseOffspring *offspring = &figures->offspring, *all = &figures->offspring_all;
  g_autofree char *cases = wuse_format_number (offspring->n), *infections = wuse_format_number ((gint64) offspring->total);
  g_autofree char *recent = wuse_format_number (figures->n_recent),
                  *without = wuse_format_number ((gint64) all->n - offspring->n);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          ngettext ("From %1$s case in clusters and %2$s infections, each counted for the likeliest infector.",
                                    "From %1$s cases in clusters and %2$s infections, each counted for the likeliest infector.",
                                    offspring->n),
                          cases, infections);
  if (figures->n_recent > 0)
    {
      end_sentence (text);
      g_string_append_printf (text,
                              ngettext ("%1$s case of the last %2$d days is left out: it may yet infect others.",
                                        "%1$s cases of the last %2$d days are left out: they may yet infect others.",
                                        figures->n_recent),
                              recent, WUSE_FIGURES_RECENT_DAYS);
    }
  if (all->n > offspring->n && has_offspring (all))
    {
      g_autofree char *k = wuse_figures_word_k (all);

      end_sentence (text);
      g_string_append_printf (
          text,
          ngettext ("With %1$s case without a known transmission, as if it had infected nobody: mean %2$.2f, k "
                    "%3$s.",
                    "With %1$s cases without a known transmission, as if they had infected nobody: mean %2$.2f, k "
                    "%3$s.",
                    all->n - offspring->n),
          without, all->mean, k);
    }

  return g_string_free (text, FALSE);
}

WuseFigureWords
wuse_figures_word_offspring (const WuseFigures *figures)
{
  const WuseOffspring *offspring = &figures->offspring;
  g_autofree char *k = NULL;

  if (figures->n_clusters == 0)
    return make_words (FALSE, word_no_links (), g_strdup (""));
  if (!has_offspring (offspring))
    return make_words (FALSE,
                       g_strdup_printf (_ ("Too few to say: %1$u cases old enough, at least %2$d are needed."), offspring->n,
                                        WUSE_FIGURES_LEAST),
                       word_offspring_source (figures));
  k = wuse_figures_word_k (offspring);

  return make_words (
      TRUE,
      g_strdup_printf (
          _ ("A case infected %1$.2f others on average (R). Dispersion k is %2$s, in brackets its 95 %% interval: %3$s. "
             "%4$.0f %% of the cases caused 80 %% of the infections."),
          offspring->mean, k, word_evenness (offspring), 100 * offspring->share_observed),
      word_offspring_source (figures));
}

WuseFigureWords
wuse_figures_word_generations (const WuseFigures *figures)
{
  const guint last = figures->generations->len > 0 ? figures->generations->len - 1 : 0;
  g_autofree char *people = wuse_format_number (figures->n_in_clusters + figures->n_unrecorded);

  if (figures->n_clusters == 0)
    return make_words (FALSE, word_no_links (), g_strdup (""));

  return make_words (
      TRUE,
      g_strdup_printf (
          ngettext ("Generation 0 began a chain, generation 1 was infected by it, and so on. The longest chain goes on for "
                    "%u generation.",
                    "Generation 0 began a chain, generation 1 was infected by it, and so on. The longest chain goes on for "
                    "%u generations.",
                    last),
          last),
      g_strdup_printf (_ ("From %s people in clusters, by the fewest transmissions from where a chain began. Who began it may "
                          "have been infected "
                          "by somebody who is not known."),
                       people));
}

static char *
word_intervals_source (const WuseFigures *figures)
{
  const char *const reasons[WUSE_N_PAIR_EXCLUSIONS] = { _ ("without onset of both"), _ ("with a likelier infector"),
                                                        _ ("leading back to the infector"), _ ("with oneself"),
                                                        _ ("beyond −10 to 30 days, taken for errors") };
  g_autofree char *pairs = wuse_format_number (figures->intervals.n);
  g_autoptr (GString) left_out = g_string_new (NULL);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("From %s pair.", "From %s pairs.", figures->intervals.n), pairs);
  for (guint i = 0; i < WUSE_N_PAIR_EXCLUSIONS; i++)
    if (figures->n_excluded[i] > 0)
      {
        g_autofree char *number = wuse_format_number (figures->n_excluded[i]);

        if (left_out->len > 0)
          g_string_append (left_out, _ (", "));
        g_string_append_printf (left_out, C_ ("pairs that are not counted, why", "%1$s %2$s"), number, reasons[i]);
      }
  if (left_out->len > 0)
    {
      end_sentence (text);
      /* Translators: numbers with reasons follow */
      g_string_append_printf (text, _ ("Not counted: %s."), left_out->str);
    }

  return g_string_free (text, FALSE);
}

WuseFigureWords
wuse_figures_word_intervals (const WuseFigures *figures)
{
  const WuseSerialIntervals *intervals = &figures->intervals;

  if (figures->n_clusters == 0)
    return make_words (FALSE, word_no_links (), g_strdup (""));
  if (intervals->n < WUSE_FIGURES_LEAST)
    return make_words (FALSE,
                       g_strdup_printf (_ ("Too few to say: %1$u pairs with a day of onset of both, at least %2$d are needed."),
                                        intervals->n, WUSE_FIGURES_LEAST),
                       word_intervals_source (figures));

  return make_words (
      TRUE,
      g_strdup_printf (
          _ ("From the onset of an infector to that of whom they infected it took %1$.1f days on average (standard deviation "
             "%2$.1f, median %3$.0f). In %4$.0f %% of the pairs the infected fell ill first."),
          intervals->mean, intervals->sd, intervals->median, 100.0 * intervals->n_negative / intervals->n),
      word_intervals_source (figures));
}

WuseFigureWords
wuse_figures_word_infectious (const WuseFigures *figures)
{
  if (figures->infectious->len == 0)
    return make_words (FALSE, word_no_links (), g_strdup (""));

  return make_words (
      TRUE, g_strdup (_ ("Who infected most others directly (out-degree): their contacts and places are worth tracing first.")),
      g_strdup (_ ("Each infected is counted for the likeliest infector; where others are suspected, too, that is said.")));
}

static char *
word_links (const WuseFigures *figures)
{
  g_autofree char *links = wuse_format_number (figures->graph->graph->n_edges);

  return g_strdup_printf (ngettext ("Over %s link that the graph shows, of any kind, either way.",
                                    "Over %s links that the graph shows, of any kind, either way.",
                                    figures->graph->graph->n_edges),
                          links);
}

WuseFigureWords
wuse_figures_word_go_betweens (const WuseFigures *figures, const WuseGoBetweens *between)
{
  g_autofree char *links = word_links (figures), *people = wuse_format_number (figures->graph->graph->n_nodes);
  char *source;

  if (between == NULL)
    return make_words (FALSE, g_strdup_printf (_ ("Counting shortest ways between %s people…"), people), g_strdup (""));
  if (between->highest->len == 0)
    return make_words (FALSE, g_strdup (_ ("Nobody lies between two others.")), g_steal_pointer (&links));
  source = between->is_exact ? g_strdup_printf (_ ("%s Counted from everybody."), links)
                             : g_strdup_printf (_ ("%1$s In large groups estimated from %2$d people taken at random."), links,
                                                WUSE_BETWEENNESS_N_PIVOTS);

  return make_words (TRUE,
                     g_strdup (_ ("Who lies on most of the shortest ways between others (betweenness), and on what part of the "
                                  "ways within the group: who is "
                                  "likely to carry an infection from one part to another.")),
                     source);
}

WuseFigureWords
wuse_figures_word_bridges (const WuseFigures *figures)
{
  if (figures->bridges->len == 0)
    return make_words (FALSE, g_strdup (_ ("Nobody alone holds two parts together.")), word_links (figures));

  return make_words (
      TRUE,
      g_strdup (
          _ ("Likely bridges: without them a group falls apart, so that isolating them separates so many others from the rest.")),
      word_links (figures));
}

char *
wuse_figures_word_offspring_bar (int first, int last, guint count)
{
  return first == last
             ? g_strdup_printf (ngettext ("%1$'u case infected %2$d", "%1$'u cases infected %2$d", count), count, first)
             : g_strdup_printf (ngettext ("%1$'u case infected %2$d to %3$d", "%1$'u cases infected %2$d to %3$d", count), count,
                                first, last);
}

char *
wuse_figures_word_interval_bar (int first, int last, guint count)
{
  return g_strdup_printf (ngettext ("%1$'u pair: %2$d days", "%1$'u pairs: %2$d days", count), count, first);
}

char *
wuse_figures_word_generation_bar (int first, int last, guint count)
{
  return first == last
             ? g_strdup_printf (ngettext ("Generation %2$d: %1$'u person", "Generation %2$d: %1$'u people", count), count, first)
             : g_strdup_printf (ngettext ("Generations %2$d to %3$d: %1$'u person", "Generations %2$d to %3$d: %1$'u people",
                                          count),
                                count, first, last);
}
