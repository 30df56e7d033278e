/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The main function of a Check program: run its suites as the environment
 * says (CK_TAP_LOG_FILE_NAME, CK_VERBOSITY, CK_FORK), for make check and by
 * hand alike.
 */
#ifndef IXC_TESTS_CHECK_MAIN_H
#define IXC_TESTS_CHECK_MAIN_H

#include <check.h>
#include <stddef.h>
#include <stdlib.h>

/* Takes ownership of the suites; returns main's status. */
static inline int
check_main(Suite *const *suites, size_t count)
{
	SRunner *runner = srunner_create(NULL);
	for (size_t i = 0; i < count; i++)
		srunner_add_suite(runner, suites[i]);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
