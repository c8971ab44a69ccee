"""OneRoster, the CSV exchange format of school registers: 1.1 and 1.2 in, 1.2 out."""

from shanyraq.spine.exchange.gateways.oneroster.archive import BadArchive, Manifest, is_oneroster
from shanyraq.spine.exchange.gateways.oneroster.reading import manifest_of, read_oneroster
from shanyraq.spine.exchange.gateways.oneroster.writing import Roster, write_oneroster

__all__ = ["BadArchive", "Manifest", "Roster", "is_oneroster", "manifest_of", "read_oneroster", "write_oneroster"]
