/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/wire/test_wire.h"

#include <stdlib.h>

int
main(void)
{
	Suite *s = suite_create("wire");
	suite_add_tcase(s, mend_tests());
	suite_add_tcase(s, message_tests());
	suite_add_tcase(s, frame_tests());
	suite_add_tcase(s, problem_tests());
	suite_add_tcase(s, roundtrip_tests());
	suite_add_tcase(s, writer_tests());
	suite_add_tcase(s, object_tests());
	suite_add_tcase(s, binding_doc_tests());
	SRunner *runner = srunner_create(s);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
