"""What the product hands out, it reads back: in every language, the example aside."""

import io
import zipfile

import pytest
from django.utils import translation

from shanyraq.spine.exchange.gateways.lists import read_lists
from shanyraq.spine.exchange.gateways.templates import COLUMNS, OFFICE, SCHOOL, template_workbook
from shanyraq.spine.exchange.gateways.words import choices_of, kind_words
from shanyraq.spine.exchange.rules import vocabulary
from shanyraq.spine.exchange.tests.lists import TODAY

LANGUAGES = ["kk", "ru", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_is_read_back_whatever_its_language(language):
    with translation.override(language):
        data = template_workbook([*SCHOOL, *OFFICE], classes=["7 «Ә»"])
    reading = read_lists(data, "a.xlsx", today=TODAY)
    assert reading.asks == ()
    assert {table.kind: [column.slot for column in table.columns] for table in reading.tables} == {
        kind: ["-", *COLUMNS[kind]] for kind in (*SCHOOL, *OFFICE)
    }
    assert reading.records == ()
    assert {note.place.row for note in reading.notes} == {2}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slot", ["sex", "language", "position", "relation", "room_kind", "kind", "profile", "subject"])
def test_every_word_of_a_drop_down_is_known_when_it_comes_back(language, slot):
    with translation.override(language):
        words = choices_of(slot, language)
    read = vocabulary.subject_of if slot == "subject" else lambda word: vocabulary.code_of(slot, word)
    assert [word for word in words if not read(word)] == []
    assert len({read(word) for word in words}) == len(words) > 1


def test_a_template_has_notes_drop_downs_and_text_columns():
    with translation.override("kk"):
        book = zipfile.ZipFile(io.BytesIO(template_workbook(["pupil"])))
        title = kind_words("pupil")
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<dataValidation " in sheet
    assert "lists!" in sheet
    assert f'name="{title}"' in book.read("xl/workbook.xml").decode()
    assert 'numFmtId="49"' in book.read("xl/styles.xml").decode()
    assert "Он екі цифр" in book.read("xl/comments1.xml").decode()
    assert "ИИН" in book.read("xl/sharedStrings.xml").decode()
