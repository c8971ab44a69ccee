"""The house's own gettext: catalogues are read and compiled, and nothing untranslated gets past."""

import gettext
import textwrap
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import translation

from shanyraq.kernel.text import catalogs, glossary, messages, missing
from shanyraq.kernel.text.management.commands.checktranslations import library_keys
from shanyraq.kernel.text.review import review

polib = pytest.importorskip("polib")

HARD = r"""
msgid "She said \"yes\"\\no"
msgstr "Ол «иә»\tдеді\n"
"келесі жол"

# a note
#, python-format
msgctxt "button"
msgid "Save"
msgstr "Сақтау"

msgid "%(n)d pupil"
msgid_plural "%(n)d pupils"
msgstr[0] "%(n)d оқушы"
msgstr[1] "%(n)d оқушы!"

#, fuzzy
msgid "Guess"
msgstr "Болжам"

msgid "Empty"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Кетті"
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text), "utf-8")
    return path


def module(root: Path, *, kk: str = "", ru: str = "", name: str = "journal") -> Path:
    """A module with catalogues of these entries."""
    for language, entries in (("kk", kk), ("ru", ru)):
        path = root / name / "locale" / language / "LC_MESSAGES" / "django.po"
        write(path, catalogs.header(language) + "\n" + textwrap.dedent(entries))
    return root / name


def words_of(root: Path) -> list[str]:
    return [problem.words for problem in review(root)]


def test_a_compiled_catalogue_answers_as_gettext_expects(tmp_path: Path) -> None:
    po = write(tmp_path / "locale/kk/LC_MESSAGES/django.po", catalogs.header("kk") + HARD)
    assert catalogs.compile_catalogues(tmp_path) == [po]
    with po.with_suffix(".mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert catalogue.gettext('She said "yes"\\no') == "Ол «иә»\tдеді\nкелесі жол"
    assert catalogue.pgettext("button", "Save") == "Сақтау"
    assert [catalogue.ngettext("%(n)d pupil", "%(n)d pupils", n) for n in (1, 2)] == [
        "%(n)d оқушы",
        "%(n)d оқушы!",
    ]
    assert [catalogue.gettext(text) for text in ("Guess", "Empty", "Gone", "Save")] == [
        "Guess",
        "Empty",
        "Gone",
        "Save",
    ]


def test_only_changed_catalogues_are_compiled_again(tmp_path: Path) -> None:
    po = write(tmp_path / "locale/kk/LC_MESSAGES/django.po", catalogs.header("kk"))
    assert [catalogs.compile_catalogues(tmp_path) for _turn in range(2)] == [[po], []]
    assert catalogs.compile_catalogues(tmp_path, force=True) == [po]
    assert sorted(path.name for path in po.parent.iterdir()) == ["django.mo", "django.po"]


def test_our_reader_agrees_with_polib_on_the_libraries() -> None:
    place = Path(translation.__file__).parents[2] / "conf/locale"
    for language in ("kk", "ru", "en"):
        path = place / language / "LC_MESSAGES" / "django.po"
        ours = {entry.key: entry.forms for entry in catalogs.read_po(path) if entry.msgid}
        theirs = {
            (entry.msgctxt or "", entry.msgid): tuple(entry.msgstr_plural.values()) or (entry.msgstr,)
            for entry in polib.pofile(str(path))
            if not entry.obsolete
        }
        assert ours == theirs


def test_a_broken_catalogue_is_named_with_its_line(tmp_path: Path) -> None:
    po = write(tmp_path / "broken.po", 'msgid "a"\nmsgstr "b\n')
    with pytest.raises(catalogs.BadCatalogue, match=r"broken\.po:2"):
        catalogs.read_po(po)


PYTHON = """
from django.utils.translation import gettext as say, gettext_lazy as _, ngettext, npgettext, pgettext_lazy
from django.utils import translation

