"""What is left of a firm's name without what only says what form it has."""

from maskdesk.dossier.firms import bare_name


def test_a_bare_name_never_vanishes() -> None:
    assert bare_name("Công ty TNHH") == "cong ty tnhh"
    assert bare_name("S.A.M.P.L.E. Co., Ltd.") == "sample"
