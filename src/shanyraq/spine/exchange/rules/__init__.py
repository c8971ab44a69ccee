"""Pure rules of the exchange. No Django, no clock, no database."""
