"""The door of the generation."""

from shanyraq.flows.demonstration.generation.doors import open_doors
from shanyraq.flows.demonstration.generation.founding import Made, Order, Refused, generate, plan_of, told
from shanyraq.flows.demonstration.generation.places import REGIONS

__all__ = ["REGIONS", "Made", "Order", "Refused", "generate", "open_doors", "plan_of", "told"]
