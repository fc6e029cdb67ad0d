/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the masked tier shows, and that it never shows more. */

#include "config.h"

#include "wuse-mask.h"

typedef char *(*Mask) (const char *text);

typedef struct
{
  Mask mask;
  const char *text;
  const char *masked;
} Case;

static const Case cases[] = {
  { wuse_mask_name, "王芳", "王*" },
  { wuse_mask_name, "王小明", "王**" },
  { wuse_mask_name, "欧阳娜娜", "欧阳**" },
  { wuse_mask_name, "司马光", "司马*" },
  { wuse_mask_name, "諸葛孔明", "諸葛**" },
  { wuse_mask_name, "欧阳", "欧*" },
  { wuse_mask_name, "王", "王*" },
  { wuse_mask_name, "A", "A*" },
  { wuse_mask_name, "", "" },
  { wuse_mask_name, " 李雷", "李*" },
  { wuse_mask_name, "買買提·吐爾遜", "買******" },
  { wuse_mask_name, "John Smith", "J*********" },
  { wuse_mask_name, "𠮷田太郎", "𠮷***" },
  { wuse_mask_name, "김철수", "김**" },
  { wuse_mask_name, "王*", "王*" },
  { wuse_mask_name, "欧阳**", "欧阳**" },
  { wuse_mask_name, "\xff\xfe", "***" },
  { wuse_mask_id_number, "310101199001011234", "310101**********34" },
  { wuse_mask_id_number, "31010119900101123X", "310101**********3X" },
  { wuse_mask_id_number, "E12345678", "*********" },
  { wuse_mask_id_number, "1234567890", "123456**90" },
  { wuse_mask_id_number, "", "" },
  { wuse_mask_id_number, "一二三四五六七八九十百", "一二三四五六***十百" },
  { wuse_mask_telephone, "13812345678", "138****5678" },
  { wuse_mask_telephone, "+8613812345678", "+86*******5678" },
  { wuse_mask_telephone, "63211234", "********" },
  { wuse_mask_telephone, "632112345", "632**2345" },
  { wuse_mask_telephone, "\xc3", "***" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *masked = cases[i].mask (cases[i].text);
      g_autofree char *again = cases[i].mask (masked);

      g_assert_cmpstr (masked, ==, cases[i].masked);
      g_assert_cmpstr (again, ==, masked);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mask/cases", test_cases);

  return g_test_run ();
}
