/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a dialog in which a code of a record is chosen. */

#define G_LOG_DOMAIN "wuse-ui"
#include "config.h"

#include "wuse-edit-choice.h"

#include "wuse-case-words.h"
#include "wuse-edit-words.h"

#include <string.h>

static const char *const *
find_codes (WuseRecordType type, const char *field)
{
  const WuseRecordClass *class = wuse_record_class (type);

  for (guint i = 0; i < class->n_fields; i++)
    if (strcmp (class->fields[i].name, field) == 0)
      return class->fields[i].codes;

  g_assert_not_reached ();
}

AdwComboRow *
wuse_edit_choice_add (WuseFormDialog *dialog, const WuseRecordDraft *draft, const char *field, const char *none)
{
  const char *const *known = find_codes (wuse_record_draft_get_type (draft), field);
  g_autofree char *present = wuse_record_draft_dup (draft, field);
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free), words = g_ptr_array_new ();
  guint selected = 0;
  AdwComboRow *row;

  if (none != NULL)
    {
      g_ptr_array_add (codes, g_strdup (""));
      g_ptr_array_add (words, (char *) none);
    }
  for (guint i = 0; known[i] != NULL; i++)
    {
      if (g_strcmp0 (known[i], present) == 0)
        selected = codes->len;
      g_ptr_array_add (codes, g_strdup (known[i]));
      g_ptr_array_add (words, (char *) wuse_words_for_case_code (field, known[i]));
    }
  if (present != NULL && !g_strv_contains (known, present))
    {
      selected = codes->len;
      g_ptr_array_add (codes, g_strdup (present));
      g_ptr_array_add (words, present);
    }
  g_ptr_array_add (codes, NULL);
  g_ptr_array_add (words, NULL);
  row = wuse_form_dialog_add_choice (dialog, wuse_words_for_field (field), (const char *const *) words->pdata, selected);
  g_object_set_data_full (G_OBJECT (row), "codes", g_ptr_array_free (g_steal_pointer (&codes), FALSE),
                          (GDestroyNotify) g_strfreev);

  return row;
}

const char *
wuse_edit_choice_get (AdwComboRow *row)
{
  char **codes = g_object_get_data (G_OBJECT (row), "codes");
  const guint selected = adw_combo_row_get_selected (row);
  const char *code = selected < g_strv_length (codes) ? codes[selected] : "";

  return *code != '\0' ? code : NULL;
}
