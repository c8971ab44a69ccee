import csv
import datetime as dt
import io
import uuid
import zipfile

import pytest
import xlsxwriter
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.kernel.actions.results import Denied
from shanyraq.kernel.clock import ZONE
from shanyraq.kernel.sheets.api import SheetRow, download, read_book, read_table, write_csv, write_table
from shanyraq.kernel.sheets.writing import sheet_name

COLUMNS = ("ИИН", "Аты-жөні", "Туған күні", "Баға", "Жазба")
EVIL = ['=HYPERLINK("http://x")', "+7 701 000 00 00", "-2+3|cmd", "@SUM(A1)", "\t=1", "=1+1"]
ERZHAN = ("010203850001", "Ерзһан Әбдіраш", dt.date(2019, 2, 3), 7, EVIL[0])


def workbook_of(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def with_sheet(xml: str, shared: str | None = None) -> bytes:
    """A true workbook whose first sheet is replaced by this XML."""
    book = zipfile.ZipFile(io.BytesIO(write_table("x", ["a"], [["b"]])))
    parts = {name: book.read(name).decode() for name in book.namelist()}
    parts["xl/worksheets/sheet1.xml"] = xml
    if shared is not None:
        parts["xl/sharedStrings.xml"] = shared
    return workbook_of(**parts)


def test_a_table_comes_back_as_it_was_written():
    rows = [ERZHAN, ("990203850001", "Қазыбек Ұлпан", dt.date(2018, 12, 31), 4.5, None)]
    sheet = read_table(write_table("1 «А»", COLUMNS, rows), "Сынып.xlsx")
    assert sheet.headers == COLUMNS
    assert sheet.rows == (SheetRow(2, rows[0]), SheetRow(3, rows[1]))
    assert dict(sheet.named())[2]["ИИН"] == "010203850001"


def test_a_csv_opens_in_excel_and_comes_back():
    data = write_csv(COLUMNS, [ERZHAN])
    assert data.startswith("\ufeffИИН;Аты-жөні;".encode())
    assert read_table(data, "a.CSV").rows[0].cells == (*ERZHAN[:2], "03.02.2019", "7", EVIL[0])


@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_is_a_formula(evil):
    book = zipfile.ZipFile(io.BytesIO(write_table(evil, [evil], [[evil]])))
    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert not [name for name in book.namelist() if "hyperlink" in name.lower() or "External" in name]
    lines = list(csv.reader(io.StringIO(write_csv(["a"], [[evil]]).decode("utf-8-sig")), delimiter=";"))
    assert lines[1][0] == "'" + evil


def test_numbers_with_a_sign_stay_numbers():
    assert b"\r\n-5;-2,5;-0.1\r\n" in write_csv(["a", "b", "c"], [[-5, "-2,5", -0.1]])


def test_header_is_frozen_filtered_and_wide_enough():
    book = zipfile.ZipFile(io.BytesIO(write_table("Сынып", COLUMNS, [ERZHAN])))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:E2"/>' in sheet
    assert sheet.count("<col ") == 5


def test_moments_and_ids_are_written_in_words_of_the_person():
    moment = dt.datetime(2026, 11, 23, 7, 52, tzinfo=ZONE)
    key = uuid.UUID(int=5)
    with translation.override("en"):
        data = write_csv(["a", "b", "c"], [[moment, key, True]])
        sheet = read_table(write_table("x", ["a", "b", "c"], [[moment, key, True]]), "x.xlsx")
    assert f"23.11.2026 07:52;{key};yes".encode() in data
    assert sheet.rows[0].cells == (moment.replace(tzinfo=None), str(key), "yes")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_makes_a_workbook_and_a_csv_that_can_be_read(texts):
    columns = [f"c{n}" for n in range(len(texts))]
    expected = tuple(texts_after(text) for text in texts)
    for cells in (list(csv_cells(columns, texts)),):
        assert tuple(cells) == expected
    assert zipfile.ZipFile(io.BytesIO(write_table("x", columns, [texts]))).testzip() is None


def texts_after(text: str) -> str | None:
    """What is left of a text: no characters that XML cannot hold, no spaces around."""
    from shanyraq.kernel.sheets.cells import UNHOLDABLE

    return UNHOLDABLE.sub("", text).strip() or None


def csv_cells(columns, texts):
    rows = read_table(write_csv([*columns, "end"], [[*texts, "end"]]), "x.csv").rows
    return rows[0].cells[:-1]


@pytest.mark.parametrize(
    "data",
    [
        "аты;сынып\nЕржан;1А".encode(),
        "аты,сынып\nЕржан,1А".encode("utf-8-sig"),
        "аты\tсынып\r\n\r\nЕржан\t1А".encode("cp1251"),
        '"аты";"сынып"\n"Ержан";"1А"\n;;\n'.encode(),
    ],
)
def test_csv_is_read_as_people_send_it(data):
    sheet = read_table(data, "class.csv")
    assert sheet.headers == ("аты", "сынып")
    assert [row.cells for row in sheet.rows] == [("Ержан", "1А")]


def test_row_numbers_are_those_that_excel_shows():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write(2, 1, "аты")
        page.write(6, 1, "Ержан")
    sheet = read_table(out.getvalue(), "x.xlsx")
    assert (sheet.headers, [row.number for row in sheet.rows]) == (("аты",), [7])
    assert [row.number for row in read_table(b'a\n"b\nb"\n\nc\n', "x.csv").rows] == [2, 5]


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
FAR_CORNER = SHEET.format(
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
)
MANY = SHEET.format("".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 9000)))
LONG_SHARED = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1"><si><t>'
    + "a" * 3_000_000
    + "</t></si></sst>"
)
BILLION = (
    '<!DOCTYPE z [<!ENTITY a "aaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    + SHEET.format('<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>')
)  # fmt: skip


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.xlsx", "empty"),
        (b"  \r\n ", "a.csv", "empty"),
        (b";;;\n;;\n", "a.csv", "empty"),
        (b"x" * (5 * 1024 * 1024 + 1), "a.csv", "larger than 5 MB"),
        (b"a;b\n1;2", "a.xlsm", "Only .xlsx and .csv"),
        (b"a;b\n1;2", "a.xlsx", "content is something else"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xlsx", "password"),
        (b"PK\x03\x04" + b"\0" * 100, "a.xlsx", "damaged"),
        (workbook_of(readme="x"), "a.xlsx", "content is something else"),
        (workbook_of(**{"xl/workbook.xml": "<oops"}), "a.xlsx", "damaged"),
        (workbook_of(**{"xl/workbook.xml": "x", "bomb": "0" * (101 * 1024**2)}), "a.xlsx", "too heavy"),
        (with_sheet(FAR_CORNER), "corner.xlsx", "too heavy"),
        (with_sheet(MANY, LONG_SHARED), "shared.xlsx", "too heavy"),
        (workbook_of(readme="x"), "a.csv", "content is something else"),
        (b"a\x00b;c", "a.csv", "content is something else"),
        (b"\x98\xff;a", "a.csv", "letters"),
        (b"a;a\n1;2", "a.csv", "same header: a"),
        (("a\n" + "1\n" * 11).encode(), "a.csv", "more than 10 rows"),
        (b";".join(b"c%d" % n for n in range(201)), "a.csv", "more than 200 columns"),
        (b'a\n"' + b"x" * 200_000, "a.csv", "damaged near line"),
    ],
)
def test_hostile_and_mistaken_files_are_refused_in_words(data, name, words):
    with translation.override("en"), pytest.raises(Denied, match=words):
        read_table(data, name, limit=10)


