"""The words of the lesson on distance, in every language."""

from playground.ui.language.say import Words, speaker

FILLERS: dict[bool, tuple[str, ...]] = {False: ("something", "went", "the"), True: ("某", "了", "山")}
"""Words that are put in place of others, by whether a script sets no spaces; the first one in the texts offered."""

WORDS: Words = {
    "en": {
        "distance-title": "How far does it hear?",
        "distance-about": (
            "A tag depends on the words around it. Replace those that are far away: from which distance on does a "
            "network hear nothing any more?"
        ),
        "distance-needs": "a TextCNN and another model for part of speech",
        "distance-text": "They will park near the park, book a table and read a book.",
        "distance-do-see": (
            "Look at the word in the middle of the sentence and at the tag that each network gives it. The buttons "
            "replace the words that are far from it. Does the tag change?"
        ),
        "distance-offer-six": "Replace what is more than six words away:",
        "distance-offer-three": "Replace what is more than three words away:",
        "distance-do-still": (
            "The tag may stay the same while its logit moves. Here every word at a certain distance from the middle, "
            "or farther, is replaced by another one, and the largest change of the logit is noted. Guess first."
        ),
        "distance-ask-still": (
            "How many words away from “{word}” can a word be at most, so that the TextCNN still hears it?"
        ),
        "distance-look-still": (
            "The view Memory shows how much each word does to the tag, by its distance. At which distance does the "
            "TextCNN's curve reach 0 and stay there?"
        ),
        "distance-why-still-as-built": (
            "Measured: {reach} words. The TextCNN is built so: its widest filter spans {widest} words, {side} to "
            "each side, and each of the {layers} layers reaches as far again: {by_config}. Beyond, its logit stands "
            "still."
        ),
        "distance-why-still-less": (
            "Measured: {reach} words. Its {layers} layers of filters that span up to {widest} words could reach "
            "{by_config} away; for this word the farthest of them do nothing."
        ),
        "distance-column-moves": "largest change",
        "distance-do-farther": (
            "Now one step farther than the TextCNN hears. A recurrent network carries its state from word to word, a "
            "Transformer looks at all words at once."
        ),
        "distance-ask-farther": (
            "Replace all words that are {distance} or more away from “{word}”. Whose logit moves most, whose second, "
            "whose least?"
        ),
        "distance-look-farther": (
            "In Memory, find the distance just beyond the TextCNN's last one: whose curve is highest there?"
        ),
        "distance-why-farther": (
            "{first} hears most from there. The TextCNN's logit does not move at all: what is outside of its window "
            "does not exist for it."
        ),
        "distance-do-alone": (
            "Go on alone: write a sentence in which the tag of a word hangs on one that is far away, such as a "
            "question with its verb at the end. Which networks get it right?"
        ),
    },
    "zh": {
        "distance-title": "它能听多远？",
        "distance-about": "一个字的标签取决于周围的字。从远到近逐步替换：网络从多远开始就什么也听不到了？",
        "distance-needs": "一个 TextCNN 和另一个词性标注模型",
        "distance-text": "他计划修改这份计划，并建议大家听听别人的建议。",
        "distance-do-see": "看句子正中间的字，以及每个网络给它的标签。按钮会替换离它远的字。标签变了吗？",
        "distance-offer-six": "替换六个字以外的：",
        "distance-offer-three": "替换三个字以外的：",
        "distance-do-still": (
            "标签不变，logit 也可能在动。这里把离正中达到某个距离的字全部换掉，记下 logit 的最大变化。先猜。"
        ),
        "distance-ask-still": "TextCNN 最远还能听到离“{word}”几个字的地方？",
        "distance-look-still": "“记忆”视图按距离画出每个字对标签的影响。TextCNN 的曲线在哪个距离降到 0 并且不再起来？",
        "distance-why-still-as-built": (
            "测得 {reach} 个字。TextCNN 就是这样构造的：最宽的卷积核跨 {widest} 个字，每边 {side} 个，{layers} 层层层"
            "相加，共 {by_config} 个。再远，它的 logit 纹丝不动。"
        ),
        "distance-why-still-less": (
            "测得 {reach} 个字。它有 {layers} 层，卷积核最宽 {widest} 个字，按构造可达 {by_config} 个字；对这个字来说，"
            "其中最远的不起作用。"
        ),
        "distance-column-moves": "最大变化",
        "distance-do-farther": (
            "现在比 TextCNN 能听到的再远一步。循环网络把状态一个字一个字地传下去，Transformer 则同时看所有的字。"
        ),
        "distance-ask-farther": "把离“{word}”达到 {distance} 个字的全部换掉，谁的 logit 动得最多，谁其次，谁最少？",
        "distance-look-farther": "在“记忆”里找到刚好超出 TextCNN 的那个距离：谁的曲线最高？",
        "distance-why-farther": "{first} 从那里听到的最多。TextCNN 的 logit 完全不动：窗口以外的东西对它来说不存在。",
        "distance-do-alone": "自己试试：写一句话，其中一个字的标签取决于很远的另一个字。哪些网络能标对？",
    },
}

say = speaker(WORDS)
