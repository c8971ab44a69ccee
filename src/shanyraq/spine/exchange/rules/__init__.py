"""Pure rules of the exchange: headings, words and shapes of cells. No Django, no clock, no database."""
