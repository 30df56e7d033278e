/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The judge against the oracle, over random trees and traces: both must agree
 * after every message on whether what came can still become a legal trace, and
 * whether it is one.
 */
#include "core/clock.h"
#include "judge/explain/outcome.h"
#include "tests/judge/oracle.h"
#include "tests/judge/rig.h"
#include "tests/judge/suites.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#define PARTIES 3
#define MESSAGES 2
#define LABELS (PARTIES * MESSAGES)
#define TREES_PER_SEED 400
#define TRACES_PER_TREE 12
#define SEEDS 8

static const char *const seats[PARTIES] = { "agent1", "agent2", "agent3" };
static const char *const message_names[MESSAGES] = { "EventA", "EventB" };

/* 'a' and 'b' are the messages at agent1, 'c' and 'd' at agent2 ... */
static unsigned
party_of(char label)
{
	return (unsigned)(label - 'a') / MESSAGES;
}

static char
label_of(const struct step *s)
{
	unsigned party = (unsigned)(s->party[5] - '1');
	bool second = strcmp(s->message, "EventB") == 0;
	return (char)('a' + party * MESSAGES + second);
}

static const struct alphabet alphabet = { label_of, party_of };

struct dice {
	uint64_t state;
};

static unsigned
roll(struct dice *d, unsigned sides)
{
	d->state = d->state * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (unsigned)(d->state >> 33) % sides;
}

static struct step *
new_receive(char label)
{
	struct step *s = step_new(STEP_RECEIVE, &(struct place){ 0 });
	s->party = mem_strdup(seats[party_of(label)]);
	s->message =
	    mem_strdup(message_names[(unsigned)(label - 'a') % MESSAGES]);
	s->protocol = mem_strdup("InteractionManagement");
	return s;
}

/* The timer of every <while>: it starts with the case. */
#define WHILE_NS NS_PER_S

static struct step *
new_block(enum step_kind kind)
{
	struct step *s = step_new(kind, &(struct place){ 0 });
	struct time_term term = { .ns = WHILE_NS };
	if (kind != STEP_WHILE)
		return s;
	struct time_sum *within = mem_zalloc(sizeof(*within));
	within->given = true;
	within->text = mem_strdup("1s");
	vec_push(&within->terms, term);
	s->window.within = within;
	return s;
}

/* A tree that has up to *budget messages, which is lowered. */
static struct step *
random_tree(struct dice *d, unsigned depth, unsigned *budget, bool strict)
{
	static const enum step_kind kinds[] = { STEP_SEQ, STEP_ALL, STEP_CHOICE,
		STEP_OPTIONAL, STEP_REPEAT, STEP_WHILE, STEP_STRICT };
	if (depth == 0 || *budget <= 1 || roll(d, 4) == 0) {
		*budget -= *budget > 0;
		return new_receive((char)('a' + (int)roll(d, LABELS)));
	}
	enum step_kind kind = kinds[roll(d, strict ? 7 : 6)];
	struct step *s = new_block(kind);
	unsigned share = *budget;
	if (kind == STEP_REPEAT) {
		s->max = roll(d, 4);
		s->min = roll(d, s->max + 1);
		share = *budget / (s->max ? s->max : 1);
	}
	unsigned left = share;
	for (unsigned i = 0, n = 1 + roll(d, 3); i < n && left; i++) {
		struct step *child = random_tree(d, depth - 1, &left, strict);
		vec_push(&s->children, child);
	}
	*budget -= (share - left) * (kind == STEP_REPEAT ? s->max : 1);
	return s;
}

static void
print_tree(struct buf *b, const struct step *s)
{
	if (s->kind == STEP_RECEIVE) {
		buf_add_char(b, label_of(s));
		return;
	}
	buf_add_text(b, step_kind_name(s->kind));
	if (s->kind == STEP_REPEAT)
		buf_printf(b, "[%u..%u]", s->min, s->max);
	buf_add_char(b, '(');
	for (size_t i = 0; i < s->children.count; i++) {
		if (i)
			buf_add_char(b, ' ');
		print_tree(b, s->children.items[i]);
	}
	buf_add_char(b, ')');
}