A = _("plain")
B = say("two " "halves")
C = ngettext("%(n)d lesson", "%(n)d lessons", n)
D = pgettext_lazy("verb", "mark")
E = npgettext("of a class", "%d place", "%d places", n)
F = translation.gettext("by module")
G = _(variable)
H = other("not a text")
"""


def test_texts_are_found_in_python() -> None:
    found = [(one.context, one.msgid, one.plural) for one in messages.in_python(PYTHON, Path("a.py"))]
    assert sorted(found) == [
        ("", "%(n)d lesson", "%(n)d lessons"),
        ("", "by module", ""),
        ("", "plain", ""),
        ("", "two halves", ""),
        ("of a class", "%d place", "%d places"),
        ("verb", "mark", ""),
    ]


@pytest.mark.parametrize("source", ['_(f"Hello {name}")', '_("Hello " + name)', '_("Hello %s" % name)'])
def test_a_text_that_no_translator_can_find_is_refused(source: str) -> None:
    with pytest.raises(messages.Unreadable, match=r"a\.py:1"):
        list(messages.in_python(source, Path("a.py")))


TEMPLATE = """{% load words %}<h1>{% translate "Diary" %}</h1>
{% translate 'Close' context "door" %} {{ _("In a variable") }} {% card title=_("In a tag") %}
{% blocktranslate trimmed count n=n %}
  {{ n }} mark
{% plural %}
  {{ n }} marks
{% endblocktranslate %}{# translate "no" #}
{% blocktranslate with who=name %}100% of {{ who }}{% endblocktranslate %}"""


def test_texts_are_found_in_templates_with_their_lines() -> None:
    found = [(one.line, one.context, one.msgid, one.plural) for one in messages.in_template(TEMPLATE, Path("a.html"))]
    assert found == [
        (1, "", "Diary", ""),
        (2, "door", "Close", ""),
        (2, "", "In a variable", ""),
        (2, "", "In a tag", ""),
        (3, "", "%(n)s mark", "%(n)s marks"),
        (8, "", "100%% of %(who)s", ""),
    ]


def test_texts_are_found_in_scripts() -> None:
    source = "say(gettext('Unsent edits'));\nngettext(\"%s edit\", \"%s edits\", n); my_gettext('no'); x._('no')"
    found = [(one.domain, one.line, one.msgid, one.plural) for one in messages.in_script(source, Path("a.js"))]
    assert found == [("djangojs", 1, "Unsent edits", ""), ("djangojs", 2, "%s edit", "%s edits")]


def test_a_complete_module_passes(tmp_path: Path) -> None:
    college = '\nmsgid "college"\nmsgstr "колледж"\n'  # rightly the same in both
    kazakh, russian = 'msgid "Diary"\nmsgstr "Күнделік"\n', 'msgid "Diary"\nmsgstr "Дневник"\n'
    folder = module(tmp_path, kk=kazakh + college, ru=russian + college)
    write(folder / "pages.py", '_("Diary"), _("college")\n')
    assert words_of(tmp_path) == []


def test_a_missing_text_is_named_in_each_language(tmp_path: Path) -> None:
    folder = module(tmp_path)
    write(folder / "pages.py", '_("Diary")\n')
    assert words_of(tmp_path) == ["not in kk: 'Diary'", "not in ru: 'Diary'"]
    assert 'msgid "Diary"\nmsgstr ""' in missing.skeleton(
        missing.missing(folder, "kk", root=tmp_path), "kk", start=folder
    )


@pytest.mark.parametrize(
    ("english", "kazakh", "russian", "problem"),
    [
        ("%(n)s left", "қалды", "осталось %(n)s", "placeholders differ"),
        ("Hello", "Сәлем {name}", "Привет", "placeholders differ"),
        ("<b>Now</b>", "Қазір", "<b>Сейчас</b>", "tags differ"),
        ("Word", "Cөз", "Слово", "letters of two scripts in Cөз"),
        ("Platform", "Платформа", "Платформа", "Kazakh equals Russian"),
        ("Every pupil", "Әр бала", "Каждый ученик", "glossary: 'pupil' is «оқушы»"),
        ("Line", "Жол\\n", "Строка", "line break"),
        ("Nothing", "", "Ничего", "empty translation"),
    ],
)
def test_a_translation_that_cannot_be_right_fails(
    tmp_path: Path, english: str, kazakh: str, russian: str, problem: str
) -> None:
    folder = module(
        tmp_path,
        kk=f'msgid "{english}"\nmsgstr "{kazakh}"\n',
        ru=f'msgid "{english}"\nmsgstr "{russian}"\n',
    )
    write(folder / "pages.py", f'_("{english}")\n')
    found = words_of(tmp_path)
    assert problem in found[0]
    assert len(found) == 1 + (problem == "empty translation"), found


def test_leftovers_guesses_and_quarrels_fail(tmp_path: Path) -> None:
    folder = module(
        tmp_path,
        kk='msgid "Old"\nmsgstr "Ескі"\n#~ msgid "x"\n',
        ru='#, fuzzy\nmsgid "Close"\nmsgstr "Закрыть"\n',
    )
    module(tmp_path, name="gates", kk='msgid "Close"\nmsgstr "Жабу"\n')
    module(tmp_path, name="queue", kk='msgid "Close"\nmsgstr "Жақын"\n', ru='msgid "Close"\nmsgstr "Закрыть"\n')
    write(folder / "pages.py", '_("Close")\n')
    found = " ".join(words_of(tmp_path))
    for expected in (
        "nobody asks for it: 'Old'",
        "obsolete lines",
        "fuzzy: 'Close'",
        "differs from gates's ('Жабу')",
    ):
        assert expected in found


def test_plural_forms_are_as_many_as_the_header_promises(tmp_path: Path) -> None:
    entry = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s күн"\nmsgstr[1] "%(n)s күн"\n'
    folder = module(tmp_path, kk=entry, ru=entry)
    write(folder / "pages.py", 'ngettext("%(n)s day", "%(n)s days", n)\n')
    found = words_of(tmp_path)
    assert "2 plural forms, not 4: '%(n)s day'" in found
    write(folder / "locale/kk/LC_MESSAGES/django.po", f'msgid ""\nmsgstr ""\n\n{entry}')
    assert any(words.startswith("the header needs Plural-Forms: nplurals=2") for words in words_of(tmp_path))


def test_the_glossary_knows_kazakh_endings_and_longer_terms() -> None:
    assert glossary.strayed("Schools of the class teacher", "Сынып жетекшілерінің мектептері") == []
    assert glossary.strayed("The pupil’s class", "Оқушының сыныбы") == []
    assert [term for term, _kk in glossary.strayed("The school year of a pupil", "Оқу жылы")] == ["pupil"]
    assert glossary.strayed("Sort order", "Сұрыптау реті") == [], "a loose term is not enforced"


def test_skeletons_are_appended_once(tmp_path: Path) -> None:
    folder = write(tmp_path / "journal/pages.py", '_("Diary of %(n)s on this very odd page")\n').parent
    assert [path.parts[-3] for path in missing.append_skeletons(folder)] == ["kk", "ru"]
    assert missing.append_skeletons(folder) == []


def test_our_catalogue_is_read_before_the_libraries_own() -> None:
    assert apps.get_app_configs()  # the registry stands
    names = [app.name for app in apps.get_app_configs()]
    libraries = [place for place, name in enumerate(names) if not name.startswith("shanyraq.")]
    assert names.index("shanyraq.kernel.text") < min(libraries)
    with translation.override("kk"):
        said = [translation.gettext(text) for text in ("Friday", "This field is required.", "Sign In", "Passkey")]
    assert said == ["жұма", "Бұл өрісті толтыру міндетті.", "Кіру", "Кіру кілті"]


def test_nobody_meets_an_english_text_of_the_sign_in_pages_in_kazakh() -> None:
    import allauth

    unseen = ("socialaccount", "idp/", "usersessions", "headless")
    texts = polib.pofile(str(Path(allauth.__file__).parent / "locale/en/LC_MESSAGES/django.po"))
    shown = [one for one in texts if any(not any(u in place for u in unseen) for place, _line in one.occurrences)]
    ours = missing.translated_keys("kk", "django")
    lost = [one.msgid for one in shown if (one.msgctxt or "", one.msgid, bool(one.msgid_plural)) not in ours]
    assert len(shown) > 200
    assert lost == []


def test_the_house_speaks_kazakh_and_russian(capsys: pytest.CaptureFixture[str]) -> None:
    assert library_keys() >= {("", "This field is required."), ("", "Sign In")}
    call_command("compiletranslations")
    mine = [one for one in review(library_keys=library_keys()) if "kernel/text" in str(one.path)]
    assert mine == []
