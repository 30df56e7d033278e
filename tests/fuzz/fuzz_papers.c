/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A statement or a file of waivers: it loads, or it is said why not.  A
 * statement that loads can be printed, and loads again.
 */
#include "conformance/ics_review.h"
#include "conformance/waivers.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/input_file.h"

const unsigned fuzz_runs = 2000;

#define TEXT_MAX_BYTES ((size_t)16 << 20)

static void
print_again(const struct ics *ics)
{
	struct diag diag;
	struct buf text;
	diag_init(&diag);
	buf_init(&text, TEXT_MAX_BYTES);
	ics_print(ics, &text);
	char *path =
	    input_file_new((const uint8_t *)buf_text(&text), text.size);
	struct ics *again = ics_load(path, &diag);
	FUZZ_REQUIRE(
	    again, "a printed ICS does not load: %u errors", diag.error_count);
	ics_free(again);
	input_file_free(path);
	buf_free(&text);
	diag_free(&diag);
}

static void
look(const struct ics *ics, struct diag *diag)
{
	struct ics_review review;
	ics_check(ics, NULL, 0, diag);
	ics_review_make(&review, ics, NULL, 0, NULL, diag);
	ics_review_free(&review);
	print_again(ics);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct diag diag;
	char *path = input_file_new(bytes, size);
	diag_init(&diag);
	struct waivers *w = waivers_load(path, &diag);
	if (w)
		waivers_check(w, NULL, 0, &diag);
	unsigned errors = diag.error_count;
	struct ics *ics = ics_load(path, &diag);
	FUZZ_REQUIRE(!ics == (diag.error_count > errors),
	    "%u errors, but %s ICS", diag.error_count - errors,
	    ics ? "an" : "no");
	if (ics)
		look(ics, &diag);
	input_file_print(&diag);
	ics_free(ics);
	waivers_free(w);
	diag_free(&diag);
	input_file_free(path);
	return 0;
}