/* A text like "seq(a optional(c))" as a tree; *cursor is advanced. */
static struct step *
parse_tree(const char **cursor)
{
	static const enum step_kind kinds[] = { STEP_SEQ, STEP_ALL, STEP_CHOICE,
		STEP_OPTIONAL, STEP_REPEAT, STEP_WHILE, STEP_STRICT };
	size_t size = strcspn(*cursor, "([ )");
	if (size == 1)
		return new_receive(*(*cursor)++);
	struct step *s = NULL;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strncmp(step_kind_name(kinds[i]), *cursor, size) == 0)
			s = new_block(kinds[i]);
	ck_assert_ptr_nonnull(s);
	*cursor += size;
	if (**cursor == '[') {
		ck_assert_int_eq(
		    sscanf(*cursor, "[%u..%u]", &s->min, &s->max), 2);
		*cursor = strchr(*cursor, ']') + 1;
	}
	while (**cursor != ')') {
		++*cursor;
		struct step *child = parse_tree(cursor);
		vec_push(&s->children, child);
	}
	++*cursor;
	return s;
}

struct duel {
	struct rig rig;
	struct fixture_case test;
	struct step *tree;
	struct language language;
	char *text;
};

/* As the loader does. */
static void
know_messages(const struct catalogue *c, struct step *s)
{
	if (s->message)
		s->spec = catalogue_find(c, s->message);
	for (size_t i = 0; i < s->children.count; i++)
		know_messages(c, s->children.items[i]);
}

static void
start_duel(struct duel *d, struct step *tree)
{
	struct buf b;
	buf_init(&b, 4096);
	print_tree(&b, tree);
	d->text = buf_take(&b);
	d->tree = tree;
	know_messages(d->rig.suite->catalogue, tree);
	d->language = oracle_language(tree, &alphabet);
	d->test = *d->rig.suite->fixtures.items[0]->cases.items[0];
	struct step *body = step_new(STEP_SEQ, &(struct place){ 0 });
	vec_push(&body->children, tree);
	d->test.body = body;
	rig_start(&d->rig, &d->test);
}

static void
end_duel(struct duel *d)
{
	step_free(d->test.body);
	language_free(&d->language);
	free(d->text);
}

static bool
feed(struct rig *r, char label, int64_t time_ns)
{
	int party = pattern_find_party(r->pattern, seats[party_of(label)]);
	struct observation o = { .time_ns = time_ns,
		.earliest_ns = time_ns - 1,
		.protocol = "InteractionManagement",
		.number = ++r->number };
	if (party < 0)
		return false; /* the tree does not speak of it */
	o.party = (unsigned)party;
	o.message =
	    message_new(message_names[(unsigned)(label - 'a') % MESSAGES]);
	bool accepted = match_feed(r->match, &o);
	observation_clear(&o);
	return accepted;
}

/* The judge's view so far: complete, when it wants nothing but a fence. */
static bool
judge_is_complete(struct rig *r)
{
	unsigned event;
	return !match_has_diverged(r->match) &&
	    match_demand(r->match, 1, &event) == MATCH_FENCE;
}

static void
compare(struct duel *d, const char *trace)
{
	rig_again(&d->rig);
	for (size_t i = 0;; i++) {
		char so_far[ORACLE_MAX_LENGTH * 2 + 1];
		memcpy(so_far, trace, i);
		so_far[i] = '\0';
		ck_assert_msg(judge_is_complete(&d->rig) ==
			oracle_is_complete(&d->language, so_far),
		    "%s, '%s' of '%s': complete?", d->text, so_far, trace);
		if (!trace[i])
			break;
		so_far[i] = trace[i];
		so_far[i + 1] = '\0';
		bool legal = oracle_is_beginning(&d->language, so_far);
		ck_assert_msg(feed(&d->rig, trace[i], 1) == legal,
		    "%s, '%s' of '%s': the judge says %s", d->text, so_far,
		    trace, legal ? "no" : "yes");
		if (!legal)
			break;
	}
}

static void
random_noise(struct dice *d, char *trace)
{
	unsigned length = roll(d, ORACLE_MAX_LENGTH);
	for (unsigned i = 0; i < length; i++)
		trace[i] = (char)('a' + (int)roll(d, LABELS));
	trace[length] = '\0';
}

