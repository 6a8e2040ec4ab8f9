"""What the project promises about speed and size, measured: `python -m tests.bench` prints a table.

One file a subject, each with `measure()`. Seconds depend on the machine and on its neighbours, so each number stands
beside the one that it is measured against, in the same run and turn by turn; the ratio of the medians is what lasts.
"""
