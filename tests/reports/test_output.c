/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/reports/suites.h"

#include "core/mem.h"
#include "core/unnamed.h"
#include "record/output.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each test has its own folder, below the build folder. */
struct folder {
	char path[32];
	char *file;
};

static struct folder
folder_make(void)
{
	struct folder f = { .path = "outputXXXXXX" };
	ck_assert_ptr_nonnull(mkdtemp(f.path));
	f.file = mem_printf("%s/report.xml", f.path);
	return f;
}

static unsigned
folder_count(const struct folder *f)
{
	unsigned count = 0;
	DIR *folder = opendir(f->path);
	for (struct dirent *e; (e = readdir(folder));)
		count +=
		    strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
	closedir(folder);
	return count;
}

static void
folder_remove(struct folder *f)
{
	unlink(f->file);
	ck_assert_int_eq(rmdir(f->path), 0);
	free(f->file);
}

static void
put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

static void
assert_holds(const char *path, const char *wanted)
{
	char text[64] = "";
	FILE *file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	size_t size = fread(text, 1, sizeof(text) - 1, file);
	fclose(file);
	text[size] = '\0';
	ck_assert_str_eq(text, wanted);
}

static struct output *
open_or_fail(const char *path)
{
	char *problem = NULL;
	struct output *o = output_open(path, NULL, &problem);
	ck_assert_msg(o, "%s", problem);
	return o;
}

static void
commit_or_fail(struct output *o)
{
	char *problem = NULL;
	ck_assert_msg(output_commit(o, &problem), "%s", problem);
}

static void
assert_refused(const char *path, const char *wanted)
{
	char *problem = NULL;
	ck_assert_ptr_null(output_open(path, NULL, &problem));
	ck_assert_str_eq(problem, wanted);
	free(problem);
}

