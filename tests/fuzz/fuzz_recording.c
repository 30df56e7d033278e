/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A recording: it is read to its end, or it is said why not.  All reports are
 * made of it and it is judged again, whatever it contains.
 */
#include "core/mem.h"
#include "record/output.h"
#include "record/recording.h"
#include "record/report.h"
#include "reports/console.h"
#include "reports/exchange/ctrf.h"
#include "reports/exchange/open_test.h"
#include "reports/html/html.h"
#include "reports/junit.h"
#include "reports/markdown.h"
#include "reports/tap.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/replayed.h"

const unsigned fuzz_runs = 400;

static const struct report_kind *const kinds[] = { &junit_report, &tap_report,
	&markdown_report, &html_report, &ctrf_report, &open_test_report };

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))
/* Of the reports, the console, and the judge. */
#define SINKS (KINDS + 2)

struct reader {
	struct report *reports[KINDS];
	struct console *console;
	struct replay *replay;
	FILE *nowhere;
	struct diag replay_diag;
	struct sink *sinks[SINKS];
};

static void
open_all(struct reader *r)
{
	char *problem = NULL;
	for (size_t i = 0; i < KINDS; i++) {
		struct output *output =
		    output_open("/dev/null", NULL, &problem);
		FUZZ_REQUIRE(output, "%s", problem);
		r->reports[i] = report_new(kinds[i], output, NULL);
		r->sinks[i] = &r->reports[i]->sink;
	}
	diag_init(&r->replay_diag);
	r->replay = replayed_new(&r->replay_diag, false);
	r->sinks[KINDS] = replay_sink(r->replay);
	r->nowhere = fopen("/dev/null", "w");
	FUZZ_REQUIRE(r->nowhere, "no /dev/null");
	r->console = console_new(&(struct console_options){
	    .out = r->nowhere, .ladder = true, .volume = CONSOLE_VERBOSE });
	r->sinks[KINDS + 1] = console_sink(r->console);
}

static void
close_all(struct reader *r)
{
	char *problem = NULL;
	for (size_t i = 0; i < KINDS; i++) {
		FUZZ_REQUIRE(
		    report_finish(r->reports[i], &problem), "%s", problem);
		report_free(r->reports[i]);
	}
	FUZZ_REQUIRE(console_finish(r->console, &problem), "%s", problem);
	console_free(r->console);
	fclose(r->nowhere);
	replay_free(r->replay);
	diag_free(&r->replay_diag);
}

static void
read_recording(struct recording *recording, struct diag *diag)
{
	struct reader r;
	open_all(&r);
	bool good = recording_play(recording, r.sinks, SINKS);
	FUZZ_REQUIRE(
	    good == (diag->error_count == 0), "%u errors", diag->error_count);
	if (good)
		replay_finish(r.replay);
	close_all(&r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct diag diag;
	char *path = input_file_new(bytes, size);
	diag_init(&diag);
	struct recording *recording = recording_open(path, &diag);
	FUZZ_REQUIRE(recording || diag.error_count, "refused without a word");
	if (recording)
		read_recording(recording, &diag);
	recording_free(recording);
	input_file_print(&diag);
	diag_free(&diag);
	input_file_free(path);
	return 0;
}
