/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may use the server: users, tokens, and what is done against guessing. */

#define G_LOG_DOMAIN "wuse-district"

#include "config.h"

#include "wuse-accounts.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#define TOKEN_BYTES 32
#define SALT_BYTES 16
#define REFRESH_LIFETIME (24 * 60 * 60)
#define GUESS_WINDOW (60 * G_USEC_PER_SEC)
#define MAX_GUESSES_BY_NAME 10
#define MAX_GUESSES_BY_PEER 50
#define MAX_COUNTERS 10000
#define MAX_TOKENS 100000

typedef struct
{
  WuseRole role;
  guint8 salt[SALT_BYTES];
  char *hash;
} User;

/* A sign-in and all tokens that came of it by refreshing. */
typedef struct
{
  guint64 family;
  const char *name;
  WuseRole role;
  gint64 expires;
  gboolean is_refresh;
  gboolean is_used;
} Token;

typedef struct
{
  gint64 since;
  guint count;
} Guesses;

struct _WuseAccounts
{
  guint token_lifetime;
  guint64 last_family;
  GHashTable *users;
  GHashTable *tokens;
  GHashTable *guesses;
};

static void
free_user (gpointer data)
{
  User *user = data;

  g_free (user->hash);
  g_free (user);
}

void
wuse_tokens_clear (WuseTokens *self)
{
  g_clear_pointer (&self->access, g_free);
  g_clear_pointer (&self->refresh, g_free);
}

WuseAccounts *
wuse_accounts_new (guint token_lifetime)
{
  WuseAccounts *self = g_new0 (WuseAccounts, 1);

  self->token_lifetime = token_lifetime;
  self->users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_user);
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->guesses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
wuse_accounts_free (WuseAccounts *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->users);
  g_hash_table_unref (self->tokens);
  g_hash_table_unref (self->guesses);
  g_free (self);
}

gboolean
wuse_role_from_name (const char *name, WuseRole *role)
{
  static const char *const names[] = { "viewer", "operator", "administrator" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *role = i;
        return TRUE;
      }
  return FALSE;
}

static void
fill_random (guint8 *bytes, gsize length)
{
  gsize done = 0;

  while (done < length)
    {
      gssize got = getrandom (bytes + done, length - done, 0);

      if (got > 0)
        done += (gsize) got;
      else if (errno != EINTR)
        g_error ("The system gives no random numbers");
    }
}

static char *
hash_password (const guint8 salt[SALT_BYTES], const char *password)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, salt, SALT_BYTES);

  g_hmac_update (hmac, (const guchar *) password, -1);
  return g_strdup (g_hmac_get_string (hmac));
}

/* Takes as long for a near miss as for a far one. */
static gboolean
equal_hashes (const char *a, const char *b)
{
  gsize length = strlen (a);
  guchar difference = 0;

  if (strlen (b) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guchar) (a[i] ^ b[i]);
  return difference == 0;
}

void
wuse_accounts_add_user (WuseAccounts *self, const char *name, WuseRole role, const char *password)
{
  User *user;

  g_return_if_fail (self != NULL && name != NULL && password != NULL);

  user = g_new0 (User, 1);
  user->role = role;
  fill_random (user->salt, sizeof user->salt);
  user->hash = hash_password (user->salt, password);
  g_hash_table_replace (self->users, g_strdup (name), user);
}

guint
wuse_accounts_get_n_users (const WuseAccounts *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->users);
}

static guint
get_wait (WuseAccounts *self, const char *key, guint most)
{
  Guesses *guesses = g_hash_table_lookup (self->guesses, key);
  gint64 left;

  if (guesses == NULL || guesses->count < most)
    return 0;
  left = guesses->since + GUESS_WINDOW - g_get_monotonic_time ();
  return left > 0 ? (guint) (left / G_USEC_PER_SEC) + 1 : 0;
}

static char *
make_key (const char *peer, const char *name)
{
  return g_strdup_printf ("%s %.128s", peer, name);
}

guint
wuse_accounts_get_wait (WuseAccounts *self, const char *peer, const char *name)
{
  guint wait;

  g_return_val_if_fail (self != NULL && peer != NULL, 0);

  wait = get_wait (self, peer, MAX_GUESSES_BY_PEER);
  if (name != NULL)
    {
      g_autofree char *key = make_key (peer, name);

      wait = MAX (wait, get_wait (self, key, MAX_GUESSES_BY_NAME));
    }
  return wait;
}

static gboolean
is_stale_guess (gpointer key, gpointer value, gpointer user_data)
{
  return ((Guesses *) value)->since + GUESS_WINDOW < *(gint64 *) user_data;
}

