"""The words of the lesson on gates, in every language."""

from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "gate-title": "The gate at “but”",
        "gate-about": (
            "An LSTM decides at every word how much of its memory to keep. Find the word at which it forgets most, "
            "work out one number of its cell by hand, and see what happens if it forgets nothing."
        ),
        "gate-needs": "an LSTM",
        "gate-text": "The plot is dull and slow, but the acting is wonderful.",
        "gate-do-see": (
            "The sentence blames first and praises then. Look below at which word each line turns. An LSTM "
            "multiplies its memory, the cell, by the forget gate at every word: 1 keeps all of it, 0 forgets all of "
            "it."
        ),
        "gate-do-lowest": "Guess before you look inside.",
        "gate-ask-lowest": (
            "At which word does the LSTM forget most when it reads from left to right: where is its forget gate "
            "lowest, on average over all units? (Before the first word there is nothing to forget.)"
        ),
        "gate-look-lowest": (
            "In Gates the chart above the maps has a line for the forget gate: at which word is it lowest?"
        ),
        "gate-why-lowest": (
            "At “{word}” the mean is {mean}; over all words it is {open}. The table has the lowest five. It need not "
            "be the word that a grammar would name: nobody taught the network where a clause ends."
        ),
        "gate-column-mean": "mean forget gate",
        "gate-do-cell": "Now one unit at that word, with pencil and paper. Its new cell is c = f · c′ + i · g.",
        "gate-ask-cell": (
            "At “{word}”, unit {unit}: forget gate f = {f}, cell before c′ = {before}, input gate i = {i}, candidate "
            "g = {g}. What is the new cell c?"
        ),
        "gate-look-cell": "Beside the maps stand the equations of this unit, with its numbers filled in.",
        "gate-why-cell": (
            "Kept is f · c′ = {kept}, written is i · g = {written}; their sum is what the LSTM itself has in its cell."
        ),
        "gate-do-way": (
            "Now hold all forget gates of the layer at 1, from the first word to the last: nothing is forgotten. The "
            "sentence is read again with this one change."
        ),
        "gate-ask-way": "The LSTM says “{label}”. Which way does its answer go when nothing is forgotten?",
        "gate-option-more": "it becomes surer",
        "gate-option-less": "it becomes less sure, or changes its mind",
        "gate-option-still": "it hardly moves",
        "gate-look-way": (
            "In Intervene it is done: the table has the probabilities before and after. Which way did they go?"
        ),
        "gate-why-way-more": (
            "Surer: its log odds go from {before} to {after}. What was forgotten had spoken for “{label}” too."
        ),
        "gate-why-way-less": (
            "Less sure: its log odds go from {before} to {after}. To forget had helped it: what stood in the cell "
            "before spoke against “{label}”."
        ),
        "gate-why-way-still": (
            "Hardly: its log odds go from {before} to {after}. The answer does not hang on these gates: a second "
            "pass reads from the other end, and the prediction is pooled over all words."
        ),
        "gate-do-far": "And how far?",
        "gate-ask-far": "“{label}” had {before} %. How many per cent will it have with all forget gates at 1?",
        "gate-look-far": "In Intervene it is done: the table has the probabilities before and after.",
        "gate-why-far": "It goes from {before} % to {after} %.",
        "gate-column-before": "before, %",
        "gate-column-held": "gates at 1, %",
        "gate-do-alone": (
            "Go on alone: replace “but” by “and” in the text above. Does the lowest gate move to another word? In "
            "Intervene hold other gates open, or at one word only."
        ),
    },
    "zh": {
        "gate-title": "“但是”处的门",
        "gate-about": (
            "LSTM 每读一个字都要决定记忆保留多少。找出它忘得最多的地方，亲手算出细胞状态里的一个数，再看什么都不忘会"
            "怎样。"
        ),
        "gate-needs": "一个 LSTM",
        "gate-text": "故事又沉闷又拖沓，但是演员演得非常好。",
        "gate-do-see": (
            "这句话先批评后表扬。看下面每条线在哪个字转向。LSTM 每读一个字就把记忆，即细胞状态，乘以遗忘门：1 是全部"
            "保留，0 是全部忘掉。"
        ),
        "gate-do-lowest": "先猜，再看内部。",
        "gate-ask-lowest": (
            "LSTM 从左往右读时，在哪个字忘得最多：遗忘门对全部单元的平均值在哪里最低？（第一个字之前没有可忘的。）"
        ),
        "gate-look-lowest": "“门”视图的热图上方有一条遗忘门的线：在哪个字最低？",
        "gate-why-lowest": (
            "在“{word}”处平均为 {mean}；全文平均 {open}。表中是最低的五处。它不一定是语法书会指的那个字：没有人教过网"
            "络分句在哪里结束。"
        ),
        "gate-column-mean": "遗忘门平均值",
        "gate-do-cell": "现在拿纸笔算那个字的一个单元。新的细胞状态是 c = f · c′ + i · g。",
        "gate-ask-cell": (
            "在“{word}”处，第 {unit} 个单元：遗忘门 f = {f}，之前的细胞状态 c′ = {before}，输入门 i = {i}，候选值 g "
            "= {g}。新的细胞状态 c 是多少？"
        ),
        "gate-look-cell": "热图旁边是这个单元的公式，数都已填好。",
        "gate-why-cell": "保留的是 f · c′ = {kept}，写入的是 i · g = {written}；两者之和就是 LSTM 自己细胞状态里的数。",
        "gate-do-way": "现在让这一层的遗忘门从头到尾都等于 1：什么都不忘。只改这一处，把句子重读一遍。",
        "gate-ask-way": "LSTM 的判断是“{label}”。什么都不忘时，它的判断会往哪边走？",
        "gate-option-more": "更有把握",
        "gate-option-less": "把握变小，或者改变主意",
        "gate-option-still": "几乎不动",
        "gate-look-way": "“干预”里已经照做：表中是之前和之后的概率。它们往哪边走了？",
        "gate-why-way-more": "更有把握：对数几率从 {before} 到 {after}。原先忘掉的东西也是支持“{label}”的。",
        "gate-why-way-less": (
            "把握变小：对数几率从 {before} 到 {after}。遗忘原先帮了它：之前细胞状态里的东西反对“{label}”。"
        ),
        "gate-why-way-still": (
            "几乎不动：对数几率从 {before} 到 {after}。判断并不取决于这些门：另一遍是从尾读到头的，预测又由所有字池化"
            "而来。"
        ),
        "gate-do-far": "有多远呢？",
        "gate-ask-far": "“{label}”原来是 {before} %。遗忘门全为 1 时是百分之多少？",
        "gate-look-far": "“干预”里已经照做：表中是之前和之后的概率。",
        "gate-why-far": "从 {before} % 到 {after} %。",
        "gate-column-before": "之前，%",
        "gate-column-held": "门为 1，%",
        "gate-do-alone": (
            "自己试试：把上面的“但是”换成“而且”。最低的门移到别的字上了吗？再到“干预”里让别的门打开，或只在一个字处打"
            "开。"
        ),
    },
}

say = speaker(WORDS)
