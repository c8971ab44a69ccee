"""OneRoster zips for the tests: a small sound one, and whatever a test changes in it."""

import io
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

SHARED = Path(os.environ.get("SHANYRAQ_SHARED") or Path(__file__).resolve().parents[5].parent / "shared")
SAMPLES = SHARED / "data" / "content" / "oneroster"

SOUND = {
    "orgs": "sourcedId,name,type,identifier\nS1,№28 лицей,school,250340000289\n",
    "academicSessions": "sourcedId,title,type,startDate,endDate,schoolYear\n"
    "Y1,2026/2027,schoolYear,2026-09-01,2027-08-31,2027\n",
    "courses": "sourcedId,title,courseCode,orgSourcedId\nK1,Алгебра,,S1\n",
    "classes": (
        "sourcedId,title,grades,courseSourcedId,classCode,classType,schoolSourcedId,termSourcedIds\n"
        "C1,7 «Ә»,07,K1,Ә,homeroom,S1,Y1\nC2,Алгебра,07,K1,,scheduled,S1,Y1\n"
    ),
    "users": (
        "sourcedId,enabledUser,username,userIds,givenName,familyName,middleName,email,phone,agentSourcedIds\n"
        "T1,true,bolat,,Болат,Тілеуов,,,,\n"
        "P1,true,erzhan,{iin:130417500016},Ержан,Сейтқали,,,,G1\n"
        "G1,true,dana,,Дана,Сейтқали,,,+77011234567,\n"
    ),
    "roles": (
        "sourcedId,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
        "R1,T1,primary,teacher,2026-09-01,,S1\nR2,P1,primary,student,,,S1\nR3,G1,primary,parent,,,S1\n"
    ),
    "enrollments": (
        "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n"
        "E1,C1,S1,P1,student,,2026-09-01,\nE2,C2,S1,P1,student,,,\nE3,C2,S1,T1,teacher,true,2026-09-01,\n"
        "E4,C1,S1,T1,teacher,true,,\n"
    ),
    "demographics": "sourcedId,birthDate,sex\nP1,2013-04-17,male\nG1,1985-05-01,female\n",
}  # fmt: skip


def manifest(files: Mapping[str, str], *, version: str = "1.2", mode: str = "bulk") -> str:
    lines = ["propertyName,value", "manifest.version,1.0", f"oneroster.version,{version}"]
    lines += [f"file.{name},{mode}" for name in files]
    return "\n".join(lines)


def packed(members: Mapping[str, str | bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, text in members.items():
            box.writestr(name, text)
    return out


def roster(*, version: str = "1.2", mode: str = "bulk", **changed: str) -> io.BytesIO:
    """The sound roster with some of its files replaced; an empty one is left out."""
    files = {name: text for name, text in {**SOUND, **changed}.items() if text}
    members = {f"{name}.csv": text for name, text in files.items()}
    return packed({"manifest.csv": manifest(files, version=version, mode=mode), **members})
