"""The door of the gates."""

from shanyraq.campus.gates.actions.credentials import end_credentials, give_credentials
from shanyraq.campus.gates.actions.devices import (
    Registered,
    ask_device,
    register_device,
    replace_device,
    switch_device,
)
from shanyraq.campus.gates.actions.linking import link_card
from shanyraq.campus.gates.actions.passages import store_history, store_passages
from shanyraq.campus.gates.drafts import CredentialDraft, DeviceDraft, Stored
from shanyraq.campus.gates.queries.credentials import CredentialRow, credentials_of
from shanyraq.campus.gates.queries.devices import DeviceRow, devices_of
from shanyraq.campus.gates.queries.passages import (
    PassageRow,
    Today,
    UnknownRow,
    latest_passages,
    passages_of_person,
    today,
    unknown_cards,
)
from shanyraq.campus.gates.rules import Arrival, Channel, Direction, PastPassage

__all__ = [
    "Arrival",
    "Channel",
    "CredentialDraft",
    "CredentialRow",
    "DeviceDraft",
    "DeviceRow",
    "Direction",
    "PassageRow",
    "PastPassage",
    "Registered",
    "Stored",
    "Today",
    "UnknownRow",
    "ask_device",
    "credentials_of",
    "devices_of",
    "end_credentials",
    "give_credentials",
    "latest_passages",
    "link_card",
    "passages_of_person",
    "register_device",
    "replace_device",
    "store_history",
    "store_passages",
    "switch_device",
    "today",
    "unknown_cards",
]
