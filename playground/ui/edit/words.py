"""The words of the tab Edit, in every language."""

from playground.ui.components import words as shared
from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "tab-edit": "Edit",
        "edit-invite": "Choose a word, then change, delete or swap it: every model predicts again at once.",
        "edit-words": "The words of the text",
        "edit-word": "Word",
        "edit-change": "Change",
        "edit-delete": "Delete",
        "edit-swap-left": "← Swap",
        "edit-swap-right": "Swap →",
        "edit-undo": "Undo",
        "edit-redo": "Redo",
        "edit-keep": "Use this as the text above",
        "edit-was": "was: {word}",
        "edit-new": "inserted",
        "edit-gone": "deleted: {word}",
        "edit-nothing-left": "No word is left. Undo brings the last one back.",
        "edit-more": "{count} more words are not shown here",
        "edit-answers": "The predictions before and after",
        "edit-tags": "The tag of “{word}” before and after",
        "edit-joined": (
            "These models tag characters. The words are those into which most of them split the text; a word's tag "
            "is the one for which the product of its characters' probabilities is highest, its percentage their mean."
        ),
        "edit-untouched": "Nothing is changed yet.",
        "edit-none-flipped": "No model has changed its prediction.",
        "edit-flipped": "{count} of {total} models changed their prediction.",
        "edit-one-flipped": "{model} has changed its prediction.",
        "edit-unlike-you": "✗ unlike you",
        "edit-as-you": "✓ like you",
        "edit-judge-no": "no",
        "edit-judge-yes": "yes",
        "edit-judge": "Would your own judgement change with this edit, too?",
        "edit-before": "before",
        "edit-after": "after",
        "edit-flip": "flipped",
        "edit-same": "as before",
        "edit-points": "{label} {change} percentage points",
        "edit-elsewhere": "other words: {words}",
        "edit-no-place": "This word is new: it had no tag before. Choose a word of the text above.",
        "edit-choose": "Choose a word to see its tag before and after.",
        "edit-hints": "What would flip the prediction",
        "edit-hints-word": "What would flip the tag of “{word}”",
        "edit-hints-how": (
            "Edits of the text above. Each was predicted again by the model before it is shown. Press one to try "
            "it on all models."
        ),
        "edit-natural": "Natural: as a person might put it",
        "edit-adversarial-how": (
            "They need not be grammatical, and a reader's own judgement need not change with them: they show what "
            "the model hangs on, not what the sentence would say otherwise."
        ),
        "edit-adversarial": "Adversarial: found with the gradient to flip this model",
        "edit-look": "Search for edits of this long text",
        "edit-looking": "searching …",
        "edit-tried": "searching: {count} edited texts tried …",
        "edit-stop": "Stop the search",
        "edit-stopped": "Stopped before an edit was found.",
        "edit-look-on": "Continue the search",
        "edit-keep-steps": "Download all steps and suggestions with the predictions as",
        "edit-note": (
            "Each text was divided into words and read anew by the unchanged model; before is the prediction for "
            "before_text (of a step, the text that was given first), after the prediction for the edited one. "
            "{asked} A share is the probability of the predicted label. A prediction has flipped where the most "
            "probable label is another one."
        ),
        "edit-note-text": "The prediction is that for the whole text.",
        "edit-note-new": "The prediction is the tag of “{word}”, which the text that was given first does not have.",
        "edit-note-word": "The prediction is the tag of “{word}”, word {number} of that text.",
        "edit-found-none": "No small edit was found that flips this prediction.",
        "edit-kind-replace": "replace",
        "edit-kind-delete": "delete",
        "edit-kind-negate": "negate",
        "edit-kind-intensify": "degree",
        "edit-kind-same_tag": "same tag",
        "edit-to": "then {label} {share}",
        "edit-history": "Steps",
        "edit-step-begin": "the text",
        "edit-step-replace": "{old} → {new}",
        "edit-step-delete": "without {old}",
        "edit-step-swap": "{old} ⇄ {new}",
        "edit-step-try": "a suggestion",
        "edit-read": "How to read this",
        "edit-read-answers": (
            "The hollow mark is the prediction for the text above, the full one that for the edited text. Flipped: "
            "the most probable label is another one now. An edit that flips one model and not another shows what "
            "each relies on; it does not show which of them is wrong."
        ),
        "edit-read-keys": (
            "Keyboard: arrow keys walk along the words, Enter chooses one, Delete deletes it, Alt with an arrow swaps "
            "it, Ctrl+Z and Ctrl+Shift+Z undo and redo."
        ),
    },
    "zh": {
        "tab-edit": "编辑",
        "edit-invite": "选一个词，然后替换、删除或与邻词对调：所有模型会立刻重新预测。",
        "edit-words": "文本中的词",
        "edit-word": "词",
        "edit-change": "替换",
        "edit-delete": "删除",
        "edit-swap-left": "← 对调",
        "edit-swap-right": "对调 →",
        "edit-undo": "撤销",
        "edit-redo": "重做",
        "edit-keep": "把它作为上方的文本",
        "edit-was": "原为：{word}",
        "edit-new": "新加入",
        "edit-gone": "已删除：{word}",
        "edit-nothing-left": "一个词也不剩了。点“撤销”可以恢复。",
        "edit-more": "另有 {count} 个词没有显示",
        "edit-answers": "修改前后的预测",
        "edit-tags": "“{word}”的词性，修改前后",
        "edit-joined": (
            "这些模型逐字标注。这里的词按多数模型的切分；一个词的词性取使各字概率之积最大的标签，百分比是各字概率的平均。"
        ),
        "edit-untouched": "还没有修改。",
        "edit-none-flipped": "没有模型改变预测。",
        "edit-flipped": "{total} 个模型中有 {count} 个改变了预测。",
        "edit-one-flipped": "{model} 改变了预测。",
        "edit-unlike-you": "✗ 与你不同",
        "edit-as-you": "✓ 与你一致",
        "edit-judge-no": "不会",
        "edit-judge-yes": "会",
        "edit-judge": "这样修改后，你自己的判断也会改变吗？",
        "edit-before": "修改前",
        "edit-after": "修改后",
        "edit-flip": "已翻转",
        "edit-same": "未变",
        "edit-points": "{label} {change} 个百分点",
        "edit-elsewhere": "其他词：{words}",
        "edit-no-place": "这是新加入的词，没有修改前的词性。请选择上方文本中的词。",
        "edit-choose": "选一个词，查看它修改前后的词性。",
        "edit-hints": "怎样改会使预测翻转",
        "edit-hints-word": "怎样改会使“{word}”的词性翻转",
        "edit-hints-how": "针对上方文本的修改。每一条都由模型重新预测过才显示。点一条，看所有模型的反应。",
        "edit-natural": "自然的修改：人会这样说",
        "edit-adversarial-how": (
            "它们不一定合乎语法，读者自己的判断也不一定随之改变：它们显示模型依赖什么，而不是句子换个说法会怎样。"
        ),
        "edit-adversarial": "对抗性修改（adversarial）：用梯度找出，专为使这个模型翻转",
        "edit-look": "为这段长文本搜索修改",
        "edit-looking": "正在搜索……",
        "edit-tried": "正在搜索：已试过 {count} 段改过的文本……",
        "edit-stop": "停止搜索",
        "edit-stopped": "已停止，还没有找到修改。",
        "edit-look-on": "继续搜索",
        "edit-keep-steps": "把全部步骤、建议和预测下载为",
        "edit-note": (
            "每段文本都重新分词，由未改动的模型重新读过；before 是对 before_text（步骤中即最初文本）的预测，after "
            "是修改后的预测。{asked}share 是预测标签的概率。最可能的标签变了，即为翻转（flips）。"
        ),
        "edit-note-text": "预测针对整段文本。",
        "edit-note-new": "预测的是“{word}”的词性，最初的文本中没有这个词。",
        "edit-note-word": "预测的是该文本第 {number} 个词“{word}”的词性。",
        "edit-found-none": "没有找到能使这个预测翻转的小修改。",
        "edit-kind-replace": "替换",
        "edit-kind-delete": "删除",
        "edit-kind-negate": "否定",
        "edit-kind-intensify": "程度",
        "edit-kind-same_tag": "同词性",
        "edit-to": "之后：{label} {share}",
        "edit-history": "步骤",
        "edit-step-begin": "原文",
        "edit-step-replace": "{old} → {new}",
        "edit-step-delete": "删去 {old}",
        "edit-step-swap": "{old} ⇄ {new}",
        "edit-step-try": "采用建议",
        "edit-read": "怎样看",
        "edit-read-answers": (
            "空心标记是对上方文本的预测，实心标记是对修改后文本的预测。“已翻转”表示最可能的标签变了。同一处修改使一"
            "个模型翻转而另一个不变，说明它们依赖的东西不同，并不说明谁错了。"
        ),
        "edit-read-keys": (
            "键盘：方向键在词间移动，Enter 选中，Delete 删除，Alt 加方向键对调，Ctrl+Z 与 Ctrl+Shift+Z 撤销和重做。"
        ),
    },
}

say = speaker(WORDS, shared.WORDS)
