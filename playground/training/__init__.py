"""From a file of examples to a trained checkpoint and what it is worth.

In the order in which data flows:

- `data`: a CSV, TSV or CoNLL-U file becomes checked `Examples`; every problem comes with its row.
- `pretrain`: word vectors and encoders from unlabelled text, for the recipes.
- `fit`: examples and settings become a checkpoint; `run_recipe` runs a `training.json` again.
- `evaluate`: a checkpoint and examples become a `Report`.

Nothing here knows about the page.
"""