/* A legal trace, perhaps with a message swapped, changed or left out. */
static void
random_trace(struct dice *d, const struct language *l, char *trace)
{
	if (l->traces.count == 0) {
		random_noise(d, trace);
		return;
	}
	const struct trace *t =
	    &l->traces.items[roll(d, (unsigned)l->traces.count)];
	memcpy(trace, t->labels, sizeof(t->labels));
	size_t length = strlen(trace);
	if (length < 2)
		return;
	size_t at = roll(d, (unsigned)length - 1);
	char kept = trace[at];
	switch (roll(d, 5)) {
	case 0:
		trace[at] = trace[at + 1];
		trace[at + 1] = kept;
		break;
	case 1:
		trace[at] = (char)('a' + (int)roll(d, LABELS));
		break;
	case 2:
		memmove(trace + at, trace + at + 1, length - at);
		break;
	}
}

static void
open_duel(struct duel *d)
{
	*d = (struct duel){ 0 };
	rig_load(&d->rig, &(struct rig_text){ 0 });
}

START_TEST(agrees_with_the_oracle)
{
	struct duel duel;
	struct dice dice = { (uint64_t)_i * 7919 + 1 };
	open_duel(&duel);
	for (unsigned i = 0; i < TREES_PER_SEED; i++) {
		unsigned budget = 2 + roll(&dice, ORACLE_MAX_LENGTH - 1);
		start_duel(&duel, random_tree(&dice, 4, &budget, true));
		for (unsigned j = 0; j < TRACES_PER_TREE; j++) {
			char trace[ORACLE_MAX_LENGTH + 1];
			if (roll(&dice, 6) == 0)
				random_noise(&dice, trace);
			else
				random_trace(&dice, &duel.language, trace);
			compare(&duel, trace);
		}
		end_duel(&duel);
	}
	rig_close(&duel.rig);
}
END_TEST

/* Another order of arrival that leaves the order at each party alone. */
static void
shuffle(struct dice *d, char *trace)
{
	size_t length = strlen(trace);
	for (unsigned i = 0; length > 1 && i < 12; i++) {
		size_t at = roll(d, (unsigned)length - 1);
		char kept = trace[at];
		if (party_of(kept) == party_of(trace[at + 1]))
			continue;
		trace[at] = trace[at + 1];
		trace[at + 1] = kept;
	}
}

/* The verdict in the end, when nothing more comes. */
static enum verdict
verdict_of(struct duel *d, const char *trace)
{
	struct rig *r = &d->rig;
	struct outcome o;
	unsigned event;

	rig_again(r);
	for (const char *label = trace; *label; label++)
		if (!feed(r, *label, 1))
			return VERDICT_FAIL;
	if (!judge_is_complete(r))
		match_elapse(r->match, 60 * NS_PER_S);
	match_quiet(r->match, MATCH_ALL_PARTIES, MATCH_BY_FENCE);
	ck_assert_msg(
	    match_demand(r->match, 60 * NS_PER_S, &event) == MATCH_DONE,
	    "%s, '%s': the judge does not come to an end", d->text, trace);
	match_outcome(r->match, &o);
	enum verdict verdict = o.verdict;
	outcome_clear(&o);
	return verdict;
}

START_TEST(arrival_order_of_connections_changes_nothing)
{
	struct duel duel;
	struct dice dice = { (uint64_t)_i * 104729 + 3 };
	open_duel(&duel);
	for (unsigned i = 0; i < TREES_PER_SEED; i++) {
		unsigned budget = 2 + roll(&dice, ORACLE_MAX_LENGTH - 1);
		start_duel(&duel, random_tree(&dice, 4, &budget, false));
		for (unsigned j = 0; j < TRACES_PER_TREE / 2; j++) {
			char trace[ORACLE_MAX_LENGTH + 1], other[sizeof(trace)];
			random_trace(&dice, &duel.language, trace);
			memcpy(other, trace, sizeof(other));
			shuffle(&dice, other);
			ck_assert_msg(verdict_of(&duel, trace) ==
				verdict_of(&duel, other),
			    "%s: '%s' and '%s' differ", duel.text, trace,
			    other);
		}
		end_duel(&duel);
	}
	rig_close(&duel.rig);
}
END_TEST

/* One second more or less, in steps, and whether any is past the timers. */
static bool
random_times(struct dice *d, const char *trace, int64_t *times_ns)
{
	int64_t now_ns = 1;
	for (size_t i = 0; trace[i]; i++) {
		now_ns += roll(d, 5) * 100 * NS_PER_MS;
		times_ns[i] = now_ns;
	}
	return now_ns >= WHILE_NS;
}

