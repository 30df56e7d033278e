/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The subcommands, one file each.
 */
#ifndef IXC_CLI_COMMANDS_H
#define IXC_CLI_COMMANDS_H

#include "cli/option/options.h"

extern const struct command run_command;
extern const struct command load_command;
extern const struct command list_command;
extern const struct command lint_command;
extern const struct command mock_command;
extern const struct command qualify_command;
extern const struct command probe_command;
extern const struct command merge_command;
extern const struct command report_command;
extern const struct command check_command;
extern const struct command diff_command;
extern const struct command certify_command;
extern const struct command verify_command;
extern const struct command show_command;
extern const struct command coverage_command;
extern const struct command ics_command;
extern const struct command ixit_command;

#endif
