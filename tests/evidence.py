#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: evidence.py TRACE RECORDING

Compares what a mock has sent and was acknowledged, by its own trace, with the
recording of the one run that was played against it, perhaps until one of the
two was killed:

* a message that was acknowledged is in the recording;
* no message is in it twice, or was never sent;
* of the messages to a party, none is left out before one that is there.

What comes of the clean-up of a case is not recorded. Prints
each message that is wrong, then how many were sent, recorded and acknowledged.
Exit status: 0 nothing is wrong, 1 something is."""
import json
import re
import sys

GREETING = 4294967295  # the party of no case: docs/binding.md, 11
DOWN = re.compile(r"^ *[0-9.]+  down  +[0-9]+ bytes  (\{.*\})$")
CLEANED = re.compile(r"^ *[0-9.]+  up  .*\"RequestStopProcessing\".*"
                     r"\"interactionId\":\"([^\"]*)\"")
RESUMED = re.compile(r"^ *[0-9.]+  http  +GET .*\?after=([0-9]+),")


def key_of(time_us, message):
    return time_us, json.dumps(message, sort_keys=True)


def read_trace(path):
    """The message frames by their numbers, the last one acknowledged, and
    the last one before the clean-up of each interaction."""
    sent, acknowledged, cleaned, last = {}, 0, {}, 0
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            resumed = RESUMED.match(line)
            if resumed:
                acknowledged = max(acknowledged, int(resumed.group(1)))
            stopped = CLEANED.match(line)
            if stopped:
                cleaned.setdefault(stopped.group(1), last)
            down = DOWN.match(line)
            if not down:
                continue
            try:
                frame = json.loads(down.group(1))
            except ValueError:
                continue  # the mock was killed while it wrote
            last = frame["seq"]
            if frame["frame"] == "message":
                sent[last] = frame
    return sent, acknowledged, cleaned


class Case:
    def __init__(self, lease):
        self.interaction = lease.get("interaction")
        self.shared = {p["name"] for p in lease.get("parties", [])
                       if p.get("scope") == "run"}
        self.recorded = set()  # numbers of frames
        self.last = 0
        self.has_ended = False


def read_recording(path, sent, wrong):
    """The cases, the case of each party, and the parties of all cases."""
    numbers = {}
    for seq, frame in sorted(sent.items()):
        key = key_of(frame.get("timeUs"), frame["message"])
        numbers.setdefault(key, []).append(seq)
    cases, owners, shared = {}, {}, set()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if not line.endswith("\n"):
                break  # the runner was killed while it wrote
            event = json.loads(line)
            case = cases.get(event.get("case"))
            if event["event"] == "case-started":
                cases[event["case"]] = Case(event["lease"])
            elif event["event"] == "case-ended" and case:
                case.has_ended = True
            elif event["event"] == "observation":
                take_observation(event, case, sent, numbers, owners, shared,
                                 wrong)
    for party in shared:
        owners.pop(party, None)  # the case that has set it up
    return cases, owners, shared


def take_observation(event, case, sent, numbers, owners, shared, wrong):
    key = key_of(event.get("serverTimeUs"), event["message"])
    what = "%s to %s of case %d" % (event["message"]["messageName"],
                                    event["party"], event["case"])
    candidates = [n for n in numbers.get(key, []) if event["party"] in
                  case.shared or owners.get(sent[n]["party"], case) is case]
    fresh = [n for n in candidates if n not in case.recorded]
    if not candidates:
        wrong.append("%s was recorded, but not sent" % what)
    elif not fresh:
        wrong.append("%s was recorded twice (frame %d)" % (what, candidates[0]))
    else:
        case.recorded.add(fresh[0])
        case.last = max(case.last, fresh[0])
        party = sent[fresh[0]]["party"]
        if event["party"] in case.shared:
            shared.add(party)
        else:
            owners[party] = case


def find_losses(sent, acknowledged, cleaned, cases, owners, shared, wrong):
    by_interaction = {c.interaction: c for c in cases.values()}
    for seq, frame in sorted(sent.items()):
        party = frame["party"]
        if party == GREETING:
            continue
        case = owners.get(party)
        if party in shared:
            about = frame["message"].get("interaction", {})
            case = by_interaction.get(about.get("interactionId"))
            if not case or case.has_ended:
                continue
        if case and seq in case.recorded:
            continue
        what = "%s to party %d (frame %d)" % (
            frame["message"]["messageName"], party, seq)
        is_over = case and (case.has_ended or
                            seq > cleaned.get(case.interaction, seq))
        if seq <= acknowledged and not is_over:
            wrong.append("%s was acknowledged, but is not recorded" % what)
        elif case and party not in shared and seq < case.last:
            wrong.append("%s is missing before others" % what)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    wrong = []
    sent, acknowledged, cleaned = read_trace(sys.argv[1])
    cases, owners, shared = read_recording(sys.argv[2], sent, wrong)
    find_losses(sent, acknowledged, cleaned, cases, owners, shared, wrong)
    for problem in wrong:
        print(problem)
    print("%d messages sent, %d recorded, %d acknowledged" % (
        len(sent), sum(len(c.recorded) for c in cases.values()),
        sum(seq <= acknowledged for seq in sent)))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
