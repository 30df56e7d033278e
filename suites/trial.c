/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/trial.h"

#include "cli/option/selection.h"
#include "cli/option/target_overrides.h"
#include "cli/run/embedded.h"
#include "load/target_file.h"
#include "runner/exec/loop.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#define MANY_JOBS 32
/* They mostly wait; and a busy machine must not be late for them. */
#define TRIALS_AT_A_TIME 4
/* Of a run during which the machine is stopped. */
#define TRIES 10
#define PROBLEM_MAX_BYTES ((size_t)64 << 10)

/* Everything that a trial needs, in the order in which it comes about. */
struct rig {
	struct sink sink;
	struct sink *sinks[1];
	struct trial *trial;
	const struct trial_plan *plan;
	struct diag diag;
	struct target *target, *server_target;
	struct suites suites;
	struct selection selection;
	struct faults faults;
	struct embedded embedded;
	struct campaign *campaign;
};

static void
keep_outcome(struct sink *sink, const struct run_event *event)
{
	struct rig *r = (struct rig *)sink;
	if (event->kind != RUN_CASE_ENDED)
		return;
	const struct outcome *o = event->outcome;
	struct trial_case one = { 0 };
	one.path = mem_printf("%s/%s/%s", event->test->suite,
	    event->test->phase, event->test->name);
	one.outcome.verdict = o->verdict;
	one.outcome.finding = o->finding;
	one.outcome.sentence = o->sentence ? mem_strdup(o->sentence) : NULL;
	vec_push(&r->trial->cases, one);
}

static const char *
data_folder(void)
{
	const char *top = getenv("top_srcdir");
	return top ? top : ".";
}

/* The words of 'texts', each "NAME=VALUE", are changes to the target. */
static void
adjust(struct target *t, const char *timers, const char *readings,
    struct diag *diag)
{
	struct target_overrides a = { 0 };
	char *texts[] = { mem_strdup(timers ? timers : ""),
		mem_strdup(readings ? readings : "") };
	char *rest = NULL;
	for (char *w = strtok_r(texts[0], " ", &rest); w;
	     w = strtok_r(NULL, " ", &rest))
		vec_push(&a.timers, w);
	for (char *w = strtok_r(texts[1], " ", &rest); w;
	     w = strtok_r(NULL, " ", &rest))
		vec_push(&a.readings, w);
	target_overrides_apply(t, &a, diag);
	vec_free(&a.timers);
	vec_free(&a.readings);
	free(texts[0]);
	free(texts[1]);
}

static struct target *
load_target(struct rig *r, const char *readings)
{
	char *path = mem_printf("%s/targets/embedded.xml", data_folder());
	struct target *t = target_load(path, &r->diag);
	if (t)
		adjust(t, r->plan->timers, readings, &r->diag);
	free(path);
	return t;
}

static bool
load_all(struct rig *r)
{
	const struct trial_plan *p = r->plan;
	char *const words[] = { (char *)p->cases };
	const struct wish wish = { .with_setups = true,
		.words = words,
		.word_count = p->cases ? 1 : 0 };
	r->target = load_target(r, p->readings);
	r->server_target = load_target(
	    r, p->server_readings ? p->server_readings : p->readings);
	if (!suites_load(data_folder(), r->target, &r->suites, &r->diag) ||
	    r->diag.error_count)
		return false;
	return selection_make(&r->suites, &wish, &r->selection, &r->diag) &&
	    selection_check_target(
		&r->selection, &r->suites, r->target, &r->diag);
}

static bool
start(struct rig *r)
{
	r->sinks[0] = &r->sink;
	if (r->plan->variants)
		vec_push(&r->faults.variant_texts, (char *)r->plan->variants);
	if (r->plan->fault)
		vec_push(&r->faults.texts, (char *)r->plan->fault);
	struct campaign_setup setup = { .target = r->target,
		.cases = r->selection.cases.items,
		.case_count = (unsigned)r->selection.cases.count,
		.jobs = MANY_JOBS,
		.run_id = "trial",
		.facts.program_version = "",
		.facts.host_name = "",
		.sinks = r->sinks,
		.sink_count = 1 };
	r->campaign = campaign_new(&setup, &r->diag);
	if (!r->campaign || !faults_parse_for_run(&r->faults, &r->diag) ||
	    !embedded_start(
		&r->embedded, r->server_target, &r->faults, &r->diag))
		return false;
	struct channel_config config = { .url =
					     mock_http_url(r->embedded.http) };
	struct loop *loop = loop_connect(&config, NULL, &r->diag);
	if (!loop)
		return false;
	const struct run_summary *summary =
	    loop_run(loop, r->campaign, config.url, -1);
	if (summary->problem)
		diag_error(&r->diag, NULL, "%s", summary->problem);
	loop_free(loop);
	return true;
}

static void
release(struct rig *r)
{
	embedded_stop(&r->embedded);
	campaign_free(r->campaign);
	faults_free(&r->faults);
	selection_free(&r->selection);
	suites_free(&r->suites);
	target_free(r->target);
	target_free(r->server_target);
	diag_free(&r->diag);
}

static struct trial *
run_once(const struct trial_plan *plan)
{
	struct rig r = { .sink.event = keep_outcome,
		.trial = mem_zalloc(sizeof(*r.trial)),
		.plan = plan };
	struct trial *trial = r.trial;
	struct buf text;
	diag_init(&r.diag);
	if (load_all(&r))
		start(&r);
	if (r.diag.error_count) {
		buf_init(&text, PROBLEM_MAX_BYTES);
		diag_print(&r.diag, &text, false);
		trial->problem = buf_take(&text);
	}
	release(&r);
	return trial;
}

/* Was the machine stopped for so long that a verdict means nothing? */
static bool
was_late(const struct trial *t)
{
	for (size_t i = 0; i < t->cases.count; i++)
		if (t->cases.items[i].outcome.finding == FINDING_RUNNER_LATE)
			return true;
	return false;
}

struct trial *
trial_run(const struct trial_plan *plan)
{
	struct trial *trial = run_once(plan);
	for (unsigned i = 1; i < TRIES && !plan->is_slow && was_late(trial);
	     i++) {
		trial_free(trial);
		trial = run_once(plan);
	}
	return trial;
}

struct order_book {
	const struct trial_order *orders;
	size_t count;
	atomic_size_t next;
};

static void *
work_off(void *context)
{
	struct order_book *book = context;
	size_t i;
	while ((i = atomic_fetch_add(&book->next, 1)) < book->count)
		*book->orders[i].ret = trial_run(book->orders[i].plan);
	return NULL;
}

void
trial_run_all(const struct trial_order *orders, size_t count)
{
	struct order_book book = { .orders = orders, .count = count };
	pthread_t threads[TRIALS_AT_A_TIME];
	for (size_t i = 0; i < TRIALS_AT_A_TIME; i++)
		if (pthread_create(&threads[i], NULL, work_off, &book) != 0)
			abort();
	for (size_t i = 0; i < TRIALS_AT_A_TIME; i++)
		pthread_join(threads[i], NULL);
}

void
trial_free(struct trial *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->cases.count; i++) {
		free(t->cases.items[i].path);
		outcome_clear(&t->cases.items[i].outcome);
	}
	vec_free(&t->cases);
	free(t->problem);
	free(t);
}
