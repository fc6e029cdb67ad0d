/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of a case's card share. */

#pragma once

#include "wuse-case-view.h"

#include "wuse-case-card.h"
#include "wuse-case-stays.h"

/* Of what there may be any number of */
#define WUSE_CASE_VIEW_MOST_LISTED 40

G_BEGIN_DECLS

struct _WuseCaseView
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkBox *column;
  GtkBox *content;
  WuseCaseStays *stays; /* put into the content anew with each card */

  WuseSelection *selection;
  WuseStore *store;
  int utc_offset;
  WuseAreaSet *areas; /* for their names, or NULL */
  char *id;
  char *shown;          /* what the card says, in short, or NULL */
  const char *obstacle; /* why nothing can be edited, or NULL */
  GCancellable *cancellable;
};

/**
 * wuse_case_view_add_label:
 * @self: a card
 * @text: words
 * @style: (nullable): a style class
 *
 * Returns: (transfer none): a label with @text, below what is there
 */
GtkWidget *wuse_case_view_add_label (WuseCaseView *self, const char *text, const char *style);

/**
 * wuse_case_view_add_heading:
 * @self: a card
 * @text: what follows it
 */
void wuse_case_view_add_heading (WuseCaseView *self, const char *text);

/**
 * wuse_case_view_get_value:
 * @record: a record
 * @field: a field that its type has
 *
 * Returns: (transfer none): what the record has in it
 */
const WuseValue *wuse_case_view_get_value (const WuseRecord *record, const char *field);

/**
 * wuse_case_view_get_day:
 * @record: a record
 * @field: a field for a day, that its type has
 *
 * Returns: the day, or %WUSE_DAY_NONE
 */
WuseDay wuse_case_view_get_day (const WuseRecord *record, const char *field);

/**
 * wuse_case_view_show_story:
 * @self: a card
 * @card: what is known
 *
 * Adds days and stays in the order of time.
 */
void wuse_case_view_show_story (WuseCaseView *self, const WuseCaseCard *card);

/**
 * wuse_case_view_show_sources:
 * @self: a card
 * @card: what is known
 *
 * Adds who the case has it from.
 */
void wuse_case_view_show_sources (WuseCaseView *self, const WuseCaseCard *card);

/**
 * wuse_case_view_show_infected:
 * @self: a card
 * @card: what is known
 *
 * Adds whom the case infected.
 */
void wuse_case_view_show_infected (WuseCaseView *self, const WuseCaseCard *card);

G_END_DECLS
