"""A validation file beside the file to learn from: whether it fits, and what of the latter is left to learn from."""

from __future__ import annotations

from dataclasses import dataclass

from playground.data.examples import Examples, flat_labels
from playground.data.problems import REPAIRED, Problem, file_name, refuse
from playground.data.reading import Checked
from playground.data.splits import without_texts_of
from playground.errors import BadInput, shown
from playground.tasks import TASKS


@dataclass(frozen=True)
class Validation:
    """A validation file beside the file to learn from.

    Attributes:
        checked: what came of the validation file.
        training: the examples to learn from, without those whose text is in the validation file too.
        problems: what is to be said about the validation file: what was repaired, texts with different labels, and
            texts that are in both files. The rest is about learning.
        labels_not_learnt: its labels of which no example is left to learn from.
    """

    checked: Checked
    training: Examples
    problems: tuple[Problem, ...]
    labels_not_learnt: tuple[str, ...]

    @property
    def examples(self) -> Examples:
        """The examples of the validation file."""
        return self.checked.examples


def check_validation(training: Checked, validation: Checked) -> Validation:
    """A validation file, checked against the file to learn from.

    Raises:
        BadInput: it cannot be read; it has one label only, or labels that nobody can learn (taggers know all tags); all
            texts to learn from are in it.
    """
    refuse(problem for problem in validation.problems if problem.key != "one-label")
    _refuse_labels(training, validation)
    repaired = [one for one in validation.problems if one.severity == REPAIRED or one.key == "contradictions"]
    learnt, shared = without_texts_of(training.examples, validation.examples)
    known = set(flat_labels(learnt))
    return Validation(
        validation,
        learnt,
        (*repaired, *([shared] if shared else [])),
        tuple(label for label in validation.labels if label not in known),
    )


def _refuse_labels(training: Checked, validation: Checked) -> None:
    """Raise for labels that show nothing, or that nobody can learn.

    Raises:
        BadInput: there is one label only, or one that the file to learn from does not have.
    """
    name = file_name(validation.examples.name)
    if len(validation.labels) == 1:
        label = next(iter(validation.labels))
        raise BadInput(
            f"All of {name} has the label {shown(label)}, so it does not show whether labels are told apart. Give "
            "another validation file.",
            key="held-one-label",
            file=name,
            label=label,
        )
    unknown = [label for label in validation.labels if label not in training.labels][:10]
    if unknown and not TASKS[training.examples.task].per_word:
        raise BadInput(
            f"{name} has labels that the file to learn from does not have: {', '.join(unknown)}. "
            "Rename them, or give another validation file.",
            key="held-labels",
            file=name,
            labels=unknown,
        )
