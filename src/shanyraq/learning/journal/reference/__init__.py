"""Dated tables of assessment: schemes and whom they are for, the scale, and the numbers of the rules."""
