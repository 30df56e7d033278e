/* SPDX-License-Identifier: Apache-2.0 */
/* A fault as it is written: the other way round of fault.c, which reads one. */
#include "core/buf.h"
#include "mock/config/fault.h"

static void
print_delay(const struct fault *f, struct buf *into)
{
	buf_printf(into, " by %lldns", (long long)f->delay_ns);
}

void
fault_print(const struct fault *f, struct buf *into)
{
	const struct fault_kind_row *kind = fault_kind(f->kind);
	enum fault_parameter parameter = kind->parameter;
	const char *quote = f->is_quoted ? "\"" : "";
	bool is_after = parameter == PARAMETER_AFTER;
	buf_printf(
	    into, "%s %s", kind->name, is_after ? f->argument : f->message);
	if (parameter == PARAMETER_DECISION)
		buf_printf(into, " %s %s", f->argument, f->value);
	if (f->party[0])
		buf_printf(into, " at %s", f->party);
	if (f->protocol[0])
		buf_printf(into, " as %s", f->protocol);
	if (f->occurrence)
		buf_printf(into, " #%u", f->occurrence);
	if (f->one_in)
		buf_printf(into, " sometimes 1/%u", f->one_in);
	switch (parameter) {
	case PARAMETER_NONE:
		break;
	case PARAMETER_BY:
		print_delay(f, into);
		break;
	case PARAMETER_TO:
		buf_printf(into, " to %s", f->argument);
		break;
	case PARAMETER_AFTER:
		buf_printf(into, " after %s", f->message);
		if (f->delay_ns)
			print_delay(f, into);
		break;
	case PARAMETER_PATH:
		buf_printf(into, " %s", f->argument);
		break;
	case PARAMETER_DECISION:
		break;
	case PARAMETER_ASSIGN:
		buf_printf(
		    into, " %s=%s%s%s", f->argument, quote, f->value, quote);
		break;
	}
}
