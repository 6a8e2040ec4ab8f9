"""What can go wrong between here and the Hub, said so that somebody can do something about it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from playground.errors import BadCheckpoint, BadInput, NotFound, PlaygroundError, Unreachable, shown
from playground.hub.address import Address
from playground.hub.settings import check_settings, proxy_error, proxy_in_use

Answer = TypeVar("Answer")


def host() -> str:
    """The name of the server that is asked."""
    from huggingface_hub import constants

    return constants.ENDPOINT.split("://")[-1]


def answer_within(seconds: float, wanted: Address, ask: Callable[[], Answer], publishing: bool = False) -> Answer:
    """The answer to a question to the Hub, if it comes in time.

    Raises:
        Unreachable: it does not.
    """
    answers: list[Answer] = []
    failures: list[PlaygroundError] = []

    def work() -> None:
        try:
            answers.append(with_our_errors(wanted, ask, publishing))
        except PlaygroundError as error:
            failures.append(error)

    thread = threading.Thread(target=work, name="hub", daemon=True)
    thread.start()
    thread.join(seconds)
    if answers:
        return answers[0]
    raise failures[0] if failures else no_answer_error(wanted)


def with_our_errors(wanted: Address, ask: Callable[[], Answer], publishing: bool = False) -> Answer:
    """The answer to a question to the Hub; its client's errors are raised as ours."""
    from huggingface_hub.utils import httpx

    check_settings()
    try:
        return ask()
    except ImportError as error:  # httpx makes no client for a SOCKS proxy without another package
        raise proxy_error(wanted, error) or error from error
    except (OSError, ValueError, RuntimeError, httpx.HTTPError, httpx.InvalidURL) as error:
        raise (_publishing_error(wanted, error) if publishing else None) or _error_for(wanted, error) from error


def _error_for(wanted: Address, error: Exception) -> PlaygroundError:
    """Our error for one of the Hub's client."""
    from huggingface_hub import errors

    if isinstance(error, errors.RevisionNotFoundError):
        return no_revision_error(wanted, [])
    status = getattr(getattr(error, "response", None), "status_code", None)
    absent = isinstance(error, errors.RepositoryNotFoundError | errors.DisabledRepoError)  # a gated one is of these too
    if absent or status == 404:
        return NotFound(
            f"There is no model {wanted.repo} on the Hub ({host()}), or it is not open to everybody. "
            "Check the spelling; for one that is private or gated, sign in with “hf auth login”.",
            key="hub-repository",
            repo=wanted.repo,
            host=host(),
        )
    if status is not None:
        return Unreachable(
            f"The Hub ({host()}) answers {status}{_MEANINGS.get(status, '')} when asked for {wanted}. "
            "Try again in a minute.",
            key="hub-status",
            host=host(),
            status=status,
            given=str(wanted),
        )
    return _error_without_status(wanted, error)


def _error_without_status(wanted: Address, error: Exception) -> PlaygroundError:
    """Our error where the Hub gave no answer, or none that it could have given."""
    from huggingface_hub import errors
    from huggingface_hub.utils import httpx

    if isinstance(error, errors.FileMetadataError):
        return not_a_hub_error(wanted)
    if isinstance(error, errors.OfflineModeIsEnabled):
        return Unreachable(
            f"{wanted} is not on this machine, and HF_HUB_OFFLINE forbids to ask the Hub. Unset it, or use a model "
            "that is here.",
            key="hub-offline",
            given=str(wanted),
        )
    if isinstance(error, httpx.ProxyError | httpx.ConnectError) or (
        isinstance(error, ValueError) and "proxy" in str(error).lower()
    ):
        return proxy_error(wanted, error) or _unreachable_error(wanted)
    if isinstance(error, httpx.TimeoutException):
        return no_answer_error(wanted)
    if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError):
        return broken_off_error(wanted)
    if isinstance(error, httpx.HTTPError | httpx.InvalidURL):
        return _unreachable_error(wanted)
    if isinstance(error, OSError) and error.errno is not None:
        return BadInput(
            f"{wanted} cannot be stored ({error.strerror}). Check the space and the permissions of HF_HOME.",
            key="hub-store",
            given=str(wanted),
        )
    return not_a_hub_error(wanted)


