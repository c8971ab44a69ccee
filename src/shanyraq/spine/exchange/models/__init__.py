"""What the exchange remembers."""

from shanyraq.spine.exchange.models.export import Export

__all__ = ["Export"]
