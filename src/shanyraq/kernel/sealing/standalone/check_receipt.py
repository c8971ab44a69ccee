#!/usr/bin/env python3
# ruff: noqa: T201, B905, DTZ001, DTZ007
"""Checks a receipt of the education platform on your own computer, without the Internet or the platform.

    python3 check_receipt.py receipt.json --root CODE
    python3 check_receipt.py receipt.json --roots roots.txt       (lines "2026-09-01 CODE")
    python3 check_receipt.py marks.jsonl --roots roots.txt        (a bundle: a whole chain of seals with its facts)

CODE is the code published for a day. Take it from anywhere but the receipt: a newspaper, a notice board, a
copy that somebody else kept. Nothing is sent anywhere. This file stands alone: it needs only Python 3.8 or
newer and shares no code with the platform, so that anybody can read it and keep it.
Exit status: 0 the receipt stands; 1 it does not; 2 it cannot be checked.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, NoReturn

MAX_BYTES = 1 << 20
MAX_NUMBER = 1 << 48
MAX_DEPTH = 16
SEAL = [
    "previous",
    "organisation_id",
    "stream",
    "sequence",
    "count",
    "total_before",
    "root",
    "first_day",
    "last_day",
    "sealed_at",
]
SEAL_TYPES = ["bytes", "uuid", "text", "int", "int", "int", "bytes", "date", "date", "instant"]
PUBLICATION = ["previous", "number", "day", "root", "seal_count"]
PUBLICATION_TYPES = ["bytes", "int", "date", "bytes", "int"]
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,62}")
CODE = re.compile(r"[0-9a-f]{64}")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INSTANT = re.compile(DATE.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DECIMAL = re.compile(r"(-?)([0-9]{1,129})(?:\.([0-9]{0,127}[1-9]))?")


class Stop(Exception):
    """The verdict is known: a word and where."""

    def __init__(self, word: str, where: str = "") -> None:
        super().__init__(word)
        self.word, self.where = word, where


def need(condition: Any, where: str) -> None:
    if not condition:
        raise Stop("malformed", where)


# --- reading: strict JSON within bounds ---


def read_file(name: str, limit: int) -> str:
    try:
        with open(name, "rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise Stop("unreadable", error.strerror or str(name)) from None
    if len(data) > limit:
        raise Stop("malformed", "size")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Stop("malformed", "UTF-8") from None


def read_receipt(text: str) -> Any:
    def once(pairs: Any) -> Any:
        need(len(dict(pairs)) == len(pairs), "JSON: name twice")
        return dict(pairs)

    def refuse(_written: str) -> NoReturn:
        raise Stop("malformed", "JSON: fraction")

    def small(written: str) -> int:
        need(len(written) <= 16, "JSON: number")
        return int(written)

    try:
        found = json.loads(text, object_pairs_hook=once, parse_float=refuse, parse_constant=refuse, parse_int=small)
        json.dumps(found, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise Stop("malformed", "JSON") from None
    return found


def shape(node: Any, names: Any, where: str) -> Any:
    need(isinstance(node, dict) and set(node) == set(names), where)
    return node


def number(node: Any, where: str) -> int:
    need(type(node) is int and 0 <= node < MAX_NUMBER, where)
    return int(node)


def string(node: Any, where: str) -> str:
    need(isinstance(node, str), where)
    return str(node)


def code(node: Any, where: str) -> bytes:
    need(isinstance(node, str) and CODE.fullmatch(node), where)
    return bytes.fromhex(node)


# --- the bytes that were sealed ---


def sized(tag: bytes, content: bytes) -> bytes:
    return tag + len(content).to_bytes(4, "big") + content


def text_bytes(text: str) -> bytes:
    return sized(b"S", text.encode("utf-8"))


def int_bytes(written: str, where: str) -> bytes:
    need(re.fullmatch(r"0|-?[1-9][0-9]{0,18}", written), where)
    need(-(2**63) <= int(written) < 2**63, where)
    return sized(b"I", int(written).to_bytes(8, "big", signed=True))


def decimal_bytes(written: str, where: str) -> bytes:
    match = DECIMAL.fullmatch(written)
    if not match:
        raise Stop("malformed", where)
    sign, whole, rest = match.group(1), match.group(2), match.group(3) or ""
    need(whole == "0" or not whole.startswith("0"), where)
    digits = (whole + rest).lstrip("0")
    kept = digits.rstrip("0")
    need(kept or written == "0", where)
    exponent = len(digits) - len(kept) - len(rest) if kept else 0
    need(len(kept) <= 64 and abs(exponent) <= 64, where)
    return sized(b"M", "{}{}E{}".format(sign, kept or "0", exponent).encode())


def instant_bytes(written: str, where: str) -> bytes:
    need(INSTANT.fullmatch(written), where)
    try:
        since = datetime.strptime(written, "%Y-%m-%dT%H:%M:%S.%fZ") - datetime(1970, 1, 1)
    except ValueError:
        raise Stop("malformed", where) from None
    return sized(b"T", (since // timedelta(microseconds=1)).to_bytes(8, "big", signed=True))


def date_bytes(written: str, where: str) -> bytes:
    need(DATE.fullmatch(written), where)
    try:
        date(int(written[:4]), int(written[5:7]), int(written[8:]))
    except ValueError:
        raise Stop("malformed", where) from None
    return sized(b"D", written.encode())


def uuid_bytes(written: str, where: str) -> bytes:
    need(UUID.fullmatch(written), where)
    return sized(b"U", bytes.fromhex(written.replace("-", "")))


def hex_bytes(written: str, where: str) -> bytes:
    need(re.fullmatch(r"([0-9a-f]{2})*", written), where)
    return sized(b"X", bytes.fromhex(written))


def map_bytes(items: Any, where: str, depth: int) -> bytes:
    for item in items:
        string(shape(item, ("name", "type", "value"), where)["name"], where)
    names = [item["name"] for item in items]
    need(names == sorted(set(names)), where)
    return sized(b"O", b"".join(text_bytes(item["name"]) + value_bytes(item, where, depth + 1) for item in items))


def list_bytes(items: Any, where: str, depth: int) -> bytes:
    for item in items:
        shape(item, ("type", "value"), where)
    return sized(b"L", b"".join(value_bytes(item, where, depth + 1) for item in items))


WRITTEN = {
    "text": lambda written, _where: text_bytes(written),
    "int": int_bytes,
    "decimal": decimal_bytes,
    "instant": instant_bytes,
    "date": date_bytes,
    "uuid": uuid_bytes,
    "bytes": hex_bytes,
}


def value_bytes(node: Any, where: str, depth: int = 0) -> bytes:
    kind, value = node["type"], node["value"]
    if kind == "none" and value is None:
        return sized(b"N", b"")
    if kind == "bool" and isinstance(value, bool):
        return sized(b"B", b"\x01" if value else b"\x00")
    if kind in ("list", "map") and isinstance(value, list):
        need(depth < MAX_DEPTH, where)
        return (list_bytes if kind == "list" else map_bytes)(value, where, depth)
    need(isinstance(kind, str) and kind in WRITTEN and isinstance(value, str), where)
    return WRITTEN[kind](value, where)


def canonical(kind: Any, version: int, fields: Any, where: str) -> bytes:
    names = [field["name"] for field in fields]
    for name in [kind, *names]:
        need(isinstance(name, str) and NAME.fullmatch(name), where)
    need(len(set(names)) == len(names) < 1 << 16 and version < 1 << 16, where)
    head = b"SHQ\x01" + text_bytes(kind) + version.to_bytes(2, "big") + len(names).to_bytes(2, "big")
    return head + b"".join(text_bytes(f["name"]) + value_bytes(f, where + "." + f["name"]) for f in fields)


def hash_of_row(prefix: bytes, kind: Any, row: Any, names: Any, types: Any) -> bytes:
    """The hash of a seal or a publication."""
    fields = []
    for name, spelled in zip(names, types):
        value = row[name]
        if spelled == "int":
            value = str(number(value, kind + "." + name))
        elif spelled == "bytes":
            code(value, kind + "." + name)
        fields.append({"name": name, "type": spelled, "value": value})
    return sha256(prefix + canonical(kind, 1, fields, kind)).digest()


def root_from(leaf: bytes, place: Any, size: int, where: str) -> bytes | None:
    """The root of a tree of `size` leaves from one leaf and the hashes beside its way up (RFC 9162)."""
    shape(place, ("index", "path"), where)
    index, path = number(place["index"], where), place["path"]
    need(isinstance(path, list) and len(path) <= 48, where)
    beside = [code(node, where) for node in path]
    last, found = size - 1, sha256(b"\x00" + leaf).digest()
    if index > last:
        return None
    for node in beside:
        if last == 0:
            return None
        if index % 2 or index == last:
            found = sha256(b"\x01" + node + found).digest()
            while index and index % 2 == 0:
                index, last = index // 2, last // 2
        else:
            found = sha256(b"\x01" + found + node).digest()
        index, last = index // 2, last // 2
    return found if last == 0 else None


# --- the check ---


def fact_digest(fact: Any) -> bytes:
    """The digest of the opened fact, or the one it kept when its content was forgotten."""
    if isinstance(fact, dict) and "forgotten_by" in fact:
        shape(fact, ("kind", "digest", "place", "forgotten_by"), "fact")
        need(isinstance(fact["forgotten_by"], str) and isinstance(fact["kind"], str), "fact")
        return code(fact["digest"], "fact.digest")
    shape(fact, ("kind", "digest", "place", "version", "salt", "fields"), "fact")
    code(fact["digest"], "fact.digest")
    salt, fields = fact["salt"], fact["fields"]
    need(isinstance(salt, str) and re.fullmatch(r"[0-9a-f]{32}", salt), "fact.salt")
    need(isinstance(fields, list), "fact.fields")
    for field in fields:
        shape(field, ("name", "type", "value"), "fact.fields")
    data = canonical(fact["kind"], number(fact["version"], "fact.version"), fields, "fact.fields")
    return sha256(b"\x04" + bytes.fromhex(salt) + data).digest()


def belongs(fact: Any, seal: Any) -> bool:
    """A fact lies in a seal of its own kind, organisation and days."""
    says = {field["name"]: (field["type"], field["value"]) for field in fact.get("fields", [])}
    day = says.get("day", ("date", seal["first_day"]))
    return (
        fact["kind"] == seal["stream"]
        and says.get("organisation_id", ("uuid", seal["organisation_id"])) == ("uuid", seal["organisation_id"])
        and day[0] == "date"
        and seal["first_day"] <= day[1] <= seal["last_day"]
    )


def check(receipt: Any, published: Callable[[str], set[str]]) -> NoReturn:
    """Raises Stop with the verdict. `published(day)` gives the codes known from outside for that day."""
    shape(receipt, ("receipt", "words", "fact", "seal", "publication"), "receipt")
    need(number(receipt["receipt"], "receipt") == 1, "receipt")
    for language in shape(receipt["words"], WORDS, "words").values():
        for said in shape(language, ("what", "who", "when"), "words").values():
            string(said, "words")
    fact, seal, publication = receipt["fact"], receipt["seal"], receipt["publication"]
    digest = fact_digest(fact)
    seal_hash = hash_of_row(b"\x02", "seal", shape(seal, [*SEAL, "place"], "seal"), SEAL, SEAL_TYPES)
    shape(publication, PUBLICATION, "publication")
    found = hash_of_row(b"\x03", "publication", publication, PUBLICATION, PUBLICATION_TYPES)
    seal_root = root_from(digest, fact["place"], seal["count"], "fact.place")
    root = root_from(seal_hash, seal["place"], publication["seal_count"], "seal.place")
    if digest.hex() != fact["digest"]:
        raise Stop("altered")
    if not belongs(fact, seal):
        raise Stop("misplaced")
    if seal_root is None or seal_root.hex() != seal["root"]:
        raise Stop("not-in-seal")
    if root is None or root.hex() != publication["root"]:
        raise Stop("not-published")
    known = published(publication["day"])
    if not known:
        raise Stop("no-root", publication["day"])
    if found.hex() not in known:
        raise Stop("root-differs", publication["day"])
    raise Stop("forgotten" if "forgotten_by" in fact else "stands", publication["day"])


def tree_root(digests: bytes) -> bytes:
    """The root of the tree of these 32-byte digests (RFC 9162)."""
    level = [sha256(b"\x00" + digests[at : at + 32]).digest() for at in range(0, len(digests), 32)]
    while len(level) > 1:
        paired = len(level) // 2 * 2
        nodes = [sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in range(0, paired, 2)]
        level = nodes + level[paired:]
    return level[0] if level else sha256(b"").digest()


def leaf_digest(leaf: Any, seal: Any, where: str) -> bytes:
    """The digest of an opened fact, which must be of this seal; or the one told of a closed fact."""
    if isinstance(leaf, dict) and set(leaf) == {"digest"}:
        return code(leaf["digest"], where)
    shape(leaf, ("version", "salt", "fields"), where)
    fact = dict(leaf, kind=seal["stream"], digest="0" * 64, place=None)
    digest = fact_digest(fact)
    if not belongs(fact, seal):
        raise Stop("misplaced")
    return digest


class Bundle:
    """A chain of seals on its way through the check, and what was counted of it."""

    def __init__(self, published: Callable[[str], set[str]]) -> None:
        self.published, self.total = published, 0
        self.previous = bytes(32)
        self.seals = self.opened = self.closed = self.waiting = 0

    def seal(self, head: Any, where: str) -> Any:
        """The next seal continues the chain and leads to a published code, where it is published."""
        shape(head, ("bundle", "seal", "place", "publication"), where)
        need(number(head["bundle"], where) == 1, where)
        seal, publication = shape(head["seal"], SEAL, where), head["publication"]
        found = hash_of_row(b"\x02", "seal", seal, SEAL, SEAL_TYPES)
        broken = number(seal["sequence"], where) != self.seals + 1 or number(seal["total_before"], where) != self.total
        if broken or seal["previous"] != self.previous.hex():
            raise Stop("chain-broken", where)
        self.previous, self.total, self.seals = found, self.total + number(seal["count"], where), self.seals + 1
        if publication is None:
            self.waiting += 1
            return seal
        shape(publication, PUBLICATION, where)
        row = hash_of_row(b"\x03", "publication", publication, PUBLICATION, PUBLICATION_TYPES)
        root = root_from(found, head["place"], publication["seal_count"], where)
        if root is None or root.hex() != publication["root"]:
            raise Stop("not-published")
        known = self.published(publication["day"])
        if not known:
            raise Stop("no-root", publication["day"])
        if row.hex() not in known:
            raise Stop("root-differs", publication["day"])
        return seal

    def leaves(self, seal: Any, lines: Any, where: str) -> None:
        """Every leaf of the seal follows it, and they give its root."""
        digests = bytearray()
        for _leaf in range(seal["count"]):
            leaf = next(lines, None)
            if leaf is None:
                raise Stop("malformed", where)
            digests += leaf_digest(leaf, seal, where)
            self.closed, self.opened = self.closed + (len(leaf) == 1), self.opened + (len(leaf) != 1)
        if tree_root(bytes(digests)).hex() != seal["root"]:
            raise Stop("not-in-seal")


def check_bundle(name: str, published: Callable[[str], set[str]]) -> Bundle:
    """Raises Stop where the chain does not hold; otherwise what was counted of it."""
    bundle = Bundle(published)
    try:
        with open(name, encoding="utf-8") as file:
            lines = (read_line(line, f"{name}:{count}") for count, line in enumerate(file, 1))
            for count, head in enumerate(lines, 1):
                where = f"{name}, seal {count}"
                bundle.leaves(bundle.seal(head, where), lines, where)
    except (OSError, UnicodeDecodeError) as error:
        raise Stop("unreadable", str(error)) from None
    need(bundle.seals, name)
    return bundle


def read_line(line: str, where: str) -> Any:
    need(len(line) <= MAX_BYTES, where)
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise Stop("malformed", where) from None


def read_root(written: str) -> str:
    root = written.strip().lower()
    if not CODE.fullmatch(root):
        raise Stop("bad-roots", written)
    return root


def read_roots(name: str) -> dict[str, set[str]]:
    """The codes of each day, from lines "2026-09-01 CODE"; a line that begins with # is a remark."""
    roots: dict[str, set[str]] = {}
    for count, line in enumerate(read_file(name, 16 * MAX_BYTES).splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            parts = line.lower().split()
            good = len(parts) == 2 and DATE.fullmatch(parts[0]) and CODE.fullmatch(parts[1])
            if not good:
                raise Stop("bad-roots", f"{name}:{count}")
            roots.setdefault(parts[0], set()).add(parts[1])
    return roots


# --- what is said ---

WORDS = {
    "kk": {
        "stands": "ТҮБІРТЕК РАСТАЛДЫ: жазба өзгертілмеген, {} күні жарияланған кодқа сай.",
        "forgotten": "МАЗМҰНЫ ЖОЙЫЛҒАН, негізі: {order}. Жазбаның болғанын {} күні жарияланған код растайды.",
        "altered": "РАСТАЛМАДЫ: жазбаның деректері өзгертілген.",
        "misplaced": "РАСТАЛМАДЫ: жазба өз ұйымының, түрінің немесе күнінің мөрінде тұрған жоқ.",
        "not-in-seal": "РАСТАЛМАДЫ: мұндай жазба мөрленген жазбалардың арасында жоқ.",
        "not-published": "РАСТАЛМАДЫ: бұл мөр жарияланған мөрлердің арасында жоқ.",
        "root-differs": "РАСТАЛМАДЫ: есептелген код {} күні жарияланған кодпен сәйкес келмейді.",
        "malformed": "ТЕКСЕРУ МҮМКІН БОЛМАДЫ: файл түбіртек емес немесе бүлінген ({}).",
        "unreadable": "ТЕКСЕРУ МҮМКІН БОЛМАДЫ: файлды оқу мүмкін емес ({}).",
        "no-root": "ТЕКСЕРУ МҮМКІН БОЛМАДЫ: тізімде {} күні жарияланған код жоқ.",
        "bad-roots": "ТЕКСЕРУ МҮМКІН БОЛМАДЫ: кодтар тізімінде қате бар ({}).",
        "chain": "ТІЗБЕК РАСТАЛДЫ: {seals} мөр, {opened} жазба өзгертілмеген; "
        "ашылмағаны: {closed}, әлі жарияланбаған мөр: {waiting}.",
        "chain-broken": "РАСТАЛМАДЫ: мөрлер тізбегі үзілген ({}).",
        "sealed": "Мөрленген деректер:",
        "said": "Түсіндірме (оны түбіртек берген ұйым жазған, мөрмен расталмайды):",
        "what": "Не",
        "who": "Кім",
        "when": "Қашан",
    },
    "ru": {
        "stands": "КВИТАНЦИЯ ПОДТВЕРЖДЕНА: запись не изменена и соответствует коду, опубликованному {}.",
        "forgotten": "СОДЕРЖАНИЕ УДАЛЕНО, основание: {order}. Запись подтверждает код, опубликованный {}.",
        "altered": "НЕ ПОДТВЕРЖДЕНО: данные записи изменены.",
        "misplaced": "НЕ ПОДТВЕРЖДЕНО: запись стоит в печати чужой организации, вида или дня.",
        "not-in-seal": "НЕ ПОДТВЕРЖДЕНО: такой записи нет среди опечатанных.",
        "not-published": "НЕ ПОДТВЕРЖДЕНО: этой печати нет среди опубликованных.",
        "root-differs": "НЕ ПОДТВЕРЖДЕНО: вычисленный код не совпадает с кодом, опубликованным {}.",
        "malformed": "ПРОВЕРИТЬ НЕЛЬЗЯ: файл не является квитанцией или повреждён ({}).",
        "unreadable": "ПРОВЕРИТЬ НЕЛЬЗЯ: файл не читается ({}).",
        "no-root": "ПРОВЕРИТЬ НЕЛЬЗЯ: в списке нет кода, опубликованного {}.",
        "bad-roots": "ПРОВЕРИТЬ НЕЛЬЗЯ: ошибка в списке кодов ({}).",
        "chain": "ЦЕПЬ ПОДТВЕРЖДЕНА: печатей {seals}, записей не изменено {opened}; не "
        "раскрыто {closed}, печатей ещё не опубликовано {waiting}.",
        "chain-broken": "НЕ ПОДТВЕРЖДЕНО: цепь печатей прервана ({}).",
        "sealed": "Опечатанные данные:",
        "said": "Пояснение (его написала организация, выдавшая квитанцию; печать его не подтверждает):",
        "what": "Что",
        "who": "Кто",
        "when": "Когда",
    },
    "en": {
        "stands": "THE RECEIPT STANDS: the entry is unaltered and agrees with the code published on {}.",
        "forgotten": "THE CONTENT WAS FORGOTTEN by: {order}. The code published on {} confirms the entry.",
        "altered": "DOES NOT STAND: the data of the entry were altered.",
        "misplaced": "DOES NOT STAND: the entry is not in a seal of its own organisation, kind or day.",
        "not-in-seal": "DOES NOT STAND: no such entry is among those sealed.",
        "not-published": "DOES NOT STAND: this seal is not among those published.",
        "root-differs": "DOES NOT STAND: the computed code differs from the one published on {}.",
        "malformed": "CANNOT BE CHECKED: the file is no receipt, or is damaged ({}).",
        "unreadable": "CANNOT BE CHECKED: the file cannot be read ({}).",
        "no-root": "CANNOT BE CHECKED: the list has no code published on {}.",
        "bad-roots": "CANNOT BE CHECKED: a fault in the list of codes ({}).",
        "chain": "THE CHAIN STANDS: {seals} seals, {opened} entries are unaltered; not "
        "opened: {closed}, seals not published yet: {waiting}.",
        "chain-broken": "DOES NOT STAND: the chain of seals is broken ({}).",
        "sealed": "Sealed data:",
        "said": "Explanation (written by the issuer of the receipt; the seal does not prove it):",
        "what": "What",
        "who": "Who",
        "when": "When",
    },
}
STATUS = {"stands": 0, "forgotten": 0, "malformed": 2, "unreadable": 2, "no-root": 2, "bad-roots": 2}


def clean(text: Any) -> str:
    """One line that cannot move the cursor, turn the writing round or pass for a line of ours."""
    return "".join(c if c.isprintable() else "\ufffd" for c in str(text)[:400])


def shown(field: Any) -> str:
    """The value for a person: the hour of Kazakhstan, lists as they are written."""
    value = field["value"]
    if field["type"] == "instant":
        try:
            local = datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ") + timedelta(hours=5)
        except OverflowError:
            return str(value)
        return local.isoformat(" ", "seconds") + " (UTC+5)"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def explain(receipt: Any, language: str, words: dict[str, str]) -> None:
    """What was sealed, and, apart from it, what the issuer says about it."""
    if "fields" in receipt["fact"]:
        print("\n" + words["sealed"])
        for field in receipt["fact"]["fields"]:
            if field["type"] != "none":
                print("  {}: {}".format(clean(field["name"]), clean(shown(field))))
    print("\n" + words["said"])
    for name in ("what", "who", "when"):
        print("  {}: {}".format(words[name], clean(receipt["words"][language][name])))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Checks a receipt without the Internet.")
    parser.add_argument("receipt", help="the file of the receipt, or of a bundle (.jsonl)")
    parser.add_argument("--lang", choices=sorted(WORDS), default="kk")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--root", metavar="CODE", help="the code published for the day (64 figures and letters a-f)")
    source.add_argument("--roots", metavar="FILE", help='a file of lines "2026-09-01 CODE"')
    given = parser.parse_args(arguments)
    words, order = WORDS[given.lang], ""
    receipt: Any = None
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        roots = {} if given.roots is None else read_roots(given.roots)
        one = None if given.root is None else read_root(given.root)
        if given.receipt.endswith(".jsonl"):
            found = check_bundle(given.receipt, lambda day: {one} if one else roots.get(day, set()))
            print("[chain] " + words["chain"].format(**vars(found)))
            return 0
        receipt = read_receipt(read_file(given.receipt, MAX_BYTES))
        check(receipt, lambda day: {one} if one else roots.get(day, set()))
    except Stop as stop:
        verdict = stop
    if verdict.word == "forgotten":
        order = clean(receipt["fact"]["forgotten_by"])
    said = words[verdict.word].format(clean(verdict.where), order=order)
    print(f"[{verdict.word}] {said}")
    if verdict.word in ("stands", "forgotten"):
        explain(receipt, given.lang, words)
    return STATUS.get(verdict.word, 1)


if __name__ == "__main__":
    sys.exit(main())
