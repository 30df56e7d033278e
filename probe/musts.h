/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the checks do, one function each; what each is about is in the table of
 * check.c.  A visit without a complaint at the end is one that passed.
 */
#ifndef IXC_PROBE_MUSTS_H
#define IXC_PROBE_MUSTS_H

#include "probe/visit.h"

void must_make_a_channel(struct visit *v);
void must_take_frames(struct visit *v);
void must_stream(struct visit *v);
void must_delete(struct visit *v);
void must_check_credentials(struct visit *v);
void must_know_its_paths(struct visit *v);
void must_know_its_channels(struct visit *v);
void must_refuse_methods(struct visit *v);
void must_limit_bodies(struct visit *v);
void must_limit_lines(struct visit *v);
void must_take_the_largest(struct visit *v);
void must_answer_in_time(struct visit *v);
void must_ignore_the_body(struct visit *v);
void must_name_the_channel(struct visit *v);
void must_list_capabilities(struct visit *v);
void must_separate_channels(struct visit *v);
void must_apply_once(struct visit *v);
void must_repeat_its_answer(struct visit *v);
void must_know_the_next_number(struct visit *v);
void must_ignore_empty_lines(struct visit *v);
void must_take_the_last_line(struct visit *v);
void must_ignore_members(struct visit *v);
void must_refuse_malformed(struct visit *v);
void must_send_frames(struct visit *v);
void must_open(struct visit *v);
void must_open_once(struct visit *v);
void must_not_need_names(struct visit *v);
void must_take_any_number(struct visit *v);
void must_know_parties(struct visit *v);
void must_complain_of_open(struct visit *v);
void must_close(struct visit *v);
void must_end_with_closed(struct visit *v);
void must_complain_of_closed(struct visit *v);
void must_close_early(struct visit *v);
void must_complain_of_strangers(struct visit *v);
void must_close_all(struct visit *v);
void must_end_in_order(struct visit *v);
void must_forget(struct visit *v);
void must_apply_before_error(struct visit *v);
void must_stop_at_error(struct visit *v);
void must_refuse_downward(struct visit *v);
void must_explain_refusal(struct visit *v);
void must_count_lines(struct visit *v);
void must_keep_the_order_up(struct visit *v);
void must_number_frames(struct visit *v);
void must_keep_the_order_down(struct visit *v);
void must_send_at_once(struct visit *v);
void must_answer_the_stream(struct visit *v);
void must_insist_on_after(struct visit *v);
void must_refuse_the_future(struct visit *v);
void must_resume(struct visit *v);
void must_repeat_frames(struct visit *v);
void must_keep_frames(struct visit *v);
void must_say_what_is_gone(struct visit *v);
void must_keep_parties(struct visit *v);
void must_take_over(struct visit *v);
void must_refuse_large_messages(struct visit *v);
void must_refuse_large_numbers(struct visit *v);
void must_take_large_messages(struct visit *v);
void must_read_escapes(struct visit *v);
void must_repeat_references(struct visit *v);
void must_not_serve_without_reference(struct visit *v);
void must_repeat_fences(struct visit *v);
void must_fence_consequences(struct visit *v);
void must_order_fences(struct visit *v);
void must_fence_once(struct visit *v);
void must_refuse_fences(struct visit *v);
void must_tell_the_time(struct visit *v);
void must_not_go_back(struct visit *v);
void must_count_microseconds(struct visit *v);

#endif
