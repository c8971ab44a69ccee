"""Staff, pupils and guardians, from users, roles, demographics, enrollments and who is whose agent."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from shanyraq.spine.exchange.drafts import Fault, Kind, Ref, Value
from shanyraq.spine.exchange.gateways.cells import Told, read_birth, read_email, read_iin, read_phone
from shanyraq.spine.exchange.gateways.oneroster.cells import (
    NO_FAMILY,
    day_of,
    elsewhere,
    fault,
    one_of,
    pairs,
    say,
)
from shanyraq.spine.exchange.gateways.oneroster.context import Reading, Records, is_deleted, record
from shanyraq.spine.exchange.gateways.oneroster.fields import (
    GUARDIANS,
    NO_SEX,
    OTHER_STAFF,
    POSTS,
    SEXES,
    STUDENT,
)
from shanyraq.spine.exchange.gateways.oneroster.scratch import Row

Side = Row | None
RELATIONS = {("parent", "m"): "father", ("parent", "f"): "mother", ("guardian", "m"): "guardian",
             ("guardian", "f"): "guardian", ("guardian", ""): "guardian"}  # fmt: skip


_USERS = (
    "users u CROSS JOIN roles r ON r.userSourcedId = u.sourcedId LEFT JOIN demographics d ON d.sourcedId = u.sourcedId"
)


def _words(*roles: str) -> str:
    return ", ".join(f"'{role.lower()}'" for role in roles)


def staff(reading: Reading) -> Records:
    """A record for each role of staff that a user has."""
    joins = f"{_USERS} WHERE lower(r.role) IN ({_words(*POSTS, *OTHER_STAFF)}) ORDER BY u.rowid, r.rowid"
    for row, together in reading.scratch.grouped((("users", "u"), ("roles", "r"), ("demographics", "d")), joins):
        for _user, role, birth in together:
            assert role is not None
            faults = reading.common(row)
            values = _person(reading, row, birth, faults)
            values |= _role(reading, role, faults)
            values |= _post(role, faults)
            yield record(Kind.STAFF, row, values, faults, removed=is_deleted(role))


def _post(role: Row, faults: list[Fault]) -> dict[str, Value]:
    word = role["role"].lower()
    position = role.own("position") or POSTS.get(word, "")
    values: dict[str, Value] = {"position": position} if position else {}
    if not position:
        faults.append(fault(role, "role", _("No post of ours answers to this role; name the post by hand.")))
    if word == "counselor" and not role.own("position"):
        faults.append(fault(role, "role", _("A counselor is taken as a psychologist."), grave=False))
    if role.own("rate"):
        try:
            values["rate"] = Decimal(role.own("rate"))
        except InvalidOperation:
            faults.append(fault(role, "rate", _("«%(rate)s» is no rate."), rate=role.own("rate")[:20]))
    return values


def _role(reading: Reading, role: Row, faults: list[Fault]) -> dict[str, Value]:
    """Where, from when to when."""
    values = _place(reading, role, faults)
    own: list[Fault] = []
    for name, field in (("valid_from", "beginDate"), ("valid_to", "endDate")):
        day = day_of(role, field, own)
        if day:
            values[name] = day
    faults += [elsewhere(role, each) for each in own]
    return values


def _place(reading: Reading, role: Row, faults: list[Fault]) -> dict[str, Value]:
    """At which organisation the role is held."""
    own: list[Fault] = [] if reading.is_older else reading.common(role)
    values = reading.organisation(role, "orgSourcedId", own)
    faults += own if reading.is_older else [elsewhere(role, each) for each in own]
    return values


def _person(reading: Reading, row: Row, birth: Side, faults: list[Fault]) -> dict[str, Value]:
    """Who it is. What the other system leaves empty is left alone here; what the IIN tells need not be told twice."""
    told = Told(reading.today, iin_of=reading.iin_of)
    iin = read_iin(_iin(row), "iin", told)
    born, sex = _born(birth, faults)
    values: dict[str, Value] = {
        "iin": iin.digits if iin else "",
        "family": "" if row["familyName"] == NO_FAMILY else row["familyName"],
        "given": row["givenName"],
        "patronymic": row["middleName"],
        "phone": read_phone(row["phone"] or row["sms"], "phone", told),
        "email": read_email(row["email"], "email", told),
        "birth_date": read_birth(born, told, iin) if born else iin.birth_date if iin else None,
        "sex": sex or (iin.sex.value if iin and iin.sex else ""),
    }
    faults += told.faults
    return {name: value for name, value in values.items() if value}


def _born(birth: Side, faults: list[Fault]) -> tuple[dt.date | None, str]:
    """What demographics.csv says."""
    if birth is None:
        return None, ""
    found: list[Fault] = []
    born = day_of(birth, "birthDate", found)
    sex = SEXES.get(one_of(birth, "sex", (*SEXES, *NO_SEX), found), "")
    faults += [elsewhere(birth, each) for each in found]
    return born, sex


def _iin(row: Row) -> str:
    """The IIN: in our own column, named among the user's ids, or twelve digits where an identifier stands."""
    said = row.own("iin") or pairs(row["userIds"]).get("iin", "")
    plain = (row["userMasterIdentifier"], row["identifier"])
    return said or next((text for text in plain if len(text) == 12 and text.isdecimal()), "")


