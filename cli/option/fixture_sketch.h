/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a case expects, as the sketch of a ladder diagram: its sends and
 * receives in the order of the fixture, its blocks as frames.
 *
 * Sits between the fixture as its author wrote it and
 * reports/ladder_from_sketch.h; shows what the chosen readings leave of it, and
 * judges nothing.
 */
#ifndef IXC_CLI_OPTION_FIXTURE_SKETCH_H
#define IXC_CLI_OPTION_FIXTURE_SKETCH_H

#include "core/buf.h"
#include "model/order.h"
#include "model/outcome.h"
#include "model/sketch.h"
#include "model/suite.h"
#include "model/target.h"

struct fixture_sketch_source {
	const struct suite *suite;
	const struct target *target; /* whose readings apply; NULL: suite's */
};

/*
 * Add the steps of one performance, with the names of the parties that play.
 * The steps where the finding is (NULL: none) are marked.
 */
void fixture_sketch_draw(const struct fixture_sketch_source *choice,
    const struct performance *p, const struct finding_place *finding,
    struct sketch *into);

/*
 * Append "setup/agent-logs-in/logs-in (agent is agent1)": a case and who plays
 * its roles, if not those it names.
 */
void fixture_sketch_name(const struct performance *p, struct buf *into);

#endif
