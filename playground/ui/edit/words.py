"""The page's words of the tab Edit, as (English, Chinese); `strings.py` takes them in: no file grows too long."""

WORDS: dict[str, tuple[str, str]] = {
    "tab-edit": ("Edit", "改一改"),
    "edit-invite": (
        "Choose a word, then change it, delete it or swap it: every model answers again at once.",
        "选一个词，然后改掉、删掉或与邻词对调：所有模型会立刻重新作答。",
    ),
    "edit-words": ("The words of the text", "文本中的词"),
    "edit-word": ("Word", "词"),
    "edit-change": ("Change", "替换"),
    "edit-delete": ("Delete", "删除"),
    "edit-swap-left": ("← Swap", "← 对调"),
    "edit-swap-right": ("Swap →", "对调 →"),
    "edit-undo": ("Undo", "撤销"),
    "edit-redo": ("Redo", "重做"),
    "edit-keep": ("Make this the text above", "把它作为上方的文本"),
    "edit-was": ("was: {word}", "原为：{word}"),
    "edit-new": ("put in", "新加入"),
    "edit-gone": ("deleted: {word}", "已删除：{word}"),
    "edit-nothing-left": ("No word is left. Undo brings the last one back.", "一个词也不剩了。点“撤销”可以恢复。"),
    "edit-more": ("{count} more words are not shown here", "另有 {count} 个词没有显示"),
    "edit-answers": ("The answers before and after", "修改前后的答案"),
    "edit-tags": ("The tag of “{word}” before and after", "“{word}”的词性，修改前后"),
    "edit-untouched": ("Nothing is changed yet.", "还没有修改。"),
    "edit-none-flipped": ("No model has changed its answer.", "没有模型改变答案。"),
    "edit-flipped": ("{count} of {total} models changed their answer.", "{total} 个模型中有 {count} 个改变了答案。"),
    "edit-one-flipped": ("{model} has changed its answer.", "{model} 改变了答案。"),
    "edit-before": ("before", "修改前"),
    "edit-after": ("after", "修改后"),
    "edit-flip": ("flipped", "已翻转"),
    "edit-same": ("as before", "未变"),
    "edit-points": ("{label} {change} points", "{label} {change} 个百分点"),
    "edit-elsewhere": ("other words: {words}", "其他词：{words}"),
    "edit-no-place": (
        "This word is new: it has no tag before. Choose a word of the text above.",
        "这是新加入的词，没有修改前的词性。请选择上方文本中的词。",
    ),
    "edit-choose": ("Choose a word to see its tag before and after.", "选一个词，查看它修改前后的词性。"),
    "edit-hints": ("What would change the answer", "怎样改会让答案翻转"),
    "edit-hints-word": ("What would change the tag of “{word}”", "怎样改会让“{word}”的词性翻转"),
    "edit-hints-how": (
        "Edits of the text above, found by the gradient and by trial. Each was read by the model again before it was "
        "shown. Press one to try it on all models.",
        "针对上方文本，由梯度和逐一试验找出的修改。每一条都让模型重新读过才显示。点一条，看所有模型的反应。",
    ),
    "edit-look": ("Look for edits of this long text", "为这段长文本寻找修改"),
    "edit-looking": ("looking …", "正在寻找……"),
    "edit-tried": ("looking: {count} edited texts read …", "正在寻找：已试读 {count} 段改过的文本……"),
    "edit-stop": ("Stop looking", "停止寻找"),
    "edit-stopped": ("Stopped before an edit was found.", "已停止，还没有找到修改。"),
    "edit-look-on": ("Look on", "继续寻找"),
    "edit-keep-steps": ("All steps and suggestions with the answers, as", "把全部步骤、建议和答案存为"),
    "edit-note": (
        "Each text was divided into words and read anew by the unchanged model; before is the answer to before_text "
        "(of a step, the text that was given first), after the answer to the edited one. {asked} A share is the "
        "model's probability of its answer. An answer has flipped where the most probable label is another one.",
        "每段文本都重新分词，由未改动的模型重新读过；before 是 before_text（步骤中即最初文本）的答案，"
        "after 是修改后的答案。{asked}"
        "share 是模型给自己答案的概率。最可能的标签变了，即为翻转（flips）。",
    ),
    "edit-note-text": ("The answer is that to the whole text.", "答案针对整段文本。"),
    "edit-note-new": (
        "The answer is the tag of “{word}”, which the text that was given first does not have.",
        "答案是“{word}”的词性，最初的文本中没有这个词。",
    ),
    "edit-note-word": (
        "The answer is the tag of “{word}”, word {number} of that text.",
        "答案是该文本第 {number} 个词“{word}”的词性。",
    ),
    "edit-found-none": ("No small edit was found that changes this answer.", "没有找到能改变这个答案的小修改。"),
    "edit-kind-replace": ("replace", "替换"),
    "edit-kind-delete": ("delete", "删除"),
    "edit-kind-negate": ("negate", "否定"),
    "edit-to": ("then {label} {share}", "之后：{label} {share}"),
    "edit-history": ("Steps", "步骤"),
    "edit-step-begin": ("the text", "原文"),
    "edit-step-replace": ("{old} → {new}", "{old} → {new}"),
    "edit-step-delete": ("without {old}", "删去 {old}"),
    "edit-step-swap": ("{old} ⇄ {new}", "{old} ⇄ {new}"),
    "edit-step-try": ("a suggestion", "采用建议"),
    "edit-read": ("How to read this", "怎么看"),
    "edit-read-answers": (
        "The hollow mark is the answer to the text above, the full one the answer to the edited text. Flipped: the "
        "most probable answer is another one now. An edit that flips one model and not another shows what each relies "
        "on; it does not show that the model is wrong.",
        "空心标记是上方文本的答案，实心标记是修改后的答案。“已翻转”表示最可能的答案变了。"
        "同一处修改使一个模型翻转而另一个不变，说明它们依赖的东西不同，并不说明谁错了。",
    ),
    "edit-read-keys": (
        "Keyboard: arrow keys walk along the words, Enter chooses one, Delete deletes it, Alt with an arrow swaps it, "
        "Ctrl+Z and Ctrl+Shift+Z undo and redo.",
        "键盘：方向键在词间移动，Enter 选中，Delete 删除，Alt 加方向键对调，Ctrl+Z 与 Ctrl+Shift+Z 撤销和重做。",
    ),
}
