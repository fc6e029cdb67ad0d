/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The five levels of risk. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseRisk:
 * @WUSE_RISK_NONE: not assessed
 * @WUSE_RISK_GREEN: low 低
 * @WUSE_RISK_BLUE: lower 较低
 * @WUSE_RISK_YELLOW: medium 中
 * @WUSE_RISK_ORANGE: higher 较高
 * @WUSE_RISK_RED: high 高
 * @WUSE_N_RISKS: how many values there are
 */
typedef enum
{
  WUSE_RISK_NONE,
  WUSE_RISK_GREEN,
  WUSE_RISK_BLUE,
  WUSE_RISK_YELLOW,
  WUSE_RISK_ORANGE,
  WUSE_RISK_RED,
  WUSE_N_RISKS,
} WuseRisk;

/**
 * wuse_risk_to_string:
 * @self: a level
 *
 * Returns: its name in data files: `none`, `green`, `blue`, `yellow`, `orange`, `red`
 */
const char *wuse_risk_to_string (WuseRisk self);

/**
 * wuse_risk_from_string:
 * @name: a name as above
 * @risk: (out): the level
 *
 * Returns: %FALSE if there is none of that name
 */
gboolean wuse_risk_from_string (const char *name, WuseRisk *risk);

/**
 * wuse_risk_letter:
 * @self: a level
 *
 * Returns: the letter that stands beside the colour: `G` `B` `Y` `O` `R`, `–` for none
 */
const char *wuse_risk_letter (WuseRisk self);

G_END_DECLS
