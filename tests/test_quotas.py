"""The sizes by which whoever runs the page bounds what visitors take."""

import pytest

from playground.errors import BadInput
from playground.quotas import QUOTAS, check_quotas, quota
from playground.ui.language import chinese


@pytest.mark.parametrize(
    ("said", "meant"),
    [("", 2**30), ("0", 0), ("512", 512), ("3k", 3 * 2**10), (" 200M ", 200 * 2**20), ("2GB", 2**31), ("1T", 2**40)],
)
def test_a_size_is_read(monkeypatch: pytest.MonkeyPatch, said: str, meant: int) -> None:
    monkeypatch.setenv("PLAYGROUND_UPLOADS", said)
    assert quota("PLAYGROUND_UPLOADS") == meant


@pytest.mark.parametrize("said", ["-1", "much", "1.5G", "1 G", "２G", "9" * 16, "G", "1P"])
def test_what_is_no_size_is_said(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    check_quotas()
    monkeypatch.setenv("PLAYGROUND_HUB", said)
    with pytest.raises(BadInput) as caught:
        check_quotas()
    assert str(caught.value) == (
        f"PLAYGROUND_HUB is {said!r}. It has to be a size, such as {QUOTAS['PLAYGROUND_HUB']}. Correct it or unset it."
    )
    assert chinese.ERRORS[caught.value.key].format(**caught.value.values)
