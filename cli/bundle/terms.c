/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/bundle/terms.h"

#include "compare/past_run.h"
#include "core/mem.h"
#include "record/concession/concessions.h"
#include "record/seal/digest.h"

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

/* Not the target's, which is no part of a suite. */
static void
digest_files(char *into, const struct run_facts *run)
{
	struct buf list;
	buf_init(&list, TEXT_MAX_BYTES);
	for (unsigned i = 0; i < run->file_count; i++) {
		const char *name = recorded_name(run->files[i].path);
		if (strncmp(name, "targets/", 8) != 0)
			buf_printf(
			    &list, "%s  %s\n", run->files[i].sha256, name);
	}
	digest_print(into, buf_text(&list), list.size);
	buf_free(&list);
}

static void
state_suites(struct statement *s, const struct run_facts *run)
{
	struct buf text;
	char digest[DIGEST_TEXT_SIZE];
	buf_init(&text, TEXT_MAX_BYTES);
	for (unsigned i = 0; i < run->suite_count; i++)
		buf_printf(&text, "%s%s", i ? ", " : "", run->suites[i].name);
	digest_files(digest, run);
	buf_printf(&text, " sha256:%s", digest);
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
terms_state(struct statement *s, const struct run_facts *run)
{
	state_date(s, run->wall_start_s);
	state_server(s, run);
	state_suites(s, run);
	state_program(s, run);
}
