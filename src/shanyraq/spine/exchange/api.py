"""The door of the exchange."""

from shanyraq.spine.exchange.queries.exporters import Holding, hold, holdings

__all__ = ["Holding", "hold", "holdings"]
