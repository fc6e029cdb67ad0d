/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A map in a window, moved about as a person would, and what its frames take. */

#pragma once

#include "wuse-map-view.h"

#include "render-fixture.h"

#include <gtk/gtk.h>

/* Of the window */
#define MAP_RUN_WIDTH 1920
#define MAP_RUN_HEIGHT 1080
/* At this zoom level a whole city fills the window; one further, a quarter of it. */
#define MAP_RUN_ZOOM 13
/* After which what was shown last has been painted, with what is ahead of it */
#define MAP_RUN_WARM_UP_MS 2500
#define MAP_RUN_MAX_ROUNDS 9u

typedef enum
{
  MAP_RUN_PAN_NEAR,
  MAP_RUN_PAN_ALL,
  MAP_RUN_ZOOM_IN_AND_OUT,
  N_MAP_RUN_SCENARIOS,
} MapRunScenario;

/**
 * MapRunFrames:
 * @between: milliseconds from one picture to the next while the map moves, at p50, p95, p99
 * @work: milliseconds from before-paint to after-paint
 * @cpu: milliseconds that the main thread computed meanwhile
 * @n_frames: how many there were
 */
typedef struct
{
  double between[3];
  double work[3];
  double cpu[3];
  guint n_frames;
} MapRunFrames;

/* One window, one recorder. */
typedef struct _MapRun MapRun;

const char *map_run_scenario_name (MapRunScenario scenario);

/* What GSK_RENDERER asks for */
const char *map_run_renderer (void);

/* A city of so many grids that fills the window. */
RenderCity map_run_make_city (guint n_grids);

/* Ends the program with 77 where there is no display. */
MapRun *map_run_new (void);
void map_run_free (MapRun *self);
GtkWidget *map_run_get_window (MapRun *self);

/* Shows a #WuseMapView or a #ShumateMap in the place of what was shown. */
void map_run_show (MapRun *self, GtkWidget *map, WusePoint centre);

/* Jumps to the centre, all in view, and waits until everything has been painted. */
void map_run_rest (MapRun *self);

/* Moves the map and measures. */
MapRunFrames map_run_play (MapRun *self, MapRunScenario scenario);

/* The median of a figure over the rounds; @offset is where it stands in #MapRunFrames. */
double map_run_median (const MapRunFrames *rounds, guint n_rounds, gsize offset);
