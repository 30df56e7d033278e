/* SPDX-License-Identifier: Apache-2.0 */
#include "mock/config/fault.h"

#include "core/mem.h"
#include "core/random.h"
#include "core/text/duration.h"
#include "core/text/suggest.h"
#include "mock/config/behaviour.h"
#include "mock/config/fault_kind.h"
#include "wire/frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All decisions of behaviour.h, with room. */
#define LIST_MAX_BYTES (POINT_COUNT * BEHAVIOUR_NAME_SIZE)

/* What the mock sends: the names that a selector may have. */
static const char *const events[] = { "EventAck", "EventAgentInvited",
	"EventAgentLogin", "EventAgentLogout", "EventCurrentAgentStatus",
	"EventError", "EventInteractionSubmitted", "EventInvite",
	"EventPartyAdded", "EventPartyRemoved", "EventPlaceAgentState",
	"EventPlacedInQueue", "EventPlacedInWorkbin", "EventProcessingStopped",
	"EventPropertiesChanged", "EventPulledInteractions", "EventRejected",
	"EventRevoked", "EventRouteUsed", "EventTakenFromQueue",
	"EventTakenFromWorkbin", "EventWorkbinContent",
	"EventWorkbinContentChanged" };

static const char *const protocols[] = { PROTOCOL_INTERACTION_MANAGEMENT,
	PROTOCOL_REPORTING, PROTOCOL_T_LIBRARY };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The words of a fault, one after the other. */
struct fault_reader {
	struct source *source;
	struct diag *diag;
	size_t next;  /* offset of the unread rest */
	size_t start; /* the current word: offset, size and text */
	size_t size;
	char word[FAULT_WORD_MAX_BYTES + 1];
	bool has_parameter;
	unsigned errors_before; /* in 'diag', by others */
	struct fault fault;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct place
place_of(const struct fault_reader *r)
{
	return source_place(r->source, r->start, r->size);
}

/* Blanks between double quotes belong to the word. */
static size_t
word_size(const char *text)
{
	bool is_quoted = false;
	size_t size = 0;
	for (; text[size] && (is_quoted || !is_blank(text[size])); size++)
		is_quoted ^= text[size] == '"';
	return size;
}

/* Go to the next word; false at the end, and 'word' is then empty. */
static bool
next_word(struct fault_reader *r)
{
	const char *text = r->source->text;
	r->word[0] = '\0';
	while (is_blank(text[r->next]))
		r->next++;
	r->start = r->next;
	r->size = word_size(text + r->start);
	r->next += r->size;
	if (r->size > FAULT_WORD_MAX_BYTES) {
		struct place at = place_of(r);
		diag_error(r->diag, &at,
		    "a word of %zu bytes; at most %d are accepted", r->size,
		    FAULT_WORD_MAX_BYTES);
		snprintf(r->word, sizeof(r->word), "?");
		return true;
	}
	memcpy(r->word, text + r->start, r->size);
	r->word[r->size] = '\0';
	return r->size > 0;
}

/* The word that must follow: 'what' for the message. */
static bool
need_word(struct fault_reader *r, const char *what)
{
	char *before = mem_strdup(r->word);
	bool is_there = next_word(r);
	if (!is_there) {
		struct place at = place_of(r);
		diag_error(
		    r->diag, &at, "%s is missing after '%s'", what, before);
	}
	free(before);
	return is_there;
}

static void
note_words(struct diag *diag, const char *const *words, size_t count)
{
	struct buf list;
	buf_init(&list, LIST_MAX_BYTES);
	for (size_t i = 0; i < count; i++)
		buf_printf(&list, "%s%s", i ? ", " : "", words[i]);
	diag_note(diag, "it is one of: %s", buf_text(&list));
	buf_free(&list);
}

/* Complain of the current word unless it is one of those. */
static bool
is_one_of(struct fault_reader *r, const char *const *words, size_t count,
    const char *complaint)
{
	struct suggestion s;
	suggest_start(&s, r->word);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(words[i], r->word) == 0)
			return true;
		suggest_offer(&s, words[i]);
	}
	struct place at = place_of(r);
	diag_error(r->diag, &at, "%s '%s'", complaint, r->word);
	diag_did_you_mean(r->diag, s.best);
	if (!s.best)
		note_words(r->diag, words, count);
	return false;
}

