/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/state_table.h"

#include "lint/grammar.h"
#include "load/element/reader.h"
#include "sim/census.h"
#include "sim/mock_target.h"
#include "sim/states.h"

#include <string.h>

/* Cases that a cell names; the others are counted. */
#define NAMED_MAX 3

struct covering_case {
	const struct fixture_case *test;
	struct census cells;
};

struct reason {
	char *text;
};

/* For one cell. */
struct excused {
	unsigned row, state, reason;
};

struct state_table {
	VEC(struct covering_case) cases;
	VEC(struct reason) reasons;
	VEC(struct excused) excused;
};

static const struct element_rule excuses_rule = {
	.name = "state-excuses",
	.children = WORDS("reason"),
};

static const struct element_rule reason_rule = {
	.name = "reason",
	.required = WORDS("text"),
	.children = WORDS("excuse"),
};

static const struct element_rule excuse_rule = {
	.name = "excuse",
	.required = WORDS("request", "who", "about", "states"),
};

struct state_table *
state_table_new(void)
{
	return mem_zalloc(sizeof(struct state_table));
}

void
state_table_free(struct state_table *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->cases.count; i++)
		vec_free(&t->cases.items[i].cells.entries);
	for (size_t i = 0; i < t->reasons.count; i++)
		free(t->reasons.items[i].text);
	vec_free(&t->cases);
	vec_free(&t->reasons);
	vec_free(&t->excused);
	free(t);
}

bool
state_table_add_suite(struct state_table *t, const struct suite *suite,
    const struct target *target, struct diag *diag)
{
	struct mock_config config = mock_config_for(target, "");
	unsigned errors = diag->error_count;
	for (size_t i = 0; i < suite->fixtures.count; i++) {
		const struct fixture *f = suite->fixtures.items[i];
		for (size_t j = 0; j < f->cases.count; j++) {
			struct covering_case c = { .test = f->cases.items[j] };
			census_take(
			    suite, target, &config, c.test, &c.cells, diag);
			vec_push(&t->cases, c);
		}
	}
	return diag->error_count == errors;
}

/* --- what covers a cell --- */

/* By its own steps rather than by its probes alone? */
static bool
covers(const struct covering_case *c, unsigned row, unsigned state,
    bool *ret_by_probe)
{
	bool found = false, by_own = false;
	for (size_t i = 0; i < c->cells.entries.count; i++) {
		const struct census_entry *e = &c->cells.entries.items[i];
		if (e->row != row || e->state != state)
			continue;
		found = true;
		by_own |= !e->in_probe;
	}
	*ret_by_probe = !by_own;
	return found;
}

static const struct covering_case *
find_covering(const struct state_table *t, unsigned row, unsigned state)
{
	bool by_probe;
	for (size_t i = 0; i < t->cases.count; i++)
		if (covers(&t->cases.items[i], row, state, &by_probe))
			return &t->cases.items[i];
	return NULL;
}

static const struct excused *
find_excuse(const struct state_table *t, unsigned row, unsigned state)
{
	for (size_t i = 0; i < t->excused.count; i++)
		if (t->excused.items[i].row == row &&
		    t->excused.items[i].state == state)
			return &t->excused.items[i];
	return NULL;
}

static bool
is_gap(const struct state_table *t, unsigned row, unsigned state)
{
	return states_can_be(states_row(row), state) &&
	    !find_covering(t, row, state) && !find_excuse(t, row, state);
}

unsigned
state_table_gaps(const struct state_table *t)
{
	unsigned gaps = 0;
	for (unsigned row = 0; row < states_row_count(); row++)
		for (unsigned state = 0; state < STATE_COUNT; state++)
			gaps += is_gap(t, row, state);
	return gaps;
}

/* --- excuses --- */

