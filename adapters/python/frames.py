# SPDX-License-Identifier: Apache-2.0
"""What a line up may be, by docs/binding.md; everything else is refused."""
import json
import math
import re

LINE_MAX_BYTES = 1 << 20
MESSAGE_MAX_VALUES, MESSAGE_MAX_DEPTH, MESSAGE_MAX_PATH = 4096, 16, 512


class Refusal(Exception):
    """An answer other than success, in a sentence."""

    def __init__(self, status, sentence, line=None):
        super().__init__(sentence)
        self.status = status
        self.body = {"error": sentence, **({"line": line} if line else {})}


def unique(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a member is there twice")
    return found


def finite(text):
    number = float(text) if re.search("[.eE]", text) else int(text)
    if isinstance(number, int) and not -2**63 <= number < 2**63:
        raise ValueError("a number has more than 64 bits")
    if math.isinf(number) or math.isnan(number):
        raise ValueError("a number is too large")
    return number


DECODER = json.JSONDecoder(object_pairs_hook=unique, parse_int=finite,
                           parse_float=finite, parse_constant=finite)


def count_values(value, depth, path):
    if depth > MESSAGE_MAX_DEPTH or path > MESSAGE_MAX_PATH + 1:
        raise ValueError("'message' is nested too deeply")
    if not isinstance(value, (dict, list)) or not value:
        return 1
    members = value.items() if isinstance(value, dict) else enumerate(value)
    return sum(count_values(v, depth + isinstance(v, (dict, list)),
                            path + len(str(k).encode("utf-8", "replace")) + 1)
               for k, v in members)


def check(frame, name, kind, least, most):
    """A string of so many bytes, or an integer from `least` to `most`."""
    value = frame.get(name)
    is_right = type(value) is kind  # so a boolean is no integer
    size = len(value.encode("utf-8", "replace")) if type(value) is str else value
    if not is_right or not least <= size <= most:
        raise ValueError("'%s' must be %s from %d to %d" % (name, "an integer"
                         if kind is int else "a string of bytes", least, most))


def check_frame(frame):
    if not isinstance(frame, dict):
        raise ValueError("it is no object")
    kind = frame.get("frame")
    if kind not in ("open", "send", "fence", "close"):
        raise ValueError("'frame' is none of open, send, fence and close")
    check(frame, "party", int, 1, 2**32 - 1)
    if kind == "open" and "name" in frame:
        check(frame, "name", str, 0, LINE_MAX_BYTES)
    if kind == "fence":
        check(frame, "fence", int, 0, 2**63 - 1)
    if kind == "send":
        check(frame, "protocol", str, 1, 32)
        if not isinstance(frame.get("message"), dict):
            raise ValueError("'message' must be an object")
        check(frame["message"], "messageName", str, 1, 127)
        if count_values(frame["message"], 1, 0) > MESSAGE_MAX_VALUES + 1:
            raise ValueError("'message' has too many values")


def read_frame(line, number):
    if len(line) > LINE_MAX_BYTES:
        raise Refusal(413, "a line has more than 1 MiB", number)
    try:
        frame = DECODER.decode(line.decode())
        check_frame(frame)
    except (ValueError, RecursionError) as problem:
        raise Refusal(400, str(problem), number) from None
    return frame
