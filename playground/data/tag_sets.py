"""The tags of words that treebanks and corpora use, each with the universal tag that it stands for.

Where a tag set draws a line elsewhere than Universal Dependencies does, the commoner case decides: a localiser of
Chinese is ADP, a classifier NOUN, an idiom X, since it may be anything.

Sources:
    https://universaldependencies.org/tagset-conversion/ (Penn, STTS, Chinese Treebank); Gimpel et al. 2011 (Twitter);
    Yu et al. 2002 (Peking University, the People's Daily).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from playground.tasks import UPOS


@dataclass(frozen=True)
class TagSet:
    """Tags as somebody else names them.

    Attributes:
        title: what messages call it; "" for the universal tags.
        tags: tag -> universal tag.
        folded: whether a tag may be written in any case of letters.
    """

    title: str
    tags: dict[str, str]
    folded: bool = False


def _table(written: dict[str, str]) -> dict[str, str]:
    """Tag -> universal tag, from universal tag -> tags with spaces between."""
    return {tag: universal_tag for universal_tag, tags in written.items() for tag in tags.split()}


TAG_SETS: dict[str, TagSet] = {
    "universal": TagSet(
        "",
        {tag: tag for tag in UPOS}
        | {"CONJ": "CCONJ", "PRT": "PART", ".": "PUNCT", "PNOUN": "PROPN", "PUNC": "PUNCT", "NUMBER": "NUM"},
        folded=True,
    ),
    "penn": TagSet(
        "the Penn Treebank",
        _table(
            {
                "CCONJ": "CC", "NUM": "CD", "DET": "DT PDT", "PRON": "EX PRP PRP$ WDT WP WP$", "X": "FW LS ADD AFX XX",
                "ADP": "IN RP", "ADJ": "JJ JJR JJS", "AUX": "MD", "NOUN": "NN NNS", "PROPN": "NNP NNPS",
                "PART": "POS TO", "ADV": "RB RBR RBS WRB", "SYM": "SYM $ #", "INTJ": "UH",
                "VERB": "VB VBD VBG VBN VBP VBZ", "PUNCT": ", : `` '' \" -LRB- -RRB- ( ) HYPH NFP",
            }
        ),
        folded=True,
    ),
    "stts": TagSet(
        "STTS (German)",
        _table(
            {
                "ADJ": "ADJA ADJD", "ADV": "ADV PWAV PAV PROAV", "ADP": "APPR APPRART APPO APZR PTKVZ",
                "DET": "ART PDAT PIAT PIDAT PPOSAT PRELAT PWAT", "NUM": "CARD", "X": "FM SGML SPELL TRUNC XY BS",
                "INTJ": "ITJ", "SCONJ": "KOUI KOUS", "CCONJ": "KON KOKOM", "NOUN": "NN", "PROPN": "NE NNE",
                "PRON": "PDS PIS PPER PPOSS PRELS PRF PWS", "PART": "PTKZU PTKNEG PTKANT PTKA",
                "VERB": "VVFIN VVIMP VVINF VVIZU VVPP", "AUX": "VAFIN VAIMP VAINF VAPP VMFIN VMINF VMPP",
                "PUNCT": "$, $. $( $[",
            }
        ),
    ),
    "ctb": TagSet(
        "the Chinese Treebank",
        _table(
            {
                "VERB": "VV VE", "AUX": "VC AS SB", "ADJ": "VA JJ", "PROPN": "NR", "NOUN": "NN NT M",
                "ADP": "LC P BA LB",
                "PRON": "PN", "DET": "DT", "NUM": "CD OD", "ADV": "AD", "CCONJ": "CC", "SCONJ": "CS",
                "PART": "DEC DEG DER DEV SP ETC MSP", "INTJ": "IJ ON", "X": "FW URL IC NOI",
                "PUNCT": "PU", "SYM": "EM",
            }
        ),
    ),
    "pku": TagSet(
        "Peking University (PFR)",
        _table(
            {
                "NOUN": "n ng Ng vn an q s t tg Tg j nl nd", "PROPN": "nr nrf nrfg nrt ns nsf nt nz nh ni",
                "VERB": "v vg Vg vi vl vx vf vq vu", "ADV": "d dg Dg vd ad", "ADJ": "a ag Ag al b bl z zg",
                "CCONJ": "c cc", "ADP": "p pba pbei f", "PRON": "r rr rz rg Rg ry ryt rys ryv rzt rzs rzv",
                "NUM": "m mq mg Mg", "PART": "u uj ul uz ug ud uv uls ude1 ude2 ude3 ule uzhe uguo usuo udeng y yg k h",
                "INTJ": "e o", "PUNCT": "w wp wkz wky wyz wyy wj ww wt wd wf wn wm ws wb", "X": "i l g x xx xu nx eng",
                "AUX": "vshi",
            }
        ),
    ),
    "ark": TagSet(
        "Twitter (ARK)",
        _table(
            {
                "NOUN": "N S", "PRON": "O L X Y", "PROPN": "^ Z M", "VERB": "V", "ADJ": "A", "ADV": "R", "INTJ": "!",
                "DET": "D", "ADP": "P T", "CCONJ": "&", "X": "# @ ~ U G", "SYM": "E", "NUM": "$", "PUNCT": ",",
            }
        ),
    ),
}  # fmt: skip
"""Name -> tag set, the likelier ones first."""


def find_tag_set(cells: Iterable[str]) -> str:
    """The key of the tag set that most of the different tags of a column belong to."""
    different = {cell.strip() for cell in cells if cell.strip()}
    return max(TAG_SETS, key=lambda key: sum(universal(tag, key) is not None for tag in different))


@lru_cache(maxsize=4096)
def universal(tag: str, tag_set: str = "universal") -> str | None:
    """The universal tag that a tag stands for, None for none; the universal ones are known in every set."""
    bare = tag.strip()
    known = TAG_SETS[tag_set]
    found = known.tags.get(bare.upper() if known.folded else bare)
    return found or TAG_SETS["universal"].tags.get(bare.upper())
