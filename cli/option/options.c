/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/options.h"

#include "core/buf.h"
#include "core/escape.h"
#include "core/mem.h"
#include "core/text/duration.h"
#include "core/text/suggest.h"
#include "core/text/wrap.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* As many as a set of those that were seen has bits. */
#define MAX_OPTIONS 64
#define MESSAGE_MAX_BYTES 4096
/* Values of getopt_long() above every character. */
#define LONG_BASE 1000
#define HELP_VALUE 999
#define HELP_COLUMN 26
#define HELP_COLUMNS 80 /* of every terminal */
/* The longest is that of the mock, with its faults and variants. */
#define HELP_MAX_BYTES ((size_t)64 << 10)

static const struct option_spec help_option = { "help", 'h', NULL,
	"print this text", false };

static unsigned
count_options(const struct command *command)
{
	unsigned count = 0;
	while (command->options[count].name)
		count++;
	return count;
}

static void
print_error(const struct command *command, const char *text)
{
	struct buf line;
	buf_init(&line, MESSAGE_MAX_BYTES * 8);
	escape_line(&line, text, strlen(text));
	fprintf(stderr, "ixconform %s: error: %s\n", command->name,
	    buf_text(&line));
	buf_free(&line);
}

static void
print_way_to_help(const struct command *command)
{
	fprintf(stderr, "      note: 'ixconform %s --help' explains\n",
	    command->name);
}

void
options_complain(const struct command *command, const char *format, ...)
{
	struct buf text;
	va_list ap;
	buf_init(&text, MESSAGE_MAX_BYTES);
	va_start(ap, format);
	buf_vprintf(&text, format, ap);
	va_end(ap);
	print_error(command, buf_text(&text));
	print_way_to_help(command);
	buf_free(&text);
}

static void
print_option(const struct option_spec *o)
{
	struct buf b;
	buf_init(&b, MESSAGE_MAX_BYTES);
	buf_add_text(&b, "  ");
	if (o->letter)
		buf_printf(&b, "-%c, ", o->letter);
	buf_printf(&b, "--%s", o->name);
	if (o->argument)
		buf_printf(&b, " %s", o->argument);
	bool fits = b.size + 2 <= HELP_COLUMN;
	if (!fits)
		buf_add_char(&b, '\n');
	size_t name_size = b.size;
	wrap_prose(o->help, HELP_COLUMN, HELP_COLUMNS, &b);
	/* The first line of the help may stand beside the name. */
	fwrite(buf_text(&b), 1, name_size, stdout);
	fputs(buf_text(&b) + name_size + (fits ? name_size : 0), stdout);
	buf_free(&b);
}

static void
print_help(const struct command *command)
{
	struct buf text;
	buf_init(&text, HELP_MAX_BYTES);
	wrap_prose(command->text, 0, HELP_COLUMNS, &text);
	printf("usage: ixconform %s\n\n%s\noptions:\n", command->usage,
	    buf_text(&text));
	buf_free(&text);
	for (unsigned i = 0; command->options[i].name; i++)
		print_option(&command->options[i]);
	print_option(&help_option);
	if (command->examples)
		printf("\nexamples:\n%s\n", command->examples);
}

static const char *
nearest_option(const struct command *command, const char *word)
{
	struct suggestion s;
	const char *best = NULL;
	suggest_start(&s, word);
	for (unsigned i = 0; i <= count_options(command); i++) {
		const char *name = command->options[i].name;
		if (!name)
			name = help_option.name;
		char *candidate = mem_printf("--%s", name);
		size_t before = s.best_distance;
		suggest_offer(&s, candidate);
		if (s.best_distance != before)
			best = name;
		free(candidate);
	}
	return best;
}

static void
complain_unknown(const struct command *command, const char *word)
{
	char *name = mem_strndup(word, strcspn(word, "="));
	char *text = mem_printf("unknown option '%s'", name);
	const char *best = nearest_option(command, name);
	print_error(command, text);
	if (best)
		fprintf(stderr, "      note: did you mean '--%s'?\n", best);
	print_way_to_help(command);
	free(text);
	free(name);
}

