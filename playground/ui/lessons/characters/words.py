"""The words of the lesson on characters and words, in every language."""

from playground.ui.language.say import Words, speaker

SPLIT_TEXT = "乒乓球 拍卖 完 了 ， 南京市 长江大桥 下 人山人海 。"
"""A sentence of our own that can be split in two ways, as jieba splits it."""

WORDS: Words = {
    "en": {
        "characters-title": "Characters or words?",
        "characters-about": (
            "Chinese sets no spaces. Does a network read words that a program has split, or characters, out of which "
            "it makes words itself? Where do the two part?"
        ),
        "characters-needs": "models for Chinese parts of speech",
        "characters-text": "(the sentence of the lesson is Chinese)",
        "characters-do-see": (
            "The sentence above was split by jieba, a program with a dictionary. The models below read characters "
            "and say with each tag whether a word begins there (B) or goes on (I). They never join what a space "
            "parts, so here they are asked without the spaces."
        ),
        "characters-do-pieces": "Count before you look.",
        "characters-ask-pieces": (
            "Between the spaces stand {words} words and marks. How many pieces does a network read that reads "
            "characters?"
        ),
        "characters-look-pieces": (
            "Without its spaces the sentence has a column or row for every piece that is read: count them."
        ),
        "characters-why-pieces": (
            "{pieces} instead of {words}. A vocabulary of characters is small, and no word is unknown; but each word "
            "has to be put together from pieces that mean something else alone."
        ),
        "characters-do-nearest": (
            "Out of its tags each network makes words. Compare them with jieba's: a word is the same where it begins "
            "and ends at the same characters."
        ),
        "characters-ask-nearest": "Whose words are most like those between the spaces?",
        "characters-look-nearest": (
            "Compare the words that the models make, row by row, with those of the split text: who cuts most often "
            "at the same places?"
        ),
        "characters-why-nearest-one": (
            "{model}, with F1 of {best} %. The table counts its words and those that are the same."
        ),
        "characters-why-nearest-several": (
            "{model} and others alike, with F1 of {best} %. The table counts the words and those that are the same."
        ),
        "characters-column-words": "words",
        "characters-column-same": "the same",
        "characters-column-f1": "F1, %",
        "characters-do-otherwise": (
            "Neither jieba nor a network is right as such: both have learnt a convention, and treebanks cut shorter "
            "than dictionaries."
        ),
        "characters-ask-otherwise": "Name a word between the spaces that {model} does not have.",
        "characters-option-all": "it has them all",
        "characters-look-otherwise": (
            "Look at the column of that model: where does a word begin in the midst of another?"
        ),
        "characters-why-otherwise-some": "It does not have {missed}; instead it makes {instead}.",
        "characters-why-otherwise-all": "It has every word that stands between the spaces.",
        "characters-do-alone": (
            "Go on alone: split the sentence otherwise, or write another one that can be read in two ways. In "
            "Fine-tune a model can be trained on texts that are split already; it then reads words."
        ),
        "characters-none-not-split": (
            "The question needs a Chinese text that spaces have split into at least four words, as jieba writes it."
        ),
        "characters-none-no-characters": "None of the chosen models tags characters. Choose Chinese ones.",
    },
    "zh": {
        "characters-title": "字还是词？",
        "characters-about": "中文没有空格。网络是读程序切好的词，还是读字，再自己把字组成词？两者在哪里分道扬镳？",
        "characters-needs": "中文词性标注模型",
        "characters-text": "（本课的句子见词表）",
        "characters-do-see": (
            "上面的句子由 jieba 切分，它是一个带词典的程序。下面的模型读的是字，每个标签都说明这里是一个词的开头（B）"
            "还是延续（I）。它们从不跨过空格连词，所以本课去掉空格来问它们。"
        ),
        "characters-do-pieces": "先数，再看。",
        "characters-ask-pieces": "空格之间有 {words} 个词和标点。读字的网络读到几个单位？",
        "characters-look-pieces": "去掉空格之后，每个被读到的单位占一行或一列：数一数。",
        "characters-why-pieces": (
            "{pieces} 个，而不是 {words} 个。字表很小，也没有未登录词；但每个词都要由单独看另有含义的字拼起来。"
        ),
        "characters-do-nearest": "每个网络用自己的标签组成词。与 jieba 的相比：起止于相同的字，才算同一个词。",
        "characters-ask-nearest": "谁的词与空格之间的最一致？",
        "characters-look-nearest": "把各模型组成的词与切分的文本逐行对照：谁最常在同样的地方断开？",
        "characters-why-nearest-one": "{model}，F1 为 {best} %。表中是它的词数和相同的词数。",
        "characters-why-nearest-several": "{model} 等几个并列，F1 为 {best} %。表中是词数和相同的词数。",
        "characters-column-words": "词数",
        "characters-column-same": "相同",
        "characters-column-f1": "F1 值，%",
        "characters-do-otherwise": "jieba 和网络谈不上谁对：两者学的是不同的规范，树库切得比词典短。",
        "characters-ask-otherwise": "说出空格之间的一个词，是 {model} 没有的。",
        "characters-option-all": "它全都有",
        "characters-look-otherwise": "看那个模型的一列：哪里有一个词从另一个词的中间开始？",
        "characters-why-otherwise-some": "它没有 {missed}，而是组成了 {instead}。",
        "characters-why-otherwise-all": "空格之间的每个词它都有。",
        "characters-do-alone": (
            "自己试试：换一种切法，或写另一句有两种读法的话。在“微调”里可以用已切分的文本训练模型，那样它读的就是词。"
        ),
        "characters-none-not-split": "这个问题需要一段用空格切成至少四个词的中文，例如 jieba 的输出。",
        "characters-none-no-characters": "选中的模型都不给字打标签。请选中文模型。",
    },
}

say = speaker(WORDS)