START_TEST(a_new_file_appears_when_committed)
{
	struct folder f = folder_make();
	struct stat st;
	mode_t mask = umask(027);
	struct output *o = open_or_fail(f.file);
	umask(mask);
	output_write(o, "new\n", 4);
	ck_assert_int_lt(stat(f.file, &st), 0);
	commit_or_fail(o);
	assert_holds(f.file, "new\n");
	ck_assert_int_eq(stat(f.file, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0640);
	ck_assert_uint_eq(folder_count(&f), 1);
	folder_remove(&f);
}
END_TEST

/* So a program that is killed leaves nothing behind. */
START_TEST(what_is_not_whole_has_no_name)
{
	struct folder f = folder_make();
	char *taken =
	    mem_printf("%s/.ixconform-%ld-0.tmp", f.path, (long)getpid());
	int fd = unnamed_create(f.path);
	struct output *o = open_or_fail(f.file);
	output_write(o, "new\n", 4);
	output_flush(o);
	/* Some file systems do not know files without a name. */
	if (fd >= 0)
		ck_assert_uint_eq(folder_count(&f), 0);
	if (fd >= 0)
		close(fd);
	/* What a process of the same number left behind is not in the way. */
	if (fd >= 0)
		put(taken, "left\n");
	commit_or_fail(o);
	assert_holds(f.file, "new\n");
	unlink(taken);
	free(taken);
	folder_remove(&f);
}
END_TEST

START_TEST(an_old_file_is_replaced_and_keeps_its_mode)
{
	struct folder f = folder_make();
	struct stat st;
	put(f.file, "old\n");
	ck_assert_int_eq(chmod(f.file, 0604), 0);
	struct output *o = open_or_fail(f.file);
	output_write(o, "new\n", 4);
	assert_holds(f.file, "old\n");
	commit_or_fail(o);
	assert_holds(f.file, "new\n");
	ck_assert_int_eq(stat(f.file, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0604);
	folder_remove(&f);
}
END_TEST

START_TEST(discarding_leaves_everything_as_it_was)
{
	struct folder f = folder_make();
	put(f.file, "old\n");
	struct output *o = open_or_fail(f.file);
	output_write(o, "new\n", 4);
	output_discard(o);
	assert_holds(f.file, "old\n");
	ck_assert_uint_eq(folder_count(&f), 1);
	output_discard(NULL);
	folder_remove(&f);
}
END_TEST

START_TEST(a_link_stays_and_its_target_is_replaced)
{
	struct folder f = folder_make();
	struct stat st;
	char *link = mem_printf("%s/link", f.path);
	put(f.file, "old\n");
	ck_assert_int_eq(symlink("report.xml", link), 0);
	struct output *o = open_or_fail(link);
	output_write(o, "new\n", 4);
	commit_or_fail(o);
	assert_holds(f.file, "new\n");
	ck_assert_int_eq(lstat(link, &st), 0);
	ck_assert(S_ISLNK(st.st_mode));
	unlink(link);
	free(link);
	folder_remove(&f);
}
END_TEST

START_TEST(what_cannot_be_written_is_known_at_once)
{
	struct folder f = folder_make();
	put(f.file, "");
	assert_refused("", "cannot write '': the name is empty");
	assert_refused("/", "cannot write '/': it is a folder");
	assert_refused(
	    "missing/", "cannot write 'missing/': it names a folder");
	assert_refused("missing/a\nb",
	    "cannot write 'missing/a\\nb': "
	    "its folder does not exist; create it first");
	char *below = mem_printf("%s/x", f.file);
	char *wanted = mem_printf("cannot write '%s': Not a directory", below);
	assert_refused(below, wanted);
	free(wanted);
	free(below);
	folder_remove(&f);
}
END_TEST

START_TEST(a_folder_without_permission_is_known_at_once)
{
	if (geteuid() == 0)
		return; /* root may write everywhere */
	struct folder f = folder_make();
	ck_assert_int_eq(chmod(f.path, 0500), 0);
	char *problem = NULL;
	ck_assert_ptr_null(output_open(f.file, NULL, &problem));
	ck_assert_ptr_nonnull(strstr(problem, "Permission denied"));
	free(problem);
	folder_remove(&f);
}
END_TEST

START_TEST(a_full_disk_is_told)
{
	static const char block[65536];
	char *problem = NULL;
	if (access("/dev/full", W_OK) < 0)
		return;
	struct output *o = open_or_fail("/dev/full");
	for (int i = 0; i <= _i; i++)
		output_write(o, block, _i ? sizeof(block) : 1);
	ck_assert(!output_commit(o, &problem));
	ck_assert_str_eq(
	    problem, "cannot write '/dev/full': No space left on device");
	free(problem);
}
END_TEST

START_TEST(a_dash_is_the_stream_given_and_stays_open)
{
	char *text = NULL, *problem = NULL;
	size_t size = 0;
	FILE *standard = open_memstream(&text, &size);
	struct output *o = output_open("-", standard, &problem);
	output_write(o, "a", 1);
	commit_or_fail(o);
	fputs("b", standard);
	fclose(standard);
	ck_assert_str_eq(text, "ab");
	free(text);
}
END_TEST

Suite *
output_suite(void)
{
	Suite *suite = suite_create("output");
	TCase *tests = tcase_create("output");
	tcase_add_test(tests, a_new_file_appears_when_committed);
	tcase_add_test(tests, what_is_not_whole_has_no_name);
	tcase_add_test(tests, an_old_file_is_replaced_and_keeps_its_mode);
	tcase_add_test(tests, discarding_leaves_everything_as_it_was);
	tcase_add_test(tests, a_link_stays_and_its_target_is_replaced);
	tcase_add_test(tests, what_cannot_be_written_is_known_at_once);
	tcase_add_test(tests, a_folder_without_permission_is_known_at_once);
	tcase_add_loop_test(tests, a_full_disk_is_told, 0, 2);
	tcase_add_test(tests, a_dash_is_the_stream_given_and_stays_open);
	suite_add_tcase(suite, tests);
	return suite;
}
