/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The conferences in a log: what is picked stands in its lines, in order, and
 * the transcript that is made of it is read without an error.
 */
#include "casting/casting.h"
#include "load/suite_file.h"
#include "load/target_file.h"
#include "record/foreign_transcript.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/input_file.h"

#include <string.h>

const unsigned fuzz_runs = 400;

/* The shipped suite, loaded once. */
struct stage {
	struct suite *suite;
	struct target *target;
	struct candidates *candidates;
};

static const struct stage *
find_stage(struct diag *diag)
{
	static struct stage s;
	if (s.candidates)
		return &s;
	char *path = input_file_shipped("suites/conference.xml");
	s.suite = suite_load(path, NULL, diag);
	free(path);
	path = input_file_shipped("targets/embedded.xml");
	s.target = target_load(path, diag);
	free(path);
	FUZZ_REQUIRE(s.suite && s.target, "the shipped files do not load");
	s.candidates = candidates_new(&s.suite, 1, s.target);
	return &s;
}

static void
look_at(const struct harvest *h, const struct log_totals *t)
{
	unsigned count;
	struct episode *const *all = harvest_episodes(h, &count);
	for (unsigned i = 0; i < count; i++) {
		const struct episode *e = all[i];
		FUZZ_REQUIRE(e->facts.count > 0, "%s", e->interaction);
		for (size_t j = 0; j < e->facts.count; j++) {
			const struct episode_fact *f = &e->facts.items[j];
			FUZZ_REQUIRE(f->at.line > 0 && f->at.line <= t->lines,
			    "line %u", f->at.line);
			FUZZ_REQUIRE(j == 0 ||
				f->time_ms >= e->facts.items[j - 1].time_ms,
			    "fact %zu is before the one before", j);
		}
	}
}

static bool
keep(void *context, const char *bytes, size_t size)
{
	return buf_add(context, bytes, size);
}

static void
read_back(const struct buf *text, struct diag *diag)
{
	char *path = input_file_new(text->bytes, text->size);
	struct record_file *file = record_file_open(path, diag);
	FUZZ_REQUIRE(file, "the transcript cannot be read");
	struct foreign_transcript *p = foreign_transcript_read(file, NULL);
	input_file_print(diag);
	FUZZ_REQUIRE(p, "a transcript of ours: %s",
	    diag->items.count ? diag->items.items[0].text : "");
	foreign_transcript_free(p);
	input_file_free(path);
}

struct performing {
	const struct stage *stage;
	struct casting *casting;
};

static void
take(void *context, const struct episode *e)
{
	struct performing *p = context;
	casting_add(p->casting, e);
}

static bool
matters(void *context, const char *request)
{
	struct performing *p = context;
	return candidates_send(p->stage->candidates, request);
}

static void
cast(struct reader *r, const struct stage *stage, struct diag *diag)
{
	struct performing p = { .stage = stage };
	struct harvest_choice choice = {
		.beginnings = stage->candidates->beginnings.items,
		.context = &p,
		.take = take,
		.matters = matters,
	};
	struct harvest *h = harvest_new(r, &choice);
	struct log_listener listener = harvest_listener(h);
	struct buf text;
	struct casting_output output = { &text, keep };
	buf_init(&text, 64 * FUZZ_MAX_BYTES);
	p.casting =
	    casting_new(r, h, stage->candidates, stage->target, NULL, &output);
	FUZZ_REQUIRE(reader_run(r, &listener), "not read to its end");
	look_at(h, reader_totals(r));
	harvest_finish(h);
	FUZZ_REQUIRE(casting_is_whole(p.casting), "not written");
	if (casting_count(p.casting))
		read_back(&text, diag);
	buf_free(&text);
	casting_free(p.casting);
	harvest_free(h);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct vocabulary none = { .messages = { 0 } };
	char *path = input_file_new(bytes, size);
	const char *paths[] = { path };
	struct diag diag;
	diag_init(&diag);
	const struct stage *stage = find_stage(&diag);
	struct reader *r = reader_new(paths, 1, &none, &diag);
	FUZZ_REQUIRE(r, "a file that was just written");
	if (!reader_refusal(r))
		cast(r, stage, &diag);
	reader_free(r);
	diag_free(&diag);
	input_file_free(path);
	return 0;
}
