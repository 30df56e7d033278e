/* SPDX-License-Identifier: Apache-2.0 */
#include "model/suite.h"

#include "core/list.h"
#include "model/walk.h"

#include <string.h>

void
suite_free(struct suite *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->fixtures.count; i++)
		fixture_free(s->fixtures.items[i]);
	for (size_t i = 0; i < s->setups.count; i++)
		fixture_free(s->setups.items[i]);
	for (size_t i = 0; i < s->readings.count; i++) {
		struct reading *r = &s->readings.items[i];
		for (size_t j = 0; j < r->values.count; j++)
			free(r->values.items[j]);
		for (size_t j = 0; j < r->meanings.count; j++)
			free(r->meanings.items[j]);
		vec_free(&r->values);
		vec_free(&r->meanings);
		free(r->name);
		free(r->title);
		free(r->fallback);
	}
	hash_free(&s->phases);
	vec_free(&s->fixtures);
	vec_free(&s->setups);
	vec_free(&s->readings);
	vec_free(&s->run_parties);
	for (size_t i = 0; i < s->retired.count; i++) {
		free(s->retired.items[i].id);
		free(s->retired.items[i].why);
	}
	vec_free(&s->retired);
	catalogue_free(s->catalogue);
	free(s->name);
	free(s->title);
	free(s->document);
	source_unref(s->source);
	free(s);
}

const struct fixture *
suite_find_phase(const struct suite *s, const char *phase)
{
	struct hash_node *node = hash_find(&s->phases, phase, strlen(phase));
	return node ? list_element(node, struct fixture, in_suite) : NULL;
}

void
suite_add(struct suite *s, struct fixture *f)
{
	if (!suite_find_phase(s, f->phase))
		hash_add(&s->phases, &f->in_suite, f->phase, strlen(f->phase));
	if (f->is_setup)
		vec_push(&s->setups, f);
	else
		vec_push(&s->fixtures, f);
}

static const struct requirement *
find_in_case(const struct fixture_case *c, const char *id)
{
	for (size_t i = 0; i < c->requirements.count; i++)
		if (strcmp(c->requirements.items[i].id, id) == 0)
			return &c->requirements.items[i];
	return NULL;
}

const struct requirement *
suite_find_requirement(
    const struct suite *s, const char *id, const struct fixture_case **ret_case)
{
	for (size_t i = 0; i < s->fixtures.count; i++) {
		const struct fixture *f = s->fixtures.items[i];
		for (size_t j = 0; j < f->cases.count; j++) {
			const struct requirement *r =
			    find_in_case(f->cases.items[j], id);
			if (r)
				*ret_case = f->cases.items[j];
			if (r)
				return r;
		}
	}
	return NULL;
}

struct search {
	const char *request;
	bool is_found;
};

static void
look_at_step(void *user, const struct step *s)
{
	struct search *search = user;
	if (s->kind == STEP_SEND && strcmp(s->message, search->request) == 0)
		search->is_found = true;
}

bool
suite_sends(const struct suite *s, const char *request)
{
	struct search search = { .request = request };
	for (size_t i = 0; i < s->fixtures.count; i++) {
		const struct fixture *f = s->fixtures.items[i];
		for (size_t j = 0; j < f->cases.count; j++)
			walk_steps(
			    f->cases.items[j]->body, look_at_step, &search);
	}
	return search.is_found;
}

const struct reading *
suite_find_reading(const struct suite *s, const char *name)
{
	for (size_t i = 0; i < s->readings.count; i++)
		if (strcmp(s->readings.items[i].name, name) == 0)
			return &s->readings.items[i];
	return NULL;
}

const char *
suite_choice(
    const struct suite *s, const struct target *target, const char *reading)
{
	const struct reading *known = suite_find_reading(s, reading);
	const char *choice = target ? target_reading(target, reading) : NULL;
	return choice || !known ? choice : known->fallback;
}

const char *
reading_meaning(const struct reading *r, const char *value)
{
	for (size_t i = 0; i < r->values.count; i++)
		if (strcmp(r->values.items[i], value) == 0)
			return r->meanings.items[i];
	return NULL;
}

bool
suite_condition_holds(const struct suite *s, const struct target *target,
    const struct condition *when)
{
	if (!when->reading)
		return true;
	const char *choice = suite_choice(s, target, when->reading);
	for (size_t i = 0; choice && i < when->values.count; i++)
		if (strcmp(when->values.items[i], choice) == 0)
			return true;
	return false;
}

static const struct exclusion *
find_exclusion(
    const struct target *t, const struct exclusion *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct named_text *said =
		    server_option_said(t, items[i].option);
		if (said && strcmp(said->text, items[i].value) == 0)
			return &items[i];
	}
	return NULL;
}

/* As a preamble, or played, a case comes without its probes. */
static const struct exclusion *
excludes(const struct target *t, const struct fixture_case *c, size_t plays)
{
	const struct exclusion *found =
	    find_exclusion(t, c->exclusions.items, c->exclusions.count);
	if (!found)
		found = find_exclusion(t, c->fixture->exclusions.items,
		    c->fixture->exclusions.count);
	for (size_t i = 0; i < c->preambles.count && !found; i++) {
		const struct fixture_case *of = c->preambles.items[i].target;
		found = excludes(t, of, of->plays_as_preamble);
	}
	for (size_t i = 0; i < plays && !found; i++) {
		const struct fixture_case *of =
		    c->plays.items[i]->played->target;
		found = excludes(t, of, of->plays_as_preamble);
	}
	return found;
}

const struct exclusion needs_second_server = { .option =
						   (char *)OPTION_SECOND_SERVER,
	.value = (char *)"missing",
	.why = (char *)"needs server2" };

static bool
has_second_server(const struct target *t)
{
	const struct named_text *said =
	    server_option_said(t, OPTION_SECOND_SERVER);
	return said && strcmp(said->text, SECOND_SERVER_AVAILABLE) == 0;
}

const struct exclusion *
suite_exclusion(const struct target *t, const struct fixture_case *c)
{
	if (c->second_players && !has_second_server(t))
		return &needs_second_server;
	return t->options.count ? excludes(t, c, c->plays.count) : NULL;
}
