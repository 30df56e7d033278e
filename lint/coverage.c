/* SPDX-License-Identifier: Apache-2.0 */
#include "lint/coverage.h"

#include "core/text/suggest.h"
#include "lint/grammar.h"
#include "load/element/reader.h"

#include <string.h>

static const struct element_rule excuses_rule = {
	.name = "excuses",
	.children = WORDS("excuse"),
};

static const struct element_rule excuse_rule = {
	.name = "excuse",
	.required = WORDS("phase", "message", "protocol", "reason"),
};

/* Whose readings count. */
struct readings {
	const struct suite *suite;
	const struct target *target; /* or NULL */
};

static bool requires_row(const struct readings *readings, const struct step *s,
    const struct documented_message *row);

static bool
holds(const struct readings *readings, const struct condition *when)
{
	return suite_condition_holds(readings->suite, readings->target, when);
}

/* Of a choice all branches that hold, else one child. */
static bool
children_require(const struct readings *readings, const struct step *s,
    const struct documented_message *row)
{
	size_t held = 0, with = 0;
	for (size_t i = 0; i < s->children.count; i++) {
		const struct step *child = s->children.items[i];
		if (!holds(readings, child->when))
			continue;
		held++;
		with += requires_row(readings, child, row);
	}
	return with > 0 && (s->kind != STEP_CHOICE || with == held);
}

static bool
requires_row(const struct readings *readings, const struct step *s,
    const struct documented_message *row)
{
	switch (s->kind) {
	case STEP_RECEIVE:
	case STEP_DUE:
		return strcmp(s->message, row->name) == 0 &&
		    strcmp(s->protocol, row->protocol) == 0;
	case STEP_SEQ:
	case STEP_STRICT:
	case STEP_ALL:
	case STEP_CHOICE:
	case STEP_WHILE:
	case STEP_PLAY:
		return children_require(readings, s, row);
	case STEP_REPEAT:
		return s->min > 0 && children_require(readings, s, row);
	case STEP_SEND:
	case STEP_DISCONNECT:
	case STEP_CLOSED:
	case STEP_OPTIONAL:
	case STEP_ABSENT:
	case STEP_PROBE: /* is of other phases */
		return false;
	}
	return false;
}

static bool
is_excluded(const struct readings *readings, const struct fixture_case *test)
{
	return readings->target && suite_exclusion(readings->target, test);
}

static void
add_row(struct coverage *c, const struct readings *readings,
    const struct fixture *f, const struct documented_message *row)
{
	struct covered_row covered = {
		.suite = readings->suite, .fixture = f, .row = row
	};
	for (size_t i = 0; i < f->cases.count; i++) {
		const struct fixture_case *test = f->cases.items[i];
		if (holds(readings, &test->when) &&
		    !is_excluded(readings, test) &&
		    requires_row(readings, test->body, row))
			vec_push(&covered.cases, test);
	}
	vec_push(&c->rows, covered);
}

void
coverage_add_suite(
    struct coverage *c, const struct suite *s, const struct target *target)
{
	struct readings readings = { s, target };
	for (size_t i = 0; i < s->fixtures.count; i++) {
		const struct fixture *f = s->fixtures.items[i];
		for (size_t j = 0; j < f->documented.count; j++)
			add_row(c, &readings, f, &f->documented.items[j]);
	}
}

static bool
is_phase(const struct covered_row *row, const char *phase)
{
	size_t size = strlen(row->suite->name);
	return strncmp(phase, row->suite->name, size) == 0 &&
	    phase[size] == '/' &&
	    strcmp(phase + size + 1, row->fixture->phase) == 0;
}

static void
report_unknown_phase(
    const struct coverage *c, const struct xml_attribute *a, struct diag *diag)
{
	struct suggestion s;
	char *best = NULL;
	suggest_start(&s, a->value);
	for (size_t i = 0; i < c->rows.count; i++) {
		const struct covered_row *row = &c->rows.items[i];
		char *phase =
		    mem_printf("%s/%s", row->suite->name, row->fixture->phase);
		size_t before = s.best_distance;
		suggest_offer(&s, phase);
		if (s.best_distance == before) {
			free(phase);
			continue;
		}
		free(best);
		best = phase;
	}
	diag_error(diag, &a->value_at, "no phase with a table is called '%s'",
	    a->value);
	diag_did_you_mean(diag, best);
	free(best);
}

static void
excuse_row(struct covered_row *row, const struct xml_node *n, struct diag *diag)
{
	if (row->excuse) {
		diag_error(diag, &n->at, "'%s' by %s is excused twice",
		    row->row->name, row->row->protocol);
		return;
	}
	if (row->cases.count > 0 && !row->is_open) {
		diag_warning(diag, &n->at, "idle-excuse",
		    "'%s' by %s needs no excuse: '%s' requires it",
		    row->row->name, row->row->protocol,
		    row->cases.items[0]->name);
		diag_note(diag, "remove the excuse");
	}
	row->excuse = reader_copy(n, "reason");
}

static void
read_excuse(struct coverage *c, const struct xml_node *n, struct diag *diag)
{
	bool known = false;
	reader_check(n, &excuse_rule, diag);
	const struct xml_attribute *phase = reader_attribute(n, "phase");
	const struct xml_attribute *message = reader_attribute(n, "message");
	const struct xml_attribute *protocol = reader_attribute(n, "protocol");
	if (!phase || !message || !protocol || !reader_attribute(n, "reason"))
		return;
	for (size_t i = 0; i < c->rows.count; i++) {
		struct covered_row *row = &c->rows.items[i];
		if (!is_phase(row, phase->value))
			continue;
		known = true;
		if (strcmp(row->row->name, message->value) != 0 ||
		    strcmp(row->row->protocol, protocol->value) != 0)
			continue;
		excuse_row(row, n, diag);
		return;
	}
	if (known)
		diag_error(diag, &message->value_at,
		    "the table of '%s' has no '%s' by %s", phase->value,
		    message->value, protocol->value);
	else
		report_unknown_phase(c, phase, diag);
}

bool
coverage_excuse(struct coverage *c, const char *path, const char *schema_folder,
    struct diag *diag)
{
	unsigned errors = diag->error_count;
	struct xml_document *d =
	    reader_open(path, NULL, EXCUSES_NAMESPACE, "excuses", diag);
	if (!d)
		return false;
	reader_check(d->root, &excuses_rule, diag);
	for (size_t i = 0; i < d->root->children.count; i++)
		if (reader_is(d->root->children.items[i], "excuse"))
			read_excuse(c, d->root->children.items[i], diag);
	if (diag->error_count == errors)
		grammar_check_source(
		    d->source, schema_folder, "excuses.rng", diag);
	xml_document_free(d);
	return diag->error_count == errors;
}

void
coverage_free(struct coverage *c)
{
	for (size_t i = 0; i < c->rows.count; i++) {
		vec_free(&c->rows.items[i].cases);
		free(c->rows.items[i].excuse);
	}
	vec_free(&c->rows);
}
