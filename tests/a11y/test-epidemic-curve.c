/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The epidemic curve as a widget: what assistive technology hears, what keys and actions do, what a snapshot costs. */

#include "config.h"

#include "wuse-epidemic-curve.h"

#include <math.h>

static const WuseDay first_day = 18322; /* 1 March 2020 */

/* One case on the first day, two on the second and so on, up to @n_days. */
static WuseDailyCurve *
make_curve (guint n_days, guint most_a_day)
{
  WuseAreaSet *areas = wuse_area_set_builder_end (wuse_area_set_builder_new ());
  WuseRegister *reg = wuse_register_new (areas);
  WuseDailyCurve *curve;

  for (guint day = 0; day < n_days; day++)
    for (guint i = 0; i <= day % most_a_day; i++)
      {
        g_autofree char *id = g_strdup_printf ("%u-%u", day, i);
        WuseCase item = { .id = id,
                          .area = WUSE_AREA_NONE,
                          .report = first_day + (WuseDay) day,
                          .onset = first_day + (WuseDay) day / 2,
                          .origin = i == 0 ? WUSE_ORIGIN_IMPORTED : WUSE_ORIGIN_LOCAL,
                          .cluster = WUSE_INDEX_NONE,
                          .small_setting = WUSE_INDEX_NONE };

        wuse_register_add_case (reg, &item, NULL);
      }
  wuse_register_seal (reg);
  curve = wuse_daily_curve_new (reg, WUSE_AREA_NONE, first_day, first_day + (WuseDay) n_days - 1);
  wuse_register_unref (reg);
  wuse_area_set_unref (areas);
  return curve;
}

static WuseEpidemicCurve *
make_widget (WuseCurveVariant variant, guint n_days)
{
  g_autoptr (WuseDailyCurve) data = make_curve (n_days, 10);
  WuseEpidemicCurve *curve = WUSE_EPIDEMIC_CURVE (g_object_ref_sink (wuse_epidemic_curve_new (variant)));

  wuse_epidemic_curve_set_curve (curve, data, first_day + (WuseDay) n_days - 1);
  wuse_epidemic_curve_set_subject (curve, "Riverside");
  return curve;
}

static void
test_accessible (void)
{
  g_autoptr (WuseEpidemicCurve) curve = make_widget (WUSE_CURVE_FULL, 10);

  gtk_test_accessible_assert_role (curve, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_test_accessible_assert_property (curve, GTK_ACCESSIBLE_PROPERTY_LABEL, "Cases by day of report, Riverside");
  gtk_test_accessible_assert_property (curve, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "1 March to 10 March: 55 cases, at most 10 a day");
  gtk_test_accessible_assert_property (curve, GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0);
  gtk_test_accessible_assert_property (curve, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 9.0);

  wuse_epidemic_curve_set_day (curve, first_day + 2);
  gtk_test_accessible_assert_property (curve, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 2.0);
  gtk_test_accessible_assert_property (curve, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "3 March · Local 2 · Imported 1 · 7-day mean 0.9");
  wuse_epidemic_curve_set_day (curve, first_day + 9);
  gtk_test_accessible_assert_property (curve, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "10 March · Local 9 · Imported 1 · 7-day mean 7.0 · not complete yet");
  wuse_epidemic_curve_set_basis (curve, WUSE_CURVE_BY_ONSET);
  gtk_test_accessible_assert_property (curve, GTK_ACCESSIBLE_PROPERTY_LABEL, "Cases by day of onset, Riverside");
  wuse_epidemic_curve_set_curve (curve, NULL, WUSE_DAY_NONE);
  gtk_test_accessible_assert_property (curve, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "No data");
}

static void
count_cb (WuseEpidemicCurve *curve, int day, gpointer user_data)
{
  *(int *) user_data += 1;
  g_assert_cmpint (day, ==, wuse_epidemic_curve_get_day (curve));
}

static void
act (WuseEpidemicCurve *curve, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (curve), action, NULL));
}

static void
test_actions (void)
{
  g_autoptr (WuseEpidemicCurve) curve = make_widget (WUSE_CURVE_STRIP, 10);
  int n_picked = 0;

  g_signal_connect (curve, "day-picked", G_CALLBACK (count_cb), &n_picked);
  wuse_epidemic_curve_set_selectable (curve, TRUE);
  act (curve, "curve.next-day"); /* from nowhere: the last day */
  g_assert_cmpint (wuse_epidemic_curve_get_day (curve), ==, first_day + 9);
  act (curve, "curve.next-day"); /* and no further */
  g_assert_cmpint (n_picked, ==, 1);
  act (curve, "curve.previous-day");
  g_assert_cmpint (wuse_epidemic_curve_get_day (curve), ==, first_day + 8);
  act (curve, "curve.first-day");
  g_assert_cmpint (wuse_epidemic_curve_get_day (curve), ==, first_day);
  act (curve, "curve.last-day");
  g_assert_cmpint (n_picked, ==, 4);
  /* Set by code: said as a property, not as a pick. */
  wuse_epidemic_curve_set_day (curve, first_day + 4);
  g_assert_cmpint (n_picked, ==, 4);
  act (curve, "curve.previous-day");
  g_assert_cmpint (wuse_epidemic_curve_get_day (curve), ==, first_day + 3);
}

