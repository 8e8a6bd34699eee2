"""Programs that are bound by the rights of files, even where the tests are run by root."""

import os
import shutil

import pytest


def bound_by_rights() -> list[str]:
    """The words before a command that has it bound; skips where that cannot be."""
    if os.name != "posix":
        pytest.skip("only POSIX has these rights")
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root is bound by no rights of files, and cannot give that up here")
    given_up = "-dac_override,-dac_read_search"
    return ["setpriv", "--bounding-set", given_up, "--inh-caps", given_up]
