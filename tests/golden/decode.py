#!/usr/bin/env python3
"""Reads a message image by its schema and prints it as JSON: docs/wire.md in Python.

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
VALUES = {
    1: ("a bool", "bool"), 2: ("an integer", "long"), 3: ("a number", "double"), 4: ("a text", "string"), 5: ("bytes", "bytes"),
    6: ("an array", {"list": "value"}), 7: ("an object", {"map": ["string", "value"]}),
}
TICKS_PER_SECOND = 10_000_000
MAX_TICKS = 3_155_378_975_999_999_999


class Refused(Exception):
    """The bytes are not an image of the message."""


class Number(str):
    """A number as JSON has it, to the digit."""


def align(at, alignment):
    return -(-at // alignment) * alignment


def part(kind, name):
    """What a type says behind a word; None where it does not say it."""
    return kind.get(name) if isinstance(kind, dict) else None


class Schema:
    """The types of a contract, and what each takes."""

    def __init__(self, contract):
        self.types = {entry["name"]: entry for entry in contract["types"]}
        self.request = contract["methods"][0]["request"]

    def inline(self, kind):
        """Whether a value stands in its block."""
        bare = self.bare(kind)
        return bool(part(bare, "enum") or part(bare, "fixed")) if isinstance(bare, dict) else bare in SIZES

    @staticmethod
    def bare(kind):
        return part(kind, "optional") or kind

    @staticmethod
    def is_optional(kind):
        return part(kind, "optional") is not None

    def slot(self, kind):
        """The size and the alignment of the inline form."""
        if not self.inline(kind):
            return 8, 4
        size, alignment = self.present_slot(self.bare(kind))
        return (alignment + size, alignment) if self.is_optional(kind) else (size, alignment)

    def present_slot(self, kind):
        fixed = part(kind, "fixed")
        if fixed:
            size, alignment = self.fixed_slot(fixed)
            return size, min(8, alignment)
        size = SIZES[self.types[kind["enum"]]["enum"] if isinstance(kind, dict) else kind]
        return size, min(8, size)

    def fixed_slot(self, name):
        """The size and the alignment of a message of fixed layout among the members of another."""
        end, largest = 0, 1
        for kind, at, size in self.fixed_layout(name):
            end, largest = at + size, max(largest, self.fixed_member_slot(kind)[1])
        return align(end, largest), largest

    def fixed_layout(self, name):
        """The type of each member of a message of fixed layout, with its offset and its size."""
        at = 0
        for member in self.types[name]["members"]:
            size, alignment = self.fixed_member_slot(member["type"])
            at = align(at, alignment)
            yield member["type"], at, size
            at += size

    def fixed_member_slot(self, kind):
        if part(kind, "fixed"):
            return self.fixed_slot(kind["fixed"])
        return SIZES[kind], 8 if kind == "guid" else SIZES[kind]

    def layout(self, members):
        """Each member with its offset and its end."""
        at = 4
        for member in members:
            size, alignment = self.slot(member["type"])
            at = align(at, alignment)
            yield member, at, at + size
            at += size

    def members(self, kind):
        """The members of what is a block: a message, a tuple, an entry of a map, or a union alone."""
        if isinstance(kind, str):
            kind = {"message": kind}
        if part(kind, "tuple"):
            return [{"name": f"item{i + 1}", "type": item} for i, item in enumerate(kind["tuple"])]
        if part(kind, "map"):
            return [{"name": name, "type": item} for name, item in zip(("key", "value"), kind["map"])]
        entry = self.types[kind["message"]]
        return [{"name": "", "type": {"union": entry["name"]}}] if "union" in entry else entry["members"]


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

    def root(self, name):
        """Reads the message that the whole image is."""
        if "union" in self.schema.types[name]:
            return self.block(self.schema.members(name), 0, "")[0]
        return self.message(name, 0, "")

    def message(self, name, block, path):
        """Reads the block of a message."""
        members = self.schema.members(name)
        return {member["name"]: value for member, value in zip(members, self.block(members, block, path))}

    def block(self, members, block, path):
        """Reads the members of a block."""
        self.enter()
        self.take(block, 8)
        known = self.unsigned(block, 4)
        if known < 4:
            raise Refused(f"the size word at {block} is {known}")
        self.take(block, known)
        self.spend(known)
        self.note(block, 4, f"{path + ': ' if path else ''}size word, the members end at {known}")
        result = []
        for member, offset, end in self.schema.layout(members):
            inner = f"{path}.{member['name']}".strip(".")
            result.append(self.member(member, block, offset, known, inner) if end <= known else self.missing(member))
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
            return self.present(bare, bytes(self.schema.slot(bare)[0]))
        return self.empty(bare)

    def empty(self, kind):
        """What null is where it cannot be."""
        if part(kind, "union"):
            raise Refused("a union is not there")
        if kind == "value":
            return None
        if part(kind, "message") or part(kind, "tuple"):
            self.enter()
            result = {member["name"]: self.missing(member) for member in self.schema.members(kind)}
            self.depth -= 1
            return result if part(kind, "message") else list(result.values())
        if part(kind, "map") and kind["map"][0] == "string":
            return {}
        return [] if isinstance(kind, dict) else ""

    def follow(self, kind, at, origin, first, path):
        """Follows a reference; the offset counts from the origin and is at least first."""
        offset, count = self.unsigned(at, 4), self.unsigned(at + 4, 4)
        if offset == 0 and count == 0:
            self.note(at, 8, f"{path or 'the union'}: null")
            return None
        if offset < first or origin + offset > len(self.image) or count >= 0x7FFFFFFF:
            raise Refused(f"the reference at {at} leads to offset {offset}, count {count}")
        self.note(at, 8, f"{path or 'the union'}: at {origin} + {offset} = {origin + offset}, {self.counted(self.schema.bare(kind), count)}")
        return Child(origin + offset, count)

    def counted(self, kind, count):
        if part(kind, "message"):
            return "a message"
        if part(kind, "tuple"):
            return "a tuple"
        if part(kind, "union"):
            case = self.case(kind["union"], count)
            return f"case {case['name']}, tag {count}" if case else f"an unknown case, tag {count}"
        if kind == "value":
            return f"{VALUES[count][0]}, tag {count}" if count in VALUES else f"tag {count}"
        if part(kind, "map"):
            return f"{count} {'entry' if count == 1 else 'entries'}"
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
        if kind == "value":
            return self.value(child, path)
        if part(kind, "message"):
            return self.message(kind["message"], child.place, path)
        if part(kind, "tuple"):
            return self.block(self.schema.members(kind), child.place, path)
        if part(kind, "union"):
            return self.union(kind["union"], child, path)
        if part(kind, "map"):
            return self.map(kind, child, path)
        if part(kind, "set"):
            return self.set(kind["set"], child, path)
        return self.list(kind["list"], child, path)

    def case(self, name, tag):
        return next((case for case in self.schema.types[name]["union"] if case["tag"] == tag), None)

    def union(self, name, child, path):
        """Reads the case that a tag, which stands in place of a count, says."""
        case = self.case(name, child.count)
        if case:
            return {case["name"]: self.message(case["message"], child.place, f"{path}.{case['name']}".strip("."))}
        if child.count == 0 or not self.schema.types[name].get("open"):
            raise Refused(f"{name} has no case {child.count}")
        return {"$unknown": Number(child.count)}

    def value(self, child, path):
        """Reads a dynamic value, a union that is built in."""
        if child.count not in VALUES:
            raise Refused(f"a value has no case {child.count}")
        name, kind = VALUES[child.count]
        content = self.block([{"name": "", "type": kind}], child.place, path)[0]
        if name == "bytes":
            return {"$bytes": content}
        if name == "a number" and not isinstance(content, Number):
            return {"$double": content}
        if name == "a number" and "." not in content and "E" not in content:
            return Number(content + ".0")
        if name == "an object" and len(content) == 1 and next(iter(content)).startswith("$"):
            return {"$object": content}
        return content

    def map(self, kind, child, path):
        """Reads the entries of a map, whose keys must ascend."""
        members, entries, before = self.schema.members(kind), [], None
        _, offset, end = next(iter(self.schema.layout(members)))
        for i, block in enumerate(self.blocks(child, path)):
            entries.append(self.block(members, block, f"{path}[{i}]"))
            before = self.ascend(before, self.key(kind["map"][0], block, offset, end))
        if kind["map"][0] == "string":
            return dict(entries)
        return [{"key": key, "value": value} for key, value in entries]

    def set(self, element, child, path):
        """Reads the elements of a set, which must ascend."""
        before, size = None, self.schema.slot(element)[0]
        values = self.list(element, child, path)
        for i in range(child.count):
            before = self.ascend(before, self.encoded(element, child.place, child.place + size * i))
        return values

    def key(self, kind, block, offset, end):
        """The encoded key of an entry."""
        known = self.unsigned(block, 4)
        return self.encoded(kind, block, block + offset) if end <= known else b""

    def encoded(self, kind, origin, at):
        if self.schema.inline(kind):
            return self.take(at, self.schema.slot(kind)[0])
        return self.take(origin + self.unsigned(at, 4), self.unsigned(at + 4, 4))

    @staticmethod
    def ascend(before, key):
        if before is not None and before >= key:
            raise Refused("keys do not ascend")
        return key

    def list(self, element, child, path):
        if self.schema.inline(element):
            size = self.schema.slot(element)[0]
            self.spend(len(self.take(child.place, size * child.count)))
            return [self.scalar(element, child.place + size * i, f"{path}[{i}]") for i in range(child.count)]
        if part(element, "message"):
            return [self.message(element["message"], block, f"{path}[{i}]") for i, block in enumerate(self.blocks(child, path))]
        if part(element, "tuple"):
            members = self.schema.members(element)
            return [self.block(members, block, f"{path}[{i}]") for i, block in enumerate(self.blocks(child, path))]
        self.spend(len(self.take(child.place, 8 * child.count)))
        self.enter()
        result = [self.element(element, child, i, f"{path}[{i}]") for i in range(child.count)]
        self.depth -= 1
        return result

    def blocks(self, child, path):
        """Finds the blocks of a list of messages."""
        if child.count == 0:
            return []
        self.take(child.place, 8)
        stride, first = self.unsigned(child.place, 4), child.place + 8
        if stride < 8 or stride % 8:
            raise Refused(f"the stride at {child.place} is {stride}")
        self.take(first, stride * child.count)
        self.note(child.place, 8, f"{path}: a block every {stride} bytes")
        return [first + stride * i for i in range(child.count)]

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
        if part(kind, "fixed"):
            return self.fixed(kind["fixed"], data)
        if part(kind, "enum"):
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

    def fixed(self, name, data):
        """Reads a message of fixed layout, which stands as it does in memory: a guid with its first three fields little-endian."""
        values = []
        for kind, at, size in self.schema.fixed_layout(name):
            piece = data[at:at + size]
            if kind == "guid":
                piece = piece[3::-1] + piece[5:3:-1] + piece[7:5:-1] + piece[8:]
            values.append(self.present(kind, piece))
        return {member["name"]: value for member, value in zip(self.schema.types[name]["members"], values)}

    def enum_name(self, name, value):
        """The name of an enum's value; of flags, the names."""
        enum = self.schema.types[name]
        values = enum["values"]
        for declared in values:
            if declared["value"] == value:
                return declared["name"]
        if not enum.get("flags"):
            if enum.get("open"):
                return Number(value)
            raise Refused(f"{name} has no value {value}")
        names, rest = [], value
        for declared in sorted(values, key=lambda flag: flag["value"] % (1 << 64), reverse=True):
            if declared["value"] and rest & declared["value"] == declared["value"]:
                names.append(declared["name"])
                rest &= ~declared["value"]
        if enum.get("open") and (rest or not names):
            return Number(value)
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
        value = reader.root(schema.request)
    except Refused as reason:
        print(f"refused: {reason}", file=sys.stderr)
        return 1
    sys.stdout.reconfigure(encoding="utf-8")
    print("\n".join(explain(image, reader.notes)) if "--explain" in arguments[2:] else to_json(value))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