def pupils(reading: Reading) -> Records:
    """A record for each user who is a student, with the homeroom of the latest stay."""
    joins = (
        f"{_USERS}"
        " LEFT JOIN stays s ON s.user = u.sourcedId LEFT JOIN enrollments e ON e.rowid = s.enrollment"
        f" WHERE lower(r.role) = '{STUDENT}' ORDER BY u.rowid, r.rowid, e.rowid"
    )
    parts = (("users", "u"), ("roles", "r"), ("demographics", "d"), ("enrollments", "e"))
    strangers = _strangers(reading)
    for row, together in reading.scratch.grouped(parts, joins):
        faults = reading.common(row)
        role = next(each[1] for each in together if each[1] is not None)
        values = _person(reading, row, together[0][2], faults)
        place = _role(reading, role, faults)
        stays = {each[3].number: each[3] for each in together if each[3] is not None}
        stay = _latest(reading, list(stays.values()), faults)
        values |= _stay(reading, stay, faults) if stay else place
        if stay is None and not reading.is_delta("enrollments"):
            faults.append(Fault("classSourcedId", _("The file places this pupil in no homeroom class.")))
        for agent in strangers.get(row.number, ()):
            words = _("%(id)s is no parent or guardian of this file; the person is left out.")
            faults.append(Fault("agentSourcedIds", say(words, id=agent[:60]), row["agentSourcedIds"][:80], grave=False))
        removed = is_deleted(role) or (stay is not None and is_deleted(stay))
        yield record(Kind.PUPIL, row, values, faults, removed=removed)


def _latest(reading: Reading, stays: Sequence[Row], faults: list[Fault]) -> Side:
    """The stay that counts: standing before removed, open before ended, later before earlier."""
    if not stays:
        return None
    found = sorted(stays, key=lambda e: (not is_deleted(e), not e["endDate"], e["beginDate"]), reverse=True)
    chosen, *others = found
    for other in others:
        if is_deleted(other):
            continue
        if not other["endDate"] and not chosen["endDate"] and other["classSourcedId"] != chosen["classSourcedId"]:
            words = _("The pupil stands in two homeroom classes at once: row %(one)s and row %(two)s.")
            faults.append(elsewhere(other, fault(other, "classSourcedId", words, one=chosen.number, two=other.number)))
        else:
            words = _("This earlier stay is not taken over; only the latest one is.")
            faults.append(elsewhere(other, fault(other, "endDate", words, grave=False)))
    return chosen


def _stay(reading: Reading, stay: Row, faults: list[Fault]) -> dict[str, Value]:
    found = reading.common(stay)
    values = reading.organisation(stay, "schoolSourcedId", found)
    values["group"] = Ref("source", stay["classSourcedId"])
    for name, field in (("valid_from", "beginDate"), ("valid_to", "endDate")):
        day = day_of(stay, field, found)
        if day:
            values[name] = day
    if stay.own("order_number"):
        values["order_number"] = stay.own("order_number")
    faults += [elsewhere(stay, each) for each in found]
    return values


def _strangers(reading: Reading) -> dict[int, list[str]]:
    """Agents of pupils who are nobody's parent: by the row of the pupil."""
    if not reading.is_whole("users"):
        return {}
    found: dict[int, list[str]] = {}
    for number, agent in reading.scratch.values(
        "SELECT a.number, a.agent FROM agents a WHERE NOT EXISTS (SELECT 1 FROM pairs p"
        " WHERE p.guardian = a.agent AND p.child = a.user)"
    ):
        found.setdefault(int(number), []).append(agent)
    return found


def guardians(reading: Reading) -> Records:
    """A record for each child of each guardian; and a refusal for a guardian who is nobody's."""
    joins = (
        f"{_USERS}"
        " LEFT JOIN pairs p ON p.guardian = u.sourcedId AND p.role = r.role"
        " LEFT JOIN users c ON c.sourcedId = p.child"
        f" WHERE lower(r.role) IN ({_words(*GUARDIANS)}) ORDER BY u.rowid, c.rowid"
    )
    parts = (("users", "u"), ("roles", "r"), ("demographics", "d"), ("users", "c"))
    for row, together in reading.scratch.grouped(parts, joins):
        children = {each[3].id: each for each in together if each[3] is not None}
        said: list[Fault] = reading.common(row)
        person = _person(reading, row, together[0][2], said)
        for _user, role, _birth, child in children.values() or together[:1]:
            assert role is not None
            faults, values = [*said], {**person}
            if child is None:
                words = _("Neither this row nor a pupil's row says whose guardian this is.")
                faults.append(fault(row, "agentSourcedIds", words, grave=not reading.is_delta("users")))
            else:
                values |= _place(reading, role, faults)
                values |= _relation(role, child, str(values.get("sex", "")), row, faults)
            removed = is_deleted(role) or (child is not None and is_deleted(child))
            yield record(Kind.GUARDIAN, row, values, faults, removed=removed)


def _relation(role: Row, child: Row, sex: str, row: Row, faults: list[Fault]) -> dict[str, Value]:
    """Whose, and how: our own column of the child tells it exactly, else the role and the sex do."""
    values: dict[str, Value] = {"child": Ref("source", child.id)}
    told = dict(each.partition("=")[::2] for each in child.own("guardians").split())
    relation, _sign, since = told.get(quote(row.id, safe=""), "").partition("@")
    relation = relation or RELATIONS.get((role["role"].lower(), sex), "")
    if relation:
        values["relation"] = relation
    elif role["role"].lower() == "relative":
        faults.append(fault(role, "role", _("A relative has no right over a child by that alone.")))
    else:
        faults.append(fault(role, "role", _("A parent whose sex is not told is neither mother nor father yet.")))
    if since:
        holder = Row(child.file, child.number, {"guardians": since})
        day = day_of(holder, "guardians", faults)
        values |= {"valid_from": day} if day else {}
    return values
