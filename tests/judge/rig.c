/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/judge/rig.h"

#include "core/clock.h"
#include "core/text/duration.h"
#include "judge/explain/outcome.h"
#include "judge/ledger.h"
#include "load/suite_file.h"
#include "load/target_file.h"

#include <check.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LINE_MAX_BYTES 1024

static const char catalogue_text[] =
    "<catalogue xmlns='urn:ixconform:catalogue:1'>"
    "<message name='RequestPing' kind='request'"
    " protocols='InteractionManagement'>"
    "<attribute name='count' type='integer'/>"
    "<attribute name='loud' type='boolean'/></message>"
    "<message name='RequestPong' kind='request'"
    " protocols='InteractionManagement'>"
    "<attribute name='interactionId' type='string'/></message>"
    "<message name='RequestDial' kind='request'"
    " protocols='InteractionManagement' timer='invitation-timeout'"
    " expiry='EventB'/>"
    "<message name='EventAck' kind='answer'"
    " protocols='InteractionManagement'/>"
    "<message name='EventError' kind='answer'"
    " protocols='InteractionManagement'/>"
    "<message name='EventList' kind='answer'"
    " protocols='InteractionManagement'/>"
    "<message name='EventA' kind='event' about='interactionId'"
    " protocols='InteractionManagement Reporting'/>"
    "<message name='EventB' kind='event' about='interactionId'"
    " protocols='InteractionManagement Reporting'/>"
    "<message name='EventC' kind='event' about='interactionId'"
    " protocols='InteractionManagement Reporting'/>"
    "<message name='EventD' kind='event' about='interactionId'"
    " protocols='InteractionManagement Reporting'/>"
    "<message name='EventNoise' kind='event'"
    " protocols='InteractionManagement'/>"
    "<message name='EventHum' kind='event'"
    " protocols='InteractionManagement Reporting'/>"
    "<message name='EventJoined' kind='event' about='interactionId'"
    " protocols='InteractionManagement Reporting'>"
    "<attribute name='who' type='string' required='yes'/></message>"
    "<message name='EventReport' kind='event' about='interactionId'"
    " protocols='Reporting'/>"
    "<message name='EventStatus' kind='event' about='who'"
    " protocols='Reporting'>"
    "<from client='reporting' protocol='Reporting'/>"
    "<to client='agent' protocol='Reporting'/></message>"
    "<message name='RequestHelp' kind='request' protocols='ExternalService'>"
    "<to client='service' protocol='ExternalService'/>"
    "<attribute name='referenceId' type='integer'/></message>"
    "<message name='EventHelp' kind='answer' protocols='ExternalService'"
    " answers='RequestHelp'>"
    "<from client='service' protocol='ExternalService'/>"
    "<attribute name='referenceId' type='integer' required='yes'/></message>"
    "<message name='RequestRoute' kind='request' protocols='TLibrary'/>"
    "<message name='RequestUpdate' kind='request' protocols='TLibrary'/>"
    "<message name='EventRouted' kind='answer' protocols='TLibrary'"
    " answers='RequestRoute'/>"
    "<message name='EventUpdated' kind='event' protocols='TLibrary'"
    " answers='RequestUpdate'/>"
    "<message name='EventTicket' kind='event' about='interactionId'"
    " protocols='InteractionManagement'>"
    "<attribute name='ticketId' type='integer' required='yes'/>"
    "<attribute name='note' type='string'/>"
    "<attribute name='who' type='list'/>"
    "<attribute name='extras' type='object'/></message>"
    "</catalogue>";

static const char suite_text[] =
    "<suite xmlns='urn:ixconform:suite:1' name='stage'>"
    "<title>Stage</title><source>none</source>"
    "<catalogue href='catalogue.xml'/>"
    "<reading name='R1' title='t' values='late early' default='late'>why"
    "</reading>"
    "<reading name='R9' title='t' values='closed open' default='closed'>why"
    "</reading>"
    "<setup href='ready.xml'/><setup href='second.xml'/>"
    "<fixture href='phase.xml'/></suite>";

static const char target_text[] =
    "<target xmlns='urn:ixconform:target:1' name='stage'>"
    "<server url='http://127.0.0.1:1/'/>"
    "<pool><agents count='4' agentId='agent-{n}' placeId='place-{n}'/>"
    "<queues count='2' name='queue-{n}'/>"
    "<workbins count='2' name='workbin-{n}'/></pool>"
    "%s"
    "<timer name='response-timeout' value='5s'/>"
    "<timer name='invitation-timeout' value='30s'/>"
    "<background message='EventNoise'/><background message='EventHum'/>"
    "<value name='tenant' value='101'/></target>";

