"""Facts: append-only, digested when written, sealed soon."""

from shanyraq.kernel.uuid7 import new_id

__all__ = ["new_id"]
