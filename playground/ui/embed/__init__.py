"""One view by itself, without the bar: a document that a notebook or another page shows in a frame."""
