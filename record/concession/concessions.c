/* SPDX-License-Identifier: Apache-2.0 */
#include "record/concession/concessions.h"

#include "core/escape.h"
#include "core/mem.h"
#include "core/text/duration.h"

#include <stdlib.h>
#include <string.h>

/* A recording may name anything: this much of an item is shown. */
#define ITEM_MAX_BYTES 4096
#define LINE_MAX_BYTES ((size_t)64 << 10)

/* What the mock calls itself, wherever it was started. */
#define MOCK_NAME "ixconform mock"

/*
 * The documented values (targets/example-server.xml): who waits longer is more
 * patient than the documents ask for.
 */
static const struct {
	const char *name;
	int64_t ns;
} usual_timers[] = {
	{ "invitation-timeout", INT64_C(30000000000) },
	{ "response-timeout", INT64_C(5000000000) },
	{ "tolerance", INT64_C(2000000000) },
};

/* They are about agents and workbins, of which no chapter's tables speak. */
static const char *const usual_background[] = { "EventCurrentAgentStatus",
	"EventPlaceAgentState", "EventWorkbinContentChanged" };

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static void
add_text(struct buf *into, const char *text)
{
	escape_line(into, text, strlen(text));
}

/* Text, or up to three of them, of which the later ones may be NULL. */
static void
add_item(struct concessions *c, const char *first, const char *second,
    const char *third)
{
	struct buf b;
	buf_init(&b, ITEM_MAX_BYTES);
	add_text(&b, first);
	if (second)
		add_text(&b, second);
	if (third)
		add_text(&b, third);
	vec_push(&c->items, mem_strdup(buf_text(&b)));
	buf_free(&b);
}

/* *ret_known: does a suite of the run have this reading? */
static bool
is_default(
    const struct run_facts *run, const struct named_text *said, bool *ret_known)
{
	*ret_known = false;
	for (unsigned i = 0; i < run->suite_count; i++) {
		const struct run_suite *s = &run->suites[i];
		for (unsigned j = 0; j < s->reading_count; j++) {
			if (strcmp(s->readings[j].name, said->name) != 0)
				continue;
			*ret_known = true;
			if (strcmp(s->readings[j].fallback, said->text) != 0)
				return false;
		}
	}
	return true;
}

/* An old recording does not say what the default is: then all are listed. */
static void
collect_readings(struct concessions *c, const struct run_facts *run)
{
	const struct target *t = run->target;
	for (size_t i = 0; i < t->readings.count; i++) {
		const struct named_text *said = &t->readings.items[i];
		bool is_known;
		if (!is_default(run, said, &is_known) || !run->suite_count)
			add_item(c, said->name, "=", said->text);
	}
}

static void
collect_timers(struct concessions *c, const struct target *t)
{
	for (size_t i = 0; i < COUNT(usual_timers); i++) {
		char is[DURATION_TEXT_SIZE], usual[DURATION_TEXT_SIZE];
		int64_t ns;
		if (!target_timer(t, usual_timers[i].name, &ns) ||
		    ns <= usual_timers[i].ns)
			continue;
		char *text = mem_printf("%s %s instead of %s",
		    usual_timers[i].name, duration_print(is, ns),
		    duration_print(usual, usual_timers[i].ns));
		vec_push(&c->items, text);
	}
}

static bool
is_usual_background(const char *message)
{
	for (size_t i = 0; i < COUNT(usual_background); i++)
		if (strcmp(usual_background[i], message) == 0)
			return true;
	return false;
}

static void
collect_background(struct concessions *c, const struct target *t)
{
	for (size_t i = 0; i < t->background.count; i++) {
		const struct named_text *b = &t->background.items[i];
		if (is_usual_background(b->name))
			continue;
		char *of = b->text ? mem_printf(" (%s)", b->text) : NULL;
		add_item(c, "background ", b->name, of);
		free(of);
	}
}

static void
collect_connection(struct concessions *c, const struct run_facts *run)
{
	if (run_is_unverified(run))
		add_item(c,
		    "the server's certificate was not checked (--insecure)",
		    NULL, NULL);
}

static void
collect_target(struct concessions *c, const struct run_facts *run)
{
	const struct target *t = run->target;
	collect_readings(c, run);
	collect_timers(c, t);
	collect_background(c, t);
	for (size_t i = 0; i < t->substitutes.count; i++)
		add_item(
		    c, "substitute for ", t->substitutes.items[i].phase, NULL);
	collect_connection(c, run);
}

