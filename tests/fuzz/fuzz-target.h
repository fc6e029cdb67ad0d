/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every fuzz target implements; called by libFuzzer or by fuzz-driver.c. */

#pragma once

#include <stddef.h>
#include <stdint.h>

/**
 * LLVMFuzzerTestOneInput:
 * @data: an input of exactly @size bytes, so that a sanitizer sees a read past its end
 * @size: bytes of @data
 *
 * Aborts if the code under test breaks a promise.
 *
 * Returns: 0
 */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
