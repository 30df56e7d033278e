/* SPDX-License-Identifier: Apache-2.0 */
/* A catalogue: it loads, or it is said why not. */
#include "load/catalogue_file.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/input_file.h"

const unsigned fuzz_runs = 1500;

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct diag diag;
	char *path = input_file_new(bytes, size);
	diag_init(&diag);
	struct catalogue *c = catalogue_load(path, NULL, &diag);
	FUZZ_REQUIRE(!c == (diag.error_count > 0),
	    "%u errors, but %s catalogue", diag.error_count, c ? "a" : "no");
	input_file_print(&diag);
	catalogue_free(c);
	diag_free(&diag);
	input_file_free(path);
	return 0;
}
