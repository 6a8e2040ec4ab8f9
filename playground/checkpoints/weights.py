"""Weights <-> file: float16, embeddings as int8 with a scale a row, and every check of what a file holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playground.errors import BadCheckpoint, shown
from playground.text import Vocabulary

if TYPE_CHECKING:
    import torch

    from playground.models import Config, Model
from playground.checkpoints.folder import CONFIG, MAX_BYTES, SCALE, WEIGHTS

TABLE = "word_embedding.weight"


def check_vocabulary(name: str, config: Config, vocabulary: Vocabulary) -> None:
    """Raise for a vocabulary that is not as large as the config says."""
    letters = len(vocabulary.letters) + 2 if config.letters else 0
    if config.words != len(vocabulary) or config.letters not in (0, letters):
        raise BadCheckpoint(
            f"The vocabulary of the checkpoint {name} has {len(vocabulary):,} rows of words and {letters:,} of "
            f"letters, "
            f"its config says {config.words:,} and {config.letters:,}. They have to be equal. Save the checkpoint "
            f"again.",
            key="checkpoint-vocabulary",
            checkpoint=name,
        )


def check_size(path: Path, name: str, config: Config) -> Path:
    """The weights' file, unless it has more bytes than a model of this configuration: those need not be read."""
    from playground.models import parameter_count

    most = 4 * parameter_count(config) + MAX_BYTES[CONFIG]
    if path.is_file() and most < path.stat().st_size <= MAX_BYTES[WEIGHTS]:
        raise BadCheckpoint(
            f"{WEIGHTS} of the checkpoint {name} has {path.stat().st_size:,} bytes. A model of its config has at most "
            f"{most:,}. The weights do not fit the config. Get or save the checkpoint again.",
            key="checkpoint-weights-size",
            checkpoint=name,
            allowed=f"{most:,}",
        )
    return path


def model_from_bytes(name: str, config: Config, raw: bytes) -> Model:
    """A model with exactly these weights; a table of word vectors that is stored in bytes stays so in memory.

    Raises:
        BadCheckpoint: a tensor is missing, extra, misshapen, of another type, or holds NaN or infinity.
    """
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load as load_tensors

    from playground.models import build
    from playground.models.base import shapes_only
    from playground.models.stored_embedding import StoredEmbedding

    try:
        tensors = load_tensors(raw)
    except (SafetensorError, ValueError) as error:
        raise BadCheckpoint(
            f"{WEIGHTS} of the checkpoint {name} is not a safetensors file ({error}). Get the checkpoint again.",
            key="checkpoint-weights",
            checkpoint=name,
        ) from None
    # Without memory and without a random start, which would take numbers from a generator that others may be using.
    with shapes_only():
        model: Model = build(config)
    expected = model.state_dict()
    _check_names(name, tensors, expected)
    for key in expected:
        _check_tensor(name, key, tensors, expected[key])
    if tensors[TABLE].dtype == torch.int8:  # it stays as it is until its rows are looked up
        model.word_embedding = StoredEmbedding(tensors[TABLE].clone(), tensors[TABLE + SCALE])
        del expected[TABLE]
    state = {key: unpack(tensors, key).clone() for key in expected}  # none is a view of the file's bytes
    model.load_state_dict(state, strict=False, assign=True)  # `_check_names` has seen that none is missing
    return model.eval()


def _check_names(name: str, tensors: dict[str, torch.Tensor], expected: dict[str, torch.Tensor]) -> None:
    """Raise for a tensor that is missing, and for one that is not part of the model."""
    import torch

    scales = {key + SCALE for key in expected if key in tensors and tensors[key].dtype == torch.int8}
    given = set(tensors) - scales
    for key in sorted(set(expected) - given):
        raise _tensor_error(name, key, "is missing")
    for key in sorted(given - set(expected)):
        raise _tensor_error(name, key, "is not part of the model")


def _check_tensor(name: str, key: str, tensors: dict[str, torch.Tensor], expected: torch.Tensor) -> None:
    """Raise for a tensor that is misshapen, of another type, or holds NaN or infinity."""
    import torch

    given = tensors[key]
    if given.shape != expected.shape:
        raise _tensor_error(name, key, f"has the shape {tuple(given.shape)} instead of {tuple(expected.shape)}")
    numbers = given
    if given.dtype == torch.int8:
        scale = tensors.get(key + SCALE)
        if scale is None or expected.ndim != 2 or scale.shape != (len(expected), 1):
            raise _tensor_error(name, key, "has no scale for each row")
        numbers = 128 * scale.float()  # whole numbers are finite, and what they are multiplied with may not be
    elif given.dtype not in (torch.float16, torch.float32):
        raise _tensor_error(name, key, f"is of type {given.dtype}, not float16, float32 or int8")
    if not torch.isfinite(numbers).all():
        raise _tensor_error(name, key, "holds NaN or infinity")


def _tensor_error(name: str, tensor: str, problem: str) -> BadCheckpoint:
    return BadCheckpoint(
        f"The tensor {shown(tensor)} of the checkpoint {name} {problem}. The weights do not fit the config. "
        "Get or save the checkpoint again.",
        key="checkpoint-tensor",
        checkpoint=name,
        tensor=tensor,
    )


# --- save ----------------------------------------------------------------------------------------


def pack(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Weights as they are stored: float16, and large embeddings as int8 with a float16 scale a row."""
    import torch

    stored = {}
    for name, tensor in state.items():
        tensor = tensor.detach().cpu().float()
        if name == TABLE and len(tensor) > 1_000:
            scale = (tensor.abs().amax(1, keepdim=True) / 127).clamp(min=1e-6).half()
            stored[name] = (tensor / scale.float()).round().clamp(-127, 127).to(torch.int8)
            stored[name + SCALE] = scale
        else:
            stored[name] = tensor.half().contiguous()
    return stored


def unpack(stored: dict[str, torch.Tensor], name: str) -> torch.Tensor:
    """One stored weight as float32."""
    import torch

    tensor = stored[name].float()
    return tensor * stored[name + SCALE].float() if stored[name].dtype == torch.int8 else tensor


def round_weights(model: Model) -> None:
    """Round a model's weights to what is stored of them, in place, so that all that is measured is true of the file."""
    stored = pack(model.state_dict())
    model.load_state_dict({name: unpack(stored, name) for name in model.state_dict()})
