/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A plain transcript: it is read and judged, or it is said why not.  Up to the
 * first newline the input is the case of lines that name none.
 */
#include "core/mem.h"
#include "record/foreign_transcript.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/replayed.h"

#include <string.h>

const unsigned fuzz_runs = 1500;

static void
judge(const struct foreign_transcript *t)
{
	struct diag diag;
	diag_init(&diag);
	struct replay *replay = replayed_new(&diag, true);
	foreign_transcript_play(t, replay_sink(replay));
	replay_finish(replay);
	replay_free(replay);
	input_file_print(&diag);
	diag_free(&diag);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct diag diag;
	const uint8_t *line = size ? memchr(bytes, '\n', size) : NULL;
	size_t name_size = line ? (size_t)(line - bytes) : 0;
	size_t skipped = line ? name_size + 1 : 0;
	char *name = mem_strndup((const char *)bytes, name_size);
	char *path = input_file_new(bytes + skipped, size - skipped);
	diag_init(&diag);
	struct record_file *file = record_file_open(path, &diag);
	FUZZ_REQUIRE(file, "the file cannot be read");
	struct foreign_transcript *t =
	    foreign_transcript_read(file, *name ? name : NULL);
	FUZZ_REQUIRE(!t == (diag.error_count > 0),
	    "%u errors, but %s transcript", diag.error_count, t ? "a" : "no");
	if (t)
		judge(t);
	foreign_transcript_free(t);
	input_file_print(&diag);
	diag_free(&diag);
	input_file_free(path);
	free(name);
	return 0;
}
