"""The words for an error of a kind that nobody has foreseen, in every language."""

from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {"internal": "An unexpected error ({kind}). Try another text, or restart the page's server."},
    "zh": {"internal": "发生意外错误（{kind}）。请换一段文本，或重启网页服务。"},
}

say = speaker(WORDS)
