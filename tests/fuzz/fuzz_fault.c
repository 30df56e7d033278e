/* SPDX-License-Identifier: Apache-2.0 */
/* A fault in words: what parses is printed, parses again and is the same. */
#include "core/mem.h"
#include "mock/config/fault.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const unsigned fuzz_runs = 20000;

static void
check_again(const struct fault *fault)
{
	struct diag diag;
	struct fault again;
	struct buf first, second;
	diag_init(&diag);
	buf_init(&first, FUZZ_MAX_BYTES);
	buf_init(&second, FUZZ_MAX_BYTES);
	fault_print(fault, &first);
	FUZZ_REQUIRE(fault_parse(buf_text(&first), &again, &diag),
	    "what was printed does not parse: %s", buf_text(&first));
	fault_print(&again, &second);
	FUZZ_REQUIRE(strcmp(buf_text(&first), buf_text(&second)) == 0,
	    "printed again it differs: %s and %s", buf_text(&first),
	    buf_text(&second));
	buf_free(&first);
	buf_free(&second);
	diag_free(&diag);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct diag diag;
	struct fault fault;
	char *text = mem_strndup((const char *)bytes, size);
	diag_init(&diag);
	if (fault_parse(text, &fault, &diag))
		check_again(&fault);
	else
		FUZZ_REQUIRE(diag.error_count, "refused without a word");
	diag_free(&diag);
	free(text);
	return 0;
}
