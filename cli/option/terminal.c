/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/terminal.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define DIAGNOSTICS_MAX_BYTES ((size_t)1 << 20)

struct option_row
colour_option(unsigned *ret_choice)
{
	static const char *const choices[] = { [COLOUR_AUTO] = "auto",
		[COLOUR_ALWAYS] = "always",
		[COLOUR_NEVER] = "never",
		NULL };
	return (struct option_row){ "colour", 0, "WHEN",
		"auto, always or never", .number = ret_choice,
		.choices = choices };
}

/* A terminal that can do more than print. */
static bool
is_terminal(FILE *out)
{
	const char *kind = getenv("TERM");
	return isatty(fileno(out)) && kind && *kind &&
	    strcmp(kind, "dumb") != 0;
}

bool
colour_is_wanted(enum colour_choice choice, FILE *out)
{
	const char *none = getenv("NO_COLOR");
	switch (choice) {
	case COLOUR_ALWAYS:
		return true;
	case COLOUR_NEVER:
		return false;
	case COLOUR_AUTO:
		return is_terminal(out) && !(none && *none);
	}
	return false;
}

void
print_diagnostics_as(const struct diag *diag, enum colour_choice choice)
{
	struct buf b;
	buf_init(&b, DIAGNOSTICS_MAX_BYTES);
	diag_print(diag, &b, colour_is_wanted(choice, stderr));
	fputs(buf_text(&b), stderr);
	buf_free(&b);
}

void
print_diagnostics(const struct diag *diag)
{
	print_diagnostics_as(diag, COLOUR_AUTO);
}

/* Asked without setlocale(): a locale may decide how a text is drawn, never
   what it means. */
static bool
speaks_utf8(void)
{
	locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
	if (!locale)
		return false;
	bool is_utf8 = strcmp(nl_langinfo_l(CODESET, locale), "UTF-8") == 0;
	freelocale(locale);
	return is_utf8;
}

void
look_at_terminal(FILE *out, struct console_options *ret)
{
	struct winsize size;
	ret->terminal = is_terminal(out);
	if (ioctl(fileno(out), TIOCGWINSZ, &size) == 0)
		ret->width = size.ws_col;
	ret->ascii = !speaks_utf8();
}
