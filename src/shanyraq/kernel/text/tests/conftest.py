"""The catalogues are compiled before the first text is asked for."""

from shanyraq.kernel.text.catalogs import compile_catalogues

compile_catalogues()
