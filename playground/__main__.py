"""The command line: `python -m playground COMMAND …`, one function a command, no computation.

With --json, standard output holds one JSON value, the record that Python and HTTP give; without, a table for people.
Progress goes to standard error. Exit status 0, or 2 for whatever the caller can mend: standard error then ends with one
line, `error: …`. Everything heavy is imported by the command that needs it, so that --help and mistakes answer at once.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Sequence

from playground.cli.output import printable
from playground.cli.parser import build_parser
from playground.errors import PlaygroundError

MENDABLE = 2  # the exit status


# ---- the way in and out


def main(given: Sequence[str] | None = None) -> int:
    """Run a command; the exit status comes back."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # standard error holds one line, or nothing
    logging.disable(logging.WARNING)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        arguments = build_parser().parse_args(given)
        arguments.run(arguments)
        sys.stdout.flush()
    except PlaygroundError as error:
        return _fail(str(error), MENDABLE)
    except BrokenPipeError:  # whoever read the answer has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        return _fail(f"{what}. Check the path, the permissions and the space on the disk.", MENDABLE)
    except KeyboardInterrupt:
        return _fail("Interrupted.", 130)
    return 0


def _fail(message: str, status: int) -> int:
    print("error:", printable(" ".join(message.split())), file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
