/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/shard/shard_option.h"

#include "core/mem.h"
#include "core/text/suggest.h"
#include "model/event.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *
find_variable(void *context, const char *name)
{
	(void)context;
	return getenv(name);
}

struct variables
environment_variables(void)
{
	return (struct variables){ .find = find_variable };
}

/* Only digits, up to 'end'. */
static bool
read_digits(const char *text, const char *end, unsigned *ret)
{
	char *stop;
	errno = 0;
	unsigned long value = strtoul(text, &stop, 10);
	if (!isdigit((unsigned char)*text) || stop != end || errno ||
	    value > RUN_SHARDS_MAX)
		return false;
	*ret = (unsigned)value;
	return true;
}

static char *
unknown_engine(const char *word)
{
	struct suggestion s;
	suggest_start(&s, word);
	suggest_offer(&s, "auto");
	for (const struct engine *e = engine_next(NULL); e; e = engine_next(e))
		suggest_offer(&s, engine_word(e));
	if (s.best)
		return mem_printf(
		    "unknown system '%s'; did you mean '%s'?", word, s.best);
	return mem_printf(
	    "'%s' is neither a shard such as 2/4, nor 'auto', nor "
	    "a system such as gitlab",
	    word);
}

/* "2/4", the slash at 'slash'. */
static bool
read_shard(const char *text, const char *slash, struct shard_option *ret,
    char **ret_problem)
{
	unsigned number, total;
	if (!slash || !read_digits(text, slash, &number) ||
	    !read_digits(slash + 1, text + strlen(text), &total))
		*ret_problem =
		    mem_printf("'%s' is not a shard; write 2/4 for the second "
			       "of four shards (at most %d)",
			text, RUN_SHARDS_MAX);
	else if (number == 0)
		*ret_problem = mem_printf(
		    "'%s': shards are numbered from 1, so the first is 1/%u",
		    text, total);
	else if (number > total)
		*ret_problem =
		    mem_printf("'%s': there are only %u shards", text, total);
	else
		*ret = (struct shard_option){ number, total, NULL };
	return !*ret_problem;
}

static bool
ask(const char *word, unsigned total, const struct variables *v,
    struct shard_option *ret, char **ret_problem)
{
	struct engine_answer answer;
	const struct engine *engine = engine_find(word);
	if (!engine && strcmp(word, "auto") != 0) {
		*ret_problem = unknown_engine(word);
		return false;
	}
	if (!engine_ask(engine, v, total, &answer, ret_problem))
		return false;
	*ret =
	    (struct shard_option){ answer.number, answer.total, answer.engine };
	return true;
}

bool
shard_option_read(const char *text, const struct variables *v,
    struct shard_option *ret, char **ret_problem)
{
	const char *slash = strchr(text, '/');
	unsigned total = 0;
	*ret_problem = NULL;
	if (!isalpha((unsigned char)*text))
		return read_shard(text, slash, ret, ret_problem);
	if (slash &&
	    (!read_digits(slash + 1, text + strlen(text), &total) || !total)) {
		*ret_problem = mem_printf("'%s': the number of shards must be "
					  "a whole number from 1 to %d",
		    text, RUN_SHARDS_MAX);
		return false;
	}
	char *word =
	    mem_strndup(text, slash ? (size_t)(slash - text) : strlen(text));
	bool good = ask(word, total, v, ret, ret_problem);
	free(word);
	return good;
}
