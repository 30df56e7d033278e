/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of a campaign, for campaign.c and the files campaign_*.c only.
 */
#ifndef IXC_RUNNER_EXEC_CAMPAIGN_STATE_H
#define IXC_RUNNER_EXEC_CAMPAIGN_STATE_H

#include "core/heap.h"
#include "core/window.h"
#include "runner/exec/campaign.h"
#include "runner/exec/hub.h"
#include "runner/exec/pool.h"
#include "runner/exec/reliance.h"
#include "runner/exec/slack.h"
#include "runner/session/teardown.h"

/*
 * One case, by its index: those of the plan, followed, with a feed, by those
 * that are under way.  What each frame needs comes first: there may be very
 * many.
 */
struct slot {
	struct session *session; /* while it runs */
	struct pattern *pattern;
	struct hub *sets_up;  /* what the case brings into place, or NULL */
	uint32_t first_party; /* while it runs */
	unsigned number;   /* of its loan, which no other case of the run has */
	unsigned kind;     /* index of the case of the plan that it is */
	bool has_anothers; /* the pattern is another one's, of the same test */
	bool was_told;     /* that it has started */
	bool was_run;      /* it had a session */
	bool is_again;     /* a set-up that was done and lost: reported once */
	bool is_last;      /* as in the plan */
	struct loan *loan; /* while it runs, too */
	int64_t start_ns, end_ns;
	const struct pattern *teardown; /* its suite's, or NULL */
	/* Owned; of the newest attempt, as far as it goes, while another may
	   follow; or NULL. */
	struct outcome *open;
	unsigned attempts;   /* that left it open */
	char *first;         /* owned: the sentence of the first of them */
	struct run_case fed; /* with a feed: as in the events */
};

/* What is known of a case that was lent something, by the number of its loan.
 */
struct fate {
	unsigned kind : 28; /* index of the case of the plan */
	unsigned has_ended : 1;
	unsigned has_passed : 1; /* as far as it goes itself */
	unsigned was_left : 1;   /* its clean-up was not done */
	unsigned is_over : 1;    /* nothing of it can be under way any more */
};

/* What the hub says to a case, as if the server did. */
struct hub_reply {
	enum frame_kind kind;
	uint32_t party;
};

struct campaign {
	struct campaign_setup setup;
	struct session_host host;      /* of all sessions */
	struct campaign_server server; /* owned copies of its texts */
	struct run_facts facts;
	VEC(struct planned_case)
	cases; /* the setup's, and set-ups of the run
		  that are not among them */
	unsigned case_count;
	struct plan *plan;
	struct reliance *reliance;
	VEC(struct slot) slots; /* of the cases */
	struct suite_teardowns teardowns;
	VEC(struct hub *) hubs;
	VEC(struct hub_reply) replies; /* on their way */
	VEC(unsigned) about;    /* scratch: the cases that a message names */
	unsigned next;          /* position in the plan */
	unsigned running;       /* slots with a session, but the set-ups ... */
	unsigned running_first; /* ... of those that are not last */
	unsigned standing;      /* set-ups with a session */
	bool has_room;          /* since cases were started last */
	struct heap deadlines;  /* of all slots with a session */
	VEC(unsigned) due;      /* scratch of take_due() */
	struct pool *pool;
	WINDOW(unsigned) owners;   /* by party number: slot + 1, 0: none */
	uint32_t oldest_party;     /* no party has a smaller number any more */
	WINDOW(struct fate) fates; /* by the number of the loan */
	unsigned oldest_fate;      /* all with a smaller number are over */
	int64_t start_ns;
	int64_t now_ns;    /* of the event being emitted */
	int64_t newest_ns; /* when it is finished */
	void *context;
	void (*send)(void *context, const struct frame *frame);
	bool has_complained; /* of a clean-up */
	bool has_derived_tags;
	/* Messages that no report has, and what is in them. */
	uint64_t left_out, left_out_bytes;
	bool broken;
	bool is_accused; /* the binding, of what breaks the run */
	enum finding break_finding;
	char *problem;
	struct run_summary summary;
	struct slack *slack;
	/* What is run again: */
	struct {
		VEC(unsigned) queue; /* cases, in the order of their ends */
		size_t next;
	} again;
	/* What other runs had left, and was in the way: */
	struct {
		char *first; /* owned, or NULL */
		unsigned count, failures;
	} cleared;
	const struct transit *path; /* NULL: nothing is known of it */
	int64_t told_delay_ns;      /* time of its delay that was told last */
	/* With a feed: */
	struct {
		unsigned *spare; /* owned: slots that are free, a ring, since
				    the longest first */
		unsigned size, first, count;
		bool is_over;     /* nothing more will come */
		bool is_blocked;  /* what is due has to wait for others */
		int64_t ready_ns; /* since when it has not */
		int64_t due_ns;   /* when to ask next */
	} fed;
};

static inline struct slot *
slot_of(const struct campaign *c, unsigned index)
{
	return &c->slots.items[index];
}

static inline const struct run_case *
case_of(const struct campaign *c, unsigned index)
{
	return index < c->case_count ? &plan_cases(c->plan)[index]
				     : &c->slots.items[index].fed;
}

/* Of a loan of that number, or NULL: none was lent, or it is long over. */
static inline struct fate *
fate_of(const struct campaign *c, unsigned number)
{
	return window_has(&c->fates, number) ? window_at(&c->fates, number)
					     : NULL;
}

