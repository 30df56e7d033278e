/* SPDX-License-Identifier: Apache-2.0 */
#include "probe/check.h"

#include "core/mem.h"
#include "probe/musts.h"

#include <string.h>
#include <strings.h>

static const struct check_section requests = { "1", "requests", "Requests" };
static const struct check_section channels = { "1", "channels",
	"Making a channel" };
static const struct check_section sending_again = { "1", "sending-again",
	"Sending a request again" };
static const struct check_section framing = { "2", "framing", "Framing" };
static const struct check_section parties = { "3", "parties",
	"Opening and closing" };
static const struct check_section caller_errors = { "3", "client-errors",
	"An error of the client's" };
static const struct check_section refusals = { "4", "refusals", "The refusal" };
static const struct check_section order = { "5", "order",
	"Order, numbers, resuming" };
static const struct check_section messages = { "6", "messages", "Messages" };
static const struct check_section fences = { "7", "fences", "Fences" };
static const struct check_section time = { "8", "time", "Time" };

/* In the order of the document; a new one gets the next number. */
const struct check checks[] = {
	{ "B-01", &requests, "makes-a-channel",
	    "POST channels is answered 201, with a channel answer as "
	    "application/json.",
	    0, must_make_a_channel },
	{ "B-02", &requests, "takes-frames",
	    "A POST of frames is answered 204, without a body.", 0,
	    must_take_frames },
	{ "B-03", &requests, "streams-frames",
	    "A GET of frames is answered 200, with a stream of "
	    "application/x-ndjson.",
	    0, must_stream },
	{ "B-04", &requests, "deletes-the-channel",
	    "DELETE of a channel is answered 204, without a body.", 0,
	    must_delete },
	{ "B-05", &requests, "checks-credentials",
	    "A request without credentials, where they are required, is "
	    "answered 401 (or 403).",
	    NEEDS_CREDENTIALS, must_check_credentials },
	{ "B-06", &requests, "unknown-path", "An unknown path is answered 404.",
	    0, must_know_its_paths },
	{ "B-07", &requests, "unknown-channel",
	    "A request for a channel that is not known is answered 404.", 0,
	    must_know_its_channels },
	{ "B-08", &requests, "unknown-method",
	    "Another method on a known path is answered 405.", 0,
	    must_refuse_methods },
	{ "B-09", &requests, "large-body",
	    "A body of more than 4 MiB is answered 413, and nothing of it is "
	    "applied.",
	    0, must_limit_bodies },
	{ "B-10", &requests, "long-line",
	    "A line of more than 1 MiB is answered 413.", 0, must_limit_lines },
	{ "B-11", &requests, "largest-body",
	    "A line of 1 MiB, and a body of 4 MiB, are taken.", 0,
	    must_take_the_largest },
	{ "B-12", &requests, "answers-in-time",
	    "Each POST is answered within 10 s.", 0, must_answer_in_time },
	{ "B-13", &channels, "ignores-the-body",
	    "What is in the body of POST channels is ignored.", 0,
	    must_ignore_the_body },
	{ "B-14", &channels, "channel-id",
	    "A channel's id is 1 to 63 of the characters a-z A-Z 0-9 - _.", 0,
	    must_name_the_channel },
	{ "B-15", &channels, "capabilities",
	    "'capabilities' is a list of words.", 0, must_list_capabilities },
	{ "B-16", &channels, "separate-channels",
	    "Each POST makes another channel; what one causes does not come "
	    "on another.",
	    0, must_separate_channels },
	{ "B-17", &sending_again, "applies-once",
	    "A request that comes again with its number is answered, and not "
	    "applied again.",
	    NEEDS_RESEND, must_apply_once },
	{ "B-18", &sending_again, "repeats-its-answer",
	    "A request that was refused is refused again when it comes again.",
	    NEEDS_RESEND, must_repeat_its_answer },
	{ "B-19", &sending_again, "next-number",
	    "A number beyond the next one is answered 400.", NEEDS_RESEND,
	    must_know_the_next_number },
	{ "B-20", &framing, "empty-lines",
	    "An empty line is ignored, and so is \\r before the end of a "
	    "line.",
	    0, must_ignore_empty_lines },
	{ "B-21", &framing, "last-line",
	    "The last line of a body may lack its newline.", 0,
	    must_take_the_last_line },
	{ "B-22", &framing, "unknown-members",
	    "Members that are not known are ignored.", 0, must_ignore_members },
	{ "B-23", &framing, "malformed-lines",
	    "A member that is there twice, of the wrong type or out of its "
	    "bounds, and a second value on the line, make the line no frame: "
	    "it is answered 400.",
	    0, must_refuse_malformed },
	{ "B-24", &framing, "sends-frames",
	    "Each line down is a frame: one JSON object, with the members of "
	    "its kind.",
	    0, must_send_frames },
	{ "B-25", &parties, "opens",
	    "'open' is answered by 'opened', within 10 s.", 0, must_open },
	{ "B-26", &parties, "opens-once", "A party is opened once.", 0,
	    must_open_once },
	{ "B-27", &parties, "names",
	    "A party's name decides nothing: it may be missing, and several "
	    "may have the same.",
	    0, must_not_need_names },
	{ "B-28", &parties, "party-numbers",
	    "A party's number is any from 1 to 4294967295.", 0,
	    must_take_any_number },
	{ "B-29", &parties, "open-already",
	    "'open' of a party that is open is answered by an 'error', and "
	    "the channel goes on.",
	    0, must_complain_of_open },
	{ "B-30", &parties, "closes",
	    "'close' is answered by 'closed', within 5 s.", 0, must_close },
	{ "B-70", &parties, "known-parties",
	    "No message comes for a party that was never opened.", 0,
	    must_know_parties },
	{ "B-31", &parties, "closed-is-last",
	    "After the 'closed' of a party nothing comes for it but errors.", 0,
	    must_end_with_closed },
	{ "B-32", &parties, "frames-after-close",
	    "Each frame up for a party that was closed is answered by an "
	    "'error'.",
	    0, must_complain_of_closed },
	{ "B-33", &parties, "closed-early",
	    "'close' may come before 'opened', and is answered by 'closed' "
	    "then, too.",
	    0, must_close_early },
	{ "B-34", &parties, "strangers",
	    "A 'send' of a party that is not open is answered by an 'error'.",
	    0, must_complain_of_strangers },
	{ "B-35", &parties, "all-are-closed",
	    "When a channel ends, its stream gets 'closed' for each party "
	    "that was open.",
	    0, must_close_all },
	{ "B-36", &parties, "stream-ends",
	    "When a channel ends, its stream ends in good order.", 0,
	    must_end_in_order },
	{ "B-37", &parties, "channel-is-forgotten",
	    "A channel that was deleted is answered 404.", 0, must_forget },
	{ "B-38", &caller_errors, "applied-before",
	    "The frames before a line that is no frame are applied.", 0,
	    must_apply_before_error },
	{ "B-39", &caller_errors, "not-applied-after",
	    "The frames after a line that is no frame are not applied.", 0,
	    must_stop_at_error },
	{ "B-40", &caller_errors, "downward-kinds",
	    "A frame of a kind that only goes down is answered 400.", 0,
	    must_refuse_downward },
	{ "B-41", &refusals, "explains",
	    "The body of a 400 is application/json with 'error'.", 0,
	    must_explain_refusal },
	{ "B-42", &refusals, "counts-lines",
	    "'line' in a refusal counts the lines of the body from 1, empty "
	    "ones too.",
	    0, must_count_lines },
	{ "B-43", &order, "order-up",
	    "Frames up are applied in the order of their lines.", NEEDS_FENCE,
	    must_keep_the_order_up },
	{ "B-44", &order, "numbers",
	    "Frames down are numbered 1, 2, 3 without gaps.", 0,
	    must_number_frames },
	{ "B-45", &order, "order-down",
	    "Frames of a party keep their order: nothing is served before its"
	    " 'opened'.",
	    NEEDS_FENCE, must_keep_the_order_down },
	{ "B-46", &order, "at-once",
	    "A frame is sent as soon as it is produced, without another "
	    "request.",
	    0, must_send_at_once },
	{ "B-47", &order, "header-at-once",
	    "The status and header of a stream are sent at once, before there"
	    " is a frame.",
	    0, must_answer_the_stream },
	{ "B-48", &order, "after-is-missing",
	    "A GET without 'after' is answered 400.", 0, must_insist_on_after },
	{ "B-49", &order, "after-the-last",
	    "A GET with 'after' above the last number so far is answered 400.",
	    0, must_refuse_the_future },
	{ "B-50", &order, "resumes",
	    "A stream with after=N begins with frame N+1.", 0, must_resume },
	{ "B-51", &order, "comes-again",
	    "Frames that were not acknowledged come again, the same.", 0,
	    must_repeat_frames },
	{ "B-52", &order, "keeps-frames",
	    "Frames that were not acknowledged are kept (the check: 4,096).",
	    NEEDS_FENCE, must_keep_frames },
	{ "B-53", &order, "what-is-gone",
	    "A GET for frames that are gone is answered 410.", 0,
	    must_say_what_is_gone },
	{ "B-54", &order, "parties-stay",
	    "Without a stream the parties stay connected, and frames up are "
	    "served.",
	    0, must_keep_parties },
	{ "B-55", &order, "takes-over",
	    "A second GET takes over: the older stream ends. Or it is "
	    "answered 409 until that has ended.",
	    0, must_take_over },
	{ "B-56", &messages, "large-messages",
	    "A message beyond the limits (4,096 values, 16 levels, 512 bytes "
	    "of keys) is answered 400.",
	    0, must_refuse_large_messages },
	{ "B-57", &messages, "large-numbers",
	    "A message with an integer beyond 64 bits is answered 400.", 0,
	    must_refuse_large_numbers },
	{ "B-58", &messages, "largest-messages",
	    "A message within the limits is taken.", 0,
	    must_take_large_messages },
	{ "B-59", &messages, "escapes",
	    "What RFC 8259 allows is read, whatever it escapes.", 0,
	    must_read_escapes },
	{ "B-60", &messages, "references",
	    "The answer to a request repeats its referenceId.", 0,
	    must_repeat_references },
	{ "B-61", &messages, "no-reference",
	    "What a request without referenceId asks for is not done.",
	    NEEDS_AGENT, must_not_serve_without_reference },
	{ "B-62", &fences, "same-number",
	    "A fence comes back with the same number, on the same party.",
	    NEEDS_FENCE, must_repeat_fences },
	{ "B-63", &fences, "after-consequences",
	    "A fence comes back after what the frames before it have caused.",
	    NEEDS_FENCE, must_fence_consequences },
	{ "B-64", &fences, "fence-order",
	    "Fences of one party come back in their order.", NEEDS_FENCE,
	    must_order_fences },
	{ "B-65", &fences, "fence-once", "A fence comes back once.",
	    NEEDS_FENCE, must_fence_once },
	{ "B-66", &fences, "fence-of-a-stranger",
	    "A fence for a party that is not open is answered by an 'error'.",
	    NEEDS_FENCE, must_refuse_fences },
	{ "B-67", &time, "has-time", "Each frame down has 'timeUs'.",
	    NEEDS_CLOCK, must_tell_the_time },
	{ "B-68", &time, "never-back", "'timeUs' never goes back.", NEEDS_CLOCK,
	    must_not_go_back },
	{ "B-69", &time, "microseconds",
	    "'timeUs' counts microseconds, and is not stepped.", NEEDS_CLOCK,
	    must_count_microseconds },
};

const unsigned check_count = sizeof(checks) / sizeof(checks[0]);

char *
check_name(const struct check *c)
{
	return mem_printf("%s-%s", c->id, c->name);
}

char *
check_path(const struct check *c)
{
	return mem_printf(
	    "%s/%s/%s-%s", CHECK_SUITE, c->section->phase, c->id, c->name);
}

const struct check *
check_find(const char *id)
{
	for (unsigned i = 0; i < check_count; i++)
		if (strcasecmp(checks[i].id, id) == 0)
			return &checks[i];
	return NULL;
}