static const char setup_text[] =
    "<fixture xmlns='urn:ixconform:fixture:1' phase='%s'>\n"
    "<title>Setup</title>\n%s\n</fixture>\n";

static const char fixture_text[] =
    "<fixture xmlns='urn:ixconform:fixture:1' phase='phase' section='1'>"
    "<title>Phase</title><documented>"
    "<message name='EventA' protocol='InteractionManagement'/></documented>\n"
    "<case name='one'><requirement id='T-1' level='must'>Holds.</requirement>\n"
    "%s\n%s\n</case></fixture>\n";

static const char empty_case[] =
    "<case name='empty'><receive at='agent1' message='EventD'/></case>";

static void
write_file(const char *folder, const char *name, char *text)
{
	char *path = mem_printf("%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	ck_assert_msg(file, "cannot write %s", path);
	fputs(text, file);
	ck_assert_int_eq(fclose(file), 0);
	free(text);
	free(path);
}

static const char *
or_else(const char *text, const char *fallback)
{
	return text ? text : fallback;
}

static void
write_files(const char *folder, const struct rig_text *t)
{
	write_file(folder, "catalogue.xml", mem_strdup(catalogue_text));
	write_file(folder, "suite.xml", mem_strdup(suite_text));
	write_file(folder, "target.xml",
	    mem_printf(target_text, or_else(t->target, "")));
	write_file(folder, "ready.xml",
	    mem_printf(setup_text, "ready", or_else(t->setup, empty_case)));
	write_file(folder, "second.xml",
	    mem_printf(setup_text, "second", or_else(t->second, empty_case)));
	write_file(folder, "phase.xml",
	    mem_printf(fixture_text, or_else(t->after, ""),
		or_else(t->steps, "<receive at='agent1' message='EventA'/>")));
}

static void
remove_files(const char *folder)
{
	static const char *const names[] = { "catalogue.xml", "suite.xml",
		"target.xml", "ready.xml", "second.xml", "phase.xml" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char *path = mem_printf("%s/%s", folder, names[i]);
		unlink(path);
		free(path);
	}
	rmdir(folder);
}

static void
assert_no_error(struct rig *r)
{
	struct buf b;
	if (r->diag.error_count == 0)
		return;
	buf_init(&b, 65536);
	diag_print(&r->diag, &b, false);
	ck_abort_msg("the test's files are wrong:\n%s", buf_text(&b));
}

void
rig_load(struct rig *r, const struct rig_text *text)
{
	char folder[] = "/tmp/test-match-XXXXXX";
	*r = (struct rig){ .ledger = ledger_new() };
	ledger_add(r->ledger, "ix-1");
	ledger_add(r->ledger, "ix-2");
	ledger_add(r->ledger, "agent-3");
	ck_assert(mkdtemp(folder));
	write_files(folder, text);
	diag_init(&r->diag);
	char *path = mem_printf("%s/suite.xml", folder);
	r->suite = suite_load(path, NULL, &r->diag);
	free(path);
	path = mem_printf("%s/target.xml", folder);
	r->target = target_load(path, &r->diag);
	free(path);
	remove_files(folder);
	assert_no_error(r);
}

static void
fill_lease(struct rig *r)
{
	static const char *const agents[] = { "agent-1", "agent-2", "agent-3",
		"agent-4" };
	static const char *const places[] = { "place-1", "place-2", "place-3",
		"place-4" };
	for (size_t i = 0; i < r->pattern->parties.count; i++) {
		const struct pattern_party *p = &r->pattern->parties.items[i];
		if (p->role != PARTY_AGENT)
			continue;
		int n =
		    isdigit((unsigned char)p->name[5]) ? p->name[5] - '1' : 0;
		r->agent_ids[i] = agents[n];
		r->place_ids[i] = places[n];
	}
	r->lease = (struct lease){ .agent_ids = r->agent_ids,
		.place_ids = r->place_ids,
		.queue = "queue-1",
		.workbin = "workbin-1",
		.interaction = "ix-1",
		.unique = "u1",
		.ledger = r->ledger };
}

void
rig_start(struct rig *r, const struct fixture_case *test)
{
	match_free(r->match);
	r->match = NULL;
	pattern_free(r->pattern);
	r->pattern = pattern_compile(r->suite, r->target, test, &r->diag);
	if (!r->pattern)
		return;
	fill_lease(r);
	rig_again(r);
}

void
rig_again(struct rig *r)
{
	outcome_clear(&r->outcome);
	match_free(r->match);
	r->match = match_new(r->pattern, &r->lease, 0);
	r->now_ns = r->before_ns = r->reference_id = 0;
	r->number = 0;
}

void
rig_open(struct rig *r, const struct rig_text *text)
{
	rig_load(r, text);
	rig_start(r, r->suite->fixtures.items[0]->cases.items[0]);
}

void
rig_steps(struct rig *r, const char *steps)
{
	rig_open(r, &(struct rig_text){ .steps = steps });
	assert_no_error(r);
}

static const char *
demand_name(enum match_demand demand)
{
	switch (demand) {
	case MATCH_WAIT:
		return "wait";
	case MATCH_SEND:
		return "send";
	case MATCH_FENCE:
		return "fence";
	case MATCH_STAND:
		return "stand";
	case MATCH_DONE:
		return "done";
	}
	return "?";
}

static unsigned
expect_demand(struct rig *r, const char *wanted, const char *line)
{
	unsigned event = 0;
	const char *got =
	    demand_name(match_demand(r->match, r->now_ns, &event));
	ck_assert_msg(
	    strcmp(got, wanted) == 0, "'%s': the judge says '%s'", line, got);
	return event;
}

static void
do_send(struct rig *r, const char *name)
{
	unsigned event = expect_demand(r, "send", name);
	struct message *m = match_build(r->match, event, ++r->reference_id);
	if (!m)
		return;
	ck_assert_str_eq(message_name(m), name);
	match_sent(r->match, event, m, ++r->number, r->now_ns);
	message_unref(m);
}

static void
do_disconnect(struct rig *r)
{
	unsigned event = expect_demand(r, "send", "disconnect");
	ck_assert_int_eq(
	    r->pattern->events.items[event].kind, EVENT_DISCONNECT);
	match_sent(r->match, event, NULL, ++r->number, r->now_ns);
}

static int64_t
parse_time(const char *text)
{
	int64_t ns = 0;
	ck_assert_msg(duration_parse(text, strlen(text), &ns) == DURATION_OK,
	    "time '%s'", text);
	return ns;
}

static bool
is_integer(const char *text)
{
	text += *text == '-';
	return *text && strspn(text, "0123456789") == strlen(text);
}

static void
set_value(struct message *m, char *pair)
{
	char *value = strchr(pair, '=');
	ck_assert_msg(value, "'%s' is no PATH=VALUE", pair);
	*value++ = '\0';
	const char *path = strcmp(pair, "ref") == 0 ? "referenceId" : pair;
	if (is_integer(value))
		message_set_integer(m, path, atoi(value));
	else if (strcmp(value, "null") == 0)
		message_set_empty(m, path, VALUE_NULL);
	else
		message_set_string(m, path, value);
}

static unsigned
party_index(const struct rig *r, const char *name)
{
	int party = pattern_find_party(r->pattern, name);
	ck_assert_msg(party >= 0, "no party '%s' in the case", name);
	return (unsigned)party;
}

static void
feed(struct rig *r, struct observation *o, const char *party)
{
	o->party = party_index(r, party);
	pattern_derive_tag(r->pattern, o);
	o->number = r->number + 1;
	match_feed(r->match, o);
	if (o->number)
		r->number = o->number;
}

static void
observe(struct rig *r, const char *party, char *rest)
{
	struct observation o = { .time_ns = r->now_ns,
		.earliest_ns = r->before_ns,
		.server_time_us = -1 };
	char *word = strtok_r(rest, " ", &rest);
	o.message = message_new(word);
	o.protocol = strcmp(party, "reporting") == 0 ? "Reporting"
						     : "InteractionManagement";
	while ((word = strtok_r(NULL, " ", &rest))) {
		if (strcmp(word, "as") == 0)
			o.protocol =
			    message_keep(o.message, strtok_r(NULL, " ", &rest));
		else if (strcmp(word, "untagged") == 0)
			o.is_derived = true;
		else if (strcmp(word, "sent") == 0)
			o.server_time_us =
			    parse_time(strtok_r(NULL, " ", &rest)) / NS_PER_US;
		else if (strcmp(word, "since") == 0)
			o.earliest_ns = parse_time(strtok_r(NULL, " ", &rest));
		else
			set_value(o.message, word);
	}
	feed(r, &o, party);
	observation_clear(&o);
}

static void
break_connection(struct rig *r, enum observation_kind kind, char *rest)
{
	struct observation o = {
		.kind = kind, .time_ns = r->now_ns, .earliest_ns = r->before_ns
	};
	char *party = strtok_r(rest, " ", &rest);
	if (kind == OBSERVED_MALFORMED) {
		o.raw = mem_strdup(rest);
		o.raw_size = strlen(rest);
	}
	o.problem = mem_strdup(rest);
	feed(r, &o, party);
	observation_clear(&o);
}

static void
play_line(struct rig *r, char *line)
{
	char *rest, *whole = mem_strdup(line);
	char *word = strtok_r(line, " ", &rest);
	if (strcmp(word, "at") == 0) {
		r->before_ns = r->now_ns;
		r->now_ns = parse_time(rest);
	} else if (strcmp(word, "elapse") == 0) {
		match_elapse(r->match, r->now_ns);
		ck_assert_int_gt(match_deadline(r->match), r->now_ns);
	} else if (strcmp(word, "send") == 0) {
		do_send(r, rest);
	} else if (strcmp(word, "disconnect") == 0) {
		do_disconnect(r);
	} else if (strcmp(word, "ask") == 0) {
		expect_demand(r, "fence", whole);
	} else if (strcmp(word, "fence") == 0) {
		expect_demand(r, word, whole);
		match_quiet(r->match, match_unproven(r->match), MATCH_BY_FENCE);
	} else if (strcmp(word, "settle") == 0) {
		expect_demand(r, "fence", whole);
		match_quiet(r->match, MATCH_ALL_PARTIES, MATCH_BY_SETTLING);
	} else if (strcmp(word, "wait") == 0 || strcmp(word, "done") == 0) {
		expect_demand(r, word, whole);
	} else if (strcmp(word, "malformed") == 0) {
		break_connection(r, OBSERVED_MALFORMED, rest);
	} else if (strcmp(word, "closed") == 0) {
		break_connection(r, OBSERVED_DISCONNECTED, rest);
	} else {
		observe(r, word, rest);
	}
	free(whole);
}

void
rig_play(struct rig *r, const char *script)
{
	ck_assert_msg(r->pattern, "the pattern did not compile");
	while (*script) {
		char line[LINE_MAX_BYTES];
		size_t size = strcspn(script, "\n");
		ck_assert_uint_lt(size, sizeof(line));
		memcpy(line, script, size);
		line[size] = '\0';
		script += size + (script[size] == '\n');
		if (size)
			play_line(r, line);
	}
}

const struct outcome *
rig_outcome(struct rig *r)
{
	expect_demand(r, "done", "the end");
	outcome_clear(&r->outcome);
	match_outcome(r->match, &r->outcome);
	match_collect(r->match, &r->outcome);
	return &r->outcome;
}

void
rig_ends(struct rig *r, enum verdict verdict, enum finding finding,
    const char *sentence)
{
	const struct outcome *o = rig_outcome(r);
	const char *said = o->sentence ? o->sentence : "";
	ck_assert_msg(o->verdict == verdict && o->finding == finding,
	    "%s, %s: %s", verdict_name(o->verdict), finding_name(o->finding),
	    said);
	ck_assert_str_eq(said, sentence);
}

void
rig_passes(struct rig *r)
{
	rig_ends(r, VERDICT_PASS, FINDING_NONE, "");
}

void
rig_fails(struct rig *r, enum finding finding, const char *sentence)
{
	rig_ends(r, VERDICT_FAIL, finding, sentence);
}

const char *
rig_error(const struct rig *r)
{
	ck_assert_uint_eq(r->diag.error_count, 1);
	return r->diag.items.items[0].text;
}

void
rig_close(struct rig *r)
{
	outcome_clear(&r->outcome);
	match_free(r->match);
	ledger_free(r->ledger);
	pattern_free(r->pattern);
	target_free(r->target);
	suite_free(r->suite);
	diag_free(&r->diag);
}
