#!/usr/bin/env python3
"""Reads a message image by its schema and prints it as JSON: docs/wire.md in Python, written from that page alone.

    decode.py SCHEMA IMAGE [--explain]

SCHEMA is the JSON of a contract's schema; the image is that of the request of its first method. IMAGE is text: bytes in hexadecimal, each line
behind its offset, comments behind '#' or behind two spaces. --explain prints the image in that form, each line with what its bytes mean.
An image that a reader must refuse ends with exit code 1 and the reason.
"""

import base64
import datetime
import json
import struct
import sys

MAX_DEPTH = 64
INTEGERS = {
    "sbyte": (1, True), "byte": (1, False), "short": (2, True), "ushort": (2, False), "int": (4, True), "uint": (4, False),
    "long": (8, True), "ulong": (8, False), "int128": (16, True), "uint128": (16, False),
}
FLOATS = {"half": "e", "float": "f", "double": "d"}
SIZES = {"bool": 1, "char": 2, "half": 2, "float": 4, "double": 8, "time_span": 8, "guid": 16, "decimal": 16, "date_time": 16, "date_time_offset": 16}
SIZES.update({name: size for name, (size, _) in INTEGERS.items()})
TICKS_PER_SECOND = 10_000_000
MAX_TICKS = 3_155_378_975_999_999_999


class Refused(Exception):
    """The bytes are not an image of the message."""


class Number(str):
    """A number as JSON has it, to the digit."""


