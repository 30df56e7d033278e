/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/terms.h"

#include "core/mem.h"
#include "record/concession/concessions.h"
#include "record/seal/digest.h"
#include "release/release.h"
#include "release/suite_digest.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Names of suites and files; a recording may claim anything. */
#define TEXT_MAX_BYTES ((size_t)1 << 20)

/* Options may be shortened, as getopt_long() reads them. */
static const struct {
	const char *begin, *what;
} unofficial[] = {
	{ "--base", "with a baseline" },
	{ "--ret", "with retries" },
};

static void
object_to_options(struct objections *o, const struct run_facts *run)
{
	for (size_t i = 0; i < sizeof(unofficial) / sizeof(*unofficial); i++)
		for (unsigned j = 0; j < run->option_count; j++)
			if (strncmp(run->options[j], unofficial[i].begin,
				strlen(unofficial[i].begin)) == 0)
				object(o, OBJECTION_FALSE,
				    "the run was made %s, which an official "
				    "one is not",
				    unofficial[i].what);
}

static void
object_to_server(struct objections *o, const struct run_facts *run)
{
	struct concessions c;
	concessions_collect(&c, run, false);
	if (run_is_simulated(run))
		object(o, OBJECTION_FALSE,
		    "the run was a simulation; that is a rehearsal");
	else if (c.server)
		object(o, OBJECTION_FALSE,
		    "the run was against the mock; that is a rehearsal");
	concessions_free(&c);
}

void
terms_object(
    struct objections *o, const struct run_facts *run, bool is_rehearsal)
{
	object_to_options(o, run);
	if (!is_rehearsal)
		object_to_server(o, run);
	for (unsigned i = 0; i < run->order_count; i++)
		object(o, OBJECTION_FALSE,
		    "the mock was told to do otherwise: %s", run->orders[i]);
	if (run->is_load)
		object(o, OBJECTION_FALSE,
		    "the recording is of a load, which draws its cases");
	if (run_is_unverified(run))
		object(o, OBJECTION_FALSE,
		    "the server's certificate was not checked (--insecure), so "
		    "it may have been another server");
}

void
terms_object_to_suites(struct objections *o, const struct suites *suites)
{
	for (size_t i = 0; i < suites->items.count; i++)
		if (!release_has_suite(suites->items.items[i]))
			object(o, OBJECTION_OPEN,
			    "the suite '%s' here is not that of a release; "
			    "'ixconform --version' says more",
			    suites->items.items[i]->name);
}

/* --- the statement --- */

static void
state_date(struct statement *s, int64_t wall_s)
{
	char text[sizeof("2026-11-30")];
	time_t time = (time_t)wall_s;
	struct tm day;
	if (wall_s && gmtime_r(&time, &day) &&
	    strftime(text, sizeof(text), "%Y-%m-%d", &day))
		statement_set(s, STATEMENT_DATE, text);
	else
		statement_set(s, STATEMENT_DATE, "simulated");
}

static void
take_text(struct statement *s, enum statement_key key, struct buf *text)
{
	statement_set(s, key, buf_text(text));
	buf_free(text);
}

static void
state_server(struct statement *s, const struct run_facts *run)
{
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	buf_add_text(&text,
	    run->server_name && *run->server_name ? run->server_name
						  : "(does not say)");
	if (run->server_version && *run->server_version)
		buf_printf(&text, " %s", run->server_version);
	take_text(s, STATEMENT_SERVER, &text);
}

static void
state_suites(struct statement *s, const struct suites *suites)
{
	struct buf text;
	char digest[DIGEST_TEXT_SIZE];
	buf_init(&text, TEXT_MAX_BYTES);
	for (size_t i = 0; i < suites->items.count; i++) {
		const struct suite *one = suites->items.items[i];
		buf_printf(&text, "%s%s sha256:%s", i ? ", " : "", one->name,
		    suite_digest_print(digest, one));
	}
	take_text(s, STATEMENT_SUITES, &text);
}

static void
state_program(struct statement *s, const struct run_facts *run)
{
	struct buf text;
	buf_init(&text, TEXT_MAX_BYTES);
	buf_printf(&text, "ixconform %s", run->program_version);
	if (run->program_sha256)
		buf_printf(&text, " sha256:%s", run->program_sha256);
	take_text(s, STATEMENT_PROGRAM, &text);
}

void
terms_state(struct statement *s, const struct run_facts *run,
    const struct suites *suites)
{
	state_date(s, run->wall_start_s);
	state_server(s, run);
	state_suites(s, suites);
	state_program(s, run);
}
