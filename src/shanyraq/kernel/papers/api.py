"""The door: `from shanyraq.kernel.papers.api import qr_code, typeset`."""

from shanyraq.kernel.papers.typesetting import Unprintable, qr_code, typeset

__all__ = ["Unprintable", "qr_code", "typeset"]
