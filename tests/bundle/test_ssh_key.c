/* SPDX-License-Identifier: Apache-2.0 */
#include "bundle/ssh_key.h"
#include "tests/bundle/suites.h"

#include <string.h>

/* Made by 'ssh-keygen -Y sign' with a key that was thrown away. */
static const char signature[] =
    "-----BEGIN SSH SIGNATURE-----\n"
    "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgAAAAAAAAAAAAAAAAAAAAAAAA\n"
    "AAAAAAAAAAAAAAAAAAAAAAAEZmlsZQAAAAAAAAAGc2hhNTEyAAAAUwAAAAtzc2gtZWQy\n"
    "-----END SSH SIGNATURE-----\n";

static void
assert_unread(const char *text, size_t size)
{
	struct ssh_key key = { 0 };
	ck_assert(!ssh_key_of_signature(&key, text, size));
	ck_assert_ptr_null(key.line);
}

START_TEST(the_key_is_in_it)
{
	struct ssh_key key = { 0 };
	ck_assert(ssh_key_of_signature(&key, signature, strlen(signature)));
	ck_assert_str_eq(key.line,
	    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAA"
	    "AAAAAAAAAAAAAAAAAAAAAAAA");
	ck_assert_uint_eq(strlen(key.fingerprint), 7 + 43);
	ssh_key_free(&key);
}
END_TEST

START_TEST(what_is_none)
{
	char text[sizeof(signature)];
	assert_unread("", 0);
	assert_unread("x", 1);
	for (size_t i = 1; i < sizeof(signature) - 2; i++)
		assert_unread(signature, i);
	memcpy(text, signature, sizeof(text));
	text[31] = 'V'; /* another magic word */
	assert_unread(text, strlen(text));
	memcpy(text, signature, sizeof(text));
	memcpy(text + 30, "!!!!", 4);
	assert_unread(text, strlen(text));
}
END_TEST

START_TEST(names_of_signers)
{
	ck_assert(ssh_key_may_be_of("qa@example.com"));
	ck_assert(!ssh_key_may_be_of(""));
	ck_assert(!ssh_key_may_be_of("a b"));
	ck_assert(!ssh_key_may_be_of("*"));
	ck_assert(!ssh_key_may_be_of("a\nb"));
	ck_assert(!ssh_key_may_be_of("-f"));
}
END_TEST

Suite *
ssh_key_suite(void)
{
	Suite *s = suite_create("ssh_key");
	TCase *t = tcase_create("ssh_key");
	tcase_add_test(t, the_key_is_in_it);
	tcase_add_test(t, what_is_none);
	tcase_add_test(t, names_of_signers);
	suite_add_tcase(s, t);
	return s;
}