def align(at, alignment):
    return -(-at // alignment) * alignment


class Schema:
    """The types of a contract, and what each takes."""

    def __init__(self, contract):
        self.types = {entry["name"]: entry for entry in contract["types"]}
        self.request = contract["methods"][0]["request"]

    def inline(self, kind):
        """Whether a value stands in its block."""
        kind = self.bare(kind)
        return "enum" in kind if isinstance(kind, dict) else kind in SIZES

    @staticmethod
    def bare(kind):
        return kind["optional"] if isinstance(kind, dict) and "optional" in kind else kind

    @staticmethod
    def is_optional(kind):
        return isinstance(kind, dict) and "optional" in kind

    def slot(self, kind):
        """The size and the alignment of the inline form."""
        bare = self.bare(kind)
        if not self.inline(kind):
            return 8, 4
        size = SIZES[self.types[bare["enum"]]["enum"] if isinstance(bare, dict) else bare]
        alignment = min(8, size)
        return (alignment + size, alignment) if self.is_optional(kind) else (size, alignment)

    def layout(self, message):
        """Each member with its offset and its end."""
        at = 4
        for member in message["members"]:
            size, alignment = self.slot(member["type"])
            at = align(at, alignment)
            yield member, at, at + size
            at += size


class Child:
    """What a reference refers to: a place in the image, and a count."""

    def __init__(self, place, count):
        self.place = place
        self.count = count


class Reader:
    """Reads one image, of which it believes nothing."""

    def __init__(self, schema, image):
        self.schema = schema
        self.image = image
        self.depth = 0
        self.budget = 2 * len(image) + 1024
        self.notes = {}

    # What bytes mean, for --explain.

    def note(self, at, size, text):
        if size:
            self.notes[at] = (size, text)

    # Bounds.

    def take(self, at, size):
        if at + size > len(self.image):
            raise Refused(f"{size} bytes at {at} do not fit into {len(self.image)}")
        return self.image[at:at + size]

    def spend(self, size):
        self.budget -= size
        if self.budget < 0:
            raise Refused("references overlap: they lead to more bytes than there are")

    def enter(self):
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Refused(f"nests deeper than {MAX_DEPTH}")

    def unsigned(self, at, size):
        return int.from_bytes(self.take(at, size), "little")

    # Blocks and references.

    def message(self, name, block, path):
        """Reads the block of a message."""
        self.enter()
        self.take(block, 8)
        known = self.unsigned(block, 4)
        if known < 4:
            raise Refused(f"the size word at {block} is {known}")
        self.take(block, known)
        self.spend(known)
        self.note(block, 4, f"{path + ': ' if path else ''}size word, the members end at {known}")
        result = {}
        for member, offset, end in self.schema.layout(self.schema.types[name]):
            inner = f"{path}.{member['name']}" if path else member["name"]
            result[member["name"]] = self.member(member, block, offset, known, inner) if end <= known else self.missing(member)
        self.depth -= 1
        return result

    def member(self, member, block, offset, known, path):
        kind = member["type"]
        if self.schema.inline(kind):
            return self.scalar(kind, block + offset, path)
        child = self.follow(kind, block + offset, block, known, path)
        if child is None:
            return None if self.schema.is_optional(kind) else self.missing(member)
        return self.child(self.schema.bare(kind), child, path)

    def missing(self, member):
        """What a member reads as that the writer did not know."""
        kind, default = member["type"], member.get("default")
        bare = self.schema.bare(kind)
        if default is not None:
            if isinstance(bare, dict):
                return self.enum_name(bare["enum"], default)
            return Number(default) if type(default) is int else default
        if self.schema.is_optional(kind):
            return None
        if self.schema.inline(kind):
            return self.present(bare, bytes(16))
        return self.empty(bare)

    def empty(self, kind):
        """What null is where it cannot be."""
        if isinstance(kind, dict) and "message" in kind:
            self.enter()
            result = {member["name"]: self.missing(member) for member in self.schema.types[kind["message"]]["members"]}
            self.depth -= 1
            return result
        return [] if isinstance(kind, dict) else ""

    def follow(self, kind, at, origin, first, path):
        """Follows a reference; the offset counts from the origin and is at least first."""
        offset, count = self.unsigned(at, 4), self.unsigned(at + 4, 4)
        if offset == 0 and count == 0:
            self.note(at, 8, f"{path}: null")
            return None
        if offset < first or origin + offset > len(self.image) or count >= 0x7FFFFFFF:
            raise Refused(f"the reference at {at} leads to offset {offset}, count {count}")
        self.note(at, 8, f"{path}: at {origin} + {offset} = {origin + offset}, {self.counted(self.schema.bare(kind), count)}")
        return Child(origin + offset, count)

    @staticmethod
    def counted(kind, count):
        if isinstance(kind, dict) and "message" in kind:
            return "a message"
        one, many = ("element", "elements") if isinstance(kind, dict) else ("byte", "bytes")
        return f"{count} {one if count == 1 else many}"

    # Children.

    def child(self, kind, child, path):
        if kind == "string":
            self.spend(child.count)
            text = self.take(child.place, child.count).decode("utf-8", errors="replace")
            self.note(child.place, child.count, f"{path}: {json.dumps(text, ensure_ascii=False)}")
            return text
        if kind == "bytes":
            self.spend(child.count)
            data = self.take(child.place, child.count)
            self.note(child.place, child.count, f"{path}: the bytes")
            return base64.b64encode(data).decode("ascii")
        if "message" in kind:
            return self.message(kind["message"], child.place, path)
        return self.list(kind["list"], child, path)

    def list(self, element, child, path):
        if self.schema.inline(element):
            size = self.schema.slot(element)[0]
            self.spend(len(self.take(child.place, size * child.count)))
            return [self.scalar(element, child.place + size * i, f"{path}[{i}]") for i in range(child.count)]
        if isinstance(element, dict) and "message" in element:
            return self.messages(element["message"], child, path)
        self.spend(len(self.take(child.place, 8 * child.count)))
        self.enter()
        result = [self.element(element, child, i, f"{path}[{i}]") for i in range(child.count)]
        self.depth -= 1
        return result

    def messages(self, name, child, path):
        """Reads the blocks of a list of messages."""
        if child.count == 0:
            return []
        self.take(child.place, 8)
        stride, first = self.unsigned(child.place, 4), child.place + 8
        if stride < 8 or stride % 8:
            raise Refused(f"the stride at {child.place} is {stride}")
        self.take(first, stride * child.count)
        self.note(child.place, 8, f"{path}: a block every {stride} bytes")
        return [self.message(name, first + stride * i, f"{path}[{i}]") for i in range(child.count)]

    def element(self, kind, child, index, path):
        """Reads an element that has a reference of its own."""
        found = self.follow(kind, child.place + 8 * index, child.place, 8 * child.count, path)
        if found is None:
            return None if self.schema.is_optional(kind) else self.empty(kind)
        return self.child(self.schema.bare(kind), found, path)

    # Inline values.

    def scalar(self, kind, at, path):
        size, alignment = self.schema.slot(kind)
        data = self.take(at, size)
        if self.schema.is_optional(kind):
            value = self.present(self.schema.bare(kind), data[alignment:]) if self.truth(data[0]) else None
            self.note(at, size, f"{path}: {'present, ' + self.shown(value) if value is not None else 'absent'}")
        else:
            value = self.present(kind, data)
            self.note(at, size, f"{path}: {self.shown(value)}")
        return value

    @staticmethod
    def shown(value):
        return to_json(value)

    @staticmethod
    def truth(byte):
        if byte > 1:
            raise Refused(f"a bool is {byte}")
        return byte == 1

    def present(self, kind, data):
        """Reads a value from the start of some bytes."""
        if isinstance(kind, dict):
            size, signed = INTEGERS[self.schema.types[kind["enum"]]["enum"]]
            return self.enum_name(kind["enum"], int.from_bytes(data[:size], "little", signed=signed))
        if kind in INTEGERS:
            size, signed = INTEGERS[kind]
            return Number(int.from_bytes(data[:size], "little", signed=signed))
        if kind in FLOATS:
            return real(kind, struct.unpack("<" + FLOATS[kind], data[:SIZES[kind]])[0])
        if kind == "bool":
            return self.truth(data[0])
        if kind == "char":
            code = int.from_bytes(data[:2], "little")
            return Number(code) if 0xD800 <= code <= 0xDFFF else chr(code)
        if kind == "guid":
            text = data[:16].hex()
            return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
        if kind == "decimal":
            return decimal(*struct.unpack("<IIII", data[:16]))
        ticks = int.from_bytes(data[:8], "little", signed=True)
        if kind == "time_span":
            return time_span(ticks)
        if kind == "date_time":
            return date_time(ticks, data[8])
        return date_time_offset(ticks, int.from_bytes(data[8:10], "little", signed=True))

    def enum_name(self, name, value):
        """The name of an enum's value; of flags, the names."""
        enum = self.schema.types[name]
        values = enum["values"]
        for declared in values:
            if declared["value"] == value:
                return declared["name"]
        if not enum.get("flags"):
            raise Refused(f"{name} has no value {value}")
        names, rest = [], value
        for declared in sorted(values, key=lambda flag: flag["value"] % (1 << 64), reverse=True):
            if declared["value"] and rest & declared["value"] == declared["value"]:
                names.append(declared["name"])
                rest &= ~declared["value"]
        if rest:
            raise Refused(f"{name} has no names for {value}")
        return names


# Texts of values.


def real(kind, value):
    """The shortest number that reads back as the same value."""
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    text = repr(value)
    if kind != "double":
        form = "<" + FLOATS[kind]
        texts = (f"{value:.{digits}g}" for digits in range(1, 18))
        text = next(text for text in texts if struct.pack(form, float(text)) == struct.pack(form, value))
    return Number((text[:-2] if text.endswith(".0") else text).replace("e", "E"))


def decimal(low, middle, high, flags):
    scale = (flags >> 16) & 0xFF
    if flags & ~0x80FF0000 or scale > 28:
        raise Refused(f"a decimal has the flags {flags:#010x}")
    digits = str(low | middle << 32 | high << 64).rjust(scale + 1, "0")
    text = f"{digits[:-scale]}.{digits[-scale:]}" if scale else digits
    return Number("-" + text if flags >> 31 else text)


def fraction(ticks):
    """The part of a second, without zeros at its end."""
    part = ticks % TICKS_PER_SECOND
    return f".{part:07}".rstrip("0") if part else ""


def calendar(ticks):
    if not 0 <= ticks <= MAX_TICKS:
        raise Refused(f"{ticks} ticks are no date")
    return datetime.datetime(1, 1, 1) + datetime.timedelta(seconds=ticks // TICKS_PER_SECOND)


def offset_text(minutes):
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def date_time(ticks, kind):
    moment = calendar(ticks)
    if kind > 2:
        raise Refused(f"a date has the kind {kind}")
    zone = ("", "Z", "")[kind]
    if kind == 2:
        zone = offset_text(int(moment.astimezone().utcoffset().total_seconds()) // 60)
    return moment.isoformat() + fraction(ticks) + zone


def date_time_offset(ticks, minutes):
    if not -840 <= minutes <= 840:
        raise Refused(f"a date has an offset of {minutes} minutes")
    calendar(ticks - minutes * 60 * TICKS_PER_SECOND)
    return calendar(ticks).isoformat() + fraction(ticks) + offset_text(minutes)


def time_span(ticks):
    seconds, part = divmod(abs(ticks), TICKS_PER_SECOND)
    days, seconds = divmod(seconds, 86400)
    text = f"{'-' if ticks < 0 else ''}{f'{days}.' if days else ''}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{part:07}" if part else text


def to_json(value):
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{to_json(name)}:{to_json(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(to_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


# The command.


def read_hex(text):
    """The bytes of a text: behind each line's offset, up to a comment."""
    image = bytearray()
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        if not line:
            continue
        offset, _, rest = line.partition("  ")
        if int(offset) != len(image):
            raise ValueError(f"the line {line!r} stands at {len(image)}")
        image += bytes.fromhex(rest.strip().split("  ")[0])
    return bytes(image)


def explain(image, notes):
    """The bytes line by line, each with its meaning; what no note covers is padding."""
    at, lines = 0, []
    for start, (size, text) in sorted(notes.items()) + [(len(image), (0, ""))]:
        if start > at:
            lines += rows(image, at, start - at, "padding" if not any(image[at:start]) else "not known to this schema")
        lines += rows(image, start, size, text)
        at = max(at, start + size)
    return lines


def rows(image, at, size, text):
    for start in range(at, at + size, 8):
        data = image[start:min(start + 8, at + size)].hex(" ")
        yield f"{start:4}  {data:23}  {text}".rstrip() if text else f"{start:4}  {data}"
        text = ""


def main(arguments):
    with open(arguments[0], encoding="utf-8") as file:
        schema = Schema(json.load(file, parse_float=Number))
    with open(arguments[1], encoding="utf-8") as file:
        image = read_hex(file.read())
    reader = Reader(schema, image)
    try:
        value = reader.message(schema.request, 0, "")
    except Refused as reason:
        print(f"refused: {reason}", file=sys.stderr)
        return 1
    sys.stdout.reconfigure(encoding="utf-8")
    print("\n".join(explain(image, reader.notes)) if "--explain" in arguments[2:] else to_json(value))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
