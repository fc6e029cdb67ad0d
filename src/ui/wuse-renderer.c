/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which renderer GTK is told to use. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-renderer.h"

#include <gtk/gtk.h>

/* One of these is there wherever OpenGL has hardware: kernel drivers, NVIDIA's, Windows', Mali's, Adreno's. */
static const char *const graphics_devices[] = { "/dev/dri", "/dev/nvidiactl", "/dev/dxg", "/dev/mali0", "/dev/kgsl-3d0" };

static gboolean
has_graphics_card (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (graphics_devices); i++)
    if (g_file_test (graphics_devices[i], G_FILE_TEST_EXISTS))
      return TRUE;

  return FALSE;
}

void
wuse_renderer_choose (void)
{
  if (g_getenv ("GSK_RENDERER") == NULL && !has_graphics_card ())
    g_setenv ("GSK_RENDERER", "cairo", TRUE);

  /* Else GTK loads the drivers with the first window, whether it uses them or not. */
  if (g_strcmp0 (g_getenv ("GSK_RENDERER"), "cairo") != 0)
    return;
  if (gtk_get_minor_version () < 16)
    g_setenv ("GDK_DEBUG", "gl-disable", FALSE);
  else
    g_setenv ("GDK_DISABLE", "gl,vulkan", FALSE);
}
