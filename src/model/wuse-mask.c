/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The masked tier of names and numbers. */

#define G_LOG_DOMAIN "wuse-model"

#include "config.h"

#include "wuse-mask.h"

#include <string.h>

#define ID_NUMBER_HEAD 6
#define ID_NUMBER_TAIL 2
#define ID_NUMBER_SHORTEST 10
#define TELEPHONE_HEAD 3
#define TELEPHONE_TAIL 4
#define TELEPHONE_SHORTEST 9

#define UNREADABLE "***"

/* Surnames of two characters still borne in China, simplified and, where they differ, traditional. */
static const char *const compound_surnames[] = {
  "欧阳", "上官", "皇甫", "令狐", "诸葛", "司徒", "司马", "申屠", "夏侯", "贺兰", "完颜", "慕容", "尉迟", "长孙", "公孙", "端木",
  "东方", "西门", "南宫", "独孤", "宇文", "鲜于", "闻人", "司空", "太史", "轩辕", "呼延", "钟离", "澹台", "公冶", "宗政", "濮阳",
  "淳于", "单于", "公羊", "赫连", "万俟", "闾丘", "仲孙", "百里", "东郭", "南门", "第五", "拓跋", "夹谷", "宰父", "谷梁", "梁丘",
  "左丘", "巫马", "公良", "漆雕", "乐正", "壤驷", "段干", "微生", "羊舌", "子车", "颛孙", "亓官", "司寇", "欧陽", "諸葛", "司馬",
  "東方", "西門", "南宮", "獨孤", "長孫", "公孫", "鮮于", "聞人", "軒轅", "鍾離", "賀蘭", "尉遲",
};

/* Keeps `head` and `tail` characters and stars those between. */
static char *
star_between (const char *text, glong head, glong tail, glong shortest)
{
  if (!g_utf8_validate (text, -1, NULL))
    return g_strdup (UNREADABLE);

  glong n = g_utf8_strlen (text, -1);
  if (n < shortest)
    head = tail = 0;

  GString *masked = g_string_new_len (text, g_utf8_offset_to_pointer (text, head) - text);
  for (glong i = head; i < n - tail; i++)
    g_string_append_c (masked, '*');
  g_string_append (masked, g_utf8_offset_to_pointer (text, n - tail));

  return g_string_free (masked, FALSE);
}

static gboolean
has_compound_surname (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (compound_surnames); i++)
    if (g_str_has_prefix (name, compound_surnames[i]))
      return TRUE;

  return FALSE;
}

char *
wuse_mask_name (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  while (g_ascii_isspace (*name))
    name++;
  if (!g_utf8_validate (name, -1, NULL))
    return g_strdup (UNREADABLE);

  glong n = g_utf8_strlen (name, -1);
  /* Two characters are a surname and a given name, even where they could be a compound surname. */
  glong head = n > 2 && has_compound_surname (name) ? 2 : 1;

  if (n == 0)
    return g_strdup ("");
  if (n == 1)
    return g_strconcat (name, "*", NULL);

  return star_between (name, head, 0, 0);
}

char *
wuse_mask_id_number (const char *number)
{
  g_return_val_if_fail (number != NULL, NULL);

  return star_between (number, ID_NUMBER_HEAD, ID_NUMBER_TAIL, ID_NUMBER_SHORTEST);
}

char *
wuse_mask_telephone (const char *number)
{
  g_return_val_if_fail (number != NULL, NULL);

  return star_between (number, TELEPHONE_HEAD, TELEPHONE_TAIL, TELEPHONE_SHORTEST);
}
