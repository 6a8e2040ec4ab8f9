"""The words of the lesson on order, in every language."""

from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "order-title": "Does order matter, and to whom?",
        "order-about": (
            "Two words change places, and the sentence says the opposite. A model that counts words cannot notice. "
            "Which network notices most?"
        ),
        "order-needs": "two models or more",
        "order-text": "The film is not good, it is bad.",
        "order-do-see": (
            "Read the sentence above, and below it what each network says. The button exchanges two words. Look at "
            "both sentences before you go on: a reader notices at once that they say the opposite."
        ),
        "order-offer-exchange": "Exchange two words:",
        "order-do-count": (
            "Take the simplest reader there is: it counts how often each word occurs, gives each word a weight and "
            "adds up (TF-IDF with logistic regression). Guess before you look."
        ),
        "order-ask-count": (
            "Exchange the words “{first}” and “{last}”. What happens to the logit of the model that counts?"
        ),
        "order-option-same": "it stays exactly the same",
        "order-option-up": "it rises: the text looks more positive",
        "order-option-down": "it falls: the text looks more negative",
        "order-option-logit": "the sum, a logit",
        "order-column-here": "this text",
        "order-column-exchanged": "exchanged",
        "order-why-count-same": (
            "Both sentences hold the same words equally often, so every sum over them is the same: {before} before, "
            "{after} after. Such a model cannot know what “not” belongs to."
        ),
        "order-why-count-up": "The words are not the same after the exchange: {before} before, {after} after.",
        "order-why-count-down": "The words are not the same after the exchange: {before} before, {after} after.",
        "order-look-count": (
            "The other sentence now stands above. Count its words: is there any that occurs more or less often than "
            "before?"
        ),
        "order-do-most": (
            "The networks read word after word, so to them the order may matter. Below stands what each says of the "
            "sentence as it is now."
        ),
        "order-ask-most": "Exchange “{first}” and “{last}”. Whose logit moves farthest?",
        "order-why-most": (
            "{model}: its logit moves by {far}. The table has the logit of the label that each model gives the text "
            "above, against the other label, before and after."
        ),
        "order-look-most": (
            "The other sentence now stands above. Unfold “How … comes about” on each card: it shows the logit. "
            "Compare it with that of the first sentence."
        ),
        "order-column-before": "before",
        "order-column-after": "after",
        "order-column-far": "distance",
        "order-do-flips": "A logit may move far and the label stay the same. Look once more at the answers below.",
        "order-ask-flips": "How many networks give another label once the two words have changed places?",
        "order-why-flips-all": "All {count}: here order decides, and every network uses it.",
        "order-why-flips-some": "{flipped} of {count}. The others see the order too, and let the same words win.",
        "order-why-flips-none": (
            "None of {count}: either order means little here, or the networks go by single words as the model that "
            "counts does."
        ),
        "order-look-flips": "The other sentence now stands above: count the labels that are other ones than before.",
        "order-do-alone": (
            "Go on alone: write a sentence in which the exchange of two words changes the meaning and no network "
            "notices. Then look in Explain for the words they went by instead."
        ),
        "order-none-no-pair": (
            "In this text there are no two different words that each occur once, so nothing can be exchanged. Write "
            "one with at least two."
        ),
    },
    "zh": {
        "order-title": "词序重要吗？对谁重要？",
        "order-about": "对调两个词，句子的意思就反了。只数词的模型不可能察觉。哪个网络的反应最大？",
        "order-needs": "至少两个模型",
        "order-text": "这部电影不好看，很难看。",
        "order-do-see": (
            "读上面的句子，再看下面每个网络怎么说。按钮会对调两个字。先把两句都看一遍：人一眼就知道意思相反。"
        ),
        "order-offer-exchange": "对调两个字：",
        "order-do-count": "先看最简单的读者：数每个字出现几次，各乘一个权重，再相加（TF-IDF 加逻辑回归）。先猜，再看。",
        "order-ask-count": "对调“{first}”和“{last}”，这个只会数数的模型，logit 会怎样？",
        "order-option-same": "一点不变",
        "order-option-up": "变大：显得更正面",
        "order-option-down": "变小：显得更负面",
        "order-option-logit": "总和，即 logit",
        "order-column-here": "这段文本",
        "order-column-exchanged": "对调之后",
        "order-why-count-same": (
            "两句里每个字出现的次数完全相同，所以加起来也完全相同：之前 {before}，之后 {after}。这样的模型无从知道“不”"
            "管的是哪个字。"
        ),
        "order-why-count-up": "对调之后，字已经不同了：之前 {before}，之后 {after}。",
        "order-why-count-down": "对调之后，字已经不同了：之前 {before}，之后 {after}。",
        "order-look-count": "上面现在是另一句。数一数：有哪个字的次数和刚才不同吗？",
        "order-do-most": "网络是逐字读的，词序对它们可能有影响。下面是每个网络对现在这句话的判断。",
        "order-ask-most": "对调“{first}”和“{last}”，谁的 logit 移动得最远？",
        "order-why-most": (
            "{model}：它的 logit 移动了 {far}。表中是每个模型给上面这段文本的标签相对另一标签的 logit，对调前后各一个。"
        ),
        "order-look-most": "上面现在是另一句。展开每张卡片上的“……是怎样算出来的”，里面有 logit；与第一句的相比。",
        "order-column-before": "之前",
        "order-column-after": "之后",
        "order-column-far": "距离",
        "order-do-flips": "logit 可以移动很远而标签不变。再看一眼下面的结果。",
        "order-ask-flips": "两个字对调之后，有几个网络给出了另一个标签？",
        "order-why-flips-all": "{count} 个全变了：这里词序起决定作用，每个网络都用上了它。",
        "order-why-flips-some": "{count} 个中有 {flipped} 个。其余的也看到了词序，但仍由同样的字说了算。",
        "order-why-flips-none": "{count} 个都没变：要么这里词序无关紧要，要么网络和数数的模型一样，只看单个的字。",
        "order-look-flips": "上面现在是另一句：数一数有几个标签和刚才不同。",
        "order-do-alone": (
            "自己试试：写一句话，对调两个词后意思变了，却没有一个网络察觉。再到“解释”里看它们靠的是哪些词。"
        ),
        "order-none-no-pair": "这段文本里没有两个各出现一次的不同的词，无从对调。请写一句至少有两个的。",
    },
}

say = speaker(WORDS)
