/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may use the server: tokens, their end, roles, guessing. */

#include "config.h"

#include <string.h>

#include "server-fixture.h"
#include "wuse-accounts.h"

#define PEER "192.0.2.1"

static gboolean
sign_in (WuseAccounts *accounts, const char *name, const char *password, WuseTokens *tokens)
{
  wuse_tokens_clear (tokens);
  return wuse_accounts_sign_in (accounts, PEER, name, password, TRUE, tokens);
}

static void
test_tokens (void)
{
  g_autoptr (WuseAccounts) accounts = wuse_accounts_new (60);
  g_auto (WuseTokens) a = { 0 };
  g_auto (WuseTokens) b = { 0 };
  WuseRole role;

  wuse_accounts_add_user (accounts, "user", WUSE_ROLE_OPERATOR, "password");
  g_assert_false (sign_in (accounts, "user", "passwor", &a));
  g_assert_false (sign_in (accounts, "nobody", "password", &a));
  g_assert_true (sign_in (accounts, "user", "password", &a));
  g_assert_true (sign_in (accounts, "user", "password", &b));
  g_assert_cmpstr (a.access, !=, b.access);
  g_assert_cmpuint (strlen (a.access), ==, 43);
  g_assert_cmpuint (a.expires_in, ==, 60);
  g_assert_true (wuse_accounts_check (accounts, a.access, &role));
  g_assert_cmpuint (role, ==, WUSE_ROLE_OPERATOR);
  g_assert_true (wuse_accounts_check (accounts, b.access, &role));
  g_assert_false (wuse_accounts_check (accounts, "", &role));
  g_assert_false (wuse_accounts_check (accounts, a.refresh, &role));
}

static void
test_rotation (void)
{
  g_autoptr (WuseAccounts) accounts = wuse_accounts_new (60);
  g_auto (WuseTokens) first = { 0 };
  g_auto (WuseTokens) second = { 0 };
  g_auto (WuseTokens) none = { 0 };
  g_auto (WuseTokens) other = { 0 };
  WuseRole role;

  wuse_accounts_add_user (accounts, "user", WUSE_ROLE_VIEWER, "password");
  g_assert_true (sign_in (accounts, "user", "password", &first));
  g_assert_true (sign_in (accounts, "user", "password", &other));
  g_assert_true (wuse_accounts_refresh (accounts, PEER, first.refresh, &second));
  g_assert_true (wuse_accounts_check (accounts, second.access, &role));
  g_assert_false (wuse_accounts_refresh (accounts, PEER, second.access, &none));

  /* Used twice, it has been stolen: everything that came of it ends, and nothing else. */
  g_assert_false (wuse_accounts_refresh (accounts, PEER, first.refresh, &none));
  g_assert_false (wuse_accounts_check (accounts, second.access, &role));
  g_assert_false (wuse_accounts_refresh (accounts, PEER, second.refresh, &none));
  g_assert_true (wuse_accounts_check (accounts, other.access, &role));
}

static void
test_guessing (void)
{
  g_autoptr (WuseAccounts) accounts = wuse_accounts_new (60);
  g_auto (WuseTokens) tokens = { 0 };

  wuse_accounts_add_user (accounts, "user", WUSE_ROLE_VIEWER, "password");
  for (guint i = 0; i < 10; i++)
    {
      g_assert_cmpuint (wuse_accounts_get_wait (accounts, PEER, "user"), ==, 0);
      g_assert_false (sign_in (accounts, "user", "guess", &tokens));
    }
  g_assert_cmpuint (wuse_accounts_get_wait (accounts, PEER, "user"), >=, 55);
  g_assert_cmpuint (wuse_accounts_get_wait (accounts, PEER, "user"), <=, 61);
  /* Another user, or the same from elsewhere, is not locked out. */
  g_assert_cmpuint (wuse_accounts_get_wait (accounts, PEER, "other"), ==, 0);
  g_assert_cmpuint (wuse_accounts_get_wait (accounts, "192.0.2.2", "user"), ==, 0);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("user-%u", i);

      g_assert_false (sign_in (accounts, name, "guess", &tokens));
    }
  g_assert_cmpuint (wuse_accounts_get_wait (accounts, PEER, "other"), >, 0);
}

