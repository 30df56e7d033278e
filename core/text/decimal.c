/* SPDX-License-Identifier: Apache-2.0 */
#include "core/text/decimal.h"

#include <stddef.h>
#include <string.h>

static const char pairs[] = "00010203040506070809"
			    "10111213141516171819"
			    "20212223242526272829"
			    "30313233343536373839"
			    "40414243444546474849"
			    "50515253545556575859"
			    "60616263646566676869"
			    "70717273747576777879"
			    "80818283848586878889"
			    "90919293949596979899";

char *
decimal_put(char *to, int64_t value)
{
	char digits[DECIMAL_MAX_BYTES];
	size_t at = sizeof(digits);
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	if (value < 0)
		*to++ = '-';
	if (rest < 10) {
		*to = (char)('0' + rest);
		return to + 1;
	}
	if (rest < 100) {
		memcpy(to, &pairs[rest * 2], 2);
		return to + 2;
	}
	for (; rest >= 10; rest /= 100)
		memcpy(&digits[at -= 2], &pairs[rest % 100 * 2], 2);
	if (rest)
		*to++ = (char)('0' + rest);
	for (; at < sizeof(digits); at += 2, to += 2)
		memcpy(to, &digits[at], 2);
	return to;
}
