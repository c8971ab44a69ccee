"""The door of analytics: portals take figures from here."""

from shanyraq.insight.analytics.queries.figures import door, figure_page, school_days_until, value_at

__all__ = ["door", "figure_page", "school_days_until", "value_at"]
