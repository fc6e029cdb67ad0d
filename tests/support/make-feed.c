/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the made-up district of the tests in a file: make-feed DATABASE GRIDS PERSONS */

#include "config.h"

#include "wuse-number.h"
#include "wuse-test-feed.h"

int
main (int argc, char **argv)
{
  gint64 n_grids, n_persons;
  WuseFeed *feed;

  if (argc != 4 || !wuse_parse_int64 (argv[2], -1, 1, 100000, &n_grids, NULL)
      || !wuse_parse_int64 (argv[3], -1, 0, 10000000, &n_persons, NULL))
    {
      g_printerr ("make-feed DATABASE GRIDS PERSONS\n");
      return 2;
    }
  feed = wuse_test_feed_make (argv[1], (guint) n_grids, (guint) n_persons);
  wuse_feed_free (feed);
  return 0;
}
