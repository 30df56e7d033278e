/* SPDX-License-Identifier: Apache-2.0 */
/* A line of the wire: what parses is printed, parses again and is the same. */
#include "tests/fuzz/fuzz.h"
#include "wire/json_channel.h"
#include "wire/json_frame.h"

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

static void
check_same(struct message *a, struct message *b)
{
	struct buf one, two;
	buf_init(&one, 2 * FRAME_MAX_BYTES);
	buf_init(&two, 2 * FRAME_MAX_BYTES);
	json_print_message(a, &one);
	json_print_message(b, &two);
	FUZZ_REQUIRE(strcmp(buf_text(&one), buf_text(&two)) == 0,
	    "as a member of a record it differs: %s and %s", buf_text(&one),
	    buf_text(&two));
	buf_free(&one);
	buf_free(&two);
}

/* Records are read by a reader of our own: it must agree with the other. */
static void
check_record(const char *text, size_t size)
{
	char problem[JSON_PROBLEM_SIZE] = "";
	unsigned byte;
	struct buf line;
	buf_init(&line, 2 * FRAME_MAX_BYTES);
	buf_add_text(&line, "{\"m\":");
	buf_add(&line, text, size);
	buf_add_char(&line, '}');
	struct json_document d = { .noun = NULL };
	bool good = json_document_read(&d, buf_text(&line), line.size, &byte);
	const char *why = json_document_problem(&d);
	FUZZ_REQUIRE(good || (why && why[0]), "refused without a word");
	struct message *m = json_parse_message(text, size, problem);
	FUZZ_REQUIRE(good || !m, "no record: %s: %s", why, buf_text(&line));
	struct message *same =
	    m ? json_get_message(json_document_root(&d), "m") : NULL;
	FUZZ_REQUIRE(!m == !same, "no message: %s", buf_text(&line));
	if (m)
		check_same(m, same);
	message_unref(m);
	message_unref(same);
	json_document_free(&d);
	buf_free(&line);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	char problem[JSON_PROBLEM_SIZE] = "";
	struct frame f;
	struct buf printed;
	buf_init(&printed, 2 * FRAME_MAX_BYTES);
	check_answers((const char *)bytes, size);
	check_record((const char *)bytes, size);
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