/* Not of a load, whose cases are drawn. */
char *
concessions_scope(const struct run_facts *run)
{
	unsigned there = 0, selected = 0, unclaimed = 0;
	for (unsigned i = 0; i < run->suite_count; i++)
		there += run->suites[i].case_count;
	for (unsigned i = 0; i < run->case_count; i++)
		if (!run->cases[i].is_assumption) {
			selected++;
			unclaimed += run->cases[i].unclaimed != NULL;
		}
	if (run->shard.total)
		selected = run->shard.case_count;
	if (run->is_load || (selected >= there && !unclaimed))
		return NULL;
	char *left_out = unclaimed
	    ? mem_printf(" (the ICS leaves out %u)", unclaimed)
	    : mem_strdup("");
	char *scope = mem_printf("%u of the %s %u cases%s",
	    selected - (run->shard.total ? 0 : unclaimed),
	    run->suite_count == 1 ? "suite's" : "suites'", there, left_out);
	free(left_out);
	return scope;
}

/* With what it was ordered to do differently. */
static char *
server_of(const struct run_facts *run)
{
	bool is_mock =
	    run->server_name && strcmp(run->server_name, MOCK_NAME) == 0;
	if (!is_mock && !run_is_simulated(run))
		return NULL;
	struct buf b;
	buf_init(&b, LINE_MAX_BYTES);
	buf_add_text(&b,
	    run_is_simulated(run) ? "in a simulation of the mock"
				  : "against the mock");
	for (unsigned i = 0; i < run->order_count; i++) {
		buf_add_text(&b, i ? ", " : " with ");
		add_text(&b, run->orders[i]);
	}
	char *text = mem_strdup(buf_text(&b));
	buf_free(&b);
	return text;
}

void
concessions_collect(
    struct concessions *ret, const struct run_facts *run, bool has_derived_tags)
{
	*ret = (struct concessions){ .scope = concessions_scope(run),
		.server = server_of(run),
		.is_probe = run_is_probe(run),
		.is_unknown = !run->target };
	for (unsigned i = 0; i < run->case_count; i++)
		ret->is_narrowed |= run->cases[i].unclaimed != NULL;
	if (run->target && !ret->is_probe)
		collect_target(ret, run);
	else if (ret->is_probe)
		collect_connection(ret, run);
	if (has_derived_tags)
		add_item(ret, "protocols derived, not sent", NULL, NULL);
}

void
concessions_free(struct concessions *c)
{
	for (size_t i = 0; i < c->items.count; i++)
		free(c->items.items[i]);
	vec_free(&c->items);
	free(c->scope);
	free(c->server);
}

static void
add_items(struct buf *into, const struct concessions *c)
{
	for (size_t i = 0; i < c->items.count; i++)
		buf_printf(into, "%s%s", i ? ", " : "", c->items.items[i]);
}

static void
print_of_probe(struct buf *into, const struct concessions *c)
{
	buf_add_text(into, "only the binding was checked");
	if (c->server)
		buf_printf(into, ", %s", c->server);
	buf_add_text(into, "; no case of a suite was judged");
	if (c->items.count)
		buf_add_text(into, "; ");
	add_items(into, c);
}

void
concessions_print(struct buf *into, const struct concessions *c)
{
	size_t count = c->items.count;
	if (c->is_probe) {
		print_of_probe(into, c);
		return;
	}
	if (c->scope)
		buf_printf(into, "%s, ", c->scope);
	buf_add_text(into, "judged ");
	if (c->server)
		buf_printf(into, "%s%s ", c->server,
		    strstr(c->server, " with ") ? "," : "");
	if (c->is_unknown)
		buf_add_text(into, "by timers and readings not recorded");
	else if (count == 0)
		buf_add_text(into, "without concessions");
	if (count == 0)
		return;
	buf_printf(into,
	    "%swith %zu concession%s: ", c->is_unknown ? ", and " : "", count,
	    count == 1 ? "" : "s");
	add_items(into, c);
}

void
concessions_print_of(
    struct buf *into, const struct run_facts *run, bool has_derived_tags)
{
	struct concessions c;
	concessions_collect(&c, run, has_derived_tags);
	concessions_print(into, &c);
	concessions_free(&c);
}

void
concessions_print_conditions(struct buf *into, const struct target *t)
{
	buf_add_text(into, "timers: ");
	for (size_t i = 0; i < t->timers.count; i++) {
		char time[DURATION_TEXT_SIZE];
		buf_add_text(into, i ? ", " : "");
		add_text(into, t->timers.items[i].name);
		buf_printf(
		    into, " %s", duration_print(time, t->timers.items[i].ns));
	}
	buf_add_text(into, "\nreadings: ");
	for (size_t i = 0; i < t->readings.count; i++) {
		buf_add_text(into, i ? ", " : "");
		add_text(into, t->readings.items[i].name);
		buf_add_char(into, '=');
		add_text(into, t->readings.items[i].text);
	}
	buf_add_text(into,
	    t->readings.count ? "\nbackground: "
			      : "the suite's own\nbackground: ");
	for (size_t i = 0; i < t->background.count; i++) {
		buf_add_text(into, i ? ", " : "");
		add_text(into, t->background.items[i].name);
	}
	buf_add_text(into, t->background.count ? "\n" : "none\n");
}
