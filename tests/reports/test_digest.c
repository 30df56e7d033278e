/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/reports/suites.h"

#include "core/mem.h"
#include "record/seal/digest.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* More than is read in one call, and no multiple of it. */
#define MANY 200001

/* FIPS 180-2, appendix B. */
static const struct {
	const char *text, *digits;
} vectors[] = {
	{ "",
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ "abc",
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
};

START_TEST(a_digest_is_the_standard_s)
{
	char digits[DIGEST_TEXT_SIZE];
	const char *text = vectors[_i].text;
	ck_assert_str_eq(
	    digest_print(digits, text, strlen(text)), vectors[_i].digits);
}
END_TEST

START_TEST(a_file_has_the_digest_of_its_bytes)
{
	char path[] = "digest-XXXXXX", wanted[DIGEST_TEXT_SIZE],
	     digits[DIGEST_TEXT_SIZE];
	char *bytes = mem_alloc(MANY);
	int fd = mkstemp(path);
	memset(bytes, 'x', MANY);
	ck_assert_int_eq(write(fd, bytes, MANY), MANY);
	close(fd);
	digest_print(wanted, bytes, MANY);
	ck_assert_str_eq(digest_print_file(digits, path), wanted);
	unlink(path);
	free(bytes);
}
END_TEST

START_TEST(what_cannot_be_read_has_none)
{
	char digits[DIGEST_TEXT_SIZE];
	ck_assert_ptr_null(digest_print_file(digits, "no-such-file"));
	ck_assert_ptr_null(digest_print_file(digits, "/"));
}
END_TEST

Suite *
digest_suite(void)
{
	Suite *s = suite_create("digest");
	TCase *tc = tcase_create("digest");
	tcase_add_loop_test(tc, a_digest_is_the_standard_s, 0,
	    sizeof(vectors) / sizeof(vectors[0]));
	tcase_add_test(tc, a_file_has_the_digest_of_its_bytes);
	tcase_add_test(tc, what_cannot_be_read_has_none);
	suite_add_tcase(s, tc);
	return s;
}
