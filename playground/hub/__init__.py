"""The only door to the Hugging Face Hub: fetch a revision, upload a folder.

What comes is a few files by name, after their sizes were looked at, and nothing of them is ever executed. What is in
the Hub's cache is taken from there without a request; of what is not, nobody waits for more than a few seconds. Nothing
here knows what a checkpoint holds; `playground.checkpoints` says which files, and checks them.

A token is used where somebody has signed in on this machine, is never stored or logged here, and is not used for what
the visitors of a Space ask for: they would read its owner's private models.
"""

from playground.hub.address import Address, address, plain
from playground.hub.fetching import cached, fetch, pin, progress, resolve
from playground.hub.room import bound, note_use
from playground.hub.uploading import Published, Upload, own_token, repository_address

__all__ = [
    "Address",
    "Published",
    "Upload",
    "address",
    "bound",
    "cached",
    "fetch",
    "note_use",
    "own_token",
    "pin",
    "plain",
    "progress",
    "repository_address",
    "resolve",
]
