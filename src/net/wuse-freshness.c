/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long an answer may be used. */

#define G_LOG_DOMAIN "wuse-net"

#include "config.h"

#include "wuse-freshness.h"

#define DEFAULT_SECONDS (7 * 24 * 3600)
#define LONGEST_SECONDS (90 * 24 * 3600)

gint64
wuse_freshness_seconds (SoupMessageHeaders *headers)
{
  const char *control = soup_message_headers_get_list (headers, "Cache-Control");
  const char *expires = soup_message_headers_get_one (headers, "Expires");
  gint64 seconds = DEFAULT_SECONDS;

  if (control != NULL)
    {
      g_autoptr (GHashTable) directives = soup_header_parse_param_list (control);
      const char *age = g_hash_table_lookup (directives, "max-age");
      gboolean is_private = g_hash_table_contains (directives, "no-store");
      gboolean is_stale = g_hash_table_contains (directives, "no-cache");
      gint64 number = age != NULL ? g_ascii_strtoll (age, NULL, 10) : -1;

      soup_header_free_param_list (g_steal_pointer (&directives));
      if (is_private)
        return -1;
      if (is_stale)
        return 0;
      if (number >= 0)
        return CLAMP (number, WUSE_FRESHNESS_SHORTEST, LONGEST_SECONDS);
    }
  if (expires != NULL)
    {
      g_autoptr (GDateTime) date = soup_date_time_new_from_http_string (expires);
      seconds = date != NULL ? g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC : 0;
    }

  return CLAMP (seconds, WUSE_FRESHNESS_SHORTEST, LONGEST_SECONDS);
}
