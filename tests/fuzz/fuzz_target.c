/* SPDX-License-Identifier: Apache-2.0 */
/* A target file: it loads, or it is said why not. */
#include "load/target_file.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/input_file.h"

const unsigned fuzz_runs = 1000;

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct diag diag;
	char *path = input_file_new(bytes, size);
	diag_init(&diag);
	struct target *t = target_load(path, &diag);
	FUZZ_REQUIRE(!t == (diag.error_count > 0), "%u errors, but %s target",
	    diag.error_count, t ? "a" : "no");
	input_file_print(&diag);
	target_free(t);
	diag_free(&diag);
	input_file_free(path);
	return 0;
}
