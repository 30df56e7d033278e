/* SPDX-License-Identifier: Apache-2.0 */
/* An ICS as a file: what a vendor fills in. */
#include "conformance/ics.h"
#include "xml/writer.h"

#include <stdlib.h>

static void
write_optional(struct xml_writer *w, const char *name, const char *value)
{
	if (value && *value)
		xml_attribute(w, name, value);
}

static void
write_answer(struct xml_writer *w, const char *name, const char *value)
{
	xml_attribute(w, name, value ? value : "?");
}

static void
write_company(
    struct xml_writer *w, const char *name, const struct ics_company *c)
{
	xml_start(w, name);
	write_answer(w, "name", c->name);
	write_answer(w, "address", c->address);
	write_answer(w, "contact", c->contact);
	xml_end(w);
}

static void
write_item(struct xml_writer *w, const struct ics_item *item)
{
	xml_start(w, "item");
	xml_attribute(w, "requirement", item->requirement);
	xml_attribute(w, "level", item->level);
	xml_attribute(w, "status", ics_status_name(item->status));
	write_optional(w, "when", item->when);
	write_optional(w, "unless", item->unless);
	xml_attribute(w, "support", ics_answer_name(item->answer));
	xml_text(w, item->text);
	xml_end(w);
}

static void
write_phase(struct xml_writer *w, const struct ics_phase *p)
{
	xml_start(w, "phase");
	xml_attribute(w, "name", p->name);
	xml_attribute(w, "section", p->section);
	write_optional(w, "title", p->title);
	xml_attribute_number(w, "requirements", p->requirements);
	xml_attribute(w, "status", ics_status_name(p->status));
	xml_attribute(w, "support", ics_answer_name(p->answer));
	for (size_t i = 0; i < p->items.count; i++)
		write_item(w, &p->items.items[i]);
	xml_end(w);
}

static void
write_model(struct xml_writer *w, const struct ics_model *m)
{
	xml_start(w, "model");
	xml_attribute(w, "suite", m->suite);
	write_optional(w, "title", m->title);
	xml_attribute(w, "support", ics_answer_name(m->answer));
	for (size_t i = 0; i < m->conditions.count; i++) {
		const struct ics_condition *c = &m->conditions.items[i];
		xml_start(w, "condition");
		xml_attribute(w, c->is_option ? "option" : "reading", c->name);
		write_answer(w, "value", c->value);
		xml_end(w);
	}
	for (size_t i = 0; i < m->phases.count; i++)
		write_phase(w, &m->phases.items[i]);
	xml_end(w);
}

void
ics_print(const struct ics *ics, struct buf *into)
{
	struct xml_writer *w = xml_writer_new();
	xml_start(w, "ics");
	xml_attribute(w, "xmlns", ICS_NAMESPACE);
	xml_start(w, "system");
	write_answer(w, "name", ics->product);
	write_answer(w, "version", ics->version);
	write_answer(w, "build", ics->build);
	xml_end(w);
	write_company(w, "supplier", &ics->supplier);
	write_company(w, "client", &ics->client);
	write_company(w, "laboratory", &ics->laboratory);
	for (size_t i = 0; i < ics->models.count; i++)
		write_model(w, &ics->models.items[i]);
	xml_writer_finish(w, into);
}
