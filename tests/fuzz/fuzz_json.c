/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON text: our reader and jansson agree on what it is. */
#include "tests/fuzz/fuzz.h"
#include "tests/wire/oracle.h"

const unsigned fuzz_runs = 40000;

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	bool agree;
	const char *text = (const char *)bytes;
	const char *reason = oracle_compare(text, size, &agree);
	FUZZ_REQUIRE(agree || reason, "the two readers differ about %.*s",
	    (int)size, text);
	return 0;
}
