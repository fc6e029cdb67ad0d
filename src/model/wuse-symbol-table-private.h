/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names kept once each and counted through, so that what has the same name has the same number. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WUSE_SYMBOL_NONE G_MAXUINT32

/**
 * WuseSymbolTable:
 *
 * A growing table of names; it owns them, and other text that is put beside them.
 */
typedef struct _WuseSymbolTable WuseSymbolTable;

WuseSymbolTable *wuse_symbol_table_new (void);

/**
 * wuse_symbol_table_new_after:
 * @before: a table to which nothing is added any more
 *
 * Returns: a table that goes on from it: the same names have the same symbols, and all text of @before stays where it is as long
 *   as either of them is there
 */
WuseSymbolTable *wuse_symbol_table_new_after (const WuseSymbolTable *before);
void wuse_symbol_table_free (WuseSymbolTable *self);

/**
 * wuse_symbol_table_intern:
 * @self: a table
 * @name: a name without zero bytes; need not be terminated
 * @length: bytes of @name
 *
 * Returns: its symbol: the next number for a new name, from 0
 */
guint32 wuse_symbol_table_intern (WuseSymbolTable *self, const char *name, gsize length);

/**
 * wuse_symbol_table_find:
 * @self: a table
 * @name: a name; need not be terminated
 * @length: bytes of @name
 *
 * Returns: its symbol, or %WUSE_SYMBOL_NONE
 */
guint32 wuse_symbol_table_find (const WuseSymbolTable *self, const char *name, gsize length);

/**
 * wuse_symbol_table_get_name:
 * @self: a table
 * @symbol: a symbol of it
 *
 * Returns: (transfer none): the name, terminated; stays where it is until the table is freed
 */
const char *wuse_symbol_table_get_name (const WuseSymbolTable *self, guint32 symbol);

/**
 * wuse_symbol_table_copy:
 * @self: a table
 * @text: any text; need not be terminated
 * @length: bytes of @text
 *
 * Returns: (transfer none): a terminated copy that is no name and goes with the table
 */
const char *wuse_symbol_table_copy (WuseSymbolTable *self, const char *text, gsize length);

/**
 * wuse_symbol_table_get_n_symbols:
 * @self: a table
 *
 * Returns: how many names there are
 */
guint wuse_symbol_table_get_n_symbols (const WuseSymbolTable *self);

G_END_DECLS