static int
find_row(const struct xml_node *n)
{
	const char *request = reader_attribute(n, "request")->value;
	const char *who = reader_attribute(n, "who")->value;
	const char *about = reader_attribute(n, "about")->value;
	for (unsigned i = 0; i < states_row_count(); i++) {
		const struct state_row *r = states_row(i);
		if (strcmp(request, asked_name(r->asked)) == 0 &&
		    strcmp(who, role_in_name(r->who)) == 0 &&
		    strcmp(about, about_name(r->about)) == 0)
			return (int)i;
	}
	return -1;
}

static int
find_state(const char *word)
{
	for (unsigned i = 0; i < STATE_COUNT; i++)
		if (strcmp(state_name(i), word) == 0)
			return (int)i;
	return -1;
}

static void
excuse_cell(struct state_table *t, unsigned row, unsigned state,
    const struct place *at, struct diag *diag)
{
	const struct covering_case *c = find_covering(t, row, state);
	struct excused e = { row, state, (unsigned)t->reasons.count - 1 };
	if (c)
		diag_error(diag, at,
		    "the state %s needs no excuse: '%s/%s' covers it",
		    state_name(state), c->test->fixture->phase, c->test->name);
	else if (!states_can_be(states_row(row), state))
		diag_error(diag, at, "there is no such cell in the state %s",
		    state_name(state));
	else if (find_excuse(t, row, state))
		diag_error(diag, at, "the state %s is excused twice",
		    state_name(state));
	else
		vec_push(&t->excused, e);
}

struct excuse {
	struct state_table *table;
	unsigned row;
};

static void
excuse_state(
    void *data, const char *word, const struct place *at, struct diag *diag)
{
	const struct excuse *e = data;
	int state = find_state(word);
	if (state < 0)
		diag_error(diag, at, "unknown state '%s'", word);
	else
		excuse_cell(e->table, e->row, (unsigned)state, at, diag);
}

static void
read_excuse(struct state_table *t, const struct xml_node *n, struct diag *diag)
{
	unsigned errors = diag->error_count;
	reader_check(n, &excuse_rule, diag);
	const struct xml_attribute *states = reader_attribute(n, "states");
	if (diag->error_count > errors)
		return;
	int row = find_row(n);
	if (row < 0) {
		diag_error(diag, &n->at, "the table has no such row");
		return;
	}
	struct excuse e = { t, (unsigned)row };
	reader_each_word(states, excuse_state, &e, diag);
}

static void
read_reason(struct state_table *t, const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &reason_rule, diag);
	struct reason r = { .text = reader_copy(n, "text") };
	vec_push(&t->reasons, r);
	for (size_t i = 0; i < n->children.count; i++)
		if (reader_is(n->children.items[i], "excuse"))
			read_excuse(t, n->children.items[i], diag);
}

bool
state_table_excuse(struct state_table *t, const char *path,
    const char *schema_folder, struct diag *diag)
{
	unsigned errors = diag->error_count;
	struct xml_document *d = reader_open(
	    path, NULL, STATE_EXCUSES_NAMESPACE, "state-excuses", diag);
	if (!d)
		return false;
	reader_check(d->root, &excuses_rule, diag);
	for (size_t i = 0; i < d->root->children.count; i++)
		if (reader_is(d->root->children.items[i], "reason"))
			read_reason(t, d->root->children.items[i], diag);
	if (diag->error_count == errors)
		grammar_check_source(
		    d->source, schema_folder, "state-excuses.rng", diag);
	xml_document_free(d);
	return diag->error_count == errors;
}

/* --- as Markdown --- */

static void
add_cell(
    const struct state_table *t, unsigned row, unsigned state, struct buf *into)
{
	const struct excused *e = find_excuse(t, row, state);
	unsigned count = 0;
	bool by_probe;
	if (!states_can_be(states_row(row), state)) {
		buf_add_text(into, " |");
		return;
	}
	for (size_t i = 0; i < t->cases.count; i++) {
		if (!covers(&t->cases.items[i], row, state, &by_probe))
			continue;
		if (count++ < NAMED_MAX)
			buf_printf(
			    into, " %zu%s", i + 1, by_probe ? "\\*" : "");
	}
	if (count > NAMED_MAX)
		buf_printf(into, " +%u", count - NAMED_MAX);
	if (count == 0 && e)
		buf_printf(into, " %c", 'a' + (int)e->reason);
	else if (count == 0)
		buf_add_text(into, " **?**");
	buf_add_text(into, " |");
}

