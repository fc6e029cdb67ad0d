/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a view's JSON, for who writes and who reads them. */

#pragma once

#include "wuse-saved-view.h"

G_BEGIN_DECLS

#define WUSE_SAVED_VIEW_FORMAT "wuse-view-1"
/* Positions are whole numbers of this part of a unit. */
#define WUSE_SAVED_VIEW_PARTS 100
#define WUSE_SAVED_VIEW_N_ACTORS (WUSE_ACTOR_UNKNOWN + 1)
#define WUSE_SAVED_VIEW_N_RELATIONS (WUSE_RELATION_SAME_PLACE + 1)
#define WUSE_SAVED_VIEW_N_CLASSIFICATIONS 3

/* By the values of their enumerations. */
typedef struct
{
  const char *actors[WUSE_SAVED_VIEW_N_ACTORS];
  const char *relations[WUSE_SAVED_VIEW_N_RELATIONS];
  const char *classifications[WUSE_SAVED_VIEW_N_CLASSIFICATIONS];
  const char *settings[WUSE_N_SETTINGS];
  const char *layouts[3];
  const char *colorings[4];
  const char *names[3];
  const char *name_fields[3];
  const char *sorts[WUSE_N_CASE_SORTS];
} WuseSavedViewWords;

extern const WuseSavedViewWords wuse_saved_view_words;

G_END_DECLS
