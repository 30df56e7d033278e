/* SPDX-License-Identifier: Apache-2.0 */
/* A map of the names in a log: it is read, or it is said why not. */
#include "serverlog/log_map.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/input_file.h"

const unsigned fuzz_runs = 4000;

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct diag diag;
	struct vocabulary vocabulary = { 0 };
	char *path = input_file_new(bytes, size);
	diag_init(&diag);
	bool good = log_map_read(path, &vocabulary, &diag);
	FUZZ_REQUIRE(
	    good == (diag.error_count == 0), "%u errors", diag.error_count);
	input_file_print(&diag);
	vocabulary_free(&vocabulary);
	diag_free(&diag);
	input_file_free(path);
	return 0;
}
