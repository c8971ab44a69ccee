"""The door: `from shanyraq.kernel.sealing import api as sealing`."""

from pathlib import Path

from shanyraq.kernel.sealing.bundling import bundle_of, sealed_streams
from shanyraq.kernel.sealing.issuing import NotPublished, Root, receipt_of, roots, waiting_ids
from shanyraq.kernel.sealing.making import publish, seal_everything
from shanyraq.kernel.sealing.receipt import Words
from shanyraq.kernel.sealing.verifying import projection_check, verify

CHECKER = Path(__file__).with_name("standalone") / "check_receipt.py"
"""The script that checks receipts and bundles anywhere."""

__all__ = [
    "CHECKER",
    "NotPublished",
    "Root",
    "Words",
    "bundle_of",
    "projection_check",
    "publish",
    "receipt_of",
    "roots",
    "seal_everything",
    "sealed_streams",
    "verify",
    "waiting_ids",
]
