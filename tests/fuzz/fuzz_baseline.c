/* SPDX-License-Identifier: Apache-2.0 */
/* A baseline: it loads, or it is said why not; what loads names no case. */
#include "load/baseline_file.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/input_file.h"

const unsigned fuzz_runs = 2000;

/* A day on which some entries of the corpus have expired. */
#define NOON_S INT64_C(1780000000)

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct diag diag;
	char *path = input_file_new(bytes, size);
	diag_init(&diag);
	struct baseline *b = baseline_load(path, NOON_S, &diag);
	FUZZ_REQUIRE(!b == (diag.error_count > 0), "%u errors, but %s baseline",
	    diag.error_count, b ? "a" : "no");
	if (b)
		baseline_check(b, NULL, 0, &diag);
	input_file_print(&diag);
	baseline_free(b);
	diag_free(&diag);
	input_file_free(path);
	return 0;
}
