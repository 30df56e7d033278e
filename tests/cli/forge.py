# SPDX-License-Identifier: Apache-2.0
"""usage: forge.py FORGERY[,FORGERY...] [--resealed] [--from OTHER.ndjson]
<run.ndjson >forged.ndjson

Make another recording of one, as someone would who wants another verdict.
Each forgery is a function over its lines, which are objects; with --resealed
the lines are sealed again afterwards.  Some take a case of another recording.
"""
import hashlib
import json
import sys

FORGERIES = {}
OTHER = []  # the lines of another recording


def forgery(function):
    FORGERIES[function.__name__.replace("_", "-")] = function
    return function


def of(lines, event, **members):
    """The lines of that kind that have these members."""
    return [
        line for line in lines
        if line["event"] == event and
        all(line.get(key) == value for key, value in members.items())
    ]


def case_of(lines, name):
    return of(lines, "case-planned", name=name)[0]["case"]


def passed(line):
    for member in ("sentence", "detail", "place", "difference", "expected"):
        line.pop(member, None)
    line.update(verdict="pass", finding="none")


# --- what it was judged by ---

@forgery
def timer(lines):
    for one in lines[0]["target"]["timers"]:
        if one["name"] == "response-timeout":
            one["value"] = 9000000000


@forgery
def background(lines):
    lines[0]["target"]["background"].append({"message": "EventPartyAdded"})


@forgery
def reading(lines):
    lines[0]["target"]["readings"].append({"name": "R9", "value": "open"})


@forgery
def value(lines):
    lines[0]["target"]["values"][0]["value"] = "102"


@forgery
def embedded_target(lines):
    """Both, so that they agree; but its digest is among the files."""
    timer(lines)
    file = lines[0]["target"]["file"]
    file["text"] = file["text"].replace(
        'name="response-timeout" value="800ms"',
        'name="response-timeout" value="9s"')


@forgery
def digest(lines):
    for one in lines[0]["files"]:
        if one["path"].endswith("invitation-rejected.xml"):
            one["sha256"] = "0" * 64


# --- lines ---

@forgery
def line_removed(lines):
    lines.remove(of(lines, "proof")[0])


@forgery
def line_added(lines):
    one = of(lines, "proof")[0]
    lines.insert(lines.index(one), dict(one))


@forgery
def lines_swapped(lines):
    first, second = of(lines, "case-planned")[-2:]
    first["requirement"], second["requirement"] = (
        second["requirement"], first["requirement"])


@forgery
def end_cut_off(lines):
    lines.pop()


@forgery
def seals_removed(lines):
    for one in of(lines, "seal"):
        lines.remove(one)


# --- cases ---

def drop_cases(lines, names):
    """Without them, and the others renumbered."""
    numbers = {}
    gone = {case_of(lines, name) for name in names}
    for one in of(lines, "case-planned"):
        if one["case"] not in gone:
            numbers[one["case"]] = len(numbers)
    lines[:] = [one for one in lines if one.get("case") not in gone]
    for one in lines:
        if "case" in one:
            one["case"] = numbers[one["case"]]
        for deadline in one.get("deadlines", []):
            deadline["smallestIn"] = 0
    lines[0]["cases"] = len(numbers)


@forgery
def case_removed(lines):
    drop_cases(lines, ["agent-rejects"])


@forgery
def case_without_end(lines):
    lines.remove(of(lines, "case-ended", name="agent-rejects")[0])


@forgery
def case_doubled(lines):
    number = case_of(lines, "agent-rejects")
    twin = lines[0]["cases"]
    copies = [dict(one, case=twin) for one in lines if one.get("case") == number]
    after = lines.index(of(lines, "case-planned", case=twin - 1)[0]) + 1
    lines.insert(after, copies[0])
    end = lines.index(of(lines, "run-ended")[0])
    lines[end:end] = copies[1:]
    lines[0]["cases"] += 1


# --- messages ---

def late(lines):
    """The message that came too late, and the end of its case."""
    end = of(lines, "case-ended", finding="too late")[0]
    number = end["place"]["observed"]
    return of(lines, "observation", case=end["case"], number=number)[0], end