/* Asks with @token, or none, and returns the status. */
static guint
ask (WuseTestServer *server, const char *method, const char *path, const char *authorization)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autofree char *url = g_strconcat (wuse_test_server_get_url (server), path + 1, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  if (authorization != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", authorization);
  body = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  return soup_message_get_status (message);
}

static void
test_doors (void)
{
  Fixture fixture;
  const char *const open[] = { "/", "/conformance", "/api" };
  const char *const closed[] = { "/collections",
                                 "/collections/areas",
                                 "/collections/areas/items",
                                 "/collections/areas/items/grid-1",
                                 "/v1/district",
                                 "/v1/changes",
                                 "/v1/stream",
                                 "/v1/digest",
                                 "/v1/clock",
                                 "/v1/faults" };
  g_autofree char *good = NULL;

  fixture_set_up (&fixture, 10);
  good = g_strconcat ("bearer ", wuse_test_server_get_token (fixture.server), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    g_assert_cmpuint (ask (fixture.server, "GET", open[i], NULL), ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (closed); i++)
    {
      g_assert_cmpuint (ask (fixture.server, "GET", closed[i], NULL), ==, 401);
      g_assert_cmpuint (ask (fixture.server, "GET", closed[i], "Bearer x"), ==, 401);
      g_assert_cmpuint (ask (fixture.server, "GET", closed[i], "Bearer "), ==, 401);
      g_assert_cmpuint (ask (fixture.server, "GET", closed[i], "Basic dGVzdDp0ZXN0"), ==, 401);
    }
  g_assert_cmpuint (ask (fixture.server, "GET", "/v1/district", good), ==, 200);
  g_assert_cmpuint (ask (fixture.server, "HEAD", "/v1/district", good), ==, 200);
  g_assert_cmpuint (ask (fixture.server, "HEAD", "/v1/stream", good), ==, 405);
  g_assert_cmpuint (ask (fixture.server, "DELETE", "/v1/district", good), ==, 405);
  g_assert_cmpuint (ask (fixture.server, "GET", "/v1/nothing", good), ==, 404);
  fixture_tear_down (&fixture);
}

static void
test_expiry (void)
{
  g_autoptr (WuseTestFolder) folder = wuse_test_folder_new ();
  g_autofree char *database = wuse_test_folder_build (folder, "district.db");
  g_autoptr (WuseTestServer) server = NULL;
  g_autofree char *token = NULL;

  wuse_feed_free (wuse_test_feed_make (database, 4, 10));
  server = wuse_test_server_start (database, "--token-lifetime=1", NULL);
  token = g_strconcat ("Bearer ", wuse_test_server_get_token (server), NULL);
  g_assert_cmpuint (ask (server, "GET", "/v1/district", token), ==, 200);
  g_usleep (G_USEC_PER_SEC * 12 / 10);
  g_assert_cmpuint (ask (server, "GET", "/v1/district", token), ==, 401);
}

/* A process that must not start: it says why on its standard error and ends with 1. */
static void
expect_refusal (const char *const *arguments, const char *reason)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *complaint = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (gpointer) WUSE_TEST_DISTRICT);
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (argv, (gpointer) *arguments);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, "u\np\n", NULL, NULL, &complaint, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  if (strstr (complaint, reason) == NULL)
    g_error ("'%s' does not say '%s'", complaint, reason);
}

static void
test_refusals (void)
{
  g_autoptr (WuseTestFolder) folder = wuse_test_folder_new ();
  g_autofree char *database = wuse_test_folder_build (folder, "district.db");
  g_autofree char *given = g_strconcat ("--database=", database, NULL);
  g_autofree char *secret = wuse_test_folder_build (folder, "secret");
  g_autofree char *user = g_strconcat ("--user=a:king=", secret, NULL);
  g_autofree char *nobody = g_strconcat ("--user=a:viewer=", secret, NULL);
  const char *const no_user[] = { "serve", given, NULL };
  const char *const no_tls[] = { "serve", given, "--credentials-stdin", "--listen=0.0.0.0", NULL };
  const char *const no_role[] = { "serve", given, user, NULL };
  const char *const no_password[] = { "serve", given, nobody, NULL };
  const char *const no_data[] = { "serve", "--credentials-stdin", NULL };

  g_assert_true (g_file_set_contents (secret, "\n", -1, NULL));
  expect_refusal (no_user, "Nobody could sign in");
  expect_refusal (no_tls, "certificate");
  expect_refusal (no_role, "NAME:ROLE=FILE");
  expect_refusal (no_password, "empty");
  expect_refusal (no_data, "--database");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/access/tokens", test_tokens);
  g_test_add_func ("/server/access/rotation", test_rotation);
  g_test_add_func ("/server/access/guessing", test_guessing);
  g_test_add_func ("/server/access/doors", test_doors);
  g_test_add_func ("/server/access/expiry", test_expiry);
  g_test_add_func ("/server/access/refusals", test_refusals);
  return g_test_run ();
}
