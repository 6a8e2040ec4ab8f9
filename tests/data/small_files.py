"""Small files of both kinds of task, written for a test."""

import gzip
from pathlib import Path

HEADER = "text\tlabel\n"
ROWS = "a warm little film\tpositive\nit never ends\tnegative\n"
WORDS = """\
# sent_id = 1
# text = Don't run, Ana!
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVB\t_\t3\taux\t3:aux\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t3:advmod\t_
3\trun\trun\tVERB\tVB\t_\t0\troot\t0:root\tSpaceAfter=No
3.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t0:root\t_
4\t,\t,\tPUNCT\t,\t_\t3\tpunct\t3:punct\t_
5\tAna\tAna\tPROPN\tNNP\t_\t3\tvocative\t3:vocative\tCorrectForm=Anna|SpaceAfter=No
6\t!\t!\tPUNCT\t.\t_\t3\tpunct\t3:punct\t_

# a comment in between
1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t0:root\t_
"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    raw = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(raw, mtime=0) if name.endswith(".gz") else raw)
    return path