@forgery
def message_removed(lines):
    """The numbers of its case go on without it."""
    gone = [one for one in of(lines, "observation")
            if one["number"] and one["message"]["messageName"] ==
            "EventAgentInvited"][-1]
    lines.remove(gone)
    for one in lines:
        if one.get("case") != gone["case"]:
            continue
        if one.get("number", 0) > gone["number"]:
            one["number"] -= 1


@forgery
def number_skipped(lines):
    """The same, without new numbers."""
    gone = [one for one in of(lines, "observation") if one["number"] > 3][-1]
    lines.remove(gone)


@forgery
def late_message_halved(lines):
    message, end = late(lines)
    started = of(lines, "case-started", case=end["case"])[0]
    requests = [one["caseTime"] for one in of(
        lines, "stimulus", case=end["case"])
        if one["caseTime"] < message["caseTime"]]
    message["caseTime"] = requests[-1] + (
        message["caseTime"] - requests[-1]) // 2
    message.pop("earliest", None)
    # Where it belongs by its time.
    lines.remove(message)
    now = started["time"] + message["caseTime"]
    starts = {one["case"]: one["time"] for one in of(lines, "case-started")}
    for place, one in enumerate(lines):
        if "caseTime" in one and one["event"] != "case-ended" and (
                starts[one["case"]] + one["caseTime"] > now):
            break
    lines.insert(place, message)
    passed(end)


def inconclusive(end):
    for member in ("sentence", "detail", "place", "difference", "expected"):
        end.pop(member, None)
    end.update(verdict="inconclusive", finding="runner late",
               sentence="The runner was late.")


@forgery
def lag(lines):
    end = late(lines)[1]
    inconclusive(end)
    end["lag"] = 900000000


@forgery
def lag_with_its_line(lines):
    """As one would be recorded, but others have gone on meanwhile."""
    message, end = late(lines)
    lag(lines)
    started = of(lines, "case-started", case=end["case"])[0]
    lines.insert(lines.index(message), {
        "event": "lag", "time": started["time"] + message["caseTime"],
        "lag": 900000000, "cause": "stood"})


@forgery
def path(lines):
    end = late(lines)[1]
    inconclusive(end)
    end["pathDelay"] = 900000000


@forgery
def earliest(lines):
    message, end = late(lines)
    inconclusive(end)
    message["earliest"] = message["caseTime"] - 900000000


# --- what is only claimed ---

@forgery
def server(lines):
    lines[0]["server"] = {"name": "Interaction Server", "version": "8.5.42"}
    lines[0]["host"] = "vendor"
    lines[0]["wallStart"] = 1700000000
    lines[0]["programSha256"] = "0" * 64


@forgery
def faults(lines):
    lines[0]["options"] = [
        word for word in lines[0]["options"]
        if not word.startswith(("--fault", "--simulate", "retag", "delay"))]
    lines[0].pop("orders", None)
    server(lines)


@forgery
def tag_corrected(lines):
    end = of(lines, "case-ended", finding="wrong protocol")[0]
    for one in of(lines, "observation", case=end["case"]):
        if one["number"] == end["place"]["observed"]:
            one["protocol"] = "InteractionManagement"
    passed(end)


@forgery
def another_run(lines):
    """A case of another run of the same server."""
    one = of(lines, "case-started", case=case_of(lines, "agent-rejects"))[0]
    one["lease"]["interaction"] = "ix-6566ab12-3f9c-7"


@forgery
def all_passed(lines):
    """What a forger wants: no case has failed."""
    for one in of(lines, "case-ended"):
        if one["verdict"] in ("fail", "inconclusive"):
            passed(one)
    counts = of(lines, "run-ended")[0]["counts"]
    counts["pass"] += counts["fail"] + counts["inconclusive"]
    counts["fail"] = counts["inconclusive"] = 0


@forgery
def digest_of_target(lines):
    """Of the embedded target file, as it is now."""
    file = lines[0]["target"]["file"]
    for one in lines[0]["files"]:
        if one["path"] == file["path"]:
            one["sha256"] = hashlib.sha256(file["text"].encode()).hexdigest()


