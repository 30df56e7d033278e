/* SPDX-License-Identifier: Apache-2.0 */
#include "core/mem.h"
#include "runner/exec/slack.h"
#include "shards/merge_parts.h"

#include <stdlib.h>
#include <string.h>

/* Shards, or cases, that are named where there are more. */
#define NAMED_MAX 5

struct merge *
merge_new(struct diag *diag)
{
	struct merge *m = mem_zalloc(sizeof(*m));
	m->diag = diag;
	m->slack = slack_new();
	return m;
}

void
merge_free(struct merge *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->parts.count; i++)
		part_free(m->parts.items[i]);
	vec_free(&m->parts);
	recording_free(m->reference);
	slack_free(m->slack);
	free(m->reference_path);
	free(m->cases);
	free(m->plan);
	free(m->facts_of_parts);
	free(m->options);
	free(m->problem);
	free(m);
}

const struct run_facts *
merge_facts(const struct merge *m)
{
	return &m->facts;
}

bool
merge_is_load(const struct merge *m)
{
	return m->facts.is_load;
}

void
merge_set_hooks(struct merge *m, const struct merge_hooks *hooks)
{
	m->hooks = *hooks;
}

const struct run_summary *
merge_summary(const struct merge *m)
{
	return &m->summary;
}

/* --- one more --- */

/* In place of one that was run before, or as a new one. */
static void
take_part(struct merge *m, struct part *p, char **ret_replaced)
{
	for (size_t i = 0; i < m->parts.count; i++) {
		struct part *old = m->parts.items[i];
		if (old->shard.number != p->shard.number)
			continue;
		*ret_replaced = mem_strdup(old->path);
		part_free(old);
		m->parts.items[i] = p;
		return;
	}
	vec_push(&m->parts, p);
}

bool
merge_add(struct merge *m, const char *path, char **ret_replaced)
{
	struct recording *recording = NULL;
	struct part *p = part_read(path, &recording, m->diag);
	if (!p)
		return false;
	if (!merge_is_alike(m, path, recording_facts(recording))) {
		recording_free(recording);
		part_free(p);
		return false;
	}
	take_part(m, p, ret_replaced);
	if (m->reference) {
		recording_free(recording);
		return true;
	}
	m->reference = recording;
	m->reference_path = mem_strdup(path);
	return true;
}

/* --- is all there? --- */

static int
compare_parts(const void *a, const void *b)
{
	const struct part *x = *(struct part *const *)a;
	const struct part *y = *(struct part *const *)b;
	return x->shard.number < y->shard.number ? -1 : 1;
}

static void
add_range(struct buf *into, unsigned first, unsigned last)
{
	buf_printf(into, "%s%u", into->size ? ", " : "", first);
	if (last > first)
		buf_printf(
		    into, "%s%u", last > first + 1 ? " to " : ", ", last);
}

/* The parts are sorted. */
static bool
has_all(struct merge *m, unsigned total)
{
	struct buf missing;
	unsigned next = 1;
	buf_init(&missing, SOURCE_MAX_BYTES);
	for (size_t i = 0; i <= m->parts.count; i++) {
		unsigned number = i < m->parts.count
		    ? m->parts.items[i]->shard.number
		    : total + 1;
		if (number > next)
			add_range(&missing, next, number - 1);
		next = number + 1;
	}
	bool good = missing.size == 0;
	if (!good)
		diag_error(m->diag, NULL, "%zu of %u shards %s missing: %s",
		    total - m->parts.count, total,
		    total - m->parts.count == 1 ? "is" : "are",
		    buf_text(&missing));
	buf_free(&missing);
	return good;
}

/* What was cut off says nothing of the cases that are not in it. */
static bool
are_whole(struct merge *m)
{
	bool good = true;
	for (size_t i = 0; i < m->parts.count; i++) {
		const struct part *p = m->parts.items[i];
		if (p->has_ended)
			continue;
		diag_error(m->diag, NULL,
		    "'%s' is incomplete, since its run was cut off: run shard %u "
		    "of %u again",
		    p->path, p->shard.number, p->shard.total);
		good = false;
	}
	return good;
}

static char *
path_of(const struct run_case *test)
{
	return mem_printf("%s/%s/%s", test->suite, test->phase, test->name);
}

/*
 * Does what the part says count more than what was chosen so far?  Of equals
 * the first shard's stays.
 */
static bool
says_more(const struct merged_case *m, const struct part_case *one)
{
	return !m->chosen || one->evidence > m->evidence;
}

static bool
is_same_case(const struct run_case *a, const struct run_case *b)
{
	return strcmp(a->name, b->name) == 0 &&
	    strcmp(a->phase, b->phase) == 0 && strcmp(a->suite, b->suite) == 0;
}

/* Only a forged recording has what the digests of the plan do not allow. */
static bool
take_case(struct merge *m, const struct part *p, const struct part_case *one)
{
	unsigned place = one->test.place;
	struct merged_case *c = &m->cases[place];
	struct run_case *planned = &m->plan[place];
	bool is_own = !one->test.is_assumption;
	bool may_be_own = place < p->shard.case_count;
	if ((c->chosen && !is_same_case(planned, &one->test)) ||
	    (is_own && (c->home || !may_be_own))) {
		char *path = path_of(&one->test);
		diag_error(m->diag, NULL, "'%s' and '%s' both have the case %s",
		    p->path, c->home ? c->home->path : m->reference_path, path);
		free(path);
		return false;
	}
	if (!c->chosen)
		*planned = one->test;
	planned->index = place;
	planned->is_assumption = !may_be_own;
	if (is_own)
		c->home = p;
	if (says_more(c, one)) {
		c->chosen = p;
		c->evidence = one->evidence;
	}
	return true;
}

