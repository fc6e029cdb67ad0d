/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may use the server: users, tokens, and what is done against guessing. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseRole:
 * @WUSE_ROLE_VIEWER: reads
 * @WUSE_ROLE_OPERATOR: also changes records and sets the clock
 * @WUSE_ROLE_ADMINISTRATOR: also sets faults
 *
 * What a user may do; each includes the ones before.
 */
typedef enum
{
  WUSE_ROLE_VIEWER,
  WUSE_ROLE_OPERATOR,
  WUSE_ROLE_ADMINISTRATOR,
} WuseRole;

/**
 * WuseAccounts:
 *
 * Users and their tokens, in memory only: of passwords salted hashes, of tokens hashes. Main thread only.
 */
typedef struct _WuseAccounts WuseAccounts;

/**
 * WuseTokens:
 * @access: the access token
 * @refresh: the refresh token, or %NULL
 * @expires_in: seconds until @access is worth nothing
 */
typedef struct
{
  char *access;
  char *refresh;
  guint expires_in;
} WuseTokens;

/**
 * wuse_tokens_clear:
 * @self: tokens
 */
void wuse_tokens_clear (WuseTokens *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WuseTokens, wuse_tokens_clear)

/**
 * wuse_accounts_new:
 * @token_lifetime: seconds an access token lasts; refresh tokens last 24 hours, or four times as long if that is more
 *
 * Returns: (transfer full): no users; free with wuse_accounts_free()
 */
WuseAccounts *wuse_accounts_new (guint token_lifetime);

/**
 * wuse_accounts_free:
 * @self: (transfer full) (nullable): accounts
 */
void wuse_accounts_free (WuseAccounts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WuseAccounts, wuse_accounts_free)

/**
 * wuse_role_from_name:
 * @name: `viewer`, `operator` or `administrator`
 * @role: (out): the role
 *
 * Returns: %FALSE if there is none of that name
 */
gboolean wuse_role_from_name (const char *name, WuseRole *role);

/**
 * wuse_accounts_add_user:
 * @self: accounts
 * @name: name to sign in with
 * @role: what the user may do
 * @password: the password; not kept
 */
void wuse_accounts_add_user (WuseAccounts *self, const char *name, WuseRole role, const char *password);

/**
 * wuse_accounts_get_n_users:
 * @self: accounts
 *
 * Returns: how many users there are
 */
guint wuse_accounts_get_n_users (const WuseAccounts *self);

/**
 * wuse_accounts_get_wait:
 * @self: accounts
 * @peer: address a sign-in comes from
 * @name: (nullable): name it is for
 *
 * More than ten failures within a minute for a name from an address, or fifty from an address, and no more is tried
 * until the minute is over.
 *
 * Returns: seconds to wait, 0 to go on
 */
guint wuse_accounts_get_wait (WuseAccounts *self, const char *peer, const char *name);

/**
 * wuse_accounts_sign_in:
 * @self: accounts
 * @peer: address it comes from
 * @name: name of the user
 * @password: password
 * @with_refresh: whether to make a refresh token too
 * @tokens: (out caller-allocates): the tokens
 *
 * A failure counts for wuse_accounts_get_wait().
 *
 * Returns: %FALSE if name or password is wrong
 */
gboolean wuse_accounts_sign_in (
    WuseAccounts *self, const char *peer, const char *name, const char *password, gboolean with_refresh, WuseTokens *tokens);

/**
 * wuse_accounts_refresh:
 * @self: accounts
 * @peer: address it comes from
 * @refresh: a refresh token; it can be used once, and its second use ends all that came of the same sign-in
 * @tokens: (out caller-allocates): new tokens
 *
 * A failure counts for wuse_accounts_get_wait().
 *
 * Returns: %FALSE if the token is unknown, used or expired
 */
gboolean wuse_accounts_refresh (WuseAccounts *self, const char *peer, const char *refresh, WuseTokens *tokens);

/**
 * wuse_accounts_check:
 * @self: accounts
 * @access: an access token
 * @role: (out): what its user may do
 *
 * Returns: %FALSE if the token is unknown or expired
 */
gboolean wuse_accounts_check (WuseAccounts *self, const char *access, WuseRole *role);

/**
 * wuse_accounts_get_name:
 * @self: accounts
 * @access: an access token
 *
 * Returns: (transfer none) (nullable): name of the user whose token it is; stays as long as the process
 */
const char *wuse_accounts_get_name (WuseAccounts *self, const char *access);

G_END_DECLS
