"""A small dossier with every kind of member, fresh for each test."""

from pathlib import Path

import pytest

from maskdesk.store.container import Container, new_container, save_container
from store.small_dossier import DOSSIER_JSON


@pytest.fixture
def container() -> Container:
    return (
        new_container(DOSSIER_JSON)
        .with_evidence(b"%PDF-1.7 SAMPLE certificate")
        .with_evidence(b"\x89PNG SAMPLE scan")
        .put("history.jsonl", b'{"sample":true}\n')
        .put("sealed/1/snapshot.json", DOSSIER_JSON)
        .put("sealed/1/packs/vn-2020-nq20.toml", b"id = 'vn-2020-nq20'\n")
        .put("sealed/1/papers/Bản cam kết.pdf", b"%PDF-1.7 SAMPLE paper")
        .put("returns/1/聯合聲明.pdf", b"%PDF-1.7 SAMPLE return")
    )


@pytest.fixture
def saved(container: Container, tmp_path: Path) -> Path:
    path = tmp_path / "Khẩu trang 2020.maskdesk"
    save_container(container, path)
    return path
