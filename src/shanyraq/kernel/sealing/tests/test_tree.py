"""The trees against the definition in RFC 6962, 2.1, written down here as it stands, slow and recursive."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.kernel.sealing.tests.story import digest
from shanyraq.kernel.sealing.tree import (
    EMPTY_ROOT,
    Tree,
    is_consistent,
    is_included,
    root_of_blob,
    root_of_proof,
    stored_proof,
    window,
)

LEAVES = [digest(number) for number in range(300)]
sizes = st.integers(1, 300)


def split(size):
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def mth(leaves):
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = split(len(leaves))
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m, leaves, whole):
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


def test_tree_of_seven_has_the_shape_drawn_in_the_rfc():
    """RFC 6962, 2.1.3: the audit paths and consistency proofs of the tree of seven leaves."""

    def node(left, right):
        return sha256(b"\x01" + left + right).digest()

    a, b, c, d, e, f, j = (sha256(b"\x00" + leaf).digest() for leaf in LEAVES[:7])
    g, h, i = node(a, b), node(c, d), node(e, f)
    k, late = node(g, h), node(i, j)
    tree = Tree(LEAVES[:7])
    assert tree.root == node(k, late)
    assert [tree.proof(n) for n in (0, 3, 4, 6)] == [[b, h, late], [c, g, late], [f, j, k], [i, k]]
    assert [tree.consistency(n) for n in (3, 4, 6)] == [[c, d, g, late], [late], [i, j, k]]


@pytest.mark.parametrize("size", [*range(18), 31, 32, 33, 63, 64, 65, 127, 128, 129])
def test_every_size_agrees_with_the_definition(size):
    leaves = LEAVES[:size]
    tree = Tree(leaves)
    assert tree.root == root_of_blob(b"".join(leaves)) == Tree(b"".join(leaves)).root == mth(leaves)
    assert [tree.proof(n) for n in range(size)] == [path(n, leaves) for n in range(size)]
    earlier = range(1, size + 1)
    assert [tree.consistency(n) for n in earlier] == [subproof(n, leaves, True) for n in earlier]


def test_tree_of_nothing():
    assert Tree([]).root == EMPTY_ROOT == root_of_blob(b"")
    assert root_of_proof(LEAVES[0], 0, 0, []) is None
    with pytest.raises(IndexError):
        Tree([]).proof(0)
    with pytest.raises(IndexError):
        Tree([]).consistency(0)


@pytest.mark.parametrize("leaves", [[b"short"], b"not thirty-two"])
def test_only_digests_are_leaves(leaves):
    with pytest.raises(ValueError, match="32 bytes"):
        Tree(leaves)


@given(sizes, st.data())
def test_every_proof_verifies_and_no_other_does(size, data):
    tree = Tree(LEAVES[:size])
    index = data.draw(st.integers(0, size - 1))
    proof = tree.proof(index)
    assert is_included(LEAVES[index], index, size, proof, tree.root)
    other = data.draw(st.integers(-1, size + 1).filter(lambda n: n != index))
    assert not is_included(LEAVES[index], other, size, proof, tree.root)
    assert not is_included(LEAVES[index], index, size, [*proof, LEAVES[0]], tree.root)
    if proof:
        assert not is_included(LEAVES[index], index, size, proof[:-1], tree.root)
        assert not is_included(LEAVES[index], index, size, [*proof[:-1], proof[-1][:-1]], tree.root)


@given(sizes, st.data())
def test_any_flipped_bit_of_an_inclusion_fails(size, data):
    tree = Tree(LEAVES[:size])
    index = data.draw(st.integers(0, size - 1))
    parts = [LEAVES[index], tree.root, *tree.proof(index)]
    part, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[part] = (int.from_bytes(parts[part], "big") ^ 1 << bit).to_bytes(32, "big")
    assert not is_included(parts[0], index, size, parts[2:], parts[1])


@given(sizes, st.data())
def test_growth_is_proved_and_any_flipped_bit_of_it_fails(later, data):
    earlier = data.draw(st.integers(1, later))
    parts = [mth(LEAVES[:earlier]), mth(LEAVES[:later]), *Tree(LEAVES[:later]).consistency(earlier)]
    assert is_consistent(earlier, later, parts[2:], was=parts[0], now=parts[1])
    part, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[part] = (int.from_bytes(parts[part], "big") ^ 1 << bit).to_bytes(32, "big")
    assert not is_consistent(earlier, later, parts[2:], was=parts[0], now=parts[1])


@pytest.mark.parametrize("earlier", [0, -1, 8])
def test_no_tree_grew_out_of_nothing_or_of_a_larger_one(earlier):
    tree = Tree(LEAVES[:7])
    assert not is_consistent(earlier, 7, tree.consistency(3), was=tree.root, now=tree.root)


@given(sizes, st.integers(0, 9), st.data())
def test_proof_from_stored_nodes_is_the_same_proof(size, height, data):
    tree = Tree(LEAVES[:size])
    index = data.draw(st.integers(0, size - 1))
    start, stop = window(index, size, height)
    leaves = b"".join(LEAVES[start:stop])
    found = stored_proof(index, size=size, leaves=leaves, upper=tree.upper(height), height=height)
    assert found == tree.proof(index)
