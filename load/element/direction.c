/* SPDX-License-Identifier: Apache-2.0 */
#include "load/element/direction.h"

#include "load/element/reader.h"
#include "wire/frame.h"

/* Room for all protocols and kinds of client. */
#define LIST_SIZE 1000

/* What differs between the two ends of a message. */
struct way {
	const char *party; /* the attribute that names it */
	const char *verb, *moves;
	const char *preposition;
};

static const struct way to_us = { "at", "receives", "goes", "to" };
static const struct way from_us = { "from", "sends", "comes", "from" };

static const unsigned *
ends_of(const struct message_spec *spec, const struct way *way)
{
	return way == &from_us ? spec->senders : spec->receivers;
}

static void
check_tag(const struct message_spec *spec, const struct xml_attribute *a,
    struct diag *diag)
{
	if (message_spec_allows(spec, a->value))
		return;
	struct buf list;
	buf_init(&list, LIST_SIZE);
	for (unsigned i = 0; i < spec->protocol_count; i++)
		buf_printf(&list, "%s%s", i ? " or " : "", spec->protocols[i]);
	diag_error(diag, &a->value_at, "'%s' never carries the protocol '%s'",
	    spec->name, a->value);
	diag_note(diag, "the catalogue allows %s", buf_text(&list));
	buf_free(&list);
}

/* " to the Reporting engine"; with several kinds, " to a, b or c". */
static void
list_clients(struct buf *into, unsigned clients, const char *preposition)
{
	for (unsigned role = 0; role < PARTY_ROLES; role++) {
		if (!(clients >> role & 1))
			continue;
		bool is_first = !(clients & ((1u << role) - 1));
		bool is_last = clients >> role == 1;
		if (is_first)
			buf_printf(into, " %s ", preposition);
		else
			buf_add_text(into, is_last ? " or " : ", ");
		buf_add_text(into, party_role_phrase((enum party_role)role));
	}
}

/* The catalogue does not have the party at that end. */
static void
report_end(const struct message_spec *spec, const char *protocol,
    const struct xml_attribute *party, const struct way *way, struct diag *diag)
{
	const unsigned *ends = ends_of(spec, way);
	struct buf list;
	buf_init(&list, LIST_SIZE);
	for (unsigned i = 0; i < spec->protocol_count; i++) {
		if (!ends[i])
			continue;
		buf_printf(&list, "%s by %s", list.size ? ";" : "",
		    spec->protocols[i]);
		list_clients(&list, ends[i], way->preposition);
	}
	diag_error(diag, &party->value_at, "'%s' never %s '%s' by %s",
	    party->value, way->verb, spec->name, protocol);
	if (list.size)
		diag_note(diag, "according to the catalogue it %s%s",
		    way->moves, buf_text(&list));
	else
		diag_note(diag, "according to the catalogue it %s %s no client",
		    way->moves, way->preposition);
	buf_free(&list);
}

static void
check_end(const struct message_spec *spec, const char *protocol,
    const struct xml_node *n, const enum party_role *role,
    const struct way *way, struct diag *diag)
{
	const unsigned *ends = ends_of(spec, way);
	for (unsigned i = 0; i < spec->protocol_count; i++)
		if (strcmp(spec->protocols[i], protocol) == 0 &&
		    !(ends[i] >> *role & 1))
			report_end(spec, protocol,
			    reader_attribute(n, way->party), way, diag);
}

static char *
read_tag(const struct xml_node *n, const struct message_spec *spec,
    const enum party_role *role, const char *derived, const struct way *way,
    struct diag *diag)
{
	const struct xml_attribute *a = reader_attribute(n, "protocol");
	const char *protocol = a ? a->value
	    : derived            ? derived
				 : PROTOCOL_INTERACTION_MANAGEMENT;
	if (spec && a)
		check_tag(spec, a, diag);
	if (spec && role)
		check_end(spec, protocol, n, role, way, diag);
	return mem_strdup(protocol);
}

char *
direction_read_sent(const struct xml_node *n, const struct message_spec *spec,
    const enum party_role *role, struct diag *diag)
{
	const char *derived =
	    spec && role ? message_spec_sent_protocol(spec, *role) : NULL;
	return read_tag(n, spec, role, derived, &from_us, diag);
}

char *
direction_read_received(const struct xml_node *n,
    const struct message_spec *spec, const enum party_role *role,
    struct diag *diag)
{
	const char *derived =
	    spec && role ? message_spec_received_protocol(spec, *role) : NULL;
	return read_tag(n, spec, role, derived, &to_us, diag);
}
