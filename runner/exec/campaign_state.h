/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of a campaign, for campaign.c and the files campaign_*.c only.
 */
#ifndef IXC_RUNNER_EXEC_CAMPAIGN_STATE_H
#define IXC_RUNNER_EXEC_CAMPAIGN_STATE_H

#include "core/heap.h"
#include "core/window.h"
#include "runner/exec/campaign.h"
#include "runner/exec/pool.h"
#include "runner/exec/reliance.h"
#include "runner/exec/slack.h"
#include "runner/exec/teardown.h"

/*
 * One case, by its index: those of the setup, and behind them, with a feed,
 * those that are under way, which borrow the pattern of one of the setup.
 */
struct slot {
	struct pattern *pattern;
	const struct pattern *teardown; /* its suite's, or NULL */
	struct loan *loan;              /* while it runs */
	struct session *session;        /* likewise */
	bool was_told;                  /* that it has started */
	bool was_run;                   /* it had a session */
	bool is_last;                   /* as in the plan */
	uint32_t first_party;           /* while it runs */
	unsigned number; /* of its loan, which no other case of the run has */
	struct run_case fed; /* with a feed: who is told of it */
	int64_t start_ns, end_ns;
};

struct campaign {
	struct campaign_setup setup;
	struct session_host host;      /* of all sessions */
	struct campaign_server server; /* owned copies of its texts */
	struct run_facts facts;
	struct plan *plan;
	struct reliance *reliance;
	struct slot *slots;
	struct suite_teardowns teardowns;
	unsigned next;          /* position in the plan */
	unsigned running;       /* slots with a session ... */
	unsigned running_first; /* ... of those that are not last */
	bool has_room;          /* since cases were started last */
	struct heap deadlines;  /* of all slots with a session */
	VEC(unsigned) due;      /* scratch of take_due() */
	struct pool *pool;
	WINDOW(unsigned) owners; /* by party number: slot + 1, 0: nobody */
	uint32_t oldest_party;   /* nobody has a smaller number any more */
	int64_t start_ns;
	int64_t newest_ns; /* when it is finished */
	void *context;
	void (*send)(void *context, const struct frame *frame);
	bool has_complained; /* of a clean-up */
	uint64_t left_out;   /* messages that no report has */
	bool broken;
	char *problem;
	struct run_summary summary;
	struct slack *slack;
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

static inline const struct run_case *
case_of(const struct campaign *c, unsigned index)
{
	return index < c->setup.case_count ? &plan_cases(c->plan)[index]
					   : &c->slots[index].fed;
}

/* campaign.c: false when the case has to wait for others, or for what they
   give back. */
bool campaign_start_case(
    struct campaign *c, const struct planned_start *s, int64_t now_ns);

/* campaign_parties.c: numbers for the parties of a case, which starts. */
void campaign_number_parties(struct campaign *c, unsigned index);

/* The session that has a party of that number now, or NULL. */
struct session *campaign_find_owner(
    const struct campaign *c, uint32_t party, unsigned *ret_index);

/* Has somebody had that number, who has left? */
bool campaign_has_left(const struct campaign *c, uint32_t party);

/* The parties of the case have left. */
void campaign_drop_parties(struct campaign *c, unsigned index);

/* campaign_feed.c, with a feed only: before the first case is started. */
void campaign_open_feed(struct campaign *c);

void campaign_close_feed(struct campaign *c);

/* Start what is due and can be started. */
void campaign_start_fed(struct campaign *c, int64_t now_ns);

/* The case, which was fed, is over: its slot can be used again. */
void campaign_reuse(struct campaign *c, unsigned index);

#endif
