/* SPDX-License-Identifier: Apache-2.0 */
#include "load/element/server_options.h"

#include "load/element/reader.h"
#include "model/target.h"

/* More than there are. */
#define NAMES_MAX 64

static const struct element_rule unless_rule = {
	.name = "unless",
	.required = WORDS("option", "value"),
	.text = true,
};

static void
report_unknown(const struct xml_attribute *name, struct diag *diag)
{
	const char *names[NAMES_MAX] = { NULL };
	const struct server_option *o;
	for (size_t i = 0; i + 1 < NAMES_MAX && (o = server_option_at(i)); i++)
		names[i] = o->name;
	reader_unknown(diag, &name->value_at, "option", name->value, names);
}

static bool
check_number(const struct server_option *o, const struct xml_attribute *value,
    struct diag *diag)
{
	unsigned number;
	if (!reader_number(value, o->least, o->most, &number, diag)) {
		if (o->unit)
			diag_note(
			    diag, "write it in %s, without the unit", o->unit);
		return false;
	}
	if (number >= o->least)
		return true;
	diag_error(diag, &value->value_at,
	    "%s is %u; it must be from %u to %u%s%s", o->name, number, o->least,
	    o->most, o->unit ? " " : "", o->unit ? o->unit : "");
	return false;
}

bool
server_option_check(const struct xml_attribute *name,
    const struct xml_attribute *value, struct diag *diag)
{
	const struct server_option *o = server_option_find(name->value);
	if (!o)
		report_unknown(name, diag);
	else if (o->words)
		return reader_word(value, o->name, o->words, diag) >= 0;
	return o && (!o->most || check_number(o, value, diag));
}

struct exclusion
exclusion_read(const struct xml_node *n, struct diag *diag)
{
	reader_check(n, &unless_rule, diag);
	const struct xml_attribute *option = reader_attribute(n, "option");
	const struct xml_attribute *value = reader_attribute(n, "value");
	if (option && value)
		server_option_check(option, value, diag);
	return (struct exclusion){ mem_strdup(option ? option->value : ""),
		mem_strdup(value ? value->value : ""), reader_text(n) };
}
