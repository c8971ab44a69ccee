"""The push protocol ("ADMS") of ZKTeco terminals, server side: parsing and answering, nothing stored,
nothing logged.

Two families speak it. Attendance terminals send ATTLOG lines by position; access terminals register first
and send `rtlog` lines by key. Both are plain HTTP requests of the device; the server speaks only in
replies, commands included.

What a parser here promises: it never raises on any bytes; a bad line never costs its good neighbour;
biometric templates, photos, names and device passwords do not leave it in any form, faults included. Too
much is `Refused`.
"""

from shanyraq.campus.gates.gateways.zkteco.commands import (
    Command,
    CommandResult,
    DeleteTemplates,
    DeleteUser,
    QueryUsers,
    Reboot,
    SetTime,
    command_line,
    pack_time,
    parse_devicecmd,
    poll_reply,
    unpack_time,
)
from shanyraq.campus.gates.gateways.zkteco.handshake import (
    Handshake,
    Stamps,
    handshake_reply,
    parse_handshake,
    parse_info,
    parse_options,
    push_reply,
    registry_code,
    registry_reply,
    rtdata_reply,
    serial_of,
    session_id,
    session_token,
    stamp_of,
)
from shanyraq.campus.gates.gateways.zkteco.records import AttRecord, Upload, parse_attlog, parse_rtlog
from shanyraq.campus.gates.gateways.zkteco.routes import METHODS, PATH, Table, table_of
from shanyraq.campus.gates.gateways.zkteco.tables import (
    DeviceUser,
    Housekeeping,
    Operation,
    is_biometric_table,
    parse_operlog,
    parse_tabledata,
    tabledata_reply,
    upload_reply,
)
from shanyraq.campus.gates.gateways.zkteco.wire import Family, Fault, Limits, Reason, Refused

__all__ = [
    "METHODS",
    "PATH",
    "AttRecord",
    "Command",
    "CommandResult",
    "DeleteTemplates",
    "DeleteUser",
    "DeviceUser",
    "Family",
    "Fault",
    "Handshake",
    "Housekeeping",
    "Limits",
    "Operation",
    "QueryUsers",
    "Reason",
    "Reboot",
    "Refused",
    "SetTime",
    "Stamps",
    "Table",
    "Upload",
    "command_line",
    "handshake_reply",
    "is_biometric_table",
    "pack_time",
    "parse_attlog",
    "parse_devicecmd",
    "parse_handshake",
    "parse_info",
    "parse_operlog",
    "parse_options",
    "parse_rtlog",
    "parse_tabledata",
    "poll_reply",
    "push_reply",
    "registry_code",
    "registry_reply",
    "rtdata_reply",
    "serial_of",
    "session_id",
    "session_token",
    "stamp_of",
    "table_of",
    "tabledata_reply",
    "unpack_time",
    "upload_reply",
]
