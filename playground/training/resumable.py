"""The state of a training after each epoch, in a folder, so that an interrupted training goes on where it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor


class TrainingState:
    """What a training remembers from epoch to epoch, and can keep in a folder."""

    def __init__(
        self,
        model: torch.nn.Module,
        optimizer: torch.optim.Optimizer,
        average: dict[str, Tensor],
        state_folder: Path | None,
    ) -> None:
        self.model, self.optimizer, self.average = model, optimizer, average
        self.state_folder = state_folder
        self.best: dict[str, Tensor] = {}
        self.best_epoch = 0
        self.best_score = [-1.0, 0.0]  # the task's metric, then the loss with its sign turned
        self.history: list[dict[str, Any]] = []

    def record_epoch(
        self, epoch: int, metric: str, measured: dict[str, dict[str, float]], loss: float, seconds: float
    ) -> bool:
        """Add an epoch to the history; true if it is the best so far."""
        entry: dict[str, Any] = {"epoch": epoch, "train_loss": loss}
        if measured:
            means = {
                key: float(np.mean([one[key] for one in measured.values()])) for key in next(iter(measured.values()))
            }
            entry |= {"validation_loss": means.pop("loss"), **means}
            if len(measured) > 1:
                entry["sets"] = {name: one[metric] for name, one in measured.items()}
        self.history.append({**entry, "seconds": seconds})
        new = [entry.get(metric, float(epoch)), -entry.get("validation_loss", 0.0)]
        if new <= self.best_score:
            return False
        self.best_score, self.best_epoch = new, epoch
        return True

    def save(self, epoch: int, step: int) -> None:
        """Write the state after an epoch; it stands beside the old one first and then replaces it."""
        if self.state_folder is None:
            return
        from safetensors.torch import save_file

        tensors = {f"model.{name}": value for name, value in self.model.state_dict().items()}
        tensors |= {f"average.{name}": value for name, value in self.average.items()}
        tensors |= {f"best.{name}": value for name, value in self.best.items()}
        for index, state in self.optimizer.state_dict()["state"].items():
            tensors |= {f"optimizer.{index}.{key}": value for key, value in state.items() if isinstance(value, Tensor)}
        note = {
            "epoch": epoch,
            "step": step,
            "best_epoch": self.best_epoch,
            "best_score": self.best_score,
            "history": self.history,
        }
        self.state_folder.mkdir(parents=True, exist_ok=True)
        new = self.state_folder / "state.new"
        save_file({name: value.cpu().contiguous() for name, value in tensors.items()}, new, {"note": json.dumps(note)})
        new.replace(self.state_folder / "state.safetensors")

    def resume(self, schedule: torch.optim.lr_scheduler.LRScheduler) -> tuple[int, int]:
        """The next epoch, from 1, and the steps done, after a stored state was loaded; 1 and 0 where there is none."""
        path = self.state_folder / "state.safetensors" if self.state_folder else None
        if path is None or not path.is_file():
            return 1, 0
        from safetensors import safe_open

        parts: dict[str, dict[str, Tensor]] = {"model": {}, "average": {}, "best": {}, "optimizer": {}}
        with safe_open(path, "pt") as file:
            note = json.loads(file.metadata()["note"])
            for name in file.keys():  # noqa: SIM118 - not a dict
                part, rest = name.split(".", 1)
                parts[part][rest] = file.get_tensor(name)
        self.model.load_state_dict(parts["model"])
        for name, value in parts["average"].items():
            self.average[name].copy_(value)
        self.best = parts["best"]
        state = self.optimizer.state_dict()
        state["state"] = {}
        for name, value in parts["optimizer"].items():
            index, key = name.split(".")
            state["state"].setdefault(int(index), {})[key] = value
        step = note["step"]
        schedule.load_state_dict({**schedule.state_dict(), "last_epoch": step, "_step_count": step + 1})
        for group, base in zip(state["param_groups"], schedule.base_lrs, strict=True):
            group["lr"] = base * schedule.lr_lambdas[0](step)  # type: ignore[attr-defined]
        self.optimizer.load_state_dict(state)
        self.best_epoch, self.best_score, self.history = note["best_epoch"], note["best_score"], note["history"]
        return note["epoch"] + 1, step
