"""A batch of rows makes hundreds of thousands of small things that hold no circles, and all go when the batch goes.

The collector would walk through them again and again, which costs a quarter of the work; so it waits until the batch
is over (measured in bench/bench_import.py).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """The collector of circles does not walk about meanwhile."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
