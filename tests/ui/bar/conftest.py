"""Fixtures of this folder: those of the Models tab, whose models are described and loaded as in its tests."""

from tests.ui.models.conftest import folder, loader

__all__ = ["folder", "loader"]
