"""Exporting a model from its row: what is said where it cannot be."""

import base64
import io
import sys
import zipfile

import pytest

from playground.ui.components import exported as component
from playground.ui.models.export import exported


def said(reference: object, language: str = "en") -> tuple[dict[str, str], str]:
    """The last of what the handler gives."""
    return list(exported({"reference": reference}, (), language))[-1]


@pytest.mark.parametrize("reference", ["/etc", "./here", "session:x", None, "owner/name"])
def test_only_what_is_in_the_table_is_exported(reference: object) -> None:
    file, html = said(reference)
    assert file["content"] == "" and "This model is not here any more. Reload the page." in html


def test_packages_that_are_missing_are_named_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxscript", None)
    file, html = said("sentiment-textcnn")
    assert file["content"] == "" and "needs the package onnxscript" in html and "requirements-export.txt" in html
    assert "导出需要软件包 onnxscript" in said("sentiment-textcnn", "zh")[1]


def test_the_file_is_a_zip_with_a_folder_of_the_models_name(monkeypatch: pytest.MonkeyPatch) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("x", "y")
    monkeypatch.setattr("playground.export.zip_export", lambda checkpoint, name: made.getvalue())
    first, (file, html) = exported({"reference": "sentiment-textcnn"}, (), "en")
    assert first[0] == component.NOTHING and "is being exported" in first[1] and "pulse" in first[1]
    assert file["name"] == "sentiment-textcnn-service.zip" and "has been exported" in html
    assert base64.b64decode(file["content"]) == made.getvalue()
