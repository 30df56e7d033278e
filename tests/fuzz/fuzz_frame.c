/* SPDX-License-Identifier: Apache-2.0 */
/* A line of the wire: what parses is printed, parses again and is the same. */
#include "tests/fuzz/fuzz.h"
#include "wire/json.h"

#include <string.h>

const unsigned fuzz_runs = 20000;

static void
check_again(const struct buf *first)
{
	char problem[JSON_PROBLEM_SIZE];
	struct frame f;
	struct buf second;
	FUZZ_REQUIRE(
	    json_parse_frame(first->bytes, first->size - 1, &f, problem),
	    "what was printed does not parse: %s: %s", problem,
	    buf_text(first));
	buf_init(&second, 2 * FRAME_MAX_BYTES);
	json_print_frame(&f, &second);
	FUZZ_REQUIRE(strcmp(buf_text(first), buf_text(&second)) == 0,
	    "printed again it differs: %s and %s", buf_text(first),
	    buf_text(&second));
	buf_free(&second);
	frame_clear(&f);
}

static void
check_answers(const char *text, size_t size)
{
	char problem[JSON_PROBLEM_SIZE];
	struct channel_answer answer;
	struct channel_refusal refusal;
	json_guess_party(text, size);
	json_guess_sequence(text, size);
	json_parse_channel_answer(text, size, &answer, problem);
	json_parse_refusal(text, size, &refusal, problem);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	char problem[JSON_PROBLEM_SIZE] = "";
	struct frame f;
	struct buf printed;
	buf_init(&printed, 2 * FRAME_MAX_BYTES);
	check_answers((const char *)bytes, size);
	if (json_parse_frame((const char *)bytes, size, &f, problem)) {
		if (json_print_frame(&f, &printed))
			check_again(&printed);
		frame_clear(&f);
	} else {
		FUZZ_REQUIRE(problem[0], "refused without a word");
		FUZZ_REQUIRE(!strpbrk(problem, "\n\033"), "%s", problem);
	}
	buf_free(&printed);
	return 0;
}
