"""A dossier arrives at another process as it was sent, and little is sent of what it has."""

import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import Pipe

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from benchmarks.large import large_dossier
from dossier.arbitrary import dossiers
from maskdesk.desk.conveying import Parcel, Sender, Taker, receive, send
from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import Declaration, DeclaredLine, Dossier, GoodsLine


class Conveyed:
    """A sender and its taker, with the bytes between them."""

    def __init__(self) -> None:
        self.sender, self.taker = Sender(), Taker()

    def pass_on(self, dossier: Dossier) -> tuple[Dossier, int]:
        content = pickle.dumps(self.sender.parcel(dossier), protocol=pickle.HIGHEST_PROTOCOL)
        return self.taker.take(pickle.loads(content)), len(content)  # noqa: S301 - our own


@given(st.lists(dossiers(), min_size=1, max_size=4))
def test_any_dossiers_in_any_order_arrive_as_they_were(sent: list[Dossier]) -> None:
    pipe = Conveyed()
    for dossier in (*sent, *sent):
        assert pipe.pass_on(dossier)[0] == dossier


def test_dossiers_of_many_windows_are_not_taken_for_each_other() -> None:
    pipe = Conveyed()
    named = [Dossier(id=f"SAMPLE-{number}") for number in range(7)]
    for number in (0, 1, 2, 3, 4, 5, 6, 0, 6, 1, 5):
        dossier = put(named[number], "contract.number", f"SAMPLE {number}")
        assert pipe.pass_on(dossier)[0] == dossier


def test_of_many_rows_only_the_changed_one_goes_over_again() -> None:
    pipe = Conveyed()
    before = large_dossier(2000)
    arrived, whole = pipe.pass_on(before)
    goods, lines = before.goods, before.customs.declarations[0]
    edits = {
        "a row": put(before, f"goods[{goods[7].id}].model", "SAMPLE"),
        "a row of a row": put(
            before, f"customs.declarations[{lines.id}].lines[{lines.lines[5].id}].pieces", 7
        ),
        "a field": put(before, "contract.number", "SAMPLE"),
        "one more": replace(before, goods=(*goods, GoodsLine(id="SAMPLE"))),
        "one less": replace(before, goods=goods[:9] + goods[10:]),
    }
    for name, edited in edits.items():
        after, size = pipe.pass_on(edited)
        assert after == edited, name
        assert size < whole / 1000, name
        back, _ = pipe.pass_on(before)
        assert back == before, name
        assert back.goods[8] is arrived.goods[8], name


def test_however_many_rows_differ_they_go_over_in_few_pieces() -> None:
    before = large_dossier(2000)
    changed = tuple(replace(row, model="SAMPLE", unit="PR") for row in before.goods)
    for goods in (changed, before.goods[::-1], before.goods[::2]):
        after = replace(before, goods=goods)
        for one, other in ((before, after), (after, before)):
            sender, taker = Sender(), Taker()
            taker.take(sender.parcel(one))
            parcel = sender.parcel(other)
            # What is packed in the end is packed in one go, and no key is echoed meanwhile.
            assert len(msgspec.json.encode(pieces(parcel))) < 2000
            assert taker.take(parcel) == other


def test_however_much_goes_over_it_goes_in_short_messages() -> None:
    before = large_dossier(4000)
    changed = tuple(replace(row, model="SAMPLE") for row in before.goods)
    after = replace(before, goods=(*before.goods, *changed))
    sender, taker = Sender(), Taker()
    for dossier in (before, after):
        parcel = sender.parcel(dossier)
        lengths = list(map(len, messages(parcel)))
        assert sum(lengths) > 4_000_000
        assert max(lengths) < 200_000
        assert passed(parcel, taker) == dossier


def messages(parcel: object) -> Iterator[bytes]:
    there, here = Pipe(duplex=False)

    def work() -> None:
        with here:
            send(here, parcel)

    with there, ThreadPoolExecutor() as beside:
        beside.submit(work)
        with suppress(EOFError):
            while True:
                yield there.recv_bytes()


def passed(parcel: object, taker: Taker) -> Dossier:
    there, here = Pipe(duplex=False)
    with there, here, ThreadPoolExecutor() as beside:
        beside.submit(send, here, parcel)
        arrived = receive(there)
    assert isinstance(arrived, Parcel)
    return taker.take(arrived)


def pieces(held: object) -> object:
    """A parcel with nothing of what was packed before."""
    if isinstance(held, Struct):
        return [pieces(getattr(held, name)) for name in held.__struct_fields__]
    if isinstance(held, dict):
        return list(map(pieces, held.values()))
    return list(map(pieces, held)) if isinstance(held, tuple) else isinstance(held, bytes)


def test_rows_in_another_order_are_named_and_not_sent() -> None:
    pipe = Conveyed()
    before = large_dossier(2000)
    _, whole = pipe.pass_on(before)
    for goods in (before.goods[::-1], before.goods[1000:] + before.goods[:1000]):
        sorted_otherwise = replace(before, goods=goods)
        after, size = pipe.pass_on(sorted_otherwise)
        assert after == sorted_otherwise
        assert size < whole / 20


def test_a_new_row_that_holds_many_rows_arrives_whole() -> None:
    pipe = Conveyed()
    lines = tuple(DeclaredLine(id=str(n), pieces=n) for n in range(1000))
    declaration = Declaration(id="SAMPLE", lines=lines)
    dossier = put(Dossier(), "head.reference", "SAMPLE")
    customs = replace(dossier.customs, declarations=(Declaration(id="d1"), declaration))
    dossier = replace(dossier, customs=customs)
    assert pipe.pass_on(dossier)[0] == dossier