static enum verdict
timed_verdict(struct duel *d, const char *trace, const int64_t *times_ns)
{
	struct rig *r = &d->rig;
	struct outcome o;
	unsigned event;
	rig_again(r);
	for (size_t i = 0; trace[i]; i++)
		if (!feed(r, trace[i], times_ns[i]))
			break;
	if (!match_has_diverged(r->match) && !judge_is_complete(r))
		match_elapse(r->match, 60 * NS_PER_S);
	match_quiet(r->match, MATCH_ALL_PARTIES, MATCH_BY_FENCE);
	ck_assert_int_eq(
	    match_demand(r->match, 60 * NS_PER_S, &event), MATCH_DONE);
	match_outcome(r->match, &o);
	enum verdict verdict = o.verdict;
	outcome_clear(&o);
	return verdict;
}

static void
forget_timers(struct step *s)
{
	if (s->kind == STEP_WHILE) {
		s->kind = STEP_SEQ;
		((struct time_sum *)s->window.within)->given = false;
	}
	for (size_t i = 0; i < s->children.count; i++)
		forget_timers(s->children.items[i]);
}

struct timed_trace {
	char labels[ORACLE_MAX_LENGTH + 1];
	int64_t times_ns[ORACLE_MAX_LENGTH];
	bool is_past;
	enum verdict verdict;
};

/*
 * What passes without timers passes with them, what fails with them fails
 * without, and what comes before their end is judged the same way.
 */
static void
check_excuses(struct duel *d, const struct timed_trace *t)
{
	enum verdict strict = timed_verdict(d, t->labels, t->times_ns);
	bool is_right =
	    strict == t->verdict || (t->is_past && strict == VERDICT_FAIL);
	ck_assert_msg(is_right, "%s, '%s': %s, but %s with a seq", d->text,
	    t->labels, verdict_name(t->verdict), verdict_name(strict));
}

START_TEST(a_while_only_excuses)
{
	struct duel duel;
	struct dice dice = { (uint64_t)_i * 15485863 + 5 };
	unsigned excused = 0;
	open_duel(&duel);
	for (unsigned i = 0; i < TREES_PER_SEED; i++) {
		struct timed_trace traces[TRACES_PER_TREE];
		unsigned budget = 2 + roll(&dice, ORACLE_MAX_LENGTH - 1);
		start_duel(&duel, random_tree(&dice, 4, &budget, true));
		for (unsigned j = 0; j < TRACES_PER_TREE; j++) {
			struct timed_trace *t = &traces[j];
			random_trace(&dice, &duel.language, t->labels);
			t->is_past =
			    random_times(&dice, t->labels, t->times_ns);
			t->verdict =
			    timed_verdict(&duel, t->labels, t->times_ns);
			excused += t->verdict == VERDICT_INCONCLUSIVE;
		}
		forget_timers(duel.tree);
		rig_start(&duel.rig, &duel.test);
		for (unsigned j = 0; j < TRACES_PER_TREE; j++)
			check_excuses(&duel, &traces[j]);
		end_duel(&duel);
	}
	ck_assert_uint_gt(excused, 0);
	rig_close(&duel.rig);
}
END_TEST

/* Trees and traces over which the judge and the oracle once fell out. */
static const struct {
	const char *tree, *trace;
} regressions[] = {
	/* c ends the choice's first branch before e begins it */
	{ "seq(choice(seq(a e) f) b)", "be" },
	{ "seq(optional(a e) b)", "be" },
};

START_TEST(stays_right)
{
	struct duel duel;
	const char *cursor = regressions[_i].tree;
	open_duel(&duel);
	start_duel(&duel, parse_tree(&cursor));
	compare(&duel, regressions[_i].trace);
	end_duel(&duel);
	rig_close(&duel.rig);
}
END_TEST

Suite *
oracle_suite(void)
{
	Suite *s = suite_create("oracle");
	TCase *t = tcase_create("oracle");
	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, agrees_with_the_oracle, 0, SEEDS);
	tcase_add_loop_test(
	    t, arrival_order_of_connections_changes_nothing, 0, SEEDS);
	tcase_add_loop_test(t, a_while_only_excuses, 0, SEEDS);
	tcase_add_loop_test(
	    t, stays_right, 0, sizeof(regressions) / sizeof(regressions[0]));
	suite_add_tcase(s, t);
	return s;
}
