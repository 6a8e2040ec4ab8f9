"""A checkpoint as a folder that answers without torch and without this project.

The network becomes an ONNX graph (`graph.py`). Beside it stand the vocabulary, a tokeniser and a program of a few
hundred readable lines (`files/`), answers to hold it against, and what a service needs (`folder.py`). The tokeniser is
`playground/text.py` itself, so that both read the same words.

What this needs beside requirements.txt stands in requirements-export.txt.
"""

from playground.export.folder import export, zip_export

__all__ = ["export", "zip_export"]
