/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts the desktop program. */

#include "config.h"

#include "wuse-application.h"
#include "wuse-memory.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  const char *locale_dir = g_getenv ("WUSE_LOCALE_DIR");
  g_autoptr (WuseApplication) application = NULL;
  int status;

  wuse_memory_prepare ();
  setlocale (LC_ALL, "");
  bindtextdomain (WUSE_GETTEXT_DOMAIN, locale_dir != NULL ? locale_dir : WUSE_LOCALE_DIR);
  bind_textdomain_codeset (WUSE_GETTEXT_DOMAIN, "UTF-8");
  textdomain (WUSE_GETTEXT_DOMAIN);

  application = wuse_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);

  return status != 0 ? status : wuse_application_get_exit_status (application);
}
