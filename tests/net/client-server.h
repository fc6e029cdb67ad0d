/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server inside the test, on a thread of its own, that misbehaves as it is told. */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _ClientServer ClientServer;

/* Answers a request, on the server's thread. */
typedef void (*ClientServerFunc) (
    SoupServerMessage *message, const char *path, GHashTable *query, ClientServer *server, gpointer user_data);

ClientServer *client_server_new (ClientServerFunc func, gpointer user_data);
ClientServer *client_server_new_with_tls (ClientServerFunc func, gpointer user_data, GTlsCertificate *certificate);
void client_server_free (ClientServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ClientServer, client_server_free)

/* `http://127.0.0.1:PORT` */
const char *client_server_get_address (ClientServer *self);

/* How many requests have come. */
guint client_server_get_n_requests (ClientServer *self);

void client_server_answer (SoupServerMessage *message, guint status, const char *type, const char *body);

/* Takes the connection over and sends @bytes as they are; closes it unless @keep_open, when it stays until the server ends. */
void
client_server_answer_raw (ClientServer *self, SoupServerMessage *message, const char *bytes, gssize length, gboolean keep_open);

G_END_DECLS
