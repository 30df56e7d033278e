/* SPDX-License-Identifier: Apache-2.0 */
#include "record/input_kind.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Enough of a file to see what it is. */
#define PEEK_BYTES 8192

/*
 * The kind that the root element of our XML files names, or NULL.  A recording,
 * and what is made of one, can have a target file in the middle.
 */
static const char *
xml_kind(const char *text)
{
	static const struct {
		const char *root, *kind;
	} kinds[] = {
		{ "<fixture ", "it is a fixture" },
		{ "<suite ", "it is a suite" },
		{ "<target ", "it is a target file" },
		{ "<catalogue ", "it is a catalogue" },
		{ "<excuses ", "it is a list of excuses" },
		{ "<grammar ", "it is a grammar" },
	};
	const char *root = text + strspn(text, "\xef\xbb\xbf \t\r\n");
	if (*root != '<')
		return NULL;
	while ((root = strchr(root, '<')) && !isalpha((unsigned char)root[1]))
		root++;
	for (size_t i = 0; root && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strncmp(root, kinds[i].root, strlen(kinds[i].root)) == 0)
			return strstr(root, "urn:ixconform:") ? kinds[i].kind
							      : NULL;
	return NULL;
}

const char *
input_kind(const char *path, bool *ret_recording)
{
	static const char recording[] = "{\"event\":\"run-started\"";
	char text[PEEK_BYTES];
	FILE *f = fopen(path, "re");
	size_t size = f ? fread(text, 1, sizeof(text) - 1, f) : 0;
	if (f)
		fclose(f);
	text[size] = '\0';
	*ret_recording = strncmp(text, recording, strlen(recording)) == 0;
	if (strncmp(text, "\177ELF", 4) == 0)
		return "it is a program";
	return *ret_recording ? "it is a recording" : xml_kind(text);
}
