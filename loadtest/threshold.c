/* SPDX-License-Identifier: Apache-2.0 */
#include "loadtest/threshold.h"

#include "core/mem.h"
#include "core/text/duration.h"
#include "core/text/suggest.h"
#include "loadtest/rate.h"

#include <inttypes.h>
#include <string.h>

/* A threshold is one short line: longer ones have no use. */
#define TEXT_MAX_BYTES 300

/* A rate had is short of the rate wanted by our doing from this part on. */
#define SHORTFALL 0.99

static const char *const subjects[] = {
	[THRESHOLD_QUANTILE] = "p99",
	[THRESHOLD_MIN] = "min",
	[THRESHOLD_MEAN] = "mean",
	[THRESHOLD_MAX] = "max",
	[THRESHOLD_FAILED] = "failed",
	[THRESHOLD_UNDECIDED] = "inconclusive",
	[THRESHOLD_RATE] = "rate",
};

#define SUBJECT_COUNT (sizeof(subjects) / sizeof(subjects[0]))

static bool
is_about_time(enum threshold_subject subject)
{
	return subject <= THRESHOLD_MAX;
}

/* --- reading --- */

struct reader {
	struct source *source;
	struct diag *diag;
	const char *text;
	size_t next;        /* offset of the unread rest */
	size_t start, size; /* the current word */
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_sign(char c)
{
	return c == '<' || c == '>' || c == '=';
}

/* A sign needs no blanks around it; false at the end. */
static bool
next_word(struct reader *r)
{
	const char *text = r->text;
	while (is_blank(text[r->next]))
		r->next++;
	r->start = r->next;
	bool signs = is_sign(text[r->next]);
	while (text[r->next] && !is_blank(text[r->next]) &&
	    is_sign(text[r->next]) == signs)
		r->next++;
	r->size = r->next - r->start;
	return r->size > 0;
}

static bool
is_word(const struct reader *r, const char *word)
{
	return strlen(word) == r->size &&
	    memcmp(r->text + r->start, word, r->size) == 0;
}

static void complain(struct reader *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void
complain(struct reader *r, const char *format, ...)
{
	struct place at = source_place(r->source, r->start, r->size);
	struct buf text;
	va_list ap;
	buf_init(&text, 2 * TEXT_MAX_BYTES);
	va_start(ap, format);
	buf_vprintf(&text, format, ap);
	va_end(ap);
	diag_error(r->diag, &at, "%s", buf_text(&text));
	buf_free(&text);
}

/* "p99.9" */
static bool
read_quantile(struct reader *r, struct threshold *t)
{
	const char *digits = r->text + r->start + 1;
	double percent;
	if (r->size < 2 || r->text[r->start] != 'p' ||
	    number_parse(digits, r->size - 1, &percent) != r->size - 1)
		return false;
	t->subject = THRESHOLD_QUANTILE;
	t->millionths = (unsigned)(percent * 10000 + 0.5);
	if (percent > 100 || t->millionths == 0) {
		complain(r, "'%.*s': a percentile is above 0 and at most 100",
		    (int)r->size, r->text + r->start);
		return false;
	}
	return true;
}

static bool
read_subject(struct reader *r, struct threshold *t)
{
	struct suggestion s;
	unsigned errors = r->diag->error_count;
	if (!next_word(r)) {
		diag_error(r->diag, NULL,
		    "the threshold is empty; such as 'p99 RequestAccept < "
		    "50ms' or 'failed < 0.1%%'");
		return false;
	}
	if (read_quantile(r, t))
		return true;
	if (r->diag->error_count != errors)
		return false;
	char *word = mem_strndup(r->text + r->start, r->size);
	suggest_start(&s, word);
	for (unsigned i = THRESHOLD_MIN; i < SUBJECT_COUNT; i++) {
		t->subject = (enum threshold_subject)i;
		if (is_word(r, subjects[i]))
			break;
		suggest_offer(&s, subjects[i]);
		t->subject = THRESHOLD_QUANTILE;
	}
	bool is_known = t->subject != THRESHOLD_QUANTILE;
	if (!is_known) {
		complain(r, "nothing is measured that is called '%s'", word);
		diag_did_you_mean(r->diag, s.best);
		diag_note(r->diag,
		    "it is one of: p50, p99.9 and the like, min, mean, max, "
		    "failed, inconclusive, rate");
	}
	free(word);
	return is_known;
}

/* The sign is the current word; or a request before it. */
static bool
read_request(struct reader *r, struct threshold *t)
{
	if (!next_word(r) || is_sign(r->text[r->start]))
		return true;
	if (!is_about_time(t->subject)) {
		complain(r, "'%s' is of all cases, not of '%.*s'",
		    subjects[t->subject], (int)r->size, r->text + r->start);
		return false;
	}
	if (r->size > THRESHOLD_NAME_MAX_BYTES) {
		complain(r, "a name of %zu bytes; at most %d are accepted",
		    r->size, THRESHOLD_NAME_MAX_BYTES);
		return false;
	}
	memcpy(t->request, r->text + r->start, r->size);
	next_word(r);
	return true;
}

static bool
read_sign(struct reader *r, struct threshold *t)
{
	t->is_upper = is_word(r, "<") || is_word(r, "<=");
	t->is_inclusive = is_word(r, "<=") || is_word(r, ">=");
	if (t->is_upper || is_word(r, ">") || is_word(r, ">="))
		return true;
	if (r->size == 0)
		complain(r, "a limit is missing, such as '< 50ms'");
	else
		complain(r, "'%.*s': a limit is one of < <= > >=", (int)r->size,
		    r->text + r->start);
	return false;
}

static const char *
time_problem(struct reader *r, struct threshold *t)
{
	enum duration_problem problem =
	    duration_parse(r->text + r->start, r->size, &t->time_ns);
	return problem == DURATION_OK ? NULL : duration_problem_text(problem);
}

static const char *
count_problem(struct reader *r, struct threshold *t)
{
	const char *word = r->text + r->start;
	size_t taken = number_parse(word, r->size, &t->number);
	t->is_share = taken > 0 && taken + 1 == r->size && word[taken] == '%';
	if (taken == 0 || (taken != r->size && !t->is_share))
		return "such a limit is a number of cases, or a part of them "
		       "such as 0.1%";
	return NULL;
}

static bool
read_limit(struct reader *r, struct threshold *t)
{
	if (!next_word(r)) {
		complain(r, "a limit is missing after the sign");
		return false;
	}
	const char *problem = is_about_time(t->subject) ? time_problem(r, t)
	    : t->subject == THRESHOLD_RATE
	    ? rate_parse(r->text + r->start, r->size, &t->number)
	    : count_problem(r, t);
	if (problem)
		complain(
		    r, "'%.*s': %s", (int)r->size, r->text + r->start, problem);
	else if (next_word(r))
		complain(r, "unexpected '%.*s' after the limit", (int)r->size,
		    r->text + r->start);
	else
		return true;
	return false;
}

bool
threshold_parse(const char *text, struct threshold *ret, struct diag *diag)
{
	struct threshold t = { .text = text };
	size_t size = strlen(text);
	if (size > TEXT_MAX_BYTES) {
		diag_error(diag, NULL,
		    "a threshold of %zu bytes; at most %d are accepted", size,
		    TEXT_MAX_BYTES);
		return false;
	}
	struct reader r = { .diag = diag,
		.text = text,
		.source = source_from_text("threshold", text, size) };
	bool good = read_subject(&r, &t) && read_request(&r, &t) &&
	    read_sign(&r, &t) && read_limit(&r, &t);
	source_unref(r.source);
	if (good)
		*ret = t;
	return good;
}

/* --- judging --- */

static bool
holds(const struct threshold *t, double figure, double limit)
{
	if (t->is_inclusive && figure == limit)
		return true;
	return t->is_upper ? figure < limit : figure > limit;
}

static int64_t
time_of(const struct threshold *t, const struct histogram *h)
{
	switch (t->subject) {
	case THRESHOLD_QUANTILE:
		return histogram_quantile(h, t->millionths);
	case THRESHOLD_MIN:
		return histogram_min(h);
	case THRESHOLD_MEAN:
		return histogram_mean(h);
	case THRESHOLD_MAX:
		return histogram_max(h);
	case THRESHOLD_FAILED:
	case THRESHOLD_UNDECIDED:
	case THRESHOLD_RATE:
		break;
	}
	return 0;
}

/* Our own lag where the figure is: of the longest time, of any kind. */
static int64_t
lag_at(const struct threshold *t, const struct figures *f)
{
	return t->subject == THRESHOLD_MAX ? f->longest_lag_ns
					   : time_of(t, f->lags);
}

static enum threshold_result
judge_time(const struct threshold *t, const struct figures *f, char **ret)
{
	char printed[DURATION_TEXT_SIZE];
	const struct timing *timing = figures_find_request(f, t->request);
	const struct histogram *h =
	    t->request[0] ? (timing ? timing->times : NULL) : f->answers;
	if (!h || histogram_count(h) == 0) {
		*ret = mem_strdup("nothing was measured");
		return THRESHOLD_UNKNOWN;
	}
	int64_t ns = time_of(t, h);
	*ret = mem_strdup(duration_print(printed, ns - ns % 1000));
	int64_t lag_ns = t->is_upper ? lag_at(t, f) : 0;
	if (lag_ns > 0 && !holds(t, (double)lag_ns, (double)t->time_ns))
		return THRESHOLD_UNKNOWN;
	if (holds(t, (double)ns, (double)t->time_ns))
		return THRESHOLD_MET;
	return holds(t, (double)(ns - lag_ns), (double)t->time_ns)
	    ? THRESHOLD_UNKNOWN
	    : THRESHOLD_MISSED;
}

static enum threshold_result
judge_count(const struct threshold *t, const struct figures *f, char **ret)
{
	uint64_t count = t->subject == THRESHOLD_FAILED ? figures_failed(f)
							: figures_undecided(f);
	double percent = f->ended ? 100 * (double)count / (double)f->ended : 0;
	if (f->ended == 0) {
		*ret = mem_strdup("no case has ended");
		return THRESHOLD_UNKNOWN;
	}
	*ret = t->is_share ? mem_printf("%.3g%% (%" PRIu64 " of %" PRIu64 ")",
				 percent, count, f->ended)
			   : mem_printf("%" PRIu64, count);
	return holds(t, t->is_share ? percent : (double)count, t->number)
	    ? THRESHOLD_MET
	    : THRESHOLD_MISSED;
}

/* Is it our own lag that kept the cases from starting? */
static bool
was_held_up_by_us(const struct figures *f)
{
	return histogram_count(f->lags) &&
	    (double)histogram_mean(f->lags) >
	    SHORTFALL * (double)histogram_mean(f->delays);
}

static enum threshold_result
judge_rate(const struct threshold *t, const struct figures *f, char **ret)
{
	double rate = figures_rate(f);
	*ret = mem_printf("%.1f/s", rate);
	if (holds(t, rate, t->number))
		return THRESHOLD_MET;
	return !t->is_upper && was_held_up_by_us(f) ? THRESHOLD_UNKNOWN
						    : THRESHOLD_MISSED;
}

const char *
threshold_result_name(enum threshold_result result)
{
	static const char *const names[] = {
		[THRESHOLD_MET] = "met",
		[THRESHOLD_MISSED] = "missed",
		[THRESHOLD_UNKNOWN] = "inconclusive",
	};
	return names[result];
}

enum threshold_result
threshold_judge(
    const struct threshold *t, const struct figures *f, char **ret_figure)
{
	if (is_about_time(t->subject))
		return judge_time(t, f, ret_figure);
	return t->subject == THRESHOLD_RATE ? judge_rate(t, f, ret_figure)
					    : judge_count(t, f, ret_figure);
}
