/* SPDX-License-Identifier: Apache-2.0 */
#include "load/element/times.h"

#include "core/text/duration.h"
#include "load/element/reader.h"

#include <string.h>

/* A sum with more terms than this was not written by a person. */
#define TERMS_MAX 16

static void
report_term(const struct xml_attribute *a, size_t offset, size_t size,
    const char *problem, struct diag *diag)
{
	struct place at = reader_part(a, offset, size);
	diag_error(
	    diag, &at, "'%.*s' %s", (int)size, a->value + offset, problem);
}

static bool
is_timer_name(const char *name, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		bool word = (name[i] >= 'a' && name[i] <= 'z') ||
		    (name[i] >= '0' && name[i] <= '9');
		if (!word && (name[i] != '-' || i == 0))
			return false;
	}
	return size > 0;
}

static bool
read_term(struct time_term *term, const struct xml_attribute *a, size_t offset,
    size_t size, struct diag *diag)
{
	const char *text = a->value + offset;
	if (size && text[0] == '{') {
		if (text[size - 1] == '}' &&
		    is_timer_name(text + 1, size - 2)) {
			term->timer = mem_strndup(text + 1, size - 2);
			return true;
		}
		report_term(a, offset, size,
		    "is not the name of a timer in braces, such as "
		    "'{response-timeout}'",
		    diag);
		return false;
	}
	enum duration_problem problem = duration_parse(text, size, &term->ns);
	if (problem != DURATION_OK)
		report_term(
		    a, offset, size, duration_problem_text(problem), diag);
	return problem == DURATION_OK;
}

/* Up to the next sign; a hyphen inside braces belongs to the name. */
static size_t
term_size(const char *text)
{
	size_t size = 0;
	if (text[0] == '{')
		size = strcspn(text, "}");
	return size + strcspn(text + size, "+- ");
}

static void
read_terms(
    struct time_sum *sum, const struct xml_attribute *a, struct diag *diag)
{
	sum->given = true;
	sum->text = mem_strdup(a->value);
	sum->at = a->value_at;
	size_t i = strspn(a->value, " ");
	for (bool negative = false;;) {
		struct time_term term = { .negative = negative };
		size_t size = term_size(a->value + i);
		if (!read_term(&term, a, i, size, diag))
			return;
		vec_push(&sum->terms, term);
		i += size + strspn(a->value + i + size, " ");
		char sign = a->value[i];
		if (sign == '\0')
			return;
		if ((sign != '+' && sign != '-') ||
		    sum->terms.count == TERMS_MAX) {
			report_term(a, i, 1,
			    "was not expected here; a time is a sum of "
			    "durations and timers, such as "
			    "'{invitation-timeout}+2s'",
			    diag);
			return;
		}
		negative = sign == '-';
		i += 1 + strspn(a->value + i + 1, " ");
	}
}

static const struct time_sum *
read_sum(const struct xml_node *n, const char *name, struct diag *diag)
{
	const struct xml_attribute *a = reader_attribute(n, name);
	if (!a)
		return &no_time;
	struct time_sum *sum = mem_zalloc(sizeof(*sum));
	read_terms(sum, a, diag);
	return sum;
}

void
window_read(struct window *w, const struct xml_node *n, struct diag *diag)
{
	w->within = read_sum(n, "within", diag);
	w->not_before = read_sum(n, "not-before", diag);
	const struct xml_attribute *since = reader_attribute(n, "since");
	if (!since || !reader_check_name(since, "id", diag))
		return;
	if (!w->within->given && !w->not_before->given) {
		diag_error(diag, &since->name_at,
		    "'since' says from when a time counts, but <%s> has "
		    "none",
		    n->name);
		diag_note(diag, "add within= or not-before=");
	}
	w->since = mem_strdup(since->value);
	w->since_at = since->value_at;
}