/* campaign_cases.c: compile all, and plan them; false after reporting. */
bool campaign_plan(struct campaign *c, struct diag *diag);

/* campaign_tell.c: the events of the run. */
void campaign_emit(
    struct campaign *c, struct run_event *event, int64_t time_ns);
void campaign_emit_of_case(void *context, unsigned case_index,
    struct run_event *event, int64_t time_ns);

/* Of a case that is not run. */
void campaign_tell_start(
    struct campaign *c, unsigned case_index, int64_t now_ns);

/* How a case ended, which may still be held back; takes over the outcome. */
void campaign_end_case(void *context, unsigned case_index,
    struct outcome *outcome, int64_t time_ns);

/* It is final how the case ended. */
void campaign_tell_end(
    void *context, unsigned case_index, const struct outcome *outcome);

/* campaign_attempts.c: the number of the loan that it is about to get. */
void campaign_number_attempt(struct campaign *c, unsigned index);

/* Is a case waiting for another attempt? */
bool campaign_has_retries(const struct campaign *c);

/*
 * The case ended so: true if it may be run again; then the outcome is taken
 * over.
 */
bool campaign_keep_open(
    struct campaign *c, unsigned index, struct outcome *outcome);

/* The outcome is final: is it flaky? */
void campaign_settle_attempts(
    struct campaign *c, unsigned index, struct outcome *outcome);

/* The next attempt is about to start. */
void campaign_tell_attempt(struct campaign *c, unsigned index);

/* What can be run again now. */
void campaign_start_again(struct campaign *c, int64_t now_ns);

/* No attempt will follow the one that is open; false: none is. */
bool campaign_end_attempts(struct campaign *c, unsigned index);

/* The same for all. */
void campaign_flush_attempts(struct campaign *c);

void campaign_forget_attempts(struct campaign *c);

/* What sessions call. */
struct session_host campaign_host(struct campaign *c);

/* No further case; 'problem' is borrowed for the run. */
void campaign_stop_starting(struct campaign *c, const char *problem);

/* campaign_parties.c: numbers for the parties of a case, which starts. */
void campaign_number_parties(struct campaign *c, unsigned index);

/* The session that has a party of that number now, or NULL. */
struct session *campaign_find_owner(
    const struct campaign *c, uint32_t party, unsigned *ret_index);

/* Did a party that has left have that number? */
bool campaign_has_left(const struct campaign *c, uint32_t party);

/*
 * Is that party of the case one that the server never hears of, since a party
 * of the run stands for it?
 */
bool campaign_is_stand_in(
    const struct campaign *c, unsigned index, uint32_t party);

/* The parties of the case have left. */
void campaign_drop_parties(struct campaign *c, unsigned index);

/* campaign_fates.c: a case that was lent something starts, or is not run. */
void campaign_note_start(struct campaign *c, const struct slot *slot);

/* How it ended. */
void campaign_note_end(
    struct campaign *c, const struct slot *slot, enum verdict verdict);

/* Its clean-up was not done. */
void campaign_note_left(struct campaign *c, const struct slot *slot);

/* Nothing of it can be under way any more. */
void campaign_note_over(struct campaign *c, unsigned number);

/* The index of the case under way that was lent it, or -1. */
int campaign_find_running(const struct campaign *c, unsigned number);

/* campaign_feed.c, with a feed only: before the first case is started. */
void campaign_open_feed(struct campaign *c);

void campaign_close_feed(struct campaign *c);

/* Start what is due and can be started. */
void campaign_start_fed(struct campaign *c, int64_t now_ns);

/* The case, which was fed, is over: its slot can be used again. */
void campaign_reuse(struct campaign *c, unsigned index);

/* campaign_start.c: false when the case has to wait for others, or for what
   they give back. */
bool campaign_start_case(
    struct campaign *c, const struct planned_start *s, int64_t now_ns);

/* With a feed, the set-ups of the run, which nobody draws. */
void campaign_set_up(struct campaign *c, int64_t now_ns);

/* What can be started now; when all is done, what stands is
   released. */
void campaign_start_cases(struct campaign *c, int64_t now_ns);

/* Note when the case is due next; free what it has when it is over. */
void campaign_reschedule(struct campaign *c, unsigned index);

void campaign_clear_slot(struct campaign *c, struct slot *slot);

/* campaign_shared.c: what the case needs of it is in place. */
enum hub_state campaign_hub_state(
    const struct campaign *c, const struct slot *slot, struct hub **ret_hub);

/* The hub that a case of the suite has for that party. */
struct hub *campaign_find_hub(
    const struct campaign *c, const struct suite *suite, unsigned position);

/* A frame of a session: true if a hub has taken it. */
bool campaign_share_up(struct campaign *c, const struct frame *frame);

/* What hubs have to say to the sessions that were just called. */
void campaign_deliver(struct campaign *c);

/* A frame for the party that the case has brought into place. */
void campaign_share_down(struct campaign *c, unsigned setup,
    const struct frame *frame, struct reading_time when);

/* The same for a line that is not a frame. */
void campaign_share_malformed(struct campaign *c, unsigned setup,
    const char *raw, size_t size, const char *problem,
    struct reading_time when);

/* The case has ended: from when on is nothing of it under way? */
void campaign_leave_hubs(struct campaign *c, unsigned index);

#endif
