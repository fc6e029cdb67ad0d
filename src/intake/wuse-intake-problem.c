/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong with a row or a cell, in words. */

#define G_LOG_DOMAIN "wuse-intake"

#include "config.h"

#include "wuse-intake-problem.h"

#include <glib/gi18n.h>

static const char *const texts[WUSE_N_INTAKE_REASONS] = {
  [WUSE_INTAKE_REASON_FEWER_CELLS] = N_ ("Fewer cells than the header"),
  [WUSE_INTAKE_REASON_MORE_CELLS] = N_ ("More cells than the header"),
  [WUSE_INTAKE_REASON_NOT_TEXT] = N_ ("Not text in this encoding"),
  [WUSE_INTAKE_REASON_CELL_TOO_LARGE] = N_ ("A cell is larger than 64 KiB"),
  [WUSE_INTAKE_REASON_HEADER_AGAIN] = N_ ("The header over again"),
  [WUSE_INTAKE_REASON_SECOND_HEADER] = N_ ("A second line of the header"),
  [WUSE_INTAKE_REASON_NO_ID] = N_ ("No identifier"),
  [WUSE_INTAKE_REASON_DUPLICATE_ID] = N_ ("An earlier row has this identifier"),
  [WUSE_INTAKE_REASON_MISSING] = N_ ("A value that is needed is missing"),
  [WUSE_INTAKE_REASON_EXCLUDED] = N_ ("Left out by the mapping"),
  [WUSE_INTAKE_REASON_NOT_A_DAY] = N_ ("Not a date in the order chosen"),
  [WUSE_INTAKE_REASON_NOT_A_NUMBER] = N_ ("Not a number within the bounds"),
  [WUSE_INTAKE_REASON_NOT_A_POSITION] = N_ ("Not a position in degrees"),
  [WUSE_INTAKE_REASON_UNKNOWN_WORD] = N_ ("Not known what this word stands for"),
  [WUSE_INTAKE_REASON_UNKNOWN_AREA] = N_ ("No area of this name or code"),
  [WUSE_INTAKE_REASON_SHORTENED] = N_ ("Shortened, as it was too long"),
  [WUSE_INTAKE_REASON_SELF_LINK] = N_ ("Names the same person twice"),
  [WUSE_INTAKE_REASON_NO_CASE] = N_ ("Names nobody who is a case"),
  [WUSE_INTAKE_REASON_NOBODY] = N_ ("Names somebody who is in no list"),
  [WUSE_INTAKE_REASON_NO_CONTACT] = N_ ("Names nobody who is a contact"),
  [WUSE_INTAKE_REASON_CONTACT_OF_NOBODY] = N_ ("A contact without a case: no row says whom they met"),
  [WUSE_INTAKE_REASON_CONTACT_IS_CASE] = N_ ("A contact who is a case by now: kept as a case"),
  [WUSE_INTAKE_REASON_REPEATED] = N_ ("Said before, by another row"),
  [WUSE_INTAKE_REASON_INVALID] = N_ ("Breaks the rules for a record"),
};

const char *
wuse_intake_reason_get_text (WuseIntakeReason self)
{
  g_return_val_if_fail (self < WUSE_N_INTAKE_REASONS, NULL);

  return _ (texts[self]);
}

WuseIntakeReason
wuse_intake_reason_from_fault (WuseTableFault fault)
{
  switch (fault)
    {
    case WUSE_TABLE_FAULT_FEWER:
      return WUSE_INTAKE_REASON_FEWER_CELLS;
    case WUSE_TABLE_FAULT_MORE:
      return WUSE_INTAKE_REASON_MORE_CELLS;
    case WUSE_TABLE_FAULT_TEXT:
      return WUSE_INTAKE_REASON_NOT_TEXT;
    case WUSE_TABLE_FAULT_CELL:
      return WUSE_INTAKE_REASON_CELL_TOO_LARGE;
    case WUSE_TABLE_FAULT_HEADER:
      return WUSE_INTAKE_REASON_HEADER_AGAIN;
    case WUSE_TABLE_FAULT_NONE:
      break;
    }
  g_return_val_if_reached (WUSE_INTAKE_REASON_INVALID);
}
