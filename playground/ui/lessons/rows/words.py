"""The words of the lesson on rows, in every language."""

from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "rows-title": "How sure may it be?",
        "rows-about": (
            "A network and a linear model learn the same 50, 100, 200 and 400 rows. How good do they become, and from "
            "where on is the network better by more than chance?"
        ),
        "rows-needs": "a minute of training",
        "rows-text": "The waiter forgot us twice, but the soup was worth it.",
        "rows-do-see": (
            "Here models are trained. This lesson trains on sentences of this project that praise or blame, in the "
            "language of the sentence above; or on the rows of a file that you bring here. The TextCNN that is "
            "chosen above learns them: it has read many other texts before, its randomly initialised copy none. "
            "Other rows are held back; what counts is how many of these it has right."
        ),
        "rows-do-fewest": (
            "Guess first. When you check your guess, four trainings begin, one for each number of rows. They take "
            "about a minute."
        ),
        "rows-ask-fewest": (
            "Learning from {rows} rows of {data}: how many per cent of those held back has {network} right?"
        ),
        "rows-look-fewest": (
            "{rows} rows are few: most of what tells the labels apart is still to come. Always giving the same answer "
            "has half of them right where two labels are equally frequent."
        ),
        "rows-why-fewest": (
            "{accuracy} % of {held}. The 95 % confidence interval goes from {low} to {high} %: no closer can the "
            "true accuracy be told by these rows. The linear model, TF-IDF with logistic regression, has {other} %."
        ),
        "rows-do-second": "Now twice as many rows, among them those from before. The same rows are held back.",
        "rows-ask-second": "And from {rows} rows of {data}: how many per cent has {network} right?",
        "rows-look-second": "More rows help, but twice the rows do not halve the errors. Start from the number before.",
        "rows-why-second": (
            "{accuracy} % of {held}; the 95 % confidence interval goes from {low} to {high} %. The linear model has "
            "{other} %."
        ),
        "rows-do-third": "Twice as many again.",
        "rows-ask-third": "And from {rows} rows of {data}: how many per cent has {network} right?",
        "rows-look-third": "Go on as the last step from number to number went, or a little less.",
        "rows-why-third": (
            "{accuracy} % of {held}; the 95 % confidence interval goes from {low} to {high} %. The linear model has "
            "{other} %."
        ),
        "rows-do-most": "And once more twice as many.",
        "rows-ask-most": "From {rows} rows of {data}: how many per cent has {network} right?",
        "rows-look-most": "Draw the numbers so far as a curve and continue it. It cannot rise above 100.",
        "rows-why-most": (
            "{accuracy} % of {held}; the 95 % confidence interval goes from {low} to {high} %. The linear model has "
            "{other} %."
        ),
        "rows-do-better": (
            "One of two equally good models has a few rows more right by chance. McNemar's exact test looks only at "
            "the rows on which the two differ: were they equally good, each would be the toss of a coin. If chance "
            "alone does it in fewer than 5 of 100 cases, it is called more than chance."
        ),
        "rows-ask-better": (
            "From how many rows of {data} on is {network} better than the linear model by more than chance?"
        ),
        "rows-look-better": (
            "Compare both accuracies of every step before. Where the linear model is ahead, or hardly behind, the "
            "network is not surely better. Train on a file here: its result has the same test."
        ),
        "rows-why-better": (
            "From {rows} rows on: there and with each larger number. The table has both accuracies in per cent, how "
            "many of the {held} rows only the one or only the other has right, and how often chance alone would "
            "divide these so unevenly."
        ),
        "rows-why-better-never": (
            "From none on: with {most} rows it is not ahead by more than chance, whatever it was with fewer. The "
            "table has both accuracies in per cent, how many of the {held} rows only the one or only the other has "
            "right, and how often chance alone would divide these so unevenly."
        ),
        "rows-option-never": "from none on",
        "rows-option-ours": "this project's sentences",
        "rows-column-network": "network, %",
        "rows-column-linear": "linear, %",
        "rows-column-only-network": "only network",
        "rows-column-only-linear": "only linear",
        "rows-column-chance": "chance",
        "rows-none-no-labels": (
            "The file in Fine-tune, {file}, has no label for each text, and this lesson needs one. Choose another file "
            "there, or forget this one: then the question is about this project's sentences."
        ),
        "rows-none-no-network": (
            "None of the models above can be trained here. Choose an RNN, an LSTM, a TextCNN or a Transformer."
        ),
        "rows-none-too-few": (
            "The file in Fine-tune has too few rows to learn {rows} and hold 100 back. With {most} it was done: go on "
            "to the next step, or give a larger file."
        ),
        "rows-do-alone": (
            "Go on alone: choose only the randomly initialised copy of the TextCNN above and go back. What has the "
            "network's reading before been worth, in rows? Then bring rows of your own."
        ),
    },
    "zh": {
        "rows-title": "它能有多肯定？",
        "rows-about": (
            "一个网络和一个线性模型学同样的样本：50、100、200、400 条。它们各能到多准？从哪里起，网络的领先不再只是碰"
            "巧？"
        ),
        "rows-needs": "一分钟的训练",
        "rows-text": "上菜虽然慢，这碗汤却值得等。",
        "rows-do-see": (
            "这里可以训练模型。本课用本项目自己写的褒贬句子来训练，语言与上面的句子相同；也可以用你在这里上传的文件。"
            "学习的是上面选中的 TextCNN：它以前读过许多别的文本，而它的随机初始化的对照模型什么都没读过。另有一些样本"
            "留出不学，要看的是它在留出样本上答对多少。"
        ),
        "rows-do-fewest": "先猜。核对时开始四次训练，每种样本数一次，共约一分钟。",
        "rows-ask-fewest": "用{data}中的 {rows} 条来学，{network} 在留出样本上能答对百分之几？",
        "rows-look-fewest": (
            "{rows} 条很少：区分各个标签的说法大多还没见过。若两个标签一样多，始终给同一个答案能对一半。"
        ),
        "rows-why-fewest": (
            "{held} 条中答对 {accuracy} %。95 % 置信区间为 {low} 到 {high} %：只看这些留出样本，真正的准确率只能说到"
            "这个程度。线性模型（TF-IDF 加逻辑回归）答对 {other} %。"
        ),
        "rows-do-second": "现在样本加倍，前面的也在其中。留出的样本不变。",
        "rows-ask-second": "用{data}中的 {rows} 条来学，{network} 能答对百分之几？",
        "rows-look-second": "样本多了会更好，但加倍并不会让错误减半。从上一步的数往上想。",
        "rows-why-second": "{held} 条中答对 {accuracy} %，95 % 置信区间为 {low} 到 {high} %。线性模型答对 {other} %。",
        "rows-do-third": "再加倍。",
        "rows-ask-third": "用{data}中的 {rows} 条来学，{network} 能答对百分之几？",
        "rows-look-third": "按前两步之间的增幅接着想，或者略少一点。",
        "rows-why-third": "{held} 条中答对 {accuracy} %，95 % 置信区间为 {low} 到 {high} %。线性模型答对 {other} %。",
        "rows-do-most": "最后再加倍一次。",
        "rows-ask-most": "用{data}中的 {rows} 条来学，{network} 能答对百分之几？",
        "rows-look-most": "把前面的数画成一条曲线，再往下画。它不可能超过 100。",
        "rows-why-most": "{held} 条中答对 {accuracy} %，95 % 置信区间为 {low} 到 {high} %。线性模型答对 {other} %。",
        "rows-do-better": (
            "两个一样好的模型，也总有一个碰巧多对几条。精确的 McNemar 检验只看两者一对一错的样本：如果一样好，每条这样"
            "的样本就是抛一次硬币。若单凭碰巧出现这种差距的情形不到百分之五，就说它不只是碰巧。"
        ),
        "rows-ask-better": "用{data}来学，从多少条起，{network} 胜过线性模型不只是碰巧？",
        "rows-look-better": (
            "比较前面每一步的两个准确率。线性模型领先或只差一点的地方，不能说网络更好。在这里用一个文件训练一次：结果"
            "里也有同样的检验。"
        ),
        "rows-why-better": (
            "从 {rows} 条起，那里以及更多时都是如此。表中是两者的准确率（百分比）、{held} 条中只有一方答对的条数，以及"
            "单凭碰巧会这样悬殊的概率。"
        ),
        "rows-why-better-never": (
            "没有这样的条数：学 {most} 条时，它的领先可能只是碰巧，或者并未领先，不论更少时如何。表中是两者的准确率（百"
            "分比）、{held} 条中只有一方答对的条数，以及单凭碰巧会这样悬殊的概率。"
        ),
        "rows-option-never": "没有这样的条数",
        "rows-option-ours": "本项目的句子",
        "rows-column-network": "网络，%",
        "rows-column-linear": "线性，%",
        "rows-column-only-network": "仅网络对",
        "rows-column-only-linear": "仅线性对",
        "rows-column-chance": "碰巧的概率",
        "rows-none-no-labels": (
            "“微调”里的文件 {file} 不是每条文本一个标签，而本课需要这样的标签。请在那里换一个文件，或清除它：那样问题"
            "就改用本项目的句子。"
        ),
        "rows-none-no-network": "上面的模型都不能在这里训练。请选择 RNN、LSTM、TextCNN 或 Transformer。",
        "rows-none-too-few": (
            "“微调”里的文件不够学 {rows} 条再留出 100 条，最多做到了 {most} 条。请看下一步，或换一个更大的文件。"
        ),
        "rows-do-alone": (
            "自己试试：上面只选 TextCNN 的随机初始化的对照模型，再回到前面几步。网络以前读过的东西，抵得上多少条样本？"
            "然后换上自己的数据。"
        ),
    },
}

say = speaker(WORDS)
