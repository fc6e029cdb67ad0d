/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pages are made of. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-page.h"

#include <adwaita.h>

GtkWidget *
wuse_page_new_scrolled (GtkWidget *content)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), content);

  return scrolled;
}

GtkWidget *
wuse_page_new_clamped (GtkWidget *content, int width)
{
  GtkWidget *clamp = adw_clamp_new ();

  if (width >= 0)
    adw_clamp_set_maximum_size (ADW_CLAMP (clamp), width);
  adw_clamp_set_child (ADW_CLAMP (clamp), content);

  return wuse_page_new_scrolled (clamp);
}

GtkWidget *
wuse_page_new_status (const char *title, const char *description)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);

  return page;
}
