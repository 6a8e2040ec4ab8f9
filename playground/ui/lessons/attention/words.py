"""The words of the lesson on attention, in every language."""

from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "attention-title": "Is attention an explanation?",
        "attention-about": (
            "A Transformer shows which words it looks at. Are these the words that its answer hangs on? Compare them "
            "with the words that change the answer when they are gone, and with rankings drawn at random."
        ),
        "attention-needs": "a Transformer",
        "attention-text": "The plot is silly, and yet I could not stop smiling.",
        "attention-do-see": (
            "Look at what the Transformer says of the sentence above. On its way to the answer each word takes over "
            "something from all words, by weights that add up to 1: attention."
        ),
        "attention-do-most": "Guess first.",
        "attention-ask-most": "Which word gets most attention, on average over all layers, heads and words that look?",
        "attention-look-most": (
            "In Attention each small map is a head: a row a word that looks, a column a word that is looked at. "
            "Which columns are bright in many of them?"
        ),
        "attention-why-most": (
            "“{word}”: {largest} of all attention. Often it is a mark or a small word: a head that has nothing to "
            "look for has to look somewhere, since its weights add up to 1."
        ),
        "attention-column-share": "share of attention",
        "attention-do-without": (
            "Before you are the heads. But what is looked at need not matter: take words away, one at a time, and "
            "ask the network again."
        ),
        "attention-ask-without": "Which word changes the answer's logit most when it is deleted?",
        "attention-look-without": (
            "The view Memory has it: the change of the logit when a word is deleted, for every word. Find the "
            "Transformer's highest point."
        ),
        "attention-why-without-other": (
            "“{word}”: without it the logit changes by {largest}. Most attention went to another word: “{attended}”."
        ),
        "attention-why-without-same": (
            "“{word}”: without it the logit changes by {largest}. Here it is the word with most attention, too."
        ),
        "attention-column-change": "change of the logit",
        "attention-do-random": (
            "A test: delete the words with most attention, one after the other, until half of the text is gone, and "
            "note how far the answer falls on average. Then the same with the words in random orders."
        ),
        "attention-ask-random": "How many of the {count} random orders does the order by attention beat?",
        "attention-look-random": (
            "Explain puts methods to the same test: unfold how far each can be believed. A ranking that means "
            "nothing beats about half of the random ones."
        ),
        "attention-why-random-more": (
            "{beaten} of {count}: for this sentence attention names words that matter. The order by deletion beats "
            "{better}. One sentence is no proof: try others."
        ),
        "attention-why-random-no-more": (
            "{beaten} of {count}, so chance is not out of the question: for this sentence attention is no "
            "explanation. The order by deletion beats {better}."
        ),
        "attention-column-fall": "mean fall",
        "attention-option-attention": "by attention",
        "attention-option-removal": "by deletion",
        "attention-option-random": "random, mean",
        "attention-option-best-random": "random, best",
        "attention-do-alone": (
            "Go on alone: find a sentence for which attention beats all random orders, and one for which it beats "
            "fewer than half. Then look in Explain for a method that does better on both."
        ),
    },
    "zh": {
        "attention-title": "注意力就是解释吗？",
        "attention-about": (
            "Transformer 会显示它在看哪些字。它的判断真的取决于这些字吗？与删掉后会改变判断的字比一比，再与随机的排序"
            "比一比。"
        ),
        "attention-needs": "一个 Transformer",
        "attention-text": "这部电影的故事很普通，但是演员演得非常好。",
        "attention-do-see": (
            "看 Transformer 对上面这句话怎么说。在得出判断的路上，每个字都从所有字那里取来一些东西，权重之和为 1：这"
            "就是注意力。"
        ),
        "attention-do-most": "先猜。",
        "attention-ask-most": "对所有层、所有头、所有在看的字取平均，哪个字得到的注意力最多？",
        "attention-look-most": (
            "在“注意力”视图里，每张小图是一个头：行是在看的字，列是被看的字。哪些列在许多图里都是亮的？"
        ),
        "attention-why-most": (
            "“{word}”：占全部注意力的 {largest}。得到最多的常常是标点或虚词：一个头没什么可找的时候也得看向某处，因为"
            "权重之和是 1。"
        ),
        "attention-column-share": "注意力占比",
        "attention-do-without": "面前就是这些头。但被看的未必要紧：一次删掉一个字，再问网络。",
        "attention-ask-without": "删掉哪个字，判断的 logit 变化最大？",
        "attention-look-without": "“记忆”视图里有：每个字删掉之后 logit 的变化。找到 Transformer 的最高点。",
        "attention-why-without-other": (
            "“{word}”：没有它，logit 变化 {largest}。得到注意力最多的却是另一个：“{attended}”。"
        ),
        "attention-why-without-same": "“{word}”：没有它，logit 变化 {largest}。这里它恰好也是得到注意力最多的字。",
        "attention-column-change": "logit 的变化",
        "attention-do-random": (
            "做个检验：按注意力从多到少逐个删字，直到删去一半，记下判断平均下降多少。再按随机的顺序做同样的事。"
        ),
        "attention-ask-random": "{count} 个随机顺序中，按注意力的顺序胜过几个？",
        "attention-look-random": (
            "“解释”对各种方法做同样的检验：展开看每种方法有多可信。毫无意义的排序大约能胜过随机的一半。"
        ),
        "attention-why-random-more": (
            "{count} 个中的 {beaten} 个：对这句话，注意力指出的字确实要紧。按删除的顺序胜过 {better} 个。一句话说明不"
            "了问题：换几句试试。"
        ),
        "attention-why-random-no-more": (
            "{count} 个中的 {beaten} 个，不能排除是碰巧：对这句话，注意力不是解释。按删除的顺序胜过 {better} 个。"
        ),
        "attention-column-fall": "平均下降",
        "attention-option-attention": "按注意力",
        "attention-option-removal": "按删除",
        "attention-option-random": "随机，平均",
        "attention-option-best-random": "随机，最好",
        "attention-do-alone": (
            "自己试试：找一句注意力胜过所有随机顺序的，再找一句连一半都胜不了的。然后到“解释”里找一种在两句上都更好的"
            "方法。"
        ),
    },
}

say = speaker(WORDS)