_MEANINGS = {429: " (too many requests)", 500: " (its own mistake)", 503: " (not available)"}


def _publishing_error(wanted: Address, error: Exception) -> PlaygroundError | None:
    """Why the Hub does not take a folder; None where it did not say that it refuses."""
    status = getattr(getattr(error, "response", None), "status_code", None)
    if status not in (400, 401, 403, 404, 409):
        return None
    return BadInput(
        f"The Hub ({host()}) answers {status} and does not take {wanted.repo}. The token has to be valid and to allow "
        "writing there. Sign in again with “hf auth login”, or name a repository of your own.",
        key="publish-refused",
        repo=wanted.repo,
        host=host(),
        status=status,
    )


def no_revision_error(wanted: Address, known: Sequence[str]) -> NotFound:
    """The error for a repository without the revision that was asked for."""
    has = f" It has: {', '.join(known[:10])}." if known else ""
    return NotFound(
        f"{wanted.repo} has no revision {shown(wanted.revision)}.{has} "
        "Name a branch, a tag or a whole commit, or leave it out.",
        key="hub-revision",
        repo=wanted.repo,
        given=shown(wanted.revision),
    )


def no_file_error(wanted: Address, name: str) -> NotFound:
    """The error for a repository without a file that is needed."""
    return NotFound(
        f"{wanted} has no {name}, so it is no model of this playground. "
        "Name a repository that is laid out like the folders in checkpoints/.",
        key="hub-file",
        given=str(wanted),
        file=name,
    )


def no_answer_error(wanted: Address) -> Unreachable:
    """The error for a Hub that does not answer in time."""
    found = proxy_in_use()
    through = f" through the proxy {found[1]}, which {found[0]} names," if found else ""
    return Unreachable(
        f"The Hub ({host()}) does not answer in time{through} when asked for {wanted}. "
        "The bundled models work without it. Try again in a minute.",
        key="hub-silent",
        host=host(),
        given=str(wanted),
    )


def _unreachable_error(wanted: Address) -> Unreachable:
    """The error for a Hub that no connection can be made to."""
    return Unreachable(
        f"The Hub ({host()}) cannot be reached to ask for {wanted}. "
        "The bundled models work without it. Check the connection, or try again later.",
        key="hub-unreachable",
        host=host(),
        given=str(wanted),
    )


def broken_off_error(wanted: Address, name: str = "its files") -> Unreachable:
    """The error for a transfer that ended too soon."""
    return Unreachable(
        f"The transfer of {wanted} broke off ({name}); nothing of it is kept. Try again.",
        key="hub-broken-off",
        given=str(wanted),
        file=name,
    )


def not_a_hub_error(wanted: Address) -> Unreachable:
    """The error for a server that does not answer like the Hub."""
    return Unreachable(
        f"What answers at {host()} when asked for {wanted} is not the Hub. "
        "Check HF_ENDPOINT, and whether this network asks for a login of its own.",
        key="hub-not-a-hub",
        host=host(),
        given=str(wanted),
    )


def too_large_error(at: Address, name: str, size: int | None, allowed: int) -> BadCheckpoint:
    """The error for a file with more bytes than are fetched."""
    count = "an unknown number of" if size is None else f"{size:,}"
    return BadCheckpoint(
        f"{name} of {at} has {count} bytes. At most {allowed:,} are fetched. Use a smaller model.",
        key="hub-size",
        given=str(at),
        file=name,
        size=count,
        allowed=f"{allowed:,}",
    )


def unexpected_error(wanted: Address, error: Exception) -> Unreachable:
    """The error for anything else that went wrong on the way."""
    return Unreachable(
        f"{wanted} could not be fetched ({type(error).__name__}: {str(error)[:200]}). Try again, or report it.",
        key="hub-unexpected",
        given=str(wanted),
        kind=type(error).__name__,
    )
