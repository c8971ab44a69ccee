"""Pure rules of the register: identifiers, names, families. No Django, no clock, no database."""
