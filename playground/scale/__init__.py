"""Answers to files of millions of rows, in bounded memory, on one machine or several.

A file is read as a stream of blocks of 4,096 rows (`blocks.py`). One process divides texts into words and looks up
their ids (`text_process.py`), another asks the network (`answers.py`). Each block becomes a part of the output by
itself (`outputs.py`), in a folder beside it (`parts.py`), so that a run that was ended goes on where it was; at the end
the parts are joined (`scoring.py`). On a cluster the blocks are handed to actors by Ray (`ray_engine.py`). What a block
becomes follows from its rows and the models alone, so both ways, and a run that was ended in between, write the same
bytes.

What Parquet needs beside requirements.txt stands in requirements-scale.txt, what Ray needs in requirements-ray.txt.
"""

from playground.scale.scoring import Summary, score

__all__ = ["Summary", "score"]
