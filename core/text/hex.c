/* SPDX-License-Identifier: Apache-2.0 */
#include "core/text/hex.h"

#include <string.h>

int
hex_read(const char *text, const char *end, int digits)
{
	int value = 0;
	if (end - text < digits)
		return -1;
	for (int i = 0; i < digits; i++) {
		static const char hex[] = "0123456789abcdefABCDEF";
		const char *digit = memchr(hex, text[i], sizeof(hex) - 1);
		if (!digit)
			return -1;
		int n = (int)(digit - hex);
		value = value * 16 + (n > 15 ? n - 6 : n);
	}
	return value;
}
