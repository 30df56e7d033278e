/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stream in pieces: the lines are those that come without cutting it.  The
 * first byte is the longest line, each further one up to a zero the size of a
 * piece, the rest the stream.
 */
#include "runner/net/lines.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const unsigned fuzz_runs = 40000;

struct listener {
	struct buf heard;
	size_t line_max_bytes;
};

static void
hear(void *context, const char *bytes, size_t size, bool is_whole)
{
	struct listener *l = context;
	FUZZ_REQUIRE(size <= l->line_max_bytes, "a line of %zu bytes", size);
	FUZZ_REQUIRE(!memchr(bytes, '\n', size), "a newline in a line");
	buf_printf(&l->heard, "%zu %d:", size, is_whole);
	buf_add(&l->heard, bytes, size);
}

static void
feed(struct listener *l, const uint8_t *bytes, size_t size,
    struct decisions sizes)
{
	struct lines lines;
	buf_init(&l->heard, 64 * FUZZ_MAX_BYTES);
	lines_init(&lines, l->line_max_bytes);
	while (size > 0) {
		size_t piece = decide(&sizes, 256);
		piece = piece && piece < size ? piece : size;
		lines_feed(&lines, (const char *)bytes, piece, hear, l);
		bytes += piece;
		size -= piece;
	}
	lines_free(&lines);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	if (size < 1)
		return 0;
	struct decisions sizes = { bytes + 1, bytes + size };
	const uint8_t *zero = memchr(bytes + 1, 0, size - 1);
	sizes.end = zero ? zero : bytes + 1;
	const uint8_t *stream = zero ? zero + 1 : bytes + 1;
	size_t left = (size_t)(bytes + size - stream);
	struct listener whole = { .line_max_bytes = bytes[0] + 1u };
	struct listener pieces = whole;
	feed(&whole, stream, left, (struct decisions){ 0 });
	feed(&pieces, stream, left, sizes);
	FUZZ_REQUIRE(whole.heard.size == pieces.heard.size &&
		(whole.heard.size == 0 ||
		    memcmp(whole.heard.bytes, pieces.heard.bytes,
			whole.heard.size) == 0),
	    "cut into pieces the stream has other lines");
	buf_free(&whole.heard);
	buf_free(&pieces.heard);
	return 0;
}
