/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shifted coordinates of Chinese map services. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WuseDatum:
 * @WUSE_DATUM_WGS84: WGS 84 and CGCS2000 (equal for our purposes): GPS, Tianditu
 * @WUSE_DATUM_GCJ02: GCJ-02: Gaode, Tencent
 * @WUSE_DATUM_BD09: BD-09: Baidu
 */
typedef enum
{
  WUSE_DATUM_WGS84,
  WUSE_DATUM_GCJ02,
  WUSE_DATUM_BD09,
} WuseDatum;

/**
 * wuse_datum_from_wgs84:
 * @datum: where to
 * @lon: (inout): longitude in degrees
 * @lat: (inout): latitude in degrees
 *
 * Shifts a WGS 84 position for display on a map in @datum. Outside mainland China's box (longitude 72.004 to 137.8347,
 * latitude 0.8293 to 55.8271) nothing is shifted; the shift, of up to some kilometres at its corners, sets in at once at its
 * edge. The formulas are those that all open programs use; no official ones are published.
 */
void wuse_datum_from_wgs84 (WuseDatum datum, double *lon, double *lat);

/**
 * wuse_datum_to_wgs84:
 * @datum: where from
 * @lon: (inout): longitude in degrees
 * @lat: (inout): latitude in degrees
 *
 * The inverse of wuse_datum_from_wgs84(), iterated to better than 1 cm. As the shift sets in at once at the edge of the box, a
 * position just outside it may come back as one inside; inside, every position comes back.
 */
void wuse_datum_to_wgs84 (WuseDatum datum, double *lon, double *lat);

/**
 * wuse_datum_from_name:
 * @name: `WGS84`, `CGCS2000`, `GCJ-02` or `BD-09`, in any case, with or without hyphen
 * @datum: (out): the datum
 *
 * Returns: %FALSE if there is none of that name
 */
gboolean wuse_datum_from_name (const char *name, WuseDatum *datum);

G_END_DECLS
