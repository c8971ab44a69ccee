"""The door of the exchange."""

from shanyraq.spine.exchange.queries.exporters import Holding, hold

__all__ = ["Holding", "hold"]