static bool
read_kind(struct fault_reader *r)
{
	const char *names[FAULT_KIND_COUNT];
	if (!next_word(r)) {
		diag_error(r->diag, NULL,
		    "the fault is empty; it starts with its kind, as in 'drop "
		    "EventAck at agent1'");
		return false;
	}
	for (unsigned i = 0; i < FAULT_KIND_COUNT; i++) {
		names[i] = fault_kind_name((enum fault_kind)i);
		if (strcmp(names[i], r->word) == 0)
			r->fault.kind = (enum fault_kind)i;
	}
	return is_one_of(r, names, FAULT_KIND_COUNT, "unknown kind of fault");
}

static void
read_selected_message(struct fault_reader *r)
{
	memcpy(r->fault.message, r->word, sizeof(r->word));
	if (strcmp(r->word, "*") != 0)
		is_one_of(r, events, COUNT(events), "the mock never sends");
}

/* One word into 'into', which must be empty: nothing is said twice. */
static void
read_word(struct fault_reader *r, char *into, const char *what)
{
	char keyword[FAULT_WORD_MAX_BYTES + 1];
	struct place at = place_of(r);
	memcpy(keyword, r->word, sizeof(keyword));
	if (*into)
		diag_error(r->diag, &at, "'%s' is given twice", keyword);
	if (need_word(r, what))
		memcpy(into, r->word, sizeof(r->word));
}

static void
read_protocol(struct fault_reader *r)
{
	read_word(r, r->fault.protocol, "a protocol");
	if (r->word[0])
		is_one_of(r, protocols, COUNT(protocols), "unknown protocol");
}

static void
read_occurrence(struct fault_reader *r)
{
	char *end;
	const char *digits = r->word + 1;
	unsigned long number = strtoul(digits, &end, 10);
	struct place at = place_of(r);
	if (r->fault.occurrence)
		diag_error(r->diag, &at, "'#' is given twice");
	if (*digits < '0' || *digits > '9' || *end || number == 0 ||
	    number > UINT32_MAX)
		diag_error(r->diag, &at,
		    "'%s' is not an occurrence; write '#' and a number from 1",
		    r->word);
	else
		r->fault.occurrence = (unsigned)number;
}

static void
read_odds(struct fault_reader *r)
{
	struct place at = place_of(r);
	char *end = NULL;
	if (r->fault.one_in)
		diag_error(r->diag, &at, "'sometimes' is given twice");
	if (!need_word(r, "how often"))
		return;
	bool is_part = strncmp(r->word, "1/", 2) == 0 && r->word[2] >= '0' &&
	    r->word[2] <= '9';
	unsigned long number = is_part ? strtoul(r->word + 2, &end, 10) : 0;
	at = place_of(r);
	if (number == 0 || *end || number > UINT32_MAX)
		diag_error(r->diag, &at,
		    "'%s' is no part of the messages; it is '1/' and a number "
		    "from 1, as in 'sometimes 1/10000'",
		    r->word);
	else
		r->fault.one_in = (unsigned)number;
}

/* Is the current word about which of the matches are meant?  Then read it. */
static bool
read_choice(struct fault_reader *r)
{
	struct place at = place_of(r);
	if (r->word[0] == '#')
		read_occurrence(r);
	else if (strcmp(r->word, "sometimes") == 0)
		read_odds(r);
	else
		return false;
	if (r->fault.occurrence && r->fault.one_in)
		diag_error(r->diag, &at,
		    "'#%u' and 'sometimes 1/%u' cannot be combined: the first "
		    "already picks one message",
		    r->fault.occurrence, r->fault.one_in);
	return true;
}

static void
read_delay(struct fault_reader *r)
{
	if (!need_word(r, "a duration"))
		return;
	enum duration_problem problem =
	    duration_parse(r->word, strlen(r->word), &r->fault.delay_ns);
	struct place at = place_of(r);
	if (problem != DURATION_OK)
		diag_error(r->diag, &at, "'%s': %s", r->word,
		    duration_problem_text(problem));
	else if (r->fault.delay_ns == 0)
		diag_error(r->diag, &at, "a duration of 0 changes nothing");
}

