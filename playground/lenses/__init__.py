"""The questions that can be asked of a checkpoint and a text; each returns a record.

Nothing here knows about the page.
"""
