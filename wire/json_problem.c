/* SPDX-License-Identifier: Apache-2.0 */
#include "wire/json_problem.h"

#include <stdarg.h>
#include <stdio.h>

bool
json_refuse(char *problem, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	vsnprintf(problem, JSON_PROBLEM_SIZE, format, ap);
	va_end(ap);
	for (char *p = problem; *p; p++) {
		if ((unsigned char)*p < 0x20)
			*p = ' ';
	}
	return false;
}
