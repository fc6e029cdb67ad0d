/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers in JSON: records as they are, and what went wrong. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-exchange.h"

#include <string.h>

#define PROBLEM_BASE "https://wuse.org/problems/"

const char *
wuse_status_get_phrase (guint status)
{
  if (status == WUSE_STATUS_TOO_MANY_REQUESTS)
    return "Too Many Requests";
  return status == WUSE_STATUS_PRECONDITION_REQUIRED ? "Precondition Required" : soup_status_get_phrase (status);
}

/* json-glib writes 17 digits of a number with a fraction, where 15 of them mostly are the same number: 125.32. */
static void
shorten_numbers (char *text)
{
  char *to = text;
  gboolean in_string = FALSE;

  for (const char *from = text; *from != '\0';)
    {
      char shorter[G_ASCII_DTOSTR_BUF_SIZE];
      char *end = (char *) from;
      double number;

      if (in_string && *from == '\\')
        *to++ = *from++;
      else if (*from == '"')
        in_string = !in_string;
      else if (!in_string && (g_ascii_isdigit (*from) || *from == '-'))
        {
          number = g_ascii_strtod (from, &end);
          g_ascii_formatd (shorter, sizeof shorter, "%.15g", number);
          if (memchr (from, '.', (gsize) (end - from)) != NULL && strpbrk (shorter, ".e") != NULL
              && strlen (shorter) < (gsize) (end - from) && g_ascii_strtod (shorter, NULL) == number)
            {
              to = g_stpcpy (to, shorter);
              from = end;
              continue;
            }
          while (from + 1 < end)
            *to++ = *from++;
        }
      *to++ = *from++;
    }
  *to = '\0';
}

void
wuse_exchange_reply_json (WuseExchange *self, guint status, const char *content_type, JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;
  char *text;

  g_return_if_fail (self != NULL && node != NULL);

  text = json_to_string (owned, FALSE);
  shorten_numbers (text);
  wuse_exchange_reply (self, status, content_type != NULL ? content_type : "application/json",
                       g_bytes_new_take (text, strlen (text)));
}

void
wuse_exchange_reply_problem (WuseExchange *self, guint status, const char *problem, const char *detail)
{
  wuse_exchange_reply_problem_with (self, status, problem, detail, NULL);
}

void
wuse_exchange_reply_problem_with (WuseExchange *self, guint status, const char *problem, const char *detail, const char *members)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *type = problem != NULL ? g_strconcat (PROBLEM_BASE, problem, NULL) : g_strdup ("about:blank");
  g_autofree char *text = NULL;
  GString *body;

  g_return_if_fail (self != NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, type);
  json_builder_set_member_name (builder, "title");
  json_builder_add_string_value (builder, wuse_status_get_phrase (status));
  json_builder_set_member_name (builder, "status");
  json_builder_add_int_value (builder, status);
  if (detail != NULL)
    {
      json_builder_set_member_name (builder, "detail");
      json_builder_add_string_value (builder, detail);
    }
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  text = json_to_string (node, FALSE);
  body = g_string_new_len (text, (gssize) strlen (text) - 1);
  if (members != NULL)
    g_string_append_printf (body, ",%s", members);
  g_string_append_c (body, '}');
  wuse_exchange_reply (self, status, "application/problem+json", g_string_free_to_bytes (body));
}