static bool
take_cases(struct merge *m)
{
	bool good = true;
	for (size_t i = 0; i < m->parts.count; i++) {
		const struct part *p = m->parts.items[i];
		for (size_t j = 0; j < p->cases.count && good; j++)
			good = take_case(m, p, &p->cases.items[j]);
	}
	return good;
}

static bool
has_path(const struct run_case *test, const char *path)
{
	char *own = path_of(test);
	bool same = strcmp(own, path) == 0;
	free(own);
	return same;
}

/*
 * Take what the case of that path did from that shard; false if other shards
 * say more of it, or it is taken from another one already.
 */
static bool
take_witness(struct merge *m, const struct part *p, const char *path)
{
	for (size_t i = 0; i < p->cases.count; i++) {
		const struct part_case *one = &p->cases.items[i];
		struct merged_case *c = &m->cases[one->test.place];
		if (!has_path(&one->test, path))
			continue;
		if (c->evidence != one->evidence ||
		    (c->is_witness && c->chosen != p))
			return false;
		c->is_witness = true;
		c->chosen = p;
		return true;
	}
	return false;
}

/*
 * What a case is blamed for has to be seen in the whole run as well: of it and
 * of the one that saw it the same shard's are taken.  That may be impossible
 * where a server does something else each time; then it is blamed all the same.
 */
static void
take_witnesses(struct merge *m)
{
	for (size_t i = 0; i < m->parts.count; i++) {
		const struct part *p = m->parts.items[i];
		for (size_t j = 0; j < p->cases.count; j++) {
			const struct part_case *one = &p->cases.items[j];
			struct merged_case *c = &m->cases[one->test.place];
			if (!one->seen_in || c->is_backed ||
			    c->evidence != one->evidence ||
			    !take_witness(m, p, one->seen_in))
				continue;
			c->is_backed = true;
			c->chosen = p;
		}
	}
}

static bool
is_complete(struct merge *m, const struct run_shard *shard)
{
	unsigned missing = 0;
	for (unsigned i = 0; i < m->facts.case_count; i++)
		missing += i < shard->case_count ? !m->cases[i].home
						 : !m->cases[i].chosen;
	if (missing)
		diag_error(m->diag, NULL,
		    "%u of the run's %u cases are in none of the recordings",
		    missing, m->facts.case_count);
	return !missing;
}

/* --- the whole run --- */

/* How many words of the command line, from this one on, are about shards. */
static unsigned
shard_words(const char *word)
{
	static const char *const with_argument[] = { "--shard", "--shard-by" };
	for (size_t i = 0; i < 2; i++) {
		size_t size = strlen(with_argument[i]);
		if (strncmp(word, with_argument[i], size) != 0)
			continue;
		if (word[size] == '=')
			return 1;
		if (!word[size])
			return 2;
	}
	return strcmp(word, "--own-server") == 0;
}

static void
keep_options(struct merge *m, const struct run_facts *first)
{
	m->options =
	    mem_zalloc((first->option_count + (size_t)1) * sizeof(*m->options));
	m->facts.option_count = 0;
	for (unsigned i = 0; i < first->option_count;) {
		unsigned words = shard_words(first->options[i]);
		if (!words)
			m->options[m->facts.option_count++] =
			    first->options[i++];
		i += words;
	}
	m->facts.options = m->options;
}

static void
describe_parts(struct merge *m)
{
	size_t count = m->parts.count;
	m->facts_of_parts = mem_zalloc(count * sizeof(*m->facts_of_parts));
	for (size_t i = 0; i < count; i++) {
		const struct part *p = m->parts.items[i];
		m->facts_of_parts[i] =
		    (struct run_part){ .number = p->shard.number,
			    .host_name = p->host_name,
			    .target_url = p->target_url,
			    .wall_start_s = p->wall_start_s,
			    .duration_ns = p->duration_ns };
		if (p->wall_start_s < m->facts.wall_start_s)
			m->facts.wall_start_s = p->wall_start_s;
	}
	m->facts.parts = m->facts_of_parts;
	m->facts.part_count = (unsigned)count;
}

/* What the shards have in common, and of the rest what the first one says. */
static void
describe_run(struct merge *m)
{
	const struct part *first = m->parts.items[0];
	m->facts = *recording_facts(m->reference);
	m->facts.shard = (struct run_shard){ 0 };
	m->facts.case_count =
	    first->shard.case_count + first->shard.assumption_count;
	m->facts.host_name = first->host_name;
	m->facts.target_url = first->target_url;
	m->facts.wall_start_s = first->wall_start_s;
	keep_options(m, recording_facts(m->reference));
	describe_parts(m);
	size_t count = (size_t)m->facts.case_count + 1;
	m->plan = mem_zalloc(count * sizeof(*m->plan));
	m->cases = mem_zalloc(count * sizeof(*m->cases));
	m->facts.cases = m->plan;
}

bool
merge_join(struct merge *m)
{
	if (m->parts.count == 0)
		return false;
	const struct run_shard shard = m->parts.items[0]->shard;
	qsort(m->parts.items, m->parts.count, sizeof(*m->parts.items),
	    compare_parts);
	bool good = has_all(m, shard.total);
	/* Of a load, as much counts as there is. */
	bool is_load = recording_facts(m->reference)->is_load;
	if ((!is_load && !are_whole(m)) || !good)
		return false;
	describe_run(m);
	if (is_load)
		return true;
	if (!take_cases(m) || !is_complete(m, &shard))
		return false;
	take_witnesses(m);
	return true;
}
