/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/target_overrides.h"

#include "core/text/duration.h"
#include "core/text/suggest.h"
#include "runner/net/http.h"

#include <string.h>

/*
 * A target may have any number of timers: those past the limit are not listed.
 */
#define NAMES_MAX_BYTES 4096

struct option_row
timer_option(struct target_overrides *o)
{
	return (struct option_row){ "timer", 0, "NAME=TIME",
		"change a timer of the target, as in invitation-timeout=2s",
		.words = &o->timers, .is_of_case = true };
}

struct option_row
reading_option(struct target_overrides *o)
{
	return (struct option_row){ "reading", 0, "NAME=CHOICE",
		"change a reading of the document, as in R4=require",
		.words = &o->readings, .is_of_case = true };
}

struct option_row
insecure_option(struct target_overrides *o)
{
	return (struct option_row){ "insecure", 0, NULL,
		"do not check whose certificate the server has; every report "
		"says so",
		.flag = &o->is_insecure, .is_of_case = true };
}

/* Not of a server without a certificate: it would be said, but not true. */
static void
override_verification(struct target *target, struct diag *diag)
{
	target->is_unverified = http_has_tls(target->url);
	if (target->is_unverified)
		return;
	diag_error(diag, NULL,
	    "--insecure requires a server with a certificate; the target '%s' "
	    "has no https:// address",
	    target->name);
}

/* The size of NAME in "NAME=VALUE", and the value; reports a missing part. */
static bool
split(const char *option, const char *text, char **ret_name,
    const char **ret_value, struct diag *diag)
{
	const char *equals = strchr(text, '=');
	if (equals && equals != text && equals[1]) {
		*ret_name = mem_strndup(text, (size_t)(equals - text));
		*ret_value = equals + 1;
		return true;
	}
	diag_error(diag, NULL, "--%s takes NAME=VALUE, not '%s'", option, text);
	return false;
}

static void
note_timers(const struct target *target, struct diag *diag)
{
	struct buf names;
	buf_init(&names, NAMES_MAX_BYTES);
	for (size_t i = 0; i < target->timers.count; i++)
		buf_printf(&names, "%s%s", i ? ", " : "",
		    target->timers.items[i].name);
	if (names.size)
		diag_note(diag, "its timers are %s", buf_text(&names));
	buf_free(&names);
}

static void
override_timer(struct target *target, const char *name, const char *value,
    struct diag *diag)
{
	struct suggestion s;
	int64_t ns = 0;
	enum duration_problem problem =
	    duration_parse(value, strlen(value), &ns);
	if (problem != DURATION_OK) {
		diag_error(diag, NULL, "--timer %s: '%s' %s", name, value,
		    duration_problem_text(problem));
		return;
	}
	suggest_start(&s, name);
	for (size_t i = 0; i < target->timers.count; i++) {
		struct named_timer *timer = &target->timers.items[i];
		suggest_offer(&s, timer->name);
		if (strcmp(timer->name, name) == 0) {
			timer->ns = ns;
			return;
		}
	}
	diag_error(diag, NULL, "--timer: the target '%s' has no timer '%s'",
	    target->name, name);
	diag_did_you_mean(diag, s.best);
	note_timers(target, diag);
}

static void
override_reading(struct target *target, const char *name, const char *value)
{
	for (size_t i = 0; i < target->readings.count; i++) {
		struct named_text *reading = &target->readings.items[i];
		if (strcmp(reading->name, name) != 0)
			continue;
		free(reading->text);
		reading->text = mem_strdup(value);
		reading->at = reading->text_at = (struct place){ 0 };
		return;
	}
	struct named_text reading = { .name = mem_strdup(name),
		.text = mem_strdup(value) };
	vec_push(&target->readings, reading);
}

void
target_overrides_apply(
    struct target *target, const struct target_overrides *a, struct diag *diag)
{
	char *name;
	const char *value;
	for (size_t i = 0; i < a->timers.count; i++) {
		if (!split("timer", a->timers.items[i], &name, &value, diag))
			continue;
		override_timer(target, name, value, diag);
		free(name);
	}
	for (size_t i = 0; i < a->readings.count; i++) {
		if (!split(
			"reading", a->readings.items[i], &name, &value, diag))
			continue;
		override_reading(target, name, value);
		free(name);
	}
	if (a->is_insecure)
		override_verification(target, diag);
}

void
target_overrides_free(struct target_overrides *o)
{
	vec_free(&o->timers);
	vec_free(&o->readings);
}
