/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A campaign and the mock's state machine in one thread, without sockets, on a
 * clock that jumps to whatever is next.
 */
#ifndef IXC_TESTS_EXEC_DUET_H
#define IXC_TESTS_EXEC_DUET_H

#include "mock/server.h"
#include "runner/exec/campaign.h"

/* The shipped suite and the embedded target, with faults ("", or one). */
struct material {
	struct target *target;
	struct suite *suite;
	VEC(struct planned_case) cases;
};

/* All cases of the suite, 'rounds' times over. */
void material_load(struct material *m, unsigned rounds);

void material_free(struct material *m);

struct duet {
	struct mock_server *server;
	struct campaign *campaign;
	unsigned channel;
	int64_t now_ns;
};

/*
 * Run the material; 'fault' may be NULL.  The sink sees all events; the summary
 * is a copy, its texts gone.
 */
struct run_summary duet_play(const struct material *m, const char *fault,
    bool has_fence, unsigned jobs, struct sink *sink);

#endif