static void
read_assignment(struct fault_reader *r)
{
	struct fault *f = &r->fault;
	char *equals = strchr(r->word, '=');
	size_t size = (size_t)(equals - r->word);
	memcpy(f->argument, r->word, size);
	f->argument[size] = '\0';
	const char *value = equals + 1;
	size_t value_size = strlen(value);
	f->is_quoted =
	    value_size > 1 && value[0] == '"' && value[value_size - 1] == '"';
	if (f->is_quoted) {
		value++;
		value_size -= 2;
	}
	memcpy(f->value, value, value_size);
	f->value[value_size] = '\0';
}

static bool
is_protocol_too_long(const struct fault *f)
{
	return f->kind == FAULT_RETAG &&
	    strlen(f->argument) > PROTOCOL_MAX_BYTES;
}

static void
read_destination(struct fault_reader *r)
{
	need_word(r, "a name");
	memcpy(r->fault.argument, r->word, sizeof(r->word));
	struct place at = place_of(r);
	if (is_protocol_too_long(&r->fault))
		diag_error(r->diag, &at,
		    "a protocol of %zu bytes; at most %d are accepted", r->size,
		    PROTOCOL_MAX_BYTES);
}

/* Is the current word the kind's own parameter?  Then read it. */
static bool
read_parameter(struct fault_reader *r)
{
	bool is_mine = false;
	switch (fault_kind(r->fault.kind)->parameter) {
	case PARAMETER_NONE:
		return false;
	case PARAMETER_BY:
		if ((is_mine = strcmp(r->word, "by") == 0))
			read_delay(r);
		break;
	case PARAMETER_TO:
		if ((is_mine = strcmp(r->word, "to") == 0))
			read_destination(r);
		break;
	case PARAMETER_AFTER:
		if (strcmp(r->word, "by") == 0) {
			read_delay(r);
			return true;
		}
		if ((is_mine = strcmp(r->word, "after") == 0) &&
		    need_word(r, "a message"))
			read_selected_message(r);
		break;
	case PARAMETER_PATH:
		if ((is_mine = !r->has_parameter))
			memcpy(r->fault.argument, r->word, sizeof(r->word));
		break;
	case PARAMETER_DECISION:
		return false;
	case PARAMETER_ASSIGN:
		is_mine = strchr(r->word, '=') && r->word[0] != '=';
		if (is_mine)
			read_assignment(r);
		break;
	}
	r->has_parameter |= is_mine;
	return is_mine;
}

static void
complain_of_word(struct fault_reader *r)
{
	static const char *const keywords[PARAMETER_DECISION + 1] = {
		[PARAMETER_NONE] = NULL,
		[PARAMETER_BY] = "by",
		[PARAMETER_TO] = "to",
		[PARAMETER_AFTER] = "after",
	};
	const char *own = keywords[fault_kind(r->fault.kind)->parameter];
	struct suggestion s;
	struct place at = place_of(r);
	suggest_start(&s, r->word);
	suggest_offer(&s, "sometimes");
	if (fault_kind(r->fault.kind)->parameter != PARAMETER_DECISION) {
		suggest_offer(&s, "at");
		suggest_offer(&s, "as");
	}
	if (own)
		suggest_offer(&s, own);
	diag_error(r->diag, &at, "unexpected word '%s' in a '%s'", r->word,
	    fault_kind(r->fault.kind)->name);
	diag_did_you_mean(r->diag, s.best);
	diag_note(r->diag, "such as: %s", fault_kind(r->fault.kind)->usage);
}

static void
read_selector(struct fault_reader *r)
{
	while (next_word(r)) {
		if (strcmp(r->word, "at") == 0)
			read_word(r, r->fault.party, "a party");
		else if (strcmp(r->word, "as") == 0)
			read_protocol(r);
		else if (!read_choice(r) && !read_parameter(r))
			complain_of_word(r);
	}
}

static void
check_complete(struct fault_reader *r)
{
	static const char *const needs[] = {
		[PARAMETER_NONE] = "nothing",
		[PARAMETER_BY] = "'by' and a duration",
		[PARAMETER_TO] = "'to' and a name",
		[PARAMETER_AFTER] = "'after' and a message",
		[PARAMETER_PATH] = "the path of an attribute",
		[PARAMETER_ASSIGN] = "ATTRIBUTE=VALUE",
		[PARAMETER_DECISION] = "a decision and a way",
	};
	const struct fault_kind_row *kind = fault_kind(r->fault.kind);
	if (kind->parameter == PARAMETER_NONE || r->has_parameter ||
	    r->diag->error_count != r->errors_before)
		return;
	struct place at = place_of(r);
	diag_error(
	    r->diag, &at, "'%s' needs %s", kind->name, needs[kind->parameter]);
	diag_note(r->diag, "such as: %s", kind->usage);
}

