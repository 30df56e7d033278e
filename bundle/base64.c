/* SPDX-License-Identifier: Apache-2.0 */
#include "bundle/base64.h"

#include <limits.h>
#include <openssl/evp.h>
#include <string.h>

bool
base64_encode(struct buf *into, const void *bytes, size_t size)
{
	char *to = size < INT_MAX / 2
	    ? buf_reserve(into, (size + 2) / 3 * 4 + 1)
	    : NULL;
	if (!to)
		return false;
	int length = EVP_EncodeBlock((unsigned char *)to, bytes, (int)size);
	buf_advance(into, (size_t)length);
	return true;
}

static bool
take_digits(struct buf *into, const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (text[i] != '\n' && text[i] != '\r' &&
		    !buf_add_char(into, text[i]))
			return false;
	return into->size % 4 == 0 && into->size < INT_MAX;
}

/* EVP_DecodeBlock() counts what fills up the last group. */
static size_t
count_padding(const struct buf *digits)
{
	size_t count = 0;
	while (count < 2 && count < digits->size &&
	    digits->bytes[digits->size - 1 - count] == '=')
		count++;
	return count;
}

bool
base64_decode(struct buf *into, const char *text, size_t size)
{
	struct buf digits;
	buf_init(&digits, size);
	bool good = take_digits(&digits, text, size);
	char *to = good ? buf_reserve(into, digits.size) : NULL;
	int length = to && digits.size
	    ? EVP_DecodeBlock((unsigned char *)to,
		  (const unsigned char *)digits.bytes, (int)digits.size)
	    : 0;
	good = to && length >= 0;
	if (good && length > 0)
		buf_advance(into, (size_t)length - count_padding(&digits));
	buf_free(&digits);
	return good;
}
