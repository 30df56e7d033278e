/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A log of a real server: it is read to its end, whatever is in it, and each
 * message in it can be had.
 */
#include "serverlog/reader.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/input_file.h"

#include <string.h>

const unsigned fuzz_runs = 500;

static void
hear_message(void *context, const struct log_message *m)
{
	struct reader *r = context;
	struct message *message = reader_message(r, m);
	FUZZ_REQUIRE(message && m->name && m->client, "half a message");
	message_unref(message);
}

static void
hear_refusal(void *context, const struct log_refusal *r)
{
	(void)context;
	FUZZ_REQUIRE(r->at.line, "a refusal in no line");
}

static void
hear_gap(void *context, int64_t time_ms, const char *text)
{
	(void)context;
	(void)time_ms;
	FUZZ_REQUIRE(!strpbrk(text, "\n\033"), "%s", text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct diag diag;
	struct vocabulary vocabulary = { 0 };
	char *path = input_file_new(bytes, size);
	const char *paths[] = { path };
	diag_init(&diag);
	struct reader *r = reader_new(paths, 1, &vocabulary, &diag);
	FUZZ_REQUIRE(r, "the file cannot be read");
	struct log_listener listener = { .context = r,
		.message = hear_message,
		.refused = hear_refusal,
		.gap = hear_gap };
	if (!reader_refusal(r))
		FUZZ_REQUIRE(reader_run(r, &listener) || diag.error_count,
		    "given up without a word");
	input_file_print(&diag);
	reader_free(r);
	vocabulary_free(&vocabulary);
	diag_free(&diag);
	input_file_free(path);
	return 0;
}
