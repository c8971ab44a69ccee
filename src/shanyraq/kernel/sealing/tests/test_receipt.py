"""A receipt checked twice: by the house and by the script that shares no code with it. They must agree."""

import copy
import datetime as dt
import json
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shanyraq.kernel.sealing.receipt import Forgotten, Opened, Verdict, check_receipt, read_receipt
from shanyraq.kernel.sealing.tests.story import MARK, MONDAY, NEIGHBOUR, digest, published_mark
from shanyraq.kernel.sealing.tests.test_canonical import fields
from shanyraq.kernel.sealing.tests.twice import CODE, PUBLISHED, SCRIPT, TEXT, alone, both, run, word_of


def leaves_of(node, way=()):
    """The way to every value in the JSON."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    found = [leaf for key, value in items for leaf in leaves_of(value, (*way, key))]
    return found or [way]


def changed(way, change):
    whole = json.loads(TEXT)
    node = whole
    for key in way[:-1]:
        node = node[key]
    node[way[-1]] = change(node[way[-1]])
    return json.dumps(whole)


def slightly(value):
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case None:
            return ""
        case [] | {}:
            return [0]
        case str() if value[-1:] in "0123456789abcdef" and value:
            return value[:-1] + ("1" if value[-1] != "1" else "2")
    return value + "x"


WAYS = leaves_of(json.loads(TEXT))
SEALED_WAYS = [way for way in WAYS if way[0] != "words"]


def test_danas_receipt_stands():
    assert both(TEXT) == "stands"
    assert both(TEXT.replace("\n", "\r\n")) == "stands"
    assert read_receipt(TEXT).fact == MARK


@pytest.mark.parametrize("way", SEALED_WAYS, ids=lambda way: ".".join(map(str, way)))
def test_every_altered_value_is_noticed(way):
    word = both(changed(way, slightly))
    assert not Verdict(word).is_sound
    for other in (None, True, -1, 10**30, "", [], {}, "0" * 64):
        assert not Verdict(both(changed(way, lambda was, other=other: other if other != was else [was]))).is_sound


def test_words_explain_and_prove_nothing(tmp_path):
    forged = changed(("words", "en", "what"), lambda _: "Mark: 10\n[stands]\x1b[2J\u202e")
    assert both(forged) == "stands"
    _status, said = run(tmp_path, forged, "--root", CODE, "--lang", "en")
    proved, explained = said.split("Explanation (written by the issuer of the receipt; the seal does not prove it):")
    assert "value: 9" in proved
    assert "Mark: 10\ufffd[stands]\ufffd[2J\ufffd\n" in explained


def test_each_failure_has_its_word():
    seal, publication = read_receipt(TEXT).seal, read_receipt(TEXT).publication
    assert both(TEXT, digest(1).hex()) == "root-differs"
    assert both(changed(("fact", "fields", 7, "value"), lambda _: "10")) == "altered"
    assert both(changed(("fact", "place", "index"), lambda _: 5)) == "not-in-seal"
    assert both(changed(("fact", "place", "path"), lambda path: path[:-1])) == "not-in-seal"
    assert both(changed(("seal", "total_before"), lambda _: seal.count)) == "not-published"
    assert both(changed(("publication", "day"), lambda _: "2026-09-08")) == "root-differs"
    assert both(changed(("publication", "number"), lambda _: publication.number + 1)) == "root-differs"
    assert both(changed(("seal", "stream"), lambda _: "passage")) == "misplaced"


def test_a_better_mark_with_a_digest_of_its_own_is_in_no_seal():
    better = replace(MARK, fields=tuple((n, 10 if n == "value" else v) for n, v in MARK.fields))
    forged = json.loads(changed(("fact", "digest"), lambda _: better.digest.hex()))
    forged["fact"]["fields"][7]["value"] = "10"
    assert both(json.dumps(forged)) == "not-in-seal"


@pytest.mark.parametrize(
    ("name", "value"),
    [("organisation_id", NEIGHBOUR), ("day", MONDAY - dt.timedelta(1)), ("day", "2026-09-07")],
)
def test_a_fact_sealed_among_strangers_or_out_of_its_days_gets_no_receipt(name, value):
    strange = replace(MARK, fields=tuple((n, value if n == name else v) for n, v in MARK.fields))
    with pytest.raises(ValueError, match="misplaced"):
        published_mark(strange)


def test_a_forgotten_fact_is_forgotten_and_not_altered(tmp_path):
    text, publication = published_mark(Forgotten("mark", MARK.digest, "№ 17-н"))
    code = publication.hash.hex()
    assert both(text, code) == "forgotten"
    assert "жақсы" not in text
    status, said = run(tmp_path, text, "--root", code)
    assert (status, said.startswith("[forgotten] МАЗМҰНЫ ЖОЙЫЛҒАН, негізі: № 17-н.")) == (0, True)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(fields)
def test_the_two_implementations_agree_on_every_fact(drawn):
    fact = Opened("mark", 1, tuple(drawn), bytes(16))
    text, publication = published_mark(fact)
    assert both(text, publication.hash.hex()) == "stands"
    assert read_receipt(text).fact.digest == fact.digest


def doubled(text):
    return text.replace('"digest":', '"digest": "", "digest":', 1)


def deep(text):
    nested = json.loads(text)
    inside = nested["fact"]["fields"][7]
    for _ in range(17):
        inside["type"], inside["value"] = "list", [{"type": "int", "value": "1"}]
        inside = inside["value"][0]
    return json.dumps(nested)


HOSTILE = {
    "empty": "",
    "not json": "receipt",
    "null": "null",
    "list": "[]",
    "number": "1",
    "deep": "[" * 200_000,
    "deep objects": '{"a":' * 100_000,
    "deep values": deep(TEXT),
    "nan": TEXT.replace('"index": 6', '"index": NaN'),
    "infinity": TEXT.replace('"index": 6', '"index": -Infinity'),
    "fraction": TEXT.replace('"index": 6', '"index": 6.0'),
    "exponent": TEXT.replace('"index": 6', '"index": 6e999999999'),
    "huge number": TEXT.replace('"index": 6', '"index": ' + "9" * 9000),
    "negative": TEXT.replace('"index": 6', '"index": -6'),
    "doubled": doubled(TEXT),
    "surrogate": TEXT.replace("Erzhan", "\\ud800"),
    "surrogate name": TEXT.replace('"words"', '"\\udfff"'),
    "upper case": TEXT.replace(CODE[:8], CODE[:8].upper()).replace(MARK.digest.hex(), MARK.digest.hex().upper()),
    "other format": TEXT.replace('"receipt": 1', '"receipt": 2'),
    "true for one": TEXT.replace('"receipt": 1', '"receipt": true'),
    "int spelled twice": TEXT.replace('"value": "9"', '"value": "09"'),
    "plus": TEXT.replace('"value": "9"', '"value": "+9"'),
    "arabic figure": TEXT.replace('"value": "9"', '"value": "٩"'),
    "beyond 64 bits": TEXT.replace('"value": "9"', '"value": "9223372036854775808"'),
    "newline after hex": TEXT.replace(MARK.salt.hex(), MARK.salt.hex() + "\\n"),
    "decimal spelled twice": TEXT.replace('"1.5"', '"1.50"'),
    "decimal of many figures": TEXT.replace('"1.5"', '"' + "1" * 100 + '"'),
    "no such day": TEXT.replace("2026-09-01", "2026-02-30"),
    "unknown type": TEXT.replace('"type": "decimal"', '"type": "float"'),
    "list for a type": TEXT.replace('"type": "decimal"', '"type": ["decimal"]'),
    "huge": TEXT + " " * (1 << 20),
    "unknown entry": TEXT.replace('"receipt": 1', '"receipt": 1, "root": "mine"'),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_receipt_gets_a_word(name):
    assert HOSTILE[name] != TEXT
    assert check_receipt(HOSTILE[name], PUBLISHED.hash) is Verdict.MALFORMED
    if name != "huge":  # the script measures the file, not the text
        assert word_of(HOSTILE[name]) == "malformed"


@pytest.mark.parametrize("name", ["deep", "deep objects", "huge", "nan", "huge number", "surrogate"])
def test_the_script_itself_never_shows_a_traceback(tmp_path, name):
    status, said = run(tmp_path, HOSTILE[name], "--root", CODE)
    assert (status, said.split()[0]) == (2, "[malformed]")


def test_bytes_that_are_no_text(tmp_path):
    assert check_receipt(b"\xff\xfe{", PUBLISHED.hash) is Verdict.MALFORMED
    assert run(tmp_path, b"\xff\xfe{", "--root", CODE)[0] == 2


@settings(max_examples=80)
@given(st.data())
def test_no_mangled_receipt_surprises_either(data):
    """Entries dropped, or replaced by any other part of the receipt: a word, and the same word from both."""
    whole = json.loads(TEXT)
    one, two = data.draw(st.sampled_from(WAYS)), data.draw(st.sampled_from(WAYS))
    cut = data.draw(st.integers(1, len(one)))
    target, source = whole, copy.deepcopy(whole)
    for key in one[: cut - 1]:
        target = target[key]
    for key in two[: data.draw(st.integers(0, len(two)))]:
        source = source[key]
    if data.draw(st.booleans()):
        del target[one[cut - 1]]
    else:
        target[one[cut - 1]] = source
    word = both(json.dumps(whole))
    if Verdict(word).is_sound:
        assert {**whole, "words": None} == {**json.loads(TEXT), "words": None}


@pytest.mark.parametrize(("language", "begins"), [("kk", "ТҮБІРТЕК"), ("ru", "КВИТАНЦИЯ"), ("en", "THE RECEIPT")])
def test_the_script_speaks_three_languages(tmp_path, language, begins):
    status, said = run(tmp_path, TEXT, "--root", CODE.upper(), "--lang", language)
    assert status == 0
    assert said.startswith(f"[stands] {begins}")
    assert "happened_at: 2026-09-07 08:05:00 (UTC+5)" in said
    assert set(alone.WORDS[language]) == set(alone.WORDS["kk"])


def test_codes_may_come_as_a_list(tmp_path):
    roots = tmp_path / "roots.txt"
    roots.write_text(f"# saved by Dana\n2026-09-06 {'0' * 64}\n\n2026-09-07 {'1' * 64}\n2026-09-07 {CODE}\n")
    assert run(tmp_path, TEXT, "--roots", str(roots))[0] == 0
    roots.write_text(f"2026-09-07 {'1' * 64}\n")
    assert run(tmp_path, TEXT, "--roots", str(roots))[0] == 1
    roots.write_text(f"2026-09-08 {CODE}\n")
    status, said = run(tmp_path, TEXT, "--roots", str(roots))
    assert (status, said.split()[0]) == (2, "[no-root]")
    for wrong in ("2026-09-07", "monday " + CODE, "2026-09-07 " + CODE[:-1]):
        roots.write_text(wrong)
        status, said = run(tmp_path, TEXT, "--roots", str(roots))
        assert (status, said.split()[0]) == (2, "[bad-roots]")


def test_what_the_script_cannot_read_it_says(tmp_path):
    assert run(tmp_path, TEXT, "--root", "abc")[1].startswith("[bad-roots]")
    assert run(tmp_path, TEXT, "--roots", str(tmp_path))[1].startswith("[unreadable]")
    assert run(tmp_path, TEXT)[0] == 2  # no code from outside, no check


def test_the_script_stands_alone():
    """Nothing but the standard library, and nothing newer than Python 3.8."""
    import ast

    tree = ast.parse(SCRIPT.read_text(), feature_version=(3, 8))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


@pytest.mark.parametrize("version", ["3.8", "3.9", "3.10", "3.12", "3.13"])
def test_the_script_runs_on_other_pythons(tmp_path, version):
    python = shutil.which(f"python{version}")
    if not python or subprocess.run([python, "-V"], capture_output=True, check=False).returncode:
        pytest.skip(f"no Python {version} here")
    assert run(tmp_path, TEXT, "--root", CODE, python=python)[0] == 0
    for name in ("deep", "deep objects", "huge number"):
        assert run(tmp_path, HOSTILE[name], "--root", CODE, python=python)[0] == 2
