/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of one day and of the whole curve in words, and the box that shows them beside the day. */

#define G_LOG_DOMAIN "wuse-charts"

#include "config.h"

#include "wuse-epidemic-readout-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "wuse-epidemic-paint.h"
#include "wuse-wording.h"

#define PADDING 6.0f
#define RADIUS 6.0f

char *
wuse_epidemic_readout_word_day (const WuseDailyCurve *curve, WuseCurveBasis basis, WuseDay incomplete_until, WuseDay day)
{
  g_autofree char *name = wuse_wording_day (day, wuse_language_from_locale ());
  const WuseCurveSeries *series = &curve->series[basis];
  guint index = (guint) (day - curve->first);
  GString *string = g_string_new (name);
  gboolean incomplete = incomplete_until != WUSE_DAY_NONE && day > incomplete_until - WUSE_CURVE_INCOMPLETE_DAYS;

  if (series->local[index] + series->unknown[index] + series->imported[index] == 0)
    g_string_append_printf (string, " · %s", _ ("No cases"));
  if (series->local[index] > 0)
    g_string_append_printf (string, " · %s %u", _ ("Local"), series->local[index]);
  if (series->unknown[index] > 0)
    g_string_append_printf (string, " · %s %u", _ ("Unclear source"), series->unknown[index]);
  if (series->imported[index] > 0)
    g_string_append_printf (string, " · %s %u", _ ("Imported"), series->imported[index]);
  g_string_append_printf (string, " · %s %.1f", _ ("7-day mean"), series->mean[index]);
  if (incomplete)
    g_string_append_printf (string, " · %s", _ ("not complete yet"));
  return g_string_free (string, FALSE);
}

char *
wuse_epidemic_readout_word_total (const WuseDailyCurve *curve, WuseCurveBasis basis, WuseDay day)
{
  g_autofree char *name = wuse_wording_day (day, wuse_language_from_locale ());
  const WuseCurveSeries *series = &curve->series[basis];
  guint index = (guint) (day - curve->first);
  guint total = series->local[index] + series->unknown[index] + series->imported[index];

  /* Translators: a day and the cases of that day */
  return g_strdup_printf (ngettext ("%s · %u case", "%s · %u cases", total), name, total);
}

char *
wuse_epidemic_readout_word_summary (const WuseDailyCurve *curve, WuseCurveBasis basis)
{
  WuseLanguage language = wuse_language_from_locale ();
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  const WuseCurveSeries *series;

  if (curve == NULL)
    return g_strdup (_ ("No data"));
  series = &curve->series[basis];
  first = wuse_wording_day (curve->first, language);
  last = wuse_wording_day (curve->first + (WuseDay) curve->n_days - 1, language);
  /* Translators: from one day to another, all cases, and the most on one day */
  return g_strdup_printf (ngettext ("%s to %s: %u case, at most %u a day", "%s to %s: %u cases, at most %u a day", series->total),
                          first, last, series->total, series->maximum);
}

void
wuse_epidemic_readout_append (GtkWidget *widget,
                              GtkSnapshot *snapshot,
                              const WuseChartStyle *style,
                              const char *text,
                              const graphene_rect_t *plot,
                              double x)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  PangoAttrList *attributes = pango_attr_list_new ();
  float width = (float) gtk_widget_get_width (widget);
  int text_width, text_height;
  graphene_rect_t box;
  GskRoundedRect outline;

  pango_attr_list_insert (attributes, pango_attr_size_new_absolute ((int) (style->font_size * PANGO_SCALE)));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_width (layout, (int) (MAX (width - 2 * PADDING, 1) * PANGO_SCALE));
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  graphene_rect_init (&box, 0, plot->origin.y, (float) text_width + 2 * PADDING, (float) text_height + PADDING);
  /* Beside the day, on the side with more room, so that the bar stays visible. */
  box.origin.x = (float) x + 8;
  if (box.origin.x + box.size.width > width)
    box.origin.x = (float) x - 8 - box.size.width;
  box.origin.x = CLAMP (box.origin.x, 0, MAX (width - box.size.width, 0));

  gsk_rounded_rect_init_from_rect (&outline, &box, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &style->surface, &box);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 },
                              (GdkRGBA[4]){ style->rule, style->rule, style->rule, style->rule });
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (roundf (box.origin.x + PADDING), box.origin.y + PADDING / 2));
  gtk_snapshot_append_layout (snapshot, layout, &style->mean);
  gtk_snapshot_restore (snapshot);
}
