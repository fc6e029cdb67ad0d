/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures that one looks for first, in a line. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-figure-tiles.h"

#include "wuse-figures-words.h"
#include "wuse-format.h"

#include <glib/gi18n.h>

#define SPACING 20
#define NONE "\342\200\224"

typedef enum
{
  TILE_CLUSTERS,
  TILE_MEAN,
  TILE_K,
  TILE_INTERVAL,
  TILE_GENERATIONS,
  N_TILES,
} Tile;

struct _WuseFigureTiles
{
  GtkBox parent_instance;

  GtkLabel *numbers[N_TILES];
  GtkLabel *names[N_TILES];
};

G_DEFINE_FINAL_TYPE (WuseFigureTiles, wuse_figure_tiles, GTK_TYPE_BOX)

static void
set_tile (WuseFigureTiles *self, Tile tile, char *number, char *name)
{
  gtk_label_set_text (self->numbers[tile], number);
  gtk_label_set_text (self->names[tile], name);
  g_free (number);
  g_free (name);
}

static char *
word_largest (const WuseFigures *figures)
{
  g_autofree char *largest = NULL;

  if (figures->n_clusters == 0)
    return g_strdup (_ ("clusters"));
  largest = wuse_format_number (figures->clusters[figures->orders[WUSE_CLUSTERS_BY_SIZE][0]].n_members);

  /* Translators: stands below the number of clusters; %s is the number of people in the largest */
  return g_strdup_printf (ngettext ("cluster, of %s people", "clusters, the largest of %s", figures->n_clusters), largest);
}

static void
wuse_figure_tiles_class_init (WuseFigureTilesClass *class)
{
}

static void
wuse_figure_tiles_init (WuseFigureTiles *self)
{
  gtk_box_set_spacing (GTK_BOX (self), SPACING);
  for (guint i = 0; i < N_TILES; i++)
    {
      GtkWidget *tile = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      self->numbers[i] = GTK_LABEL (gtk_label_new (NULL));
      self->names[i] = GTK_LABEL (gtk_label_new (NULL));
      gtk_label_set_xalign (self->numbers[i], 0);
      gtk_label_set_xalign (self->names[i], 0);
      gtk_widget_add_css_class (GTK_WIDGET (self->numbers[i]), "title");
      gtk_widget_add_css_class (GTK_WIDGET (self->numbers[i]), "numeric");
      gtk_widget_add_css_class (GTK_WIDGET (self->names[i]), "secondary");
      gtk_widget_add_css_class (GTK_WIDGET (self->names[i]), "numeric");
      gtk_box_append (GTK_BOX (tile), GTK_WIDGET (self->numbers[i]));
      gtk_box_append (GTK_BOX (tile), GTK_WIDGET (self->names[i]));
      gtk_box_append (GTK_BOX (self), tile);
    }
}

WuseFigureTiles *
wuse_figure_tiles_new (void)
{
  return g_object_new (WUSE_TYPE_FIGURE_TILES, NULL);
}

void
wuse_figure_tiles_set_figures (WuseFigureTiles *self, const WuseFigures *figures)
{
  g_return_if_fail (WUSE_IS_FIGURE_TILES (self) && figures != NULL);

  const gboolean has_mean = figures->offspring.n >= WUSE_FIGURES_LEAST, has_interval = figures->intervals.n >= WUSE_FIGURES_LEAST,
                 has_clusters = figures->n_clusters > 0;

  set_tile (self, TILE_CLUSTERS, wuse_format_number (figures->n_clusters), word_largest (figures));
  set_tile (self, TILE_MEAN, has_mean ? g_strdup_printf ("%.2f", figures->offspring.mean) : g_strdup (NONE),
            g_strdup (_ ("infected by a case (R)")));
  set_tile (self, TILE_K, wuse_figures_word_k (&figures->offspring), g_strdup (_ ("dispersion k (95 %)")));
  set_tile (self, TILE_INTERVAL, has_interval ? g_strdup_printf (_ ("%.1f days"), figures->intervals.mean) : g_strdup (NONE),
            g_strdup (_ ("serial interval")));
  set_tile (self, TILE_GENERATIONS, has_clusters ? wuse_format_number (figures->generations->len - 1) : g_strdup (NONE),
            g_strdup (_ ("generations")));
}
