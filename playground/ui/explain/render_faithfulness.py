"""Records -> HTML: how far an explanation can be believed, beside random ones of the same text."""

from collections.abc import Sequence

from playground.lenses.explain.faithfulness import Faithfulness
from playground.ui.components.markup import safe
from playground.ui.explain.wording import faithfulness_words, number, plain
from playground.ui.explain.words import say
from playground.ui.language.numbers import percent

# ---- how far to believe it


def axis_ends(tested: Sequence[Faithfulness]) -> tuple[float, float]:
    """Between what all curves lie, zero among it: the axis that they share."""
    every = [0.0]
    for one in tested:
        for key, curve in one.curves.items():
            every += [*curve, *(value for ends in one.chance[key] for value in ends)]
    low, high = min(every), max(every)
    return low, high if high > low else low + 1


def curves(tested: Faithfulness, ends: tuple[float, float], language: str) -> str:
    """How far the logit falls the more words are taken away, or kept; behind it where random explanations lie."""
    drawn = []
    for key, values in tested.curves.items():
        shown = faithfulness_words(key, language)[0]
        title = f"{shown}: {say(f'curve-{key}', language)}"
        picture = _curve(values, tested.chance[key], tested.shares, ends)
        drawn.append(f'<figure class="curve"><figcaption>{safe(title)}</figcaption>{picture}</figure>')
    legend = safe(say("curve-key", language))
    return f'<div class="curves">{"".join(drawn)}</div><p class="note">{legend}</p>' if drawn else ""


def _curve(
    values: Sequence[float], chance: Sequence[tuple[float, float]], shares: Sequence[float], ends: tuple[float, float]
) -> str:
    low, high = ends

    def across(at: int) -> float:
        return 44 + 226 * at / (len(shares) - 1)

    def down(value: float) -> float:
        return 10 + 100 * (high - value) / (high - low)

    rim = [(across(at), down(top)) for at, (_, top) in enumerate(chance)]
    rim += [(across(at), down(bottom)) for at, (bottom, _) in reversed(list(enumerate(chance)))]
    band = " ".join(f"{x:.1f},{y:.1f}" for x, y in rim)
    line = " ".join(f"{across(at):.1f},{down(value):.1f}" for at, value in enumerate(values))
    dots = "".join(f'<circle cx="{across(at):.1f}" cy="{down(one):.1f}" r="2.6"/>' for at, one in enumerate(values))
    marks = [low, high] if min(-low, high) < 0.12 * (high - low) else [low, 0.0, high]
    sides = "".join(
        f'<text x="38" y="{down(mark) + 4:.1f}" text-anchor="end">{"0" if not mark else number(mark)}</text>'
        for mark in marks
    )
    foot = "".join(
        f'<text x="{across(at):.1f}" y="128" text-anchor="middle">{percent(share)}</text>'
        for at, share in enumerate(shares)
    )
    return (
        f'<svg viewBox="0 0 284 134" role="img"><polygon points="{band}"/><path d="M44 {down(0):.1f}H270"/>'
        f'<polyline points="{line}"/>{dots}{sides}{foot}</svg>'
    )


def verdict(tested: Faithfulness, language: str, ends: tuple[float, float] | None = None) -> str:
    """Each test beside the random explanations, the curves, and the check with what was learnt thrown away."""
    if not tested.measures:
        return f'<p class="note">{safe(say("trial-few", language))}</p>'
    rows = []
    for key, measured in tested.measures.items():
        shown, help_ = faithfulness_words(key, language)
        sentence = say(
            "trial-better" if measured.convincing else "trial-chance",
            language,
            beaten=measured.beaten,
            count=len(measured.random),
        )
        sign = "✓" if measured.convincing else "✗"
        rows.append(
            f'<tr class="{"passed" if measured.convincing else "failed"}"><th scope="row">'
            f"{safe(shown)}<small>{safe(help_)}</small></th>"
            f'<td><span aria-hidden="true">{sign}</span> {safe(sentence)}</td><td>{plain(measured.value)}</td></tr>'
        )
    passed = sum(measured.convincing for measured in tested.measures.values())
    summary = say("trial-summary", language, passed=passed, total=len(tested.measures))
    check = ""
    if tested.changes is not None and tested.untrained is not None:
        sentence = say("trial-changes" if tested.changes else "trial-same", language, value=plain(tested.untrained))
        check = f'<p class="note{"" if tested.changes else " warn"}">{safe(sentence)}</p>'
    heads = "".join(
        f'<th scope="col">{safe(say(key, language))}</th>' for key in ("trial", "trial-verdict", "trial-value")
    )
    return (
        f'<section class="faithfulness"><p class="verdict-line">{safe(summary)}</p>'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        f"{curves(tested, ends or axis_ends([tested]), language)}{check}</section>"
    )
