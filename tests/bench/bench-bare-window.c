/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least that shows a map: a GTK window with libshumate's own map, from the start of the process to its first frame. */

#include "config.h"

#include <shumate/shumate.h>
#include <stdio.h>

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  const char *begun = g_getenv ("WUSE_BENCH_BEGUN");
  gint64 start = begun != NULL ? g_ascii_strtoll (begun, NULL, 10) : 0;

  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, user_data);
  printf ("first %.1f\n", (double) (g_get_monotonic_time () - start) / 1000);
  fflush (stdout);
  g_application_quit (user_data);
}

static void
realize_cb (GtkWidget *window, gpointer user_data)
{
  g_signal_connect_after (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), user_data);
}

static void
activate_cb (GtkApplication *application)
{
  g_autoptr (ShumateMapSourceRegistry) registry = shumate_map_source_registry_new_with_defaults ();
  ShumateSimpleMap *map = shumate_simple_map_new ();
  GtkWidget *window = gtk_application_window_new (application);

  shumate_simple_map_set_map_source (map, shumate_map_source_registry_get_by_id (registry, SHUMATE_MAP_SOURCE_OSM_MAPNIK));
  shumate_viewport_set_zoom_level (shumate_simple_map_get_viewport (map), 12);
  shumate_map_center_on (shumate_simple_map_get_map (map), 43.88, 125.32);
  gtk_window_set_default_size (GTK_WINDOW (window), 1920, 1080);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (map));
  g_signal_connect (window, "realize", G_CALLBACK (realize_cb), application);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (GtkApplication) application = gtk_application_new ("org.wuse.BareWindow", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