@forgery
def options_removed(lines):
    """As if the timers were all those of the file."""
    lines[0]["options"] = ["--quiet"]
    for one in lines[0]["target"]["timers"]:
        if one["name"] == "tolerance":
            one["value"] = 750000000


@forgery
def substitute(lines):
    """Another text of a setup that the target has brought along."""
    one = lines[0]["target"]["substitutes"][0]
    one["text"] = one["text"].replace("Agent 1 submits", "Agent 1 hands in")


@forgery
def list_shortened(lines):
    """The case that was removed is in no list of the suite's cases."""
    for suite in lines[0]["suites"]:
        suite["list"] = [one for one in suite["list"]
                         if one["name"] != "agent-rejects"]
        suite["cases"] = len(suite["list"])


# --- a case of another recording ---

def swap(lines, name):
    """Its facts and its end, at the place of this run's."""
    mine, theirs = case_of(lines, name), case_of(OTHER, name)

    def is_of(one, case):
        return one.get("case") == case and one["event"] != "case-planned"

    taken = [dict(one, case=mine) for one in OTHER if is_of(one, theirs)]
    old = [one for one in lines if is_of(one, mine)]
    start = lines.index(old[0])
    taken[0]["time"] = old[0]["time"]
    lines[:] = [one for one in lines if not is_of(one, mine)]
    lines[start:start] = taken
    return taken


@forgery
def case_swapped(lines):
    swap(lines, "agent-rejects")


def rename(value, old, new):
    """In all texts of a line."""
    if isinstance(value, dict):
        return {key.replace(old, new): rename(one, old, new)
                for key, one in value.items()}
    if isinstance(value, list):
        return [rename(one, old, new) for one in value]
    return value.replace(old, new) if isinstance(value, str) else value


@forgery
def case_swapped_with_its_ids(lines):
    taken = swap(lines, "agent-rejects")
    for one in taken:
        lines[lines.index(one)] = rename(
            one, OTHER[0]["run"], lines[0]["run"])


@forgery
def case_swapped_with_its_numbers(lines):
    """All that connects the case with its run, but for the server's clock."""
    case_swapped_with_its_ids(lines)
    sequence = 0
    for one in of(lines, "observation"):
        if "seq" in one:
            one["previousSeq"] = sequence
            sequence += 1
            one["seq"] = sequence
    of(lines, "run-ended")[0]["lastSeq"] = sequence
    for one in of(lines, "observation"):
        if one["previousSeq"] == 0:
            del one["previousSeq"]


@forgery
def numbers_removed(lines):
    """As of a recording that another tool has made."""
    for one in of(lines, "observation"):
        one.pop("seq", None)
        one.pop("previousSeq", None)
    of(lines, "run-ended")[0].pop("lastSeq", None)


@forgery
def clock_removed(lines):
    """As of a server that has none."""
    for one in of(lines, "observation"):
        one.pop("serverTimeUs", None)


@forgery
def time_removed(lines):
    """The server's, of the one message that was too late."""
    message = late(lines)[0]
    message.pop("serverTimeUs", None)


@forgery
def format_lowered(lines):
    """As of a version without seals."""
    lines[0]["schema"] = 3


# --- the rest ---

def reseal(lines):
    lines[:] = [one for one in lines if one["event"] != "seal"]
    text = "".join(map(dump, lines)).encode()
    return {"event": "seal", "line": len(lines) + 1,
            "sha256": hashlib.sha256(text).hexdigest(), "end": True}


def dump(line):
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


def main():
    texts = sys.stdin.read().splitlines()
    lines = [json.loads(text) for text in texts]
    before = {id(line): (text, dump(line)) for line, text in zip(lines, texts)}
    if "--from" in sys.argv:
        with open(sys.argv[sys.argv.index("--from") + 1]) as other:
            OTHER.extend(map(json.loads, other))
    for name in sys.argv[1].split(","):
        FORGERIES[name](lines)
    if "--resealed" in sys.argv:
        lines.append(reseal(lines))
    for line in lines:
        text, as_it_was = before.get(id(line), (None, None))
        new = dump(line)
        # What is unchanged stays so to the byte.
        sys.stdout.write(text + "\n" if new == as_it_was else new)


main()
