/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/option/options.h"

#include "core/buf.h"
#include "core/escape.h"
#include "core/mem.h"
#include "core/source.h"
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

/* Twice as many as any command has. */
#define MAX_OPTIONS 64
#define MESSAGE_MAX_BYTES 4096
/* Values of getopt_long() above every character. */
#define LONG_BASE 1000
#define HELP_VALUE 999
#define HELP_COLUMN 26
#define HELP_COLUMNS 80 /* of every terminal */
/* The longest is that of the mock, with its faults and variants. */
#define HELP_MAX_BYTES ((size_t)64 << 10)

static const struct option_row help_row = {
	.name = "help", .letter = 'h', .help = "print this text"
};

void
options_add(struct options *o, const struct option_row *rows)
{
	for (; rows->name; rows++)
		vec_push(&o->rows, *rows);
	assert(o->rows.count <= MAX_OPTIONS);
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
print_row(const struct option_row *row)
{
	struct buf b;
	buf_init(&b, MESSAGE_MAX_BYTES);
	buf_add_text(&b, "  ");
	if (row->letter)
		buf_printf(&b, "-%c, ", row->letter);
	buf_printf(&b, "--%s", row->name);
	if (row->argument)
		buf_printf(&b, " %s", row->argument);
	bool fits = b.size + 2 <= HELP_COLUMN;
	if (!fits)
		buf_add_char(&b, '\n');
	size_t name_size = b.size;
	char *help = mem_printf(
	    "%s%s", row->help, row->words ? "; may be repeated" : "");
	wrap_prose(help, HELP_COLUMN, HELP_COLUMNS, &b);
	free(help);
	/* The first line of the help may be next to the name. */
	fwrite(buf_text(&b), 1, name_size, stdout);
	fputs(buf_text(&b) + name_size + (fits ? name_size : 0), stdout);
	buf_free(&b);
}

static void
print_help(const struct options *o)
{
	const struct command *command = o->command;
	struct buf text;
	buf_init(&text, HELP_MAX_BYTES);
	wrap_prose(command->text, 0, HELP_COLUMNS, &text);
	printf("usage: ixconform %s\n\n%s\noptions:\n", command->usage,
	    buf_text(&text));
	buf_free(&text);
	for (size_t i = 0; i < o->rows.count; i++)
		print_row(&o->rows.items[i]);
	print_row(&help_row);
	if (command->examples)
		printf("\nexamples:\n%s\n", command->examples);
}

static const char *
nearest_option(const struct options *o, const char *word)
{
	struct suggestion s;
	const char *best = NULL;
	suggest_start(&s, word);
	for (size_t i = 0; i <= o->rows.count; i++) {
		const char *name =
		    i < o->rows.count ? o->rows.items[i].name : help_row.name;
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
complain_unknown(const struct options *o, const char *word)
{
	char *name = mem_strndup(word, strcspn(word, "="));
	char *text = mem_printf("unknown option '%s'", name);
	const char *best = nearest_option(o, name);
	print_error(o->command, text);
	if (best)
		fprintf(stderr, "      note: did you mean '--%s'?\n", best);
	print_way_to_help(o->command);
	free(text);
	free(name);
}

/* --- one value --- */

static bool
take_time(const struct command *command, const struct option_row *row)
{
	int64_t ns = 0;
	enum duration_problem problem =
	    duration_parse(optarg, strlen(optarg), &ns);
	if (problem == DURATION_OK && ns > 0) {
		*row->time_ns = ns;
		return true;
	}
	options_complain(command, "--%s: '%s' %s", row->name, optarg,
	    problem == DURATION_OK ? "is zero"
				   : duration_problem_text(problem));
	return false;
}

/* "auto, always or never" */
static void
complain_of_choice(const struct command *command, const struct option_row *row)
{
	struct buf names;
	buf_init(&names, MESSAGE_MAX_BYTES);
	for (const char *const *choice = row->choices; *choice; choice++)
		buf_printf(&names, "%s%s",
		    choice == row->choices ? ""
			: choice[1]        ? ", "
					   : " or ",
		    *choice);
	options_complain(command, "--%s wants %s, not '%s'", row->name,
	    buf_text(&names), optarg);
	buf_free(&names);
}

static bool
take_choice(
    const struct command *command, const struct option_row *row, unsigned *ret)
{
	for (unsigned i = 0; row->choices[i]; i++) {
		if (strcmp(row->choices[i], optarg) != 0)
			continue;
		*ret = i;
		return true;
	}
	complain_of_choice(command, row);
	return false;
}

static bool
take_number(const struct command *command, const struct option_row *row)
{
	char *end;
	errno = 0;
	unsigned long value = strtoul(optarg, &end, 10);
	if (isdigit((unsigned char)*optarg) && !*end && !errno &&
	    value >= row->min && value <= row->max) {
		*row->number = (unsigned)value;
		return true;
	}
	options_complain(command,
	    "--%s takes a whole number from %u to %u, not '%s'", row->name,
	    row->min, row->max, optarg);
	return false;
}

/* False after complaining. */
static bool
take_value(const struct command *command, const struct option_row *row)
{
	unsigned choice = row->value;
	if (row->choices && !take_choice(command, row, &choice))
		return false;
	if (row->flag)
		*row->flag = true;
	else if (row->text)
		*row->text = optarg;
	else if (row->words)
		vec_push(row->words, optarg);
	else if (row->time_ns)
		return take_time(command, row);
	else if (row->argument && !row->choices)
		return take_number(command, row);
	else
		*row->number = choice;
	return true;
}

/* --- the whole line --- */

/* What was given of each option: its argument, or its name; or NULL. */
struct line {
	const struct options *options;
	const char *given[MAX_OPTIONS];
};

/* Fill the tables of getopt_long() from ours. */
static void
translate(const struct options *o, struct option *longs, char *shorts)
{
	size_t count = o->rows.count;
	char *next = shorts;
	*next++ = ':';
	*next++ = 'h';
	for (size_t i = 0; i < count; i++) {
		const struct option_row *row = &o->rows.items[i];
		longs[i] = (struct option){ row->name,
			row->argument ? required_argument : no_argument, NULL,
			LONG_BASE + (int)i };
		if (!row->letter)
			continue;
		*next++ = row->letter;
		if (row->argument)
			*next++ = ':';
	}
	longs[count] = (struct option){ "help", no_argument, NULL, HELP_VALUE };
	longs[count + 1] = (struct option){ 0 };
	*next = '\0';
}

static size_t
find_row(const struct options *o, int found)
{
	size_t i = found >= LONG_BASE ? (size_t)(found - LONG_BASE) : 0;
	while (found < LONG_BASE && o->rows.items[i].letter != found)
		i++;
	return i;
}

/* Of two values one would be dropped, and not be missed. */
static bool
is_single(const struct line *l, const struct option_row *row, size_t at)
{
	const struct options *o = l->options;
	if (l->given[at] && !row->words && row->argument)
		options_complain(o->command,
		    "--%s is given twice, with '%s' and with '%s'; give one "
		    "of them",
		    row->name, l->given[at], optarg);
	else if (l->given[at] && !row->words)
		options_complain(o->command,
		    "--%s is given twice; once is enough", row->name);
	else
		return true;
	return false;
}

static bool
is_only_name(const struct line *l, const struct option_row *row, size_t at)
{
	const struct options *o = l->options;
	for (size_t i = 0; i < o->rows.count && row->text; i++) {
		const struct option_row *other = &o->rows.items[i];
		if (i == at || other->text != row->text || !l->given[i])
			continue;
		options_complain(o->command,
		    "--%s and --%s are the same option; give one of them",
		    o->rows.items[i < at ? i : at].name,
		    o->rows.items[i < at ? at : i].name);
		return false;
	}
	return true;
}

static bool
take(struct line *l, size_t at)
{
	const struct options *o = l->options;
	const struct option_row *row = &o->rows.items[at];
	if (!is_single(l, row, at) || !is_only_name(l, row, at))
		return false;
	l->given[at] = row->argument ? optarg : row->name;
	if (row->is_of_case && o->again) {
		buf_printf(o->again, " --%s", row->name);
		if (row->argument)
			buf_add_char(o->again, ' ');
		if (row->argument)
			options_quote(o->again, optarg);
	}
	return take_value(o->command, row);
}

/* Is each option there without which another one makes no sense? */
static bool
is_complete(const struct line *l)
{
	const struct options *o = l->options;
	const char *lacking = NULL;
	for (size_t i = 0; i < o->rows.count; i++) {
		const char *wanted = o->rows.items[i].requires;
		bool is_there = !wanted || !l->given[i];
		for (size_t j = 0; j < o->rows.count && !is_there; j++)
			is_there = l->given[j] &&
			    strcmp(o->rows.items[j].name, wanted) == 0;
		if (!is_there)
			options_complain(o->command, "--%s requires --%s",
			    lacking = o->rows.items[i].name, wanted);
	}
	return !lacking;
}

/* The next option: OPTIONS_READ when there was one, and it was right. */
static enum options_end
read_option(struct line *l, int found, const char *word)
{
	const struct options *o = l->options;
	switch (found) {
	case HELP_VALUE:
	case 'h':
		print_help(o);
		return OPTIONS_HELP;
	case ':':
		options_complain(
		    o->command, "option '%s' needs an argument", word);
		return OPTIONS_WRONG;
	case '?':
		complain_unknown(o, word);
		return OPTIONS_WRONG;
	}
	return take(l, find_row(o, found)) ? OPTIONS_READ : OPTIONS_WRONG;
}

static enum options_end
read_line(struct line *l, int argc, char **argv)
{
	struct option longs[MAX_OPTIONS + 2];
	char shorts[2 * MAX_OPTIONS + 3];
	bool good = true;
	translate(l->options, longs, shorts);
	opterr = 0;
	for (;;) {
		int at = optind ? optind : 1;
		int found = getopt_long(argc, argv, shorts, longs, NULL);
		if (found == -1)
			return good && is_complete(l) ? OPTIONS_READ
						      : OPTIONS_WRONG;
		/* optind has passed long options, not clusters of letters. */
		const char *word =
		    found == ':' || optind > at ? argv[optind - 1] : argv[at];
		enum options_end end = read_option(l, found, word);
		if (end == OPTIONS_HELP)
			return end;
		good &= end == OPTIONS_READ;
	}
}

enum options_end
options_read(struct options *o, int argc, char **argv)
{
	struct line line = { .options = o };
	enum options_end end = read_line(&line, argc, argv);
	o->words = argv + optind;
	o->word_count = (unsigned)(argc - optind);
	vec_free(&o->rows);
	return end;
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

/* Where in a word a path begins, if it is one. */
static size_t
path_offset(const char *word)
{
	const char *value = strchr(word, '=');
	if (word[0] != '-')
		return 0;
	if (word[1] == '-')
		return value ? (size_t)(value + 1 - word) : 0;
	return word[1] && word[2] == '/' ? 2 : 0;
}

void
options_publish_word(struct buf *into, const char *word)
{
	size_t offset = path_offset(word);
	buf_add(into, word, offset);
	buf_add_text(into, source_public_name(word + offset));
}

/* How many bytes the first of the words takes. */
static size_t
quoted_size(const char *words)
{
	bool is_quoted = false;
	size_t size = 0;
	for (; words[size] && (is_quoted || words[size] != ' '); size++) {
		if (words[size] == '\'')
			is_quoted = !is_quoted;
		else if (words[size] == '\\' && !is_quoted && words[size + 1])
			size++;
	}
	return size;
}

/* What was quoted for its folder may need no quotes without it. */
static void
publish_quoted(struct buf *into, const char *word, size_t size)
{
	char *rest = mem_strndup(word, size);
	size_t is_quoted = *rest == '\'';
	const char *name = source_public_name(rest + is_quoted);
	if (is_quoted)
		buf_add_char(into, '\'');
	buf_add_text(into, name);
	free(rest);
}

void
options_publish(struct buf *into, const char *command)
{
	while (*command) {
		size_t size = quoted_size(command);
		publish_quoted(into, command, size);
		command += size;
		if (*command == ' ') {
			buf_add_char(into, ' ');
			command++;
		}
	}
}
