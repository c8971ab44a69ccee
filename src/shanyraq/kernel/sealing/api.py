"""The door: `from shanyraq.kernel.sealing import api as sealing`."""

from shanyraq.kernel.sealing.issuing import NotPublished, Root, receipt_of, roots, waiting_ids
from shanyraq.kernel.sealing.making import publish, seal_everything
from shanyraq.kernel.sealing.receipt import Words
from shanyraq.kernel.sealing.verifying import projection_check, verify

__all__ = [
    "NotPublished",
    "Root",
    "Words",
    "projection_check",
    "publish",
    "receipt_of",
    "roots",
    "seal_everything",
    "verify",
    "waiting_ids",
]
