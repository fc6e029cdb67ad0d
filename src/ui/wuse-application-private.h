/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the application share. */

#pragma once

#include "wuse-application.h"

#include "wuse-embedded-server.h"
#include "wuse-workspace.h"

G_BEGIN_DECLS

struct _WuseApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  WuseWorkspace *workspace;
  WuseEmbeddedServer *server;
  char *screenshots;
  char *collection; /* to open at the start */
  GStrv imports;    /* files to bring in at the start */
  int exit_status;
};

/**
 * wuse_application_add_options:
 * @self: an application being made
 *
 * Adds what can stand on the command line.
 */
void wuse_application_add_options (WuseApplication *self);

/**
 * wuse_application_handle_local_options:
 * @application: the application, before it is started
 * @dict: what stands on the command line
 *
 * Decides what is done at the start. The `handle_local_options` of #GApplication.
 *
 * Returns: -1 to go on, or the exit status
 */
int wuse_application_handle_local_options (GApplication *application, GVariantDict *dict);

/**
 * wuse_application_ask_running:
 * @self: the application, with files to import or a collection
 *
 * Asks the running program for them: this one, or another that runs already.
 *
 * Returns: the exit status of the one that asks
 */
int wuse_application_ask_running (WuseApplication *self);

/**
 * wuse_application_start_demo:
 * @self: the application, with its settings
 * @dict: how large the district is, as on the command line
 */
void wuse_application_start_demo (WuseApplication *self, GVariantDict *dict);

/**
 * wuse_application_start_pack:
 * @self: the application, with its settings
 * @pack: folder of a district pack
 * @data: (nullable): folder of the files that it describes
 */
void wuse_application_start_pack (WuseApplication *self, const char *pack, const char *data);

/**
 * wuse_application_open_server:
 * @self: the application, with its settings
 *
 * Opens the district that the settings name, if they do.
 */
void wuse_application_open_server (WuseApplication *self);

G_END_DECLS