static void
count_guess (WuseAccounts *self, const char *key)
{
  gint64 now = g_get_monotonic_time ();
  Guesses *guesses = g_hash_table_lookup (self->guesses, key);

  if (guesses == NULL)
    {
      if (g_hash_table_size (self->guesses) >= MAX_COUNTERS)
        g_hash_table_foreach_remove (self->guesses, is_stale_guess, &now);
      if (g_hash_table_size (self->guesses) >= MAX_COUNTERS)
        return;
      guesses = g_new0 (Guesses, 1);
      g_hash_table_insert (self->guesses, g_strdup (key), guesses);
    }
  if (guesses->since + GUESS_WINDOW < now)
    *guesses = (Guesses){ .since = now };
  guesses->count++;
}

static void
count_failure (WuseAccounts *self, const char *peer, const char *name)
{
  g_autofree char *key = make_key (peer, name);

  count_guess (self, peer);
  count_guess (self, key);
}

static gboolean
is_stale_token (gpointer key, gpointer value, gpointer user_data)
{
  return ((Token *) value)->expires < *(gint64 *) user_data;
}

static char *
add_token (WuseAccounts *self, guint64 family, const char *name, WuseRole role, gboolean is_refresh, guint lifetime)
{
  guint8 bytes[TOKEN_BYTES];
  char *text;
  Token *token = g_new0 (Token, 1);
  gint64 now = g_get_monotonic_time ();

  if (g_hash_table_size (self->tokens) >= MAX_TOKENS)
    g_hash_table_foreach_remove (self->tokens, is_stale_token, &now);

  *token = (Token){
    .family = family, .name = name, .role = role, .is_refresh = is_refresh, .expires = now + lifetime * G_USEC_PER_SEC
  };
  fill_random (bytes, sizeof bytes);
  text = g_base64_encode (bytes, sizeof bytes);
  /* The URL-safe alphabet; the padding says nothing. */
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  *strchr (text, '=') = '\0';
  g_hash_table_insert (self->tokens, g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1), token);
  return text;
}

static void
make_tokens (WuseAccounts *self, guint64 family, const char *name, WuseRole role, gboolean with_refresh, WuseTokens *tokens)
{
  tokens->expires_in = self->token_lifetime;
  tokens->access = add_token (self, family, name, role, FALSE, self->token_lifetime);
  tokens->refresh =
      with_refresh ? add_token (self, family, name, role, TRUE, MAX (REFRESH_LIFETIME, 4 * self->token_lifetime)) : NULL;
}

gboolean
wuse_accounts_sign_in (
    WuseAccounts *self, const char *peer, const char *name, const char *password, gboolean with_refresh, WuseTokens *tokens)
{
  static const guint8 no_salt[SALT_BYTES];
  User *user;
  g_autofree char *hash = NULL;

  g_return_val_if_fail (self != NULL && peer != NULL && name != NULL && password != NULL && tokens != NULL, FALSE);

  user = g_hash_table_lookup (self->users, name);
  hash = hash_password (user != NULL ? user->salt : no_salt, password);
  if (user == NULL || !equal_hashes (hash, user->hash))
    {
      count_failure (self, peer, name);
      return FALSE;
    }
  make_tokens (self, ++self->last_family, g_intern_string (name), user->role, with_refresh, tokens);
  return TRUE;
}

static Token *
find_token (WuseAccounts *self, const char *text)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_hash_table_lookup (self->tokens, hash);
}

static gboolean
is_of_family (gpointer key, gpointer value, gpointer user_data)
{
  return ((Token *) value)->family == *(guint64 *) user_data;
}

gboolean
wuse_accounts_refresh (WuseAccounts *self, const char *peer, const char *refresh, WuseTokens *tokens)
{
  Token *token;

  g_return_val_if_fail (self != NULL && peer != NULL && refresh != NULL && tokens != NULL, FALSE);

  token = find_token (self, refresh);
  if (token == NULL || !token->is_refresh || token->is_used || token->expires < g_get_monotonic_time ())
    {
      guint64 family = token != NULL && token->is_refresh && token->is_used ? token->family : 0;

      if (family != 0)
        g_hash_table_foreach_remove (self->tokens, is_of_family, &family);
      count_failure (self, peer, "");
      return FALSE;
    }
  token->is_used = TRUE;
  make_tokens (self, token->family, token->name, token->role, TRUE, tokens);
  return TRUE;
}

gboolean
wuse_accounts_check (WuseAccounts *self, const char *access, WuseRole *role)
{
  Token *token;

  g_return_val_if_fail (self != NULL && access != NULL && role != NULL, FALSE);

  token = find_token (self, access);
  if (token == NULL || token->is_refresh || token->expires < g_get_monotonic_time ())
    return FALSE;
  *role = token->role;
  return TRUE;
}

const char *
wuse_accounts_get_name (WuseAccounts *self, const char *access)
{
  Token *token;

  g_return_val_if_fail (self != NULL && access != NULL, NULL);

  token = find_token (self, access);
  return token != NULL ? token->name : NULL;
}
