/* SPDX-License-Identifier: Apache-2.0 */
#include "load/element/conditions.h"

#include "core/text/suggest.h"
#include "load/element/reader.h"

#include <string.h>

bool
reading_knows(const struct reading *r, const char *value)
{
	for (size_t i = 0; i < r->values.count; i++)
		if (strcmp(r->values.items[i], value) == 0)
			return true;
	return false;
}

static void
note_list(struct diag *diag, const char *what, const struct buf *list)
{
	if (list->size)
		diag_note(diag, "%s %s", what, buf_text(list));
}

void
reading_report_unknown(const struct suite *suite, const struct place *at,
    const char *name, struct diag *diag)
{
	struct buf list;
	buf_init(&list, 1000);
	for (size_t i = 0; i < suite->readings.count; i++)
		buf_printf(&list, "%s%s", i ? ", " : "",
		    suite->readings.items[i].name);
	diag_error(diag, at, "unknown reading '%s'", name);
	note_list(diag, "the suite declares", &list);
	buf_free(&list);
}

void
reading_report_value(const struct reading *r, const struct place *at,
    const char *value, struct diag *diag)
{
	struct buf list;
	buf_init(&list, 1000);
	struct suggestion s;
	suggest_start(&s, value);
	for (size_t i = 0; i < r->values.count; i++) {
		suggest_offer(&s, r->values.items[i]);
		buf_printf(&list, "%s%s", i ? ", " : "", r->values.items[i]);
	}
	diag_error(
	    diag, at, "the reading %s has no value '%s'", r->name, value);
	if (s.best)
		diag_did_you_mean(diag, s.best);
	else
		note_list(diag, "its values are", &list);
	buf_free(&list);
}

static void
add_value(struct condition *when, const struct reading *r,
    const struct xml_attribute *a, size_t offset, size_t size,
    struct diag *diag)
{
	struct place at = reader_part(a, offset, size);
	char *value = mem_strndup(a->value + offset, size);
	if (!reading_knows(r, value))
		reading_report_value(r, &at, value, diag);
	vec_push(&when->values, value);
}

void
condition_read(struct condition *when, const struct xml_node *n,
    const struct suite *suite, struct diag *diag)
{
	const struct xml_attribute *a = reader_attribute(n, "when");
	if (!a)
		return;
	when->at = a->value_at;
	size_t size = strcspn(a->value, "=");
	if (size == 0 || a->value[size] == '\0') {
		diag_error(diag, &a->value_at,
		    "'%s' is not a condition; write 'R4=allow' or "
		    "'R4=allow|require'",
		    a->value);
		return;
	}
	when->reading = mem_strndup(a->value, size);
	const struct reading *r = suite_find_reading(suite, when->reading);
	if (!r) {
		struct place at = reader_part(a, 0, size);
		reading_report_unknown(suite, &at, when->reading, diag);
		return;
	}
	for (size_t i = size + 1;; i += size + 1) {
		size = strcspn(a->value + i, "|");
		add_value(when, r, a, i, size, diag);
		if (a->value[i + size] == '\0')
			break;
	}
}
