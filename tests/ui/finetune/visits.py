"""Made for the tests of this folder."""

from playground.ui.finetune.visit import Visit

FILE = b"number,remark,mood,about\n" + b"".join(
    b"%d,I bought %s number %d today,%s,%s\n"
    % (n, (b"apples", b"hammers")[n % 2], n, (b"glad", b"cross", b"calm")[n % 3], (b"fruit", b"tools")[n % 2])
    for n in range(60)
)


def visit() -> Visit:
    """A visit with a file, whose plan asks for no checkpoint."""
    made = Visit(from_scratch=True)
    made.read_file(FILE, "shop.csv")
    return made
