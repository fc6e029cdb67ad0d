/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server whose certificate nobody vouches for gets nothing. Alone in its program: LeakSanitizer crashes over the thread-local
 * memory of GnuTLS, so that it has to be off here. */

#include "config.h"

#include "wuse-session.h"

#include "client-server.h"

/* Made for this test; trusted by nobody. */
static const char self_signed[] = "-----BEGIN PRIVATE KEY-----\n"
                                  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgRH6/EWAxOtg3kTyi\n"
                                  "2Vur8EWTuFgnouPkq/R8dQHq1UShRANCAAQMCs0Pp1LwwpDE43VHDe3+Ad58lMu4\n"
                                  "fqVFEmYoFXqIszRY/Q0nj7NjzgG8T9ROefZdyEoAicnJhdibfHTpWwi1\n"
                                  "-----END PRIVATE KEY-----\n"
                                  "-----BEGIN CERTIFICATE-----\n"
                                  "MIIBmjCCAUGgAwIBAgIUahqJrE+Ch6dul6CBpgIr0a5axF8wCgYIKoZIzj0EAwIw\n"
                                  "FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjA1MTgyN1oYDzIxMjYxMDI5\n"
                                  "MDUxODI3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO\n"
                                  "PQMBBwNCAAQMCs0Pp1LwwpDE43VHDe3+Ad58lMu4fqVFEmYoFXqIszRY/Q0nj7Nj\n"
                                  "zgG8T9ROefZdyEoAicnJhdibfHTpWwi1o28wbTAdBgNVHQ4EFgQUPaP+o0yT8ipw\n"
                                  "xFx5m11zrDu8pZwwHwYDVR0jBBgwFoAUPaP+o0yT8ipwxFx5m11zrDu8pZwwDwYD\n"
                                  "VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI\n"
                                  "zj0EAwIDRwAwRAIgc//V80vjjV9kgVzWbCZB6PCIQqyNZozj+jUkRw9Wjy4CIFCC\n"
                                  "Q0zhgBQ/Hqn9JkGsB1RKcElVt3IwI9Y9Qk2iyJoq\n"
                                  "-----END CERTIFICATE-----\n";

static void
never_cb (SoupServerMessage *message, const char *path, GHashTable *query, ClientServer *server, gpointer user_data)
{
  client_server_answer (message, 200, "application/json", "{}");
}

static void
test_untrusted_certificate (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_pem (self_signed, -1, &error);

  g_assert_no_error (error);
  g_autoptr (ClientServer) server = client_server_new_with_tls (never_cb, NULL, certificate);
  g_autoptr (WuseSession) session = wuse_session_new (client_server_get_address (server), &error);
  g_assert_no_error (error);
  g_assert_null (wuse_session_get_json (session, "v1/district", 4096, NULL, &error));
  g_assert_error (error, WUSE_NET_ERROR, WUSE_NET_ERROR_TLS);
  g_assert_cmpuint (client_server_get_n_requests (server), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/certificate/untrusted", test_untrusted_certificate);

  return g_test_run ();
}