/* Is it a cause, a point or a way of that point, and its name, if it is one? */
static bool
cause_name(unsigned index, unsigned point, char name[BEHAVIOUR_NAME_SIZE])
{
	(void)point;
	snprintf(name, BEHAVIOUR_NAME_SIZE, "%s",
	    behaviour_cause_name((enum behaviour_cause)index));
	return true;
}

static bool
point_name(unsigned index, unsigned point, char name[BEHAVIOUR_NAME_SIZE])
{
	(void)point;
	return behaviour_point_name(index, name);
}

static bool
way_name(unsigned index, unsigned point, char name[BEHAVIOUR_NAME_SIZE])
{
	return behaviour_way_name(point, index, name);
}

struct vocabulary {
	const char *what;
	const char *complaint;
	bool (*name)(unsigned, unsigned, char[BEHAVIOUR_NAME_SIZE]);
	unsigned count;
};

/* The next word, of that vocabulary, into 'into'; its index. */
static bool
read_word_of(struct fault_reader *r, const struct vocabulary *v, unsigned point,
    char *into, unsigned *ret_index)
{
	char names[POINT_COUNT][BEHAVIOUR_NAME_SIZE];
	const char *words[POINT_COUNT];
	size_t count = 0;
	if (!need_word(r, v->what))
		return false;
	for (unsigned i = 0; i < v->count; i++) {
		if (!v->name(i, point, names[count]))
			continue;
		words[count] = names[count];
		if (strcmp(names[count++], r->word) == 0)
			*ret_index = i;
	}
	memcpy(into, r->word, sizeof(r->word));
	return is_one_of(r, words, count, v->complaint);
}

static void
read_decision(struct fault_reader *r)
{
	static const struct vocabulary cause = { "a request",
		"the mock serves no", cause_name, CAUSE_COUNT };
	static const struct vocabulary decision = { "a decision",
		"no decision is called", point_name, POINT_COUNT };
	static const struct vocabulary way = { "a way to get it wrong",
		"this decision cannot go wrong by", way_name, WAY_COUNT };
	struct fault *f = &r->fault;
	unsigned point, index;
	if (!read_word_of(r, &cause, 0, f->message, &index) ||
	    !read_word_of(r, &decision, 0, f->argument, &point) ||
	    !read_word_of(r, &way, point, f->value, &index))
		return;
	while (next_word(r))
		if (!read_choice(r))
			complain_of_word(r);
}

static void
read_fault(struct fault_reader *r)
{
	if (!read_kind(r))
		return;
	if (r->fault.kind == FAULT_MISBEHAVE) {
		read_decision(r);
		return;
	}
	if (!need_word(r, "a message"))
		return;
	if (fault_kind(r->fault.kind)->parameter == PARAMETER_AFTER)
		memcpy(r->fault.argument, r->word, sizeof(r->word));
	else
		read_selected_message(r);
	read_selector(r);
	check_complete(r);
}

bool
fault_parse(const char *text, struct fault *ret_fault, struct diag *diag)
{
	size_t size = strlen(text);
	struct fault_reader r = { .diag = diag,
		.errors_before = diag->error_count };
	r.source = source_from_text("fault", text,
	    size < FAULT_TEXT_MAX_BYTES ? size : FAULT_TEXT_MAX_BYTES);
	if (size > FAULT_TEXT_MAX_BYTES)
		diag_error(diag, NULL,
		    "a fault of %zu bytes; at most %d are accepted", size,
		    FAULT_TEXT_MAX_BYTES);
	else
		read_fault(&r);
	source_unref(r.source);
	if (diag->error_count != r.errors_before)
		return false;
	*ret_fault = r.fault;
	return true;
}

bool
fault_is_drawn(unsigned one_in, uint64_t seed, uint64_t match)
{
	struct random r;
	random_seed(&r, seed);
	random_seed(&r, random_next(&r) + match / one_in);
	return match % one_in == (uint64_t)random_below(&r, one_in);
}