static void
add_words(const char *name, struct buf *into)
{
	for (; *name; name++) {
		if (*name == '-')
			buf_add_char(into, ' ');
		else
			buf_add_char(into, *name);
	}
}

static void
add_row(const struct state_table *t, unsigned row, struct buf *into)
{
	const struct state_row *r = states_row(row);
	buf_add_text(into, "| ");
	add_words(role_in_name(r->who), into);
	buf_add_text(into, " | ");
	if (r->about != ABOUT_NOTHING)
		add_words(about_name(r->about), into);
	buf_add_text(into, " |");
	for (unsigned state = 0; state < STATE_COUNT; state++)
		add_cell(t, row, state, into);
	buf_add_char(into, '\n');
}

static void
add_request(const struct state_table *t, enum asked asked, struct buf *into)
{
	buf_printf(into, "\n## %s\n| who | about |", asked_name(asked));
	for (unsigned i = 0; i < STATE_COUNT; i++)
		buf_printf(into, " %s |", state_name(i));
	buf_add_text(into, "\n|---|---|");
	for (unsigned i = 0; i < STATE_COUNT; i++)
		buf_add_text(into, "---|");
	buf_add_char(into, '\n');
	for (unsigned row = 0; row < states_row_count(); row++)
		if (states_row(row)->asked == asked)
			add_row(t, row, into);
}

static void
add_counts(const struct state_table *t, struct buf *into)
{
	unsigned cells = 0, covered = 0;
	for (unsigned row = 0; row < states_row_count(); row++)
		for (unsigned state = 0; state < STATE_COUNT; state++) {
			cells += states_can_be(states_row(row), state);
			covered += find_covering(t, row, state) != NULL;
		}
	buf_printf(into,
	    "%u possible cells: %u covered by %zu cases, %zu excused, %u "
	    "gaps.\n",
	    cells, covered, t->cases.count, t->excused.count,
	    state_table_gaps(t));
}

static const char introduction[] =
    "# Coverage of states\n"
    "Made by `ixconform coverage --states`; a test checks it against the "
    "fixtures. Each case is run in simulation, and its\nmessages show who is "
    "a party, which invitations are open, and whose tickets are whose, before "
    "it makes a request.\n\n"
    "Columns are the state of the interaction: in its queue, returned to it, "
    "and then *parties*.*open invitations*: `2.1`.\n"
    "More than four parties or two invitations are not distinguished. "
    "*Inviter* is a party whose invitation is open, or that\nhas invited when "
    "none is; *formerly invited* is an agent that has rejected or let the "
    "time pass. Numbers are the cases\nbelow, those with \\* in a probe; "
    "letters are excuses; an empty cell is impossible.\n\n";

void
state_table_print(const struct state_table *t, struct buf *into)
{
	buf_add_text(into, introduction);
	add_counts(t, into);
	for (int i = 0; i < ASKED_COUNT; i++)
		add_request(t, (enum asked)i, into);
	buf_add_text(into, "\n## Excuses\n| | |\n|---|---|\n");
	for (size_t i = 0; i < t->reasons.count; i++)
		buf_printf(into, "| %c | %s |\n", 'a' + (int)i,
		    t->reasons.items[i].text);
	buf_add_text(into, "\n## Cases\n");
	for (size_t i = 0; i < t->cases.count; i++)
		buf_printf(into, "%zu. %s/%s\n", i + 1,
		    t->cases.items[i].test->fixture->phase,
		    t->cases.items[i].test->name);
}
