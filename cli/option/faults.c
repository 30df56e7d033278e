/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/faults.h"

#include "core/text/suggest.h"
#include "mock/config/variant.h"
#include "model/party.h"

#include <stdlib.h>
#include <string.h>

#define USAGE_MAX_BYTES 8192

struct option_row
fault_option(struct faults *f)
{
	return (struct option_row){ "fault", 'f', "TEXT",
		"make the embedded mock misbehave, to see it caught;\n"
		"'ixconform mock --help' lists the faults",
		.words = &f->texts, .is_of_case = true };
}

struct option_row
variant_option(struct faults *f)
{
	return (struct option_row){ "variant", 0, "NAMES",
		"make the embedded mock another server that conforms;\n"
		"'ixconform mock --help' lists the variants",
		.words = &f->variant_texts, .is_of_case = true };
}

struct option_row
binding_fault_option(struct faults *f)
{
	return (struct option_row){ "binding-fault", 0, "NAME",
		"make the mock break its binding, to see it caught;\n"
		"'ixconform mock --help' lists the ways",
		.text = &f->binding_text, .is_of_case = true };
}

static bool
take_binding_fault(struct faults *f, struct diag *diag)
{
	struct suggestion s;
	f->binding = binding_fault_find(f->binding_text);
	if (f->binding != BREAKS_NOTHING)
		return true;
	suggest_start(&s, f->binding_text);
	for (unsigned i = 1; i < BINDING_FAULT_COUNT; i++)
		suggest_offer(&s, binding_fault_kinds[i].name);
	diag_error(
	    diag, NULL, "the mock has no binding fault '%s'", f->binding_text);
	diag_did_you_mean(diag, s.best);
	if (!s.best)
		diag_note(diag, "'ixconform mock --help' lists them");
	return false;
}

static bool
take_variant(struct faults *f, const char *name, struct diag *diag)
{
	struct suggestion s;
	const struct mock_variant *v = mock_variant_find(name);
	if (v) {
		f->variants |= MOCK_VARIANT_BIT(v - mock_variants);
		return true;
	}
	suggest_start(&s, name);
	for (unsigned i = 0; i < MOCK_VARIANT_COUNT; i++)
		suggest_offer(&s, mock_variants[i].name);
	diag_error(diag, NULL, "the mock has no variant '%s'", name);
	diag_did_you_mean(diag, s.best);
	if (!s.best)
		diag_note(diag, "'ixconform mock --help' lists them");
	return false;
}

/* Names between blanks. */
static bool
take_variants(struct faults *f, const char *text, struct diag *diag)
{
	bool all_good = true;
	char *words = mem_strdup(text), *rest = words, *name;
	while ((name = strsep(&rest, " ")))
		if (*name)
			all_good &= take_variant(f, name, diag);
	free(words);
	return all_good;
}

bool
faults_parse(struct faults *f, struct diag *diag)
{
	bool all_good = !f->binding_text || take_binding_fault(f, diag);
	for (size_t i = 0; i < f->variant_texts.count; i++)
		all_good &= take_variants(f, f->variant_texts.items[i], diag);
	for (size_t i = 0; i < f->texts.count; i++) {
		struct fault fault = { 0 };
		if (fault_parse(f->texts.items[i], &fault, diag))
			vec_push(&f->parsed, fault);
		else
			all_good = false;
	}
	return all_good;
}

/* "" is any party. */
static bool
check_party(const char *text, const char *party, struct diag *diag)
{
	enum party_role role;
	struct suggestion s;
	if (!*party || party_role_of(party, &role))
		return true;
	suggest_start(&s, party);
	for (const char *const *name = party_names(); *name; name++)
		suggest_offer(&s, *name);
	diag_error(
	    diag, NULL, "the fault '%s': no party is called '%s'", text, party);
	diag_did_you_mean(diag, s.best);
	diag_note(diag,
	    "parties are called agent, agent1 to agent9, media and reporting");
	return false;
}

bool
faults_parse_for_run(struct faults *f, struct diag *diag)
{
	bool all_good = faults_parse(f, diag);
	for (size_t i = 0; all_good && i < f->parsed.count; i++) {
		const struct fault *fault = &f->parsed.items[i];
		const char *text = f->texts.items[i];
		all_good = check_party(text, fault->party, diag) &&
		    (fault->kind != FAULT_MISDELIVER ||
			check_party(text, fault->argument, diag));
	}
	return all_good;
}

void
faults_report_unused(const struct faults *f, unsigned i, struct diag *diag)
{
	diag_warning(diag, NULL, "unused-fault",
	    "the fault '%s' met no message in this run", f->texts.items[i]);
	diag_note(diag,
	    "is the party's name, the message, or #N as the mock sends it? "
	    "'ixconform run -v' shows all messages");
}

char *
faults_usage(void)
{
	struct buf b;
	buf_init(&b, USAGE_MAX_BYTES);
	for (int kind = 0; kind < FAULT_KIND_COUNT; kind++)
		buf_printf(
		    &b, "  %s\n", fault_kind_usage((enum fault_kind)kind));
	return buf_take(&b);
}

const char *
faults_option(const struct faults *f)
{
	if (f->texts.count)
		return "fault";
	if (f->binding_text)
		return "binding-fault";
	return f->variant_texts.count ? "variant" : NULL;
}

struct mock_config
faults_config(const struct faults *f, const struct mock_config *config)
{
	struct mock_config own = mock_variants_take(config, f->variants);
	own.binding_fault = f->binding;
	return own;
}

char *
variants_usage(void)
{
	struct buf b;
	buf_init(&b, USAGE_MAX_BYTES);
	for (unsigned i = 0; i < MOCK_VARIANT_COUNT; i++)
		buf_printf(&b, "  %s: %s\n", mock_variants[i].name,
		    mock_variants[i].summary);
	return buf_take(&b);
}

char *
binding_faults_usage(void)
{
	struct buf b;
	buf_init(&b, USAGE_MAX_BYTES);
	for (unsigned i = 1; i < BINDING_FAULT_COUNT; i++)
		buf_printf(&b, "  %s: %s (%s)\n", binding_fault_kinds[i].name,
		    binding_fault_kinds[i].summary, binding_fault_kinds[i].id);
	return buf_take(&b);
}

void
faults_free(struct faults *f)
{
	vec_free(&f->texts);
	vec_free(&f->parsed);
	vec_free(&f->variant_texts);
}
