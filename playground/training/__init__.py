"""From a file of examples to a trained checkpoint and what it is worth.

In the order in which data flows:

- `columns`: a file becomes a `Sheet`: what it seems to be, before anybody chooses (`files`, `layouts`, `guesses`).
- `data`: a sheet and a choice become checked `Examples`; problems come with rows (`tables`, `tagged`, `doubts`).
- `splits`: examples to learn from and examples held back, with no text on both sides.
- `baselines`: simple models learnt from the same examples, which a network has to beat.
- `pretrain`: word vectors and encoders from unlabelled text, for the recipes.
- `fit`: examples and settings become a checkpoint; `run_recipe` runs a `training.json` again.
- `evaluate`: a checkpoint and examples become a `Report`.
- `behaviour`: a checkpoint becomes failure rates by capability, on sentences of our own.

Nothing here knows about the page.
"""
