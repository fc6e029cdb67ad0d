/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pack manifests: what is taken is whole; what is refused says why. */

#include "config.h"

#include "fuzz-target.h"
#include "wuse-pack-manifest.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WusePackManifest) manifest = wuse_pack_manifest_parse ((const char *) data, size, &error);

  if (manifest == NULL)
    {
      g_assert_error (error, WUSE_SERVER_ERROR, WUSE_SERVER_ERROR_INVALID);
      return 0;
    }
  g_assert_no_error (error);
  g_assert_nonnull (manifest->district->id);
  g_assert_cmpint (manifest->district->last_day, !=, WUSE_DAY_NONE);
  for (guint i = 0; i < manifest->sources->len; i++)
    {
      const WusePackSource *source = manifest->sources->pdata[i];

      g_assert_cmpuint (source->record, <, WUSE_N_RECORD_TYPES);
      g_assert_cmpuint (g_strv_length (source->id.pieces) % 2, ==, 1);
      g_assert_true (source->file == NULL || (*source->file != '/' && !g_str_has_prefix (source->file, "../")));
      for (guint j = 0; j < WUSE_RECORD_MAX_FIELDS; j++)
        g_assert_true (source->fields[j] == NULL || source->fields[j]->len > 0);
    }
  return 0;
}