/* Where nothing can be picked the arrow keys read out. */
static void
test_reading (void)
{
  g_autoptr (WuseEpidemicCurve) curve = make_widget (WUSE_CURVE_COMPACT, 10);
  int n_picked = 0;

  g_signal_connect (curve, "day-picked", G_CALLBACK (count_cb), &n_picked);
  act (curve, "curve.first-day");
  act (curve, "curve.next-day");
  gtk_test_accessible_assert_property (curve, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 1.0);
  g_assert_cmpint (wuse_epidemic_curve_get_day (curve), ==, WUSE_DAY_NONE);
  g_assert_cmpint (n_picked, ==, 0);
}

static GskRenderNode *
take_snapshot (GtkWidget *widget)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

/* A thousand days with a day that moves: the bars are not painted again for each frame, until they have to be. */
static void
test_snapshot (void)
{
  GtkWidget *window = gtk_window_new ();
  g_autoptr (WuseEpidemicCurve) curve = make_widget (WUSE_CURVE_FULL, 1000);
  WuseChartStyle dark = wuse_chart_style_dark ();
  GskRenderNode *nodes[3];
  gint64 start;

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 300);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (curve));
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (GTK_WIDGET (curve)) == 0)
    g_main_context_iteration (NULL, TRUE);

  wuse_epidemic_curve_set_day (curve, first_day + 500);
  nodes[0] = take_snapshot (GTK_WIDGET (curve));
  wuse_epidemic_curve_set_day (curve, first_day + 501);
  start = g_get_monotonic_time ();
  nodes[1] = take_snapshot (GTK_WIDGET (curve));
  g_test_message ("1,000 days: %.3f ms a snapshot", (double) (g_get_monotonic_time () - start) / 1000);
  wuse_epidemic_curve_set_style (curve, &dark);
  nodes[2] = take_snapshot (GTK_WIDGET (curve));

  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    g_assert_cmpuint (gsk_container_node_get_n_children (nodes[i]), >=, 2);
  g_assert_true (gsk_container_node_get_child (nodes[0], 0) == gsk_container_node_get_child (nodes[1], 0));
  g_assert_true (gsk_container_node_get_child (nodes[0], 0) != gsk_container_node_get_child (nodes[2], 0));
  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    gsk_render_node_unref (nodes[i]);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Relative luminance and contrast as in WCAG 2. */
static double
luminance (GdkRGBA color)
{
  const float parts[] = { color.red, color.green, color.blue };
  const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (guint i = 0; i < 3; i++)
    sum += weights[i] * (parts[i] <= 0.03928f ? parts[i] / 12.92 : pow ((parts[i] + 0.055) / 1.055, 2.4));
  return sum;
}

static double
contrast (GdkRGBA a, GdkRGBA b)
{
  double low = MIN (luminance (a), luminance (b)), high = MAX (luminance (a), luminance (b));

  return (high + 0.05) / (low + 0.05);
}

static void
test_contrast (void)
{
  for (guint dark = 0; dark < 2; dark++)
    {
      WuseChartStyle style = dark ? wuse_chart_style_dark () : wuse_chart_style_light ();

      wuse_chart_style_make_contrast (&style, dark);
      g_assert_cmpfloat (contrast (style.text, style.surface), >=, 7);
      g_assert_cmpfloat (contrast (style.mean, style.surface), >=, 7);
      g_assert_cmpfloat (contrast (style.accent, style.surface), >=, 7);
      g_assert_cmpfloat (contrast (style.local, style.surface), >=, 3);
      g_assert_cmpfloat (contrast (style.unknown, style.surface), >=, 3);
      g_assert_cmpfloat (contrast (style.imported, style.surface), >=, 3);
    }
}

/* How far apart two colours are for who does not tell red from green: by yellow against blue, and by lightness. */
static double
red_green_blind_distance (GdkRGBA a, GdkRGBA b)
{
  double yellow_a = (a.red + a.green) / 2 - a.blue, yellow_b = (b.red + b.green) / 2 - b.blue;

  return ABS (yellow_a - yellow_b) + ABS (luminance (a) - luminance (b));
}

static void
test_safe (void)
{
  for (guint variant = 0; variant < 4; variant++)
    {
      gboolean dark = variant % 2;
      WuseChartStyle style = dark ? wuse_chart_style_dark () : wuse_chart_style_light ();

      if (variant >= 2)
        wuse_chart_style_make_contrast (&style, dark);
      wuse_chart_style_make_safe (&style, dark);
      g_assert_cmpfloat (red_green_blind_distance (style.local, style.imported), >=, 0.5);
      g_assert_cmpfloat (red_green_blind_distance (style.unknown, style.imported), >=, 0.5);
      g_assert_cmpfloat (red_green_blind_distance (style.local, style.unknown), >=, 0.15);
      g_assert_cmpfloat (contrast (style.local, style.surface), >=, 3);
      g_assert_cmpfloat (contrast (style.imported, style.surface), >=, 3);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("LANGUAGE", "en", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/epidemic-curve/accessible", test_accessible);
  g_test_add_func ("/epidemic-curve/actions", test_actions);
  g_test_add_func ("/epidemic-curve/reading", test_reading);
  g_test_add_func ("/epidemic-curve/snapshot", test_snapshot);
  g_test_add_func ("/epidemic-curve/contrast", test_contrast);
  g_test_add_func ("/epidemic-curve/safe", test_safe);
  return g_test_run ();
}
