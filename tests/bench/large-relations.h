/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up outbreak of any size. */

#pragma once

#include "wuse-relations.h"

G_BEGIN_DECLS

/**
 * large_relations_new:
 * @n_cases: how many cases
 *
 * Most of them in one chain of transmission, with households and contacts; the same every time, the first of them whatever
 * @n_cases is.
 *
 * Returns: (transfer full): the relations
 */
WuseRelations *large_relations_new (guint n_cases);

G_END_DECLS
