"""The page over tiny checkpoints, in a process of its own: `python -m tests.ui.server FOLDER CALLS`.

Every call of a model is a line in the file CALLS, so that a test can count them.
"""

import sys
from pathlib import Path

from playground import devices

if __name__ == "__main__":
    devices.configure()
    from playground import checkpoints, ui
    from playground.ui import questions

    checkpoints.FOLDER = Path(sys.argv[1])
    calls, ask = Path(sys.argv[2]), questions._ask

    def counted(reference: str, text: str) -> object:
        with calls.open("a", encoding="utf-8") as file:
            file.write(f"{reference}\n")
        return ask(reference, text)

    questions._ask = counted  # type: ignore[assignment]
    ui.launch()
