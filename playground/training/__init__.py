"""From a file of examples to a trained checkpoint and what it is worth.

In the order in which data flows:

- `vocabulary`, `encoding`, `batching`: examples become ids, and ids become padded batches.
- `transfer`: what a new model takes over from a checkpoint.
- `pretraining`: word vectors and encoders from unlabelled text, for the recipes.
- `distillation`: soft labels from several teachers.
- `fit`: the training loop, with its `settings`; `resumable` keeps its state, `report` tells of it.
- `fit_stage`: the stage that `train` and recipes share; `model_card` describes what came out.
- `train`: one file of examples becomes a checkpoint folder.
- `finetune`: the plan, the queue and the worker of a fine-tuning on the page.
- `recipes`: a `training.json` is run again, stage by stage.

Files are read in `playground.data`, models are measured in `playground.evaluation`. Nothing here knows about the page.
"""
