/* SPDX-License-Identifier: Apache-2.0 */
#include "runner/cli/faults.h"

#include "core/suggest.h"
#include "runner/model/party.h"

#define USAGE_MAX_BYTES 8192

bool
faults_parse(struct faults *f, struct diag *diag)
{
	bool all_good = true;
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

void
faults_free(struct faults *f)
{
	vec_free(&f->texts);
	vec_free(&f->parsed);
}
