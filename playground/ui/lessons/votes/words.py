"""The words of the lesson on votes, in every language."""

from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "votes-title": "Votes",
        "votes-about": (
            "A TextCNN lets its filters vote: each has found its favourite n-gram, and the votes add up to the "
            "logit. What happens when the loudest one falls silent?"
        ),
        "votes-needs": "a TextCNN",
        "votes-text": "The plot is silly, and yet I could not stop smiling.",
        "votes-do-see": (
            "A TextCNN does not read from left to right. Each of its filters slides over the text and keeps its "
            "strongest answer to any n-gram, the activation. Activation times weight is the filter's vote; all votes "
            "and a bias add up to the logit. Look at what the TextCNN says of the sentence above."
        ),
        "votes-do-which": "Guess first: you will see the votes afterwards.",
        "votes-ask-which": "Which n-gram does the loudest filter vote on, for or against “{label}”?",
        "votes-look-which": (
            "In Look inside the votes stand below the text, the loudest first on either side. Whose bar is longest?"
        ),
        "votes-why-which": (
            "“{gram}”: its filter votes {vote} on “{label}”. The table has the loudest filters; two of them may have "
            "found the same n-gram."
        ),
        "votes-column-activation": "activation",
        "votes-column-weight": "weight",
        "votes-column-vote": "vote",
        "votes-do-without": (
            "The loudest vote is marked. Its row says how it comes about: activation × weight. The sum above all "
            "rows makes the logit."
        ),
        "votes-ask-without": (
            "Filters of width {width} that vote on “{gram}”: {count}, together {total}. Switch all of them off: hold "
            "them at 0. The logit of “{label}” is {logit} now. What will it be?"
        ),
        "votes-look-without": (
            "In Intervene these filters are off: look at the probabilities. As for the logit, take {total} away from "
            "{logit}. (Taking away a negative number is adding.)"
        ),
        "votes-why-without": (
            "{logit} less the votes {total} is {after}: a logit is a sum, so votes can be taken out of it."
        ),
        "votes-do-runner": (
            "Now leave the filters on and take only the n-gram away from them. Each looks for the next best n-gram "
            "in the text: a filter keeps the largest of its answers, whichever that is."
        ),
        "votes-ask-runner": "By how much does the logit change when these filters may not see “{gram}”?",
        "votes-option-less": "by less than their votes",
        "votes-option-whole": "by all of their votes",
        "votes-option-more": "by more than their votes",
        "votes-option-filter": "filters off",
        "votes-option-gram": "n-gram gone",
        "votes-column-before": "before",
        "votes-column-after": "after",
        "votes-column-change": "change",
        "votes-look-runner": (
            "In Intervene only the n-gram is taken away. Compare the probabilities with those when the filters were "
            "off: did all of the votes go? What does a maximum become when its largest number is gone?"
        ),
        "votes-why-runner-less": (
            "The runners-up move in: these filters answer to other n-grams too, such as “{runner}”, and vote {moved} "
            "on them. So of the {total} not all is gone, and the logit changes by {change}."
        ),
        "votes-why-runner-whole": (
            "These filters answer to no other n-gram of this text, so no runner-up moves in: the logit changes by "
            "{change}, which is all of their votes turned round."
        ),
        "votes-why-runner-more": (
            "The runners-up vote {moved}, the other way than what is gone: the logit changes by {change}, which is "
            "more than the {total} turned round."
        ),
        "votes-do-alone": (
            "Go on alone: look for a text in which one vote is larger than the whole logit, so that the label "
            "changes when it falls silent. In Intervene you can hold any filter at 0."
        ),
        "votes-none-no-vote": "No filter votes on this text, so there is no loudest one. Write a longer one.",
    },
    "zh": {
        "votes-title": "投票",
        "votes-about": (
            "TextCNN 让卷积核投票：每个卷积核找到自己最中意的 n 元词组，票加起来就是 logit。最响的一票没了会怎样？"
        ),
        "votes-needs": "一个 TextCNN",
        "votes-text": "这部电影的故事很普通，但是演员演得非常好。",
        "votes-do-see": (
            "TextCNN 不是从左到右读的。每个卷积核滑过全文，只留下对各个 n 元词组的最强响应，即激活值。激活值乘权重就"
            "是它的一票（“模型内部”里叫贡献），所有的票加上偏置就是 logit。先看 TextCNN 对上面这句话怎么说。"
        ),
        "votes-do-which": "先猜：答完再看票。",
        "votes-ask-which": "对“{label}”投票最响（不论赞成还是反对）的卷积核，投给了哪个 n 元词组？",
        "votes-look-which": "在“模型内部”里，票列在文本下面，两边都是最响的在前。哪一条最长？",
        "votes-why-which": (
            "“{gram}”：它的卷积核对“{label}”投了 {vote}。表中是最响的几个卷积核；其中两个可能找到了同一个词组。"
        ),
        "votes-column-activation": "激活值",
        "votes-column-weight": "权重",
        "votes-column-vote": "票",
        "votes-do-without": "最响的一票已标出，那一行写着它的来历：激活值 × 权重。各行上方的算式加出 logit。",
        "votes-ask-without": (
            "宽度为 {width}、投给“{gram}”的卷积核有 {count} 个，合计 {total}。把它们全部关掉，即令其为 0。现在“"
            "{label}”的 logit 是 {logit}，关掉之后是多少？"
        ),
        "votes-look-without": (
            "“干预”里这些卷积核已经关掉：看概率。至于 logit，从 {logit} 里减去 {total}（减去负数就是加）。"
        ),
        "votes-why-without": "{logit} 减去这些票 {total} 得 {after}：logit 是一个和，所以可以从中拿走几票。",
        "votes-do-runner": (
            "这回卷积核不关，只把这个词组从它们面前拿走。它们各自在文本里另找次好的词组：卷积核总是留下最大的响应，不"
            "管在哪里。"
        ),
        "votes-ask-runner": "不让这些卷积核看到“{gram}”，logit 变化多少？",
        "votes-option-less": "比它们的票少",
        "votes-option-whole": "正好是它们的票",
        "votes-option-more": "比它们的票多",
        "votes-option-filter": "关掉卷积核",
        "votes-option-gram": "拿走词组",
        "votes-column-before": "之前",
        "votes-column-after": "之后",
        "votes-column-change": "变化",
        "votes-look-runner": (
            "“干预”里只拿走了词组。与关掉卷积核时的概率相比：所有的票都没了吗？最大的数没了，最大值会变成什么？"
        ),
        "votes-why-runner-less": (
            "次好的补了上来：这些卷积核对别的词组也有响应，例如“{runner}”，合计投 {moved}。所以 {total} 没有全部消失，"
            "logit 变化 {change}。"
        ),
        "votes-why-runner-whole": (
            "这段文本里它们对别的词组都没有响应，没有次好的可补：logit 变化 {change}，正好是这些票翻过来。"
        ),
        "votes-why-runner-more": "次好的合计投 {moved}，与消失的方向相反：logit 变化 {change}，比 {total} 翻过来还多。",
        "votes-do-alone": (
            "自己试试：找一段文本，其中一票比整个 logit 还大，少了它标签就变。在“干预”里可以让任意卷积核为 0。"
        ),
        "votes-none-no-vote": "没有卷积核对这段文本投票，也就没有最响的。请写长一点。",
    },
}

say = speaker(WORDS)