def test_entities_are_not_multiplied():
    with translation.override("en"):
        try:
            cells = read_table(with_sheet(BILLION), "x.xlsx").headers
        except Denied as refused:
            cells = (str(refused),)
    assert len("".join(cells)) < 200


def test_a_kazakh_name_survives_the_download():
    response = download("Қатысу 1 «Ә» сынып.xlsx", b"x")
    said = response["Content-Disposition"]
    assert said.startswith('attachment; filename="1.xlsx"; filename*=UTF-8')
    assert said.endswith(
        "%D2%9A%D0%B0%D1%82%D1%8B%D1%81%D1%83%201%20%C2%AB%D3%98%C2%BB%20%D1%81%D1%8B%D0%BD%D1%8B%D0%BF.xlsx"
    )
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ['a"\r\nSet-Cookie: x=1;.csv', "../../etc/passwd", "", "…", "a\\b/c.xlsx", "a.Қ"])
def test_no_name_breaks_the_header(name):
    said = download(name, b"x")["Content-Disposition"]
    assert said.count('"') == 2
    assert said.isascii()
    assert not set(said) & set("\r\n/\\")


@pytest.mark.parametrize("title", ["", "'", "a/b:c*d?", "x" * 40, "History", "[1]"])
def test_any_title_is_a_sheet_name(title):
    name = sheet_name(title)
    assert 1 <= len(name) <= 31
    assert not set(name) & set("[]:*?/\\")


def test_a_book_is_read_sheet_by_sheet_as_it_stands():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        first = book.add_worksheet("7Ә")
        first.merge_range(2, 0, 3, 0, "  Әсел ")
        first.write(3, 1, 7)
        book.add_worksheet("қосымша").hide()
        book.add_worksheet("8Б").write(0, 0, "Ержан")
    first_leaf, last_leaf = read_book(out.getvalue(), "сыныптар.xlsx")
    assert (first_leaf.name, first_leaf.merged) == ("7Ә", (((2, 0), (3, 0)),))
    assert first_leaf.lines == [(3, ["  Әсел "]), (4, [None, 7])]
    assert (last_leaf.name, last_leaf.lines) == ("8Б", [(1, ["Ержан"])])


def test_a_book_longer_than_the_limit_is_refused_in_words():
    with translation.override("en"), pytest.raises(Denied, match="more than 3 rows"):
        read_book(b"a\n1\n2\n3\n", "a.csv", limit=3)
