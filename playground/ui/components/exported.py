"""A model as a service to take away: the folder of `playground.export` in a zip, for the browser to save."""

from __future__ import annotations

import base64

from playground.checkpoints import load
from playground.ui.components.model_names import title

NOTHING = {"name": "", "content": ""}


def exported_file(reference: str, name: str = "") -> dict[str, str]:
    """The name and the content, in base64, of a zip; what `playground.save` takes.

    Args:
        name: of the folder in the zip; what the page calls the model unless given.
    Raises:
        NotApplicable: the packages for it are missing, or the model is none of our own networks.
        BadCheckpoint: the graph could not be written.
    """
    from playground.export import zip_export  # torch is imported by it

    checkpoint = load(reference)
    plain = name or reference.rstrip("/").rpartition("/")[2] or title("", reference)
    return {"name": f"{plain}-service.zip", "content": base64.b64encode(zip_export(checkpoint, plain)).decode("ascii")}
