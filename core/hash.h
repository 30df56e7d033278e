/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A number for bytes, to look them up by: fast, well spread in its low bits,
 * the same on every run, and no protection against whoever chooses the bytes.
 */
#ifndef IXC_CORE_HASH_H
#define IXC_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t
hash_bytes(const void *bytes, size_t size)
{
	const char *at = bytes;
	uint64_t code = UINT64_C(0xCBF29CE484222325) ^ size;
	while (size > 0) {
		uint64_t part = 0;
		size_t taken = size < sizeof(part) ? size : sizeof(part);
		memcpy(&part, at, taken);
		code = (code ^ part) * UINT64_C(0x9E3779B97F4A7C15);
		code ^= code >> 32;
		at += taken;
		size -= taken;
	}
	code *= UINT64_C(0x9E3779B97F4A7C15);
	return code ^ code >> 32;
}

#endif
