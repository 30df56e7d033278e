/* SPDX-License-Identifier: Apache-2.0 */
#include "model/row.h"

enum row_state
row_state_with(enum row_state state, enum behaviour of_case)
{
	switch (of_case) {
	case SERVER_FAILS:
		return ROW_REFUTED;
	case SERVER_PASSES:
		return state == ROW_OPEN ? ROW_SHOWN : state;
	case SERVER_UNJUDGED:
	case SERVER_UNTRIED:
		break;
	}
	return state;
}
