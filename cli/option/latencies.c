/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/latencies.h"

#include "core/clock.h"
#include "core/text/duration.h"
#include "judge/pattern/pattern.h"
#include "model/party.h"

#include <string.h>

/* A simulation has no need of longer ones, and its clock has an end. */
#define LATENCY_MAX_NS (3600 * NS_PER_S)
/* All names of parties. */
#define NAMES_MAX_BYTES 256

struct option_row
latency_option(struct latencies *l)
{
	return (struct option_row){ "latency", 0, "[PARTY=]TIME",
		"fix the simulated latency of every connection, or of\n"
		"one party's, such as agent2=25ms",
		.words = &l->texts, .requires = "simulate",
		.is_of_case = true };
}

/* A party of one of the cases that are to run? */
static bool
is_cast(
    const struct campaign_setup *campaign, const char *party, struct diag *diag)
{
	bool found = false;
	for (unsigned i = 0; i < campaign->case_count && !found; i++) {
		struct pattern *p = pattern_compile(campaign->cases[i].suite,
		    campaign->target, campaign->cases[i].test, diag);
		found = p && pattern_find_party(p, party) >= 0;
		pattern_free(p);
	}
	return found;
}

static void
report_party(
    const struct campaign_setup *campaign, const char *party, struct diag *diag)
{
	struct buf names;
	buf_init(&names, NAMES_MAX_BYTES);
	for (const char *const *name = party_names(); *name; name++)
		if (is_cast(campaign, *name, diag))
			buf_printf(
			    &names, "%s%s", names.size ? ", " : "", *name);
	diag_error(
	    diag, NULL, "--latency %s: no selected case has that party", party);
	diag_note(diag, "their parties are %s", buf_text(&names));
	buf_free(&names);
}

/* A request goes there, and what it causes comes back. */
static void
check_timers(const char *text, int64_t ns, const struct target *target,
    struct diag *diag)
{
	const struct named_timer *shortest = NULL;
	char timer[DURATION_TEXT_SIZE], both_ways[DURATION_TEXT_SIZE];
	for (size_t i = 0; i < target->timers.count; i++) {
		const struct named_timer *t = &target->timers.items[i];
		if (2 * ns >= t->ns && (!shortest || t->ns < shortest->ns))
			shortest = t;
	}
	if (!shortest)
		return;
	duration_print(timer, shortest->ns);
	duration_print(both_ways, 2 * ns);
	diag_warning(diag, NULL, "long-latency",
	    "--latency %s: a round trip takes %s, and the timer %s is %s", text,
	    both_ways, shortest->name, timer);
	diag_note(diag,
	    "late messages are then judged as the server's fault, or not at "
	    "all; --timer gives more time");
}

static void
report_time(const char *text, const char *time, const char *party,
    enum duration_problem problem, struct diag *diag)
{
	diag_error(diag, NULL, "--latency %s: '%s' %s", text, time,
	    duration_problem_text(problem));
	if (!party)
		diag_note(diag,
		    "it takes a time for all parties, such as 100ms, or for "
		    "one, such as agent2=100ms");
}

static void
parse(struct latencies *l, const char *text,
    const struct campaign_setup *campaign, struct diag *diag)
{
	const char *equals = strchr(text, '=');
	const char *time = equals ? equals + 1 : text;
	char *party =
	    equals ? mem_strndup(text, (size_t)(equals - text)) : NULL;
	int64_t ns = 0;
	enum duration_problem problem = duration_parse(time, strlen(time), &ns);
	if (problem != DURATION_OK)
		report_time(text, time, party, problem, diag);
	else if (ns > LATENCY_MAX_NS)
		diag_error(diag, NULL,
		    "--latency %s: '%s' is longer than an hour", text, time);
	else if (party && !is_cast(campaign, party, diag))
		report_party(campaign, party, diag);
	else
		check_timers(text, ns, campaign->target, diag);
	struct simulation_latency latency = { party, ns };
	vec_push(&l->parsed, latency);
}

bool
latencies_parse(struct latencies *l, const struct campaign_setup *campaign,
    struct diag *diag)
{
	unsigned errors = diag->error_count;
	for (size_t i = 0; i < l->texts.count; i++)
		parse(l, l->texts.items[i], campaign, diag);
	return diag->error_count == errors;
}

void
latencies_free(struct latencies *l)
{
	for (size_t i = 0; i < l->parsed.count; i++)
		free((char *)l->parsed.items[i].party);
	vec_free(&l->texts);
	vec_free(&l->parsed);
}
