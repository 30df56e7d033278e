/* SPDX-License-Identifier: Apache-2.0 */
/* The same case under another choice of one reading. */
#include "judge/pattern/pattern.h"

#include <string.h>

static bool
uses_reading(const struct step *step, const char *name)
{
	if (step->when->reading && strcmp(step->when->reading, name) == 0)
		return true;
	for (size_t i = 0; i < step->children.count; i++)
		if (uses_reading(step->children.items[i], name))
			return true;
	return false;
}

bool
pattern_uses_reading(const struct pattern *p, const char *name)
{
	for (size_t i = 0; i < p->instances.count; i++)
		if (uses_reading(p->instances.items[i].test->body, name))
			return true;
	return false;
}

/* The target but for one choice; only its list of choices is its own. */
static struct target
choose(const struct target *t, const char *reading, const char *value)
{
	struct named_text choice = { .name = (char *)reading,
		.text = (char *)value };
	struct target other = *t;
	memset(&other.readings, 0, sizeof(other.readings));
	for (size_t i = 0; i < t->readings.count; i++)
		if (strcmp(t->readings.items[i].name, reading) != 0)
			vec_push(&other.readings, t->readings.items[i]);
	vec_push(&other.readings, choice);
	return other;
}

static struct pattern_choice *
choice_new(const struct pattern *p, const char *reading, const char *value)
{
	struct pattern_choice *c = mem_zalloc(sizeof(*c));
	struct diag diag;
	c->reading = reading;
	c->value = value;
	c->target = choose(p->target, reading, value);
	c->test = *p->test;
	c->test.when = (struct condition){ 0 };
	diag_init(&diag);
	c->pattern = p->seen ? pattern_compile_seen(p->suite, &c->target,
				   &c->test, p->seen, &diag)
	    : p->shares
	    ? pattern_compile(p->suite, &c->target, &c->test, &diag)
	    : pattern_compile_alone(p->suite, &c->target, &c->test, &diag);
	diag_free(&diag);
	return c;
}

const struct pattern *
pattern_under(const struct pattern *p, const char *reading, const char *value)
{
	struct pattern_choices *choices = p->choices;
	for (size_t i = 0; i < choices->tried.count; i++) {
		const struct pattern_choice *c = choices->tried.items[i];
		if (c->reading == reading && c->value == value)
			return c->pattern;
	}
	struct pattern_choice *c = choice_new(p, reading, value);
	vec_push(&choices->tried, c);
	return c->pattern;
}
