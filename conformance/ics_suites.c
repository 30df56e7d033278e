/* SPDX-License-Identifier: Apache-2.0 */
/* The items of an ICS, made from the suites. */
#include "conformance/ics.h"
#include "core/mem.h"

#include <string.h>

/* A list of conditions of one case: some dozen words. */
#define CONDITIONS_MAX_BYTES ((size_t)64 << 10)

static void
note_condition(struct ics_model *m, bool is_option, const char *name)
{
	for (size_t i = 0; i < m->conditions.count; i++)
		if (m->conditions.items[i].is_option == is_option &&
		    strcmp(m->conditions.items[i].name, name) == 0)
			return;
	struct ics_condition c = { .is_option = is_option,
		.name = mem_strdup(name) };
	vec_push(&m->conditions, c);
}

static char *
print_when(const struct condition *when)
{
	struct buf b;
	if (!when->reading)
		return NULL;
	buf_init(&b, CONDITIONS_MAX_BYTES);
	buf_printf(&b, "%s=", when->reading);
	for (size_t i = 0; i < when->values.count; i++)
		buf_printf(&b, "%s%s", i ? "|" : "", when->values.items[i]);
	return buf_take(&b);
}

/* Is the word one of those of 'text', which blanks separate? */
static bool
has_word(const char *text, const char *word)
{
	size_t size = strlen(word);
	while (*text) {
		size_t part = strcspn(text, " ");
		if (part == size && memcmp(text, word, size) == 0)
			return true;
		text += part;
		text += strspn(text, " ");
	}
	return false;
}

static void
add_exclusions(struct buf *into, const struct exclusion *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *word =
		    mem_printf("%s=%s", items[i].option, items[i].value);
		if (!has_word(buf_text(into), word))
			buf_printf(into, "%s%s", into->size ? " " : "", word);
		free(word);
	}
}

/* As a preamble, or played, a case comes without its probes. */
static void
collect_exclusions(struct buf *into, const struct fixture_case *c, size_t plays)
{
	add_exclusions(into, c->exclusions.items, c->exclusions.count);
	add_exclusions(
	    into, c->fixture->exclusions.items, c->fixture->exclusions.count);
	for (size_t i = 0; i < c->preambles.count; i++) {
		const struct fixture_case *of = c->preambles.items[i].target;
		collect_exclusions(into, of, of->plays_as_preamble);
	}
	for (size_t i = 0; i < plays; i++) {
		const struct fixture_case *of =
		    c->plays.items[i]->played->target;
		collect_exclusions(into, of, of->plays_as_preamble);
	}
}

static char *
print_unless(const struct fixture_case *c)
{
	struct buf b;
	buf_init(&b, CONDITIONS_MAX_BYTES);
	collect_exclusions(&b, c, c->plays.count);
	if (b.size)
		return buf_take(&b);
	buf_free(&b);
	return NULL;
}

/* Each name of "option=value option=value". */
static void
note_options(struct ics_model *m, const char *unless)
{
	while (unless && *unless) {
		char *name = mem_strndup(unless, strcspn(unless, "="));
		note_condition(m, true, name);
		free(name);
		unless += strcspn(unless, " ");
		unless += strspn(unless, " ");
	}
}

static void
add_requirement(struct ics_model *m, struct ics_phase *p,
    const struct fixture_case *c, const struct requirement *r)
{
	struct ics_item item = { .requirement = mem_strdup(r->id),
		.level = mem_strdup(r->level),
		.text = mem_strdup(r->text),
		.when = print_when(&c->when),
		.unless = print_unless(c) };
	if (item.when)
		note_condition(m, false, c->when.reading);
	note_options(m, item.unless);
	item.status = item.when || item.unless ? ICS_CONDITIONAL : ICS_OPTIONAL;
	vec_push(&p->items, item);
}

static bool
has_item(const struct fixture_case *c, const struct requirement *r)
{
	char *unless = print_unless(c);
	bool is_conditional = c->when.reading || unless;
	free(unless);
	return is_conditional || strcmp(r->level, "must") != 0;
}

static void
add_case(struct ics_model *m, struct ics_phase *p, const struct fixture_case *c)
{
	for (size_t i = 0; i < c->requirements.count; i++) {
		const struct requirement *r = &c->requirements.items[i];
		if (has_item(c, r))
			add_requirement(m, p, c, r);
		else
			p->requirements++;
	}
}

static void
add_phase(struct ics_model *m, const struct fixture *f)
{
	struct ics_phase p = { .name = mem_strdup(f->phase),
		.section = mem_strdup(f->section),
		.title = mem_strdup(f->title) };
	for (size_t i = 0; i < f->cases.count; i++)
		add_case(m, &p, f->cases.items[i]);
	p.status = p.requirements ? ICS_MANDATORY : ICS_OPTIONAL;
	vec_push(&m->phases, p);
}

struct ics *
ics_of_suites(struct suite *const *suites, size_t count)
{
	struct ics *ics = mem_zalloc(sizeof(*ics));
	for (size_t i = 0; i < count; i++) {
		struct ics_model m = { .suite = mem_strdup(suites[i]->name),
			.title = mem_strdup(suites[i]->title) };
		for (size_t j = 0; j < suites[i]->fixtures.count; j++)
			add_phase(&m, suites[i]->fixtures.items[j]);
		vec_push(&ics->models, m);
	}
	return ics;
}
