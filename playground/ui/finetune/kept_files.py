"""The files of a visit: with their content while somebody works with them, else on the disk, to be read again.

Nothing here is drawn.
"""

from __future__ import annotations

import threading

from playground.ui.finetune.file_reading import VisitFiles, read_again, without_content


class KeptFiles:
    """What a visit has of its files; `now` reads them again where their content was put away."""

    def __init__(self) -> None:
        self._files = VisitFiles()
        self._is_away = False
        self._guard = threading.Lock()

    @property
    def now(self) -> VisitFiles:
        """The files as they are read now.

        Raises:
            BadInput: they are no longer on the disk.
        """
        with self._guard:
            if self._is_away:
                self._files = read_again(self._files)
                self._is_away = False
            return self._files

    @now.setter
    def now(self, files: VisitFiles) -> None:
        with self._guard:
            self._files, self._is_away = files, False

    def put_away(self) -> None:
        """Forget the content of the files, unless they are being read at this moment."""
        if self._guard.acquire(blocking=False):
            try:
                if not self._is_away and self._files.source is not None:
                    self._files, self._is_away = without_content(self._files), True
            finally:
                self._guard.release()

    @property
    def any(self) -> bool:
        """Whether there is a file."""
        return self._files.sheet is not None

    @property
    def bytes_in_memory(self) -> int:
        """How large the files are whose content is in memory, as they lie on the disk; 0 where it was put away."""
        return 0 if self._is_away else self._files.bytes

    @property
    def bytes_on_disk(self) -> int:
        """How large the files are."""
        return self._files.bytes
