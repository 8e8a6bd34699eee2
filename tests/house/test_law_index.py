"""The index of the packs is what their files say: after a change, `packaging/law compile`."""

from pathlib import Path

from maskdesk.law.index import digest_of, read_index
from maskdesk.law.reader import read_law, read_pack


def test_the_index_holds_every_pack_as_its_file_says_it_and_no_other(repository: Path) -> None:
    folder = repository / "resources" / "law"
    files = {path.name: path.read_bytes() for path in sorted(folder.glob("*.toml"))}
    index = read_index((folder / "packs.index").read_bytes())
    of_files = {digest_of(content): name for name, content in files.items()}
    stale = sorted(name for digest, name in of_files.items() if digest not in index)
    assert (stale, set(index) - set(of_files)) == ([], set()), "run `packaging/law compile`"
    for digest, name in of_files.items():
        assert index[digest].unpack() == read_pack(files[name], name), name
    assert list(read_law(files, index=index)) == list(read_law(files))
