"""The words that all lessons share, in every language; each lesson has its own beside it."""

from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "tab-lessons": "Lessons",
        "lesson-how": (
            "Each lesson opens the places that it talks about, asks what you expect, and checks it against what the "
            "models say at this moment. You can write a sentence of your own at any step. Nothing about you is kept."
        ),
        "lesson-takes": "{minutes} minutes. Needs: {needs}.",
        "lesson-begin": "Begin",
        "lesson-begin-name": "Begin the lesson: {title}",
        "lesson-step": "Step {at} of {count}",
        "lesson-back": "Back",
        "lesson-next": "Next",
        "lesson-end": "End the lesson",
        "lesson-print": "Print",
        "lesson-present": "Projector",
        "lesson-sheet-text": "The text:",
        "lesson-sheet-answers": "The numbers of {day}",
        "lesson-sheet-model": "Model",
        "lesson-sheet-digest": "sha256 of its weights",
        "lesson-check": "Check",
        "lesson-tell": "Show the answer",
        "lesson-place": "Take me there",
        "lesson-results": "What came of the training: the marked row has the answer",
        "lesson-right": "Right.",
        "lesson-wrong": "Not so.",
        "lesson-answer": "The answer:",
        "lesson-number": "Your number",
        "lesson-exact": "It has to be exact.",
        "lesson-tolerance": "{tolerance} more or less counts as right.",
        "lesson-choose": "Choose one",
        "lesson-no-choice": "Nothing is chosen yet. Choose an answer, then check it.",
        "lesson-no-number": "“{given}” is not a number. Type one, such as −1.25.",
        "lesson-own": "Or write a sentence of your own above: the question is then asked of that one.",
        "lesson-own-rows": (
            "Or bring rows of your own: upload a file in Fine-tune, and the question is asked of that one. A sentence "
            "in another language above, or another network, changes it, too."
        ),
        "lesson-training": "Training {at} of {total} is going on.",
        "lesson-waiting": "Trainings of others that come first: {before}.",
        "lesson-untrained": "Nothing is trained yet. Training begins when an answer is checked on the page.",
        "lesson-stop": "Stop",
        "lesson-default": "Take the lesson's own sentence",
        "lesson-none-no-text": "There is no word in the text above, so nothing can be asked of it.",
        "lesson-none-no-models": "No model is there that could be asked.",
        "lesson-none-no-model": "The question needs a {architecture}, and there is none for the language of this text.",
        "lesson-none-few-models": "The question compares models, and fewer than {count} are chosen above.",
        "lesson-none-few-words": "The question needs a text of at least {count} words.",
        "lesson-none-many-words": "The question is asked of texts of at most {count} words. Shorten the one above.",
    },
    "zh": {
        "tab-lessons": "课堂",
        "lesson-how": (
            "每一课会打开它讲到的地方，先问你的预测，再用模型此刻的计算结果来核对。每一步都可以换成自己写的句子。"
            "不保留任何与你有关的信息。"
        ),
        "lesson-takes": "{minutes} 分钟。需要：{needs}。",
        "lesson-begin": "开始",
        "lesson-begin-name": "开始这一课：{title}",
        "lesson-step": "第 {at} 步，共 {count} 步",
        "lesson-back": "上一步",
        "lesson-next": "下一步",
        "lesson-end": "结束这一课",
        "lesson-print": "打印",
        "lesson-present": "投影",
        "lesson-sheet-text": "文本：",
        "lesson-sheet-answers": "{day} 的数值",
        "lesson-sheet-model": "模型",
        "lesson-sheet-digest": "权重的 sha256",
        "lesson-check": "核对",
        "lesson-tell": "显示答案",
        "lesson-place": "带我去看",
        "lesson-results": "训练的结果：答案在标出的那一行",
        "lesson-right": "正确。",
        "lesson-wrong": "不对。",
        "lesson-answer": "答案：",
        "lesson-number": "你的数",
        "lesson-exact": "须完全相符。",
        "lesson-tolerance": "相差不超过 {tolerance} 即算正确。",
        "lesson-choose": "请选一个",
        "lesson-no-choice": "还没有选择。先选一个答案，再核对。",
        "lesson-no-number": "“{given}”不是数。请输入一个数，例如 −1.25。",
        "lesson-own": "也可以在上面写一句自己的话：问题会改问这一句。",
        "lesson-own-rows": (
            "也可以用自己的数据：在“微调”里上传一个文件，问题就会改问这个文件。上面换成另一种语言的句子，或换一个网络，"
            "问题也随之改变。"
        ),
        "lesson-training": "正在进行第 {at} 次训练，共 {total} 次。",
        "lesson-waiting": "前面还有别人的训练：{before} 个。",
        "lesson-untrained": "还没有训练。在页面上核对答案时才会开始训练。",
        "lesson-stop": "停止",
        "lesson-default": "用本课的句子",
        "lesson-none-no-text": "上面的文本里没有词，无从提问。",
        "lesson-none-no-models": "没有可以提问的模型。",
        "lesson-none-no-model": "这个问题需要 {architecture}，而这段文本的语言没有这种模型。",
        "lesson-none-few-models": "这个问题要比较模型，而上面选中的不足 {count} 个。",
        "lesson-none-few-words": "这个问题需要一段至少 {count} 个词的文本。",
        "lesson-none-many-words": "这个问题最多问 {count} 个词的文本。请把上面的缩短。",
    },
}

say = speaker(WORDS)
