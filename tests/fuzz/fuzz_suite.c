/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A suite: it loads with the shipped catalogue and setups, or it is said why
 * not; what loads can be linted.  TOP in the input is the top of the source
 * tree.
 */
#include "core/mem.h"
#include "lint/lint.h"
#include "load/suite_file.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/input_file.h"

#include <string.h>

const unsigned fuzz_runs = 1000;

#define TEXT_MAX_BYTES (1 << 20)

/* The input with the place of the tree in it. */
static struct buf
place(const uint8_t *bytes, size_t size)
{
	struct buf text;
	char *top = input_file_shipped("");
	buf_init(&text, TEXT_MAX_BYTES);
	for (size_t at = 0; at < size; at++) {
		if (size - at >= 3 && memcmp(bytes + at, "TOP", 3) == 0) {
			buf_add_text(&text, top);
			at += 2;
		} else {
			buf_add_char(&text, (char)bytes[at]);
		}
	}
	free(top);
	return text;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct diag diag;
	struct buf text = place(bytes, size);
	char *path = input_file_new(text.size ? text.bytes : "", text.size);
	diag_init(&diag);
	struct suite *s = suite_load(path, NULL, &diag);
	FUZZ_REQUIRE(!s == (diag.error_count > 0), "%u errors, but %s suite",
	    diag.error_count, s ? "a" : "no");
	if (s)
		lint_suite(s, &diag);
	input_file_print(&diag);
	suite_free(s);
	diag_free(&diag);
	buf_free(&text);
	input_file_free(path);
	return 0;
}
