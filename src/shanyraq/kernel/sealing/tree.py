"""Merkle trees of the shape of RFC 6962 (and 9162): hashes, inclusion and consistency proofs. Pure.

A leaf is the 32-byte digest of a fact (or the hash of a seal, in the tree of a publication). Leaves travel
as one blob of 32-byte digests and levels are kept as blobs, so that 100,000 leaves are not 100,000 Python
objects.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from struct import Struct

SIZE = 32
LEAF, NODE = b"\x00", b"\x01"
EMPTY_ROOT = sha256(b"").digest()
HEIGHT = 6
"""Upper nodes are stored from here up: a thirty-second of the leaves' bytes, and a proof reads 64 leaves."""

_ONE, _PAIR = Struct("32s").iter_unpack, Struct("64s").iter_unpack


def leaf_hash(digest: bytes) -> bytes:
    return sha256(LEAF + digest).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(NODE + left + right).digest()


def _leaves(blob: bytes | memoryview) -> bytes:
    if len(blob) % SIZE:
        raise ValueError("a blob of digests has 32 bytes for each")
    hashed = sha256
    return b"".join([hashed(b"\x00" + leaf).digest() for (leaf,) in _ONE(blob)])


def _above(level: bytes) -> bytes:
    """The level above; a last node without a partner rises as it is, which is the RFC's split exactly."""
    paired = len(level) // (2 * SIZE) * 2 * SIZE
    hashed = sha256
    nodes = [hashed(b"\x01" + pair).digest() for (pair,) in _PAIR(memoryview(level)[:paired])]
    return b"".join(nodes) + level[paired:]


def root_of_blob(blob: bytes | memoryview) -> bytes:
    """The tree hash of these digests, keeping one level at a time."""
    level = _leaves(blob)
    while len(level) > SIZE:
        level = _above(level)
    return level or EMPTY_ROOT


class Tree:
    """A built tree: every proof after that costs only slices."""

    __slots__ = ("levels", "size")

    def __init__(self, leaves: Iterable[bytes] | bytes) -> None:
        blob = leaves if isinstance(leaves, bytes) else _joined(leaves)
        self.size = len(blob) // SIZE
        self.levels = [_leaves(blob)]
        while len(self.levels[-1]) > SIZE:
            self.levels.append(_above(self.levels[-1]))

    @property
    def root(self) -> bytes:
        return self.levels[-1] or EMPTY_ROOT

    def proof(self, index: int) -> list[bytes]:
        """The siblings from the leaf up to the root."""
        if not 0 <= index < self.size:
            raise IndexError("there is no such leaf")
        return _siblings(self.levels, index)

    def consistency(self, earlier: int) -> list[bytes]:
        """What shows that the tree of the first `earlier` leaves is the beginning of this one."""
        if not 0 < earlier <= self.size:
            raise IndexError("there was no such tree")
        return [self._node(start, stop) for start, stop in _subproof(earlier, 0, self.size, whole=True)]

    def upper(self, height: int = HEIGHT) -> bytes:
        """The nodes from this height up, to be stored beside the leaves for `stored_proof`."""
        return b"".join(self.levels[height:])

    def _node(self, start: int, stop: int) -> bytes:
        height = (stop - start - 1).bit_length()
        place = (start >> height) * SIZE
        return self.levels[height][place : place + SIZE]


def window(index: int, size: int, height: int = HEIGHT) -> tuple[int, int]:
    """The leaves [start, stop) that a stored proof of this leaf has to read."""
    start = index >> height << height
    return start, min(start + (1 << height), size)


def stored_proof(index: int, *, size: int, leaves: bytes, upper: bytes, height: int = HEIGHT) -> list[bytes]:
    """The proof of one leaf from the digests of its `window` and the stored `upper` nodes alone.

    Nothing here is trusted: the proof is worth what `root_of_proof` makes of it."""
    if not 0 <= index < size:
        raise IndexError("there is no such leaf")
    start, stop = window(index, size, height)
    if len(leaves) != (stop - start) * SIZE:
        raise ValueError("these are not the leaves of the window")
    levels = [_leaves(leaves)]
    while len(levels[-1]) > SIZE:
        levels.append(_above(levels[-1]))
    return _siblings(levels, index - start) + _siblings(_cut(upper, size, height), index >> height)


def _joined(leaves: Iterable[bytes]) -> bytes:
    each = list(leaves)
    if any(len(leaf) != SIZE for leaf in each):
        raise ValueError("a leaf is a digest of 32 bytes")
    return b"".join(each)


def _cut(upper: bytes, size: int, height: int) -> list[bytes]:
    """The stored nodes, level by level."""
    levels, place, count = [], 0, -(-size >> height)
    while place < len(upper):
        levels.append(upper[place : place + count * SIZE])
        place, count = place + count * SIZE, -(-count >> 1)
    return levels


def _siblings(levels: Sequence[bytes], index: int) -> list[bytes]:
    path = []
    for level in levels:
        place = (index ^ 1) * SIZE
        if place < len(level):
            path.append(level[place : place + SIZE])
        index >>= 1
    return path


def _subproof(earlier: int, start: int, stop: int, *, whole: bool) -> list[tuple[int, int]]:
    """SUBPROOF of RFC 6962, 2.1.2, as ranges of leaves."""
    if earlier == stop - start:
        return [] if whole else [(start, stop)]
    split = 1 << (stop - start - 1).bit_length() - 1
    if earlier <= split:
        return [*_subproof(earlier, start, start + split, whole=whole), (start + split, stop)]
    return [*_subproof(earlier - split, start + split, stop, whole=False), (start, start + split)]


def root_of_proof(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root to which this path leads (RFC 9162, 2.1.3.2); None when the path is of another length."""
    if not 0 <= index < size or any(len(node) != SIZE for node in path):
        return None
    place, last, found = index, size - 1, leaf_hash(leaf)
    for node in path:
        if not last:
            return None
        if place & 1 or place == last:
            found = node_hash(node, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, node)
        place, last = place >> 1, last >> 1
    return None if last else found


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether this digest is leaf number `index` of the tree of `size` leaves with this root."""
    return root_of_proof(leaf, index, size, path) == root


def is_consistent(earlier: int, later: int, path: Sequence[bytes], *, was: bytes, now: bytes) -> bool:
    """Whether the tree of `earlier` leaves is the beginning of that of `later` leaves (RFC 9162, 2.1.4.2)."""
    if not 0 < earlier <= later:
        return False
    if earlier == later:
        return not path and was == now
    nodes = [was, *path] if earlier & (earlier - 1) == 0 else list(path)
    place, last = earlier - 1, later - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    if not nodes:
        return False
    old = new = nodes[0]
    for node in nodes[1:]:
        if not last:
            return False
        if place & 1 or place == last:
            old, new = node_hash(node, old), node_hash(node, new)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, node)
        place, last = place >> 1, last >> 1
    return not last and old == was and new == now