/* Fill the tables of getopt_long() from ours. */
static void
translate(const struct command *command, struct option *longs, char *shorts)
{
	unsigned count = count_options(command);
	char *next = shorts;
	*next++ = ':';
	*next++ = 'h';
	for (unsigned i = 0; i < count; i++) {
		const struct option_spec *o = &command->options[i];
		longs[i] = (struct option){ o->name,
			o->argument ? required_argument : no_argument, NULL,
			LONG_BASE + (int)i };
		if (!o->letter)
			continue;
		*next++ = o->letter;
		if (o->argument)
			*next++ = ':';
	}
	longs[count] = (struct option){ "help", no_argument, NULL, HELP_VALUE };
	longs[count + 1] = (struct option){ 0 };
	*next = '\0';
}

static int
find_letter(const struct command *command, int letter)
{
	for (unsigned i = 0; command->options[i].name; i++)
		if (command->options[i].letter == letter)
			return (int)i;
	return OPTION_WRONG;
}

/* The option, unless it was there before and counts once only. */
static int
see(const struct command *command, uint64_t *seen, int option)
{
	assert(option >= 0 && option < MAX_OPTIONS);
	const struct option_spec *o = &command->options[option];
	uint64_t bit = UINT64_C(1) << option;
	bool is_twice = *seen & bit && !o->repeats;
	*seen |= bit;
	if (!is_twice)
		return option;
	options_complain(command, "--%s can be given only once", o->name);
	return OPTION_WRONG;
}

int
options_next(
    const struct command *command, uint64_t *seen, int argc, char **argv)
{
	struct option longs[MAX_OPTIONS + 2];
	char shorts[2 * MAX_OPTIONS + 3];

	translate(command, longs, shorts);
	opterr = 0;
	int word = optind ? optind : 1;
	int found = getopt_long(argc, argv, shorts, longs, NULL);
	if (found == -1)
		return OPTION_END;
	if (found == HELP_VALUE || found == 'h') {
		print_help(command);
		return OPTION_HELP;
	}
	if (found == ':') {
		options_complain(
		    command, "option '%s' needs an argument", argv[optind - 1]);
		return OPTION_WRONG;
	}
	if (found == '?') {
		/* optind has passed long options, not clusters of letters. */
		const char *at = optind > word ? argv[optind - 1] : argv[word];
		complain_unknown(command, at);
		return OPTION_WRONG;
	}
	return see(command, seen,
	    found >= LONG_BASE ? found - LONG_BASE
			       : find_letter(command, found));
}

void
options_quote(struct buf *into, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-=./_:,{}+";
	if (*word && word[strspn(word, plain)] == '\0') {
		buf_add_text(into, word);
		return;
	}
	buf_add_char(into, '\'');
	for (; *word; word++) {
		if (*word == '\'')
			buf_add_text(into, "'\\'");
		buf_add_char(into, *word);
	}
	buf_add_char(into, '\'');
}

bool
options_number(const struct command *command, const char *option,
    const char *text, unsigned min, unsigned max, unsigned *ret)
{
	char *end;
	errno = 0;
	unsigned long value = strtoul(text, &end, 10);
	if (isdigit((unsigned char)*text) && !*end && !errno && value >= min &&
	    value <= max) {
		*ret = (unsigned)value;
		return true;
	}
	options_complain(command,
	    "--%s wants a whole number from %u to %u, not '%s'", option, min,
	    max, text);
	return false;
}

bool
options_time(const struct command *command, const char *option,
    const char *text, int64_t *ret_ns)
{
	int64_t ns = 0;
	enum duration_problem problem = duration_parse(text, strlen(text), &ns);
	if (problem == DURATION_OK && ns > 0) {
		*ret_ns = ns;
		return true;
	}
	options_complain(command, "--%s: '%s' %s", option, text,
	    problem == DURATION_OK ? "is no time at all"
				   : duration_problem_text(problem));
	return false;
}
