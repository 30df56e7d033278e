/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Days of the calendar, as files write them: "2027-01-31".  Such texts sort
 * like their days.
 */
#ifndef IXC_LOAD_ELEMENT_DATES_H
#define IXC_LOAD_ELEMENT_DATES_H

#include "core/diag.h"
#include "xml/document.h"

#include <stdbool.h>
#include <stdint.h>

#define DAY_TEXT_SIZE sizeof("2027-01-31")

/* Is the value a day?  False after reporting. */
bool day_check(const struct xml_attribute *a, struct diag *diag);

/* The day of that time (seconds since 1970, UTC); returns 'into'. */
char *day_print(char into[DAY_TEXT_SIZE], int64_t wall_s);

#endif
