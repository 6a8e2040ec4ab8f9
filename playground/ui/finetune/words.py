"""The page's words of the tab Fine-tune, as (English, Chinese); `strings.py` takes them in: no file grows too long."""

WORDS: dict[str, tuple[str, str]] = {
    "tab-finetune": ("Fine-tune", "微调"),
    # the file
    "finetune-invite": ("Teach a model something of your own", "教模型学会你自己的任务"),
    "finetune-invite-body": (
        "Give a file of texts with their labels: reviews, messages, questions, anything that comes in kinds. A model "
        "learns from it in a minute or two and then answers in every tab, beside the others.",
        "给一个文件，里面是文本和它们的标签：评论、留言、提问，凡是能分类的都行。"
        "模型用一两分钟学完，就能在每个页签里与其他模型并排作答。",
    ),
    "finetune-choose": ("Choose a file", "选择文件"),
    "finetune-drop": (
        "or drop it here. A zip of a model that you downloaded here works too.",
        "或拖到这里。在这里下载过的模型 zip 也可以。",
    ),
    "finetune-bounds": (
        "CSV, TSV, semicolons or pipes, lines that begin with their label, CoNLL-U; any common encoding. Up to {size}, "
        "{rows} rows, {columns} columns, {labels} labels and {characters} characters a cell. The file is read, never "
        "kept.",
        "支持 CSV、TSV、分号或竖线分隔、以标签开头的行、CoNLL-U，常见编码均可。上限：{size}、{rows} 行、{columns} 列、"
        "{labels} 个标签、每格 {characters} 个字符。文件只读取，不保存。",
    ),
    "finetune-too-large": (
        "This file has {given} MB. At most {allowed} MB are taken here. Give a part of it, or use the command “train”.",
        "这个文件有 {given} MB，这里最多接收 {allowed} MB。请只给一部分，或使用命令 train。",
    ),
    "finetune-samples": ("Or begin with one of these small files", "也可以从这些小文件开始"),
    "finetune-sample-cafe": ("What guests write to a café", "顾客写给咖啡馆的话"),
    "finetune-sample-customers": ("What customers ask a shop, in Chinese", "网店顾客的提问（中文）"),
    "finetune-sample-sentences": ("Words with their part of speech", "带词性的句子"),
    "finetune-kept": ("The file before it stays.", "之前的文件还在。"),
    "finetune-other-file": ("Another file", "换一个文件"),
    "finetune-forget": ("Forget this file", "移除这个文件"),
    "finetune-examples": ("{count} examples", "{count} 个样本"),
    "finetune-sentences": ("{count} sentences", "{count} 个句子"),
    "finetune-labels-count": ("{count} labels", "{count} 个标签"),
    "finetune-task-sentiment": ("a label for each text", "每段文本一个标签"),
    "finetune-task-pos": ("a tag for each word", "每个词一个词性"),
    "finetune-header": ("The first row names the columns", "第一行是列名"),
    "finetune-colon-coarse": ("A:b is the label A", "A:b 的标签取 A"),
    "finetune-colon-fine": ("A:b is the label A:b", "A:b 的标签取 A:b"),
    "finetune-preview": ("The first rows of the file", "文件的前几行"),
    "finetune-column": ("Column {number}", "第 {number} 列"),
    "finetune-role": ("What {column} is read as", "“{column}”读作什么"),
    "finetune-role-none": ("not read", "不读"),
    "finetune-role-text": ("text", "文本"),
    "finetune-role-label": ("label", "标签"),
    "finetune-role-word": ("word", "词"),
    "finetune-role-tag": ("tag", "词性"),
    "finetune-role-sentence": ("sentence", "句子编号"),
    "finetune-more-columns": ("{count} more columns are not shown.", "另有 {count} 列没有显示。"),
    "finetune-labels": ("Labels, and how many examples have them", "标签及其样本数"),
    "finetune-labels-words": ("Tags, and how many words have them", "词性及其词数"),
    "finetune-more-labels": ("{count} more labels", "另有 {count} 个标签"),
    "finetune-rename": (
        "Another name for {label}; the name of another label makes them one",
        "给“{label}”改名；改成另一个标签的名字就会合并",
    ),
    "finetune-leave-out": ("Leave out the examples with the label {label}", "去掉标签为“{label}”的样本"),
    "finetune-restore": ("Bring back {label}", "恢复“{label}”"),
    "finetune-names": ("Back to the file’s own labels", "恢复文件原来的标签"),
    "finetune-alike": ("{labels} look like one label.", "{labels}看起来是同一个标签。"),
    "finetune-merge": ("Make them one: {label}", "合并为“{label}”"),
    # the plan
    "finetune-plan": ("The training", "训练"),
    "finetune-train": ("Train the {architecture}", "训练 {architecture}"),
    "finetune-again": ("Train the {architecture} too", "再训练一个 {architecture}"),
    "finetune-training": ("Training …", "正在训练……"),
    "finetune-minutes": (
        "about {minutes} minutes on two processor cores, less where it ends sooner",
        "两个处理器核心上约 {minutes} 分钟，提前结束就更短",
    ),
    "finetune-minutes-most": (
        "all epochs would take about {minutes} minutes on two processor cores; after {most} it ends with the best so "
        "far",
        "两个处理器核心上全部轮数约需 {minutes} 分钟；满 {most} 分钟就结束，留下到那时为止最好的",
    ),
    "finetune-size": (
        "{learnt} examples to learn from, {held} held back to see whether it was learnt",
        "{learnt} 个样本用来学习，{held} 个留出来检验学会没有",
    ),
    "finetune-architecture": ("Which model", "选哪种模型"),
    "finetune-idea-rnn": ("reads word by word and keeps one state", "逐词阅读，只保留一个状态"),
    "finetune-idea-lstm": ("reads word by word, with gates that keep or forget", "逐词阅读，用门决定记住还是遗忘"),
    "finetune-idea-textcnn": (
        "looks for short phrases, wherever they stand; the fastest",
        "寻找短语，不管在哪里；最快",
    ),
    "finetune-idea-transformer": ("lets every word look at every other one", "每个词都能看到其他所有词"),
    "finetune-from-shipped": (
        "from the shipped {architecture}: it brings its words and what it has read",
        "从自带的 {architecture} 开始：带着它认识的词和读过的东西",
    ),
    "finetune-from-scratch": ("from scratch: random weights", "从零开始：随机权重"),
    "finetune-settings": ("Settings", "设置"),
    "finetune-changed": ("{count} changed", "改了 {count} 项"),
    "finetune-suggested": ("Back to what is suggested", "恢复建议值"),
    "finetune-mine": ("changed", "已改"),
    "finetune-epochs": ("Epochs", "训练轮数"),
    "finetune-help-epochs": (
        "How many times it goes through the examples at most; it ends sooner when nothing gets better, and after "
        "{most} minutes with the best of them, since others may be waiting.",
        "最多把样本看多少遍；不再进步就会提前结束；满 {most} 分钟也会结束，留下最好的一轮，因为可能有人在等。",
    ),
    "finetune-why-epochs": ("Chosen from how much there is to read.", "按文本总量选定。"),
    "finetune-learning_rate": ("Learning rate", "学习率"),
    "finetune-help-learning_rate": (
        "How large a step it takes after each batch: too small and it learns nothing, too large and it explodes.",
        "每批样本之后迈多大一步：太小学不到东西，太大会发散。",
    ),
    "finetune-why-learning_rate": (
        "A middle way that suits these models on most files.",
        "折中的值，对这些模型和大多数文件都合适。",
    ),
    "finetune-class_weights": ("Rare labels", "稀少的标签"),
    "finetune-weights-on": ("count more", "加大权重"),
    "finetune-help-class_weights": (
        "Otherwise a model may do well by hardly ever giving a rare label.",
        "否则模型几乎不给稀少的标签，也能得到不错的准确率。",
    ),
    "finetune-why-class_weights": ("Chosen from the labels’ counts.", "按各标签的样本数选定。"),
    "finetune-share": ("Held back", "留出比例"),
    "finetune-help-share": (
        "Examples that it never learns from; all scores below are measured on them.",
        "这些样本不参与学习，下面的成绩都在它们上面测得。",
    ),
    "finetune-why-share": (
        "A fifth, as on the command line: enough for the scores to mean something.",
        "取五分之一，与命令行相同，成绩才有意义。",
    ),
    "finetune-why-share-file": ("This file, because you gave it.", "用你给的这个文件。"),
    "finetune-held-file": ("or give a file", "或给一个文件"),
    "finetune-held-instead": ("A share of the file is held back instead.", "改为从文件里留出一部分。"),
    "finetune-held-alike": (
        "{file} is read with the same columns as {other} – {columns}.",
        "{file} 与 {other} 读同样的列——{columns}。",
    ),
    "finetune-held-guessed": (
        "{file} has other columns than {other}, so they were guessed – {columns}.",
        "{file} 的列与 {other} 不同，因此是猜的——{columns}。",
    ),
    "finetune-held-role": ("{role}: {columns}", "{role}：{columns}"),
    "finetune-held-lost": (
        "All examples with these labels are in {file} too, so nothing is left to learn them from: {labels}.",
        "这些标签的样本全都也在 {file} 里，没有样本可以用来学习它们：{labels}。",
    ),
    "finetune-held-none": ("a share instead", "改用比例"),
    "finetune-seed": ("Seed", "随机种子"),
    "finetune-help-seed": (
        "What chance begins with. The same file and the same seed give the same model; another seed shows how much is "
        "luck.",
        "随机数的起点。同样的文件和种子得到同样的模型；换一个种子，可以看出有多少是运气。",
    ),
    "finetune-why-seed": ("0 is as good as any other.", "0 和别的数一样好。"),
    # while it runs
    "finetune-stop": ("Stop and keep the best so far", "停止，保留目前最好的"),
    "finetune-leave": ("Leave the queue", "退出排队"),
    "finetune-queue": (
        "{count} before you. One training at a time runs on this machine; yours begins by itself.",
        "前面还有 {count} 个。这台机器一次只训练一个，轮到时会自动开始。",
    ),
    "finetune-next": ("Yours is the next one and begins by itself.", "下一个就是你的，会自动开始。"),
    "finetune-phase-reading": ("Reading the examples …", "正在读取样本……"),
    "finetune-phase-training": ("Training …", "正在训练……"),
    "finetune-phase-measuring": (
        "Measuring what it has learnt, and the simple models beside it …",
        "正在检验学到了什么，并训练用来比较的简单模型……",
    ),
    "finetune-epoch": ("Epoch {epoch} of {epochs}", "第 {epoch} 轮，共 {epochs} 轮"),
    "finetune-loss-now": ("loss {loss}", "损失 {loss}"),
    "finetune-speed": ("{words} words a second", "每秒 {words} 词"),
    "finetune-left": ("about {count} s left", "还需约 {count} 秒"),
    "finetune-left-minutes": ("about {count} min left", "还需约 {count} 分钟"),
    "finetune-meanwhile": (
        "All other tabs can be used meanwhile. Closing this page ends the training.",
        "其间可以使用其他页签。关闭本页就会结束训练。",
    ),
    "finetune-failed": ("There is no model of this training.", "这次训练没有得到模型。"),
    "finetune-unkept": ("This model could not be downloaded.", "这个模型无法下载。"),
    "finetune-earlier": ("What was trained before is still below.", "之前训练的仍在下面。"),
    "finetune-chart-loss": ("How wrong it is (loss)", "错得有多厉害（损失）"),
    "finetune-chart-right": ("How much it gets right on held-back examples", "留出样本答对多少"),
    "finetune-line-train": ("learnt from", "学习样本"),
    "finetune-line-held": ("held back", "留出样本"),
    "finetune-line-other": ("simple", "简单模型"),
    "finetune-axis": ("epoch", "轮"),
    # what came out
    "finetune-result": ("What {model} has learnt", "“{model}”学到了什么"),
    "finetune-then": (
        "It now stands among the models above. Type a sentence there and compare.",
        "它已加入上方的模型。在上面输入一句话，比一比。",
    ),
    "finetune-then-pos": (
        "It now stands among the models above. Type a sentence there and compare the tags.",
        "它已加入上方的模型。在上面输入一句话，比一比词性。",
    ),
    "finetune-compare": ("Compare", "去比较"),
    "finetune-zip": ("Download (zip)", "下载（zip）"),
    "finetune-from-zip": ("loaded from {file}", "从 {file} 载入"),
    "finetune-measured": ("Measured on {data}:", "在 {data} 上测得："),
    "finetune-macro_f1": ("macro-F1", "宏平均 F1"),
    "finetune-help-macro_f1": (
        "F1 is high only if a label is both found and not given in vain. This is the mean over all labels: rare ones "
        "count as much as frequent ones.",
        "只有既找得全又不乱给，F1 才高。这里是所有标签的平均，稀少的标签与常见的同样重要。",
    ),
    "finetune-accuracy": ("accuracy", "准确率"),
    "finetune-help-accuracy": ("The share of held-back examples that it gets right.", "留出样本中答对的比例。"),
    "finetune-balanced_accuracy": ("balanced accuracy", "平衡准确率"),
    "finetune-help-balanced_accuracy": (
        "The share it gets right of each label, averaged over the labels.",
        "先算每个标签答对的比例，再对标签取平均。",
    ),
    "finetune-baseline-majority": ("always the most frequent label", "总给最常见的标签"),
    "finetune-baseline-tfidf_logistic_regression": ("TF-IDF with logistic regression", "TF-IDF 加逻辑回归"),
    "finetune-baseline-most_frequent_tag": ("each word its most frequent tag", "每个词给它最常见的词性"),
    "finetune-facts": (
        "Learnt from {learnt} examples, measured on {held} others. Best epoch: {best} of {epochs}. {seconds} s in all, "
        "{words} words a second.",
        "用 {learnt} 个样本学习，在另外 {held} 个上检验。最好的是第 {best} 轮，共 {epochs} 轮。"
        "共 {seconds} 秒，每秒 {words} 词。",
    ),
    "finetune-confusion": ("What it takes for what", "把什么认成了什么"),
    "finetune-confusion-how": ("Held-back examples. Press a number to read them.", "留出样本。点数字查看样本。"),
    "finetune-is": ("is", "实际"),
    "finetune-says": ("it says", "回答"),
    "finetune-cell": ("{gold}, answered {answer}: {count}", "实际为{gold}，回答{answer}：{count} 个"),
    "finetune-cell-first": ("The first {count}:", "前 {count} 个："),
    "finetune-right": ("{gold}, and it says so ({share})", "{gold}，回答正确（{share}）"),
    "finetune-wrong": (
        "{gold}, but it says {answer} ({share}; {gold} {gold_share})",
        "实际是{gold}，回答{answer}（{share}；{gold} {gold_share}）",
    ),
    "finetune-by-label": ("Label by label", "逐个标签"),
    "finetune-precision": ("precision", "精确率"),
    "finetune-help-precision": (
        "Of what it gives this label, the share that has it.",
        "它给出这个标签时，答对的比例。",
    ),
    "finetune-recall": ("recall", "召回率"),
    "finetune-help-recall": ("Of what has this label, the share that it finds.", "有这个标签的样本，被找出的比例。"),
    "finetune-f1": ("F1", "F1 值"),
    "finetune-help-f1": ("The harmonic mean of precision and recall.", "精确率与召回率的调和平均。"),
    "finetune-support": ("held back", "留出数"),
    "finetune-help-support": ("How many held-back examples have this label.", "留出样本中有这个标签的个数。"),
    "finetune-absent": (
        "Labels of the model that do not occur among the held-back examples: {count}.",
        "模型另有 {count} 个标签没有在留出样本中出现。",
    ),
    "finetune-calibration": ("Is it as right as it is sure?", "它有多确定，就有多正确吗？"),
    "finetune-calibration-number": (
        "Confidence and accuracy are {error} apart on average (before they were adjusted: {before}).",
        "确定程度与正确率平均相差 {error}（调整前：{before}）。",
    ),
    "finetune-calibration-how": (
        "The height of a bar is how often it is right when it is so sure; on the line both are equal. Pale bars stand "
        "for few examples. It was adjusted on these same examples, so new ones may come out a little worse.",
        "柱高是在这样确定时答对的比例；落在斜线上表示两者相等。浅色的柱样本很少。"
        "调整用的就是这些样本，换成新样本可能略差。",
    ),
    "finetune-sure": ("how sure it is", "确定程度"),
    "finetune-bin": (
        "{low} to {high} sure: {count} examples, {right} right",
        "确定程度 {low} 到 {high}：{count} 个，答对 {right}",
    ),
    "finetune-mistakes": ("What it gets most wrong", "错得最离谱的"),
    "finetune-mistakes-how": (
        "Held-back examples with a wrong answer, the surest first. Some may have the wrong label in the file.",
        "回答错误的留出样本，最有把握的在前。其中也可能是文件标错了。",
    ),
    "finetune-more-mistakes": ("{count} more", "另有 {count} 个"),
    "finetune-no-mistakes": ("It gets every held-back example right.", "留出样本全部答对。"),
    "finetune-how": ("How the training went", "训练的过程"),
    "finetune-curves-how": (
        "The ring marks the epoch that was kept. When the loss still falls on what it learns from and rises on what "
        "was held back, it has begun to learn by heart.",
        "圆圈是保留下来的那一轮。学习样本的损失还在降、留出样本的损失却在升，说明它开始死记硬背了。",
    ),
    "finetune-models": ("The models of this visit", "本次访问中的模型"),
    "finetune-models-how": (
        "Only you see them, until you close this page. Download what you want to keep: dropped here again, the zip "
        "brings the model back.",
        "只有你看得到，关闭本页就没有了。想留下的请下载：把 zip 再拖到这里，模型就回来了。",
    ),
    "finetune-model": ("model", "模型"),
    "finetune-data": ("from", "来自"),
    "finetune-against": ("against the best simple model", "与最好的简单模型相比"),
    "finetune-time": ("time", "用时"),
    "finetune-points": ("{points} points", "{points} 个百分点"),
    "finetune-seconds": ("{seconds} s", "{seconds} 秒"),
    "finetune-remove": ("Remove {model}", "移除“{model}”"),
}

SAID: dict[str, str] = {
    "plan-shipped": "从 {source} 开始，这些词里它认识 {share:.0%}。",
    "plan-source": "按你的要求，从 {source} 开始。",
    "plan-scratch": "从文件里学到的词向量开始（看词与词常常相邻），其余权重随机。",
    "plan-none-shipped": "这个任务没有自带这种模型。从文件里学到的词向量开始，其余权重随机。",
    "plan-unknown-words": "{source} 只认识这些词的 {share:.0%}，用不上。"
    "改从文件里学到的词向量开始（看词与词常常相邻），其余权重随机。",
    "plan-epochs": "约有 {words} 个词可学：{epochs} 轮大约一两分钟，不再进步就提前结束。",
    "plan-epochs-long": "约有 {words} 个词可学：两个处理器核心上 {epochs} 轮约需 {minutes} 分钟，不再进步就提前结束。",
    "plan-balanced": "没有特别稀少的标签：所有文本同等重要。",
    "plan-unbalanced": "最常见的标签是“{rarest}”的 {ratio:.1f} 倍：稀少的标签加大权重。",
    "plan-weights-words": "每个词同等重要。",
    "tuned-taught": "它没有从已有的模型开始，所以还学习了同样样本上训练的 TF-IDF 加逻辑回归对文本及其片段的判断。",
    "tuned-stopped": "训练被停止。这是到那时为止最好的模型。",
    "tuned-time": "训练已满 {minutes} 分钟，被结束了，因为可能有人在等。这是到那时为止最好的模型。",
    "tuned-lost": "借用的 GPU 在训练结束之前被收回了（{reason}）。这是到那时为止最好的模型。",
    "tuned-early": "第 {best} 轮最好，之后的 {later} 轮没有更好。",
    "tuned-exploded": "第 {epoch} 轮之后训练发散了：学习率 {learning_rate:g} 太高。"
    "这是到那时为止最好的模型。请试试它的十分之一。",
    "verdict-better": "值得用神经网络：宏平均 F1 为 {mine:.1%}，{baseline}为 {other:.1%}。",
    "verdict-even": "几乎不值得用神经网络：宏平均 F1 为 {mine:.1%}，{baseline}为 {other:.1%}，"
    "这点差别用 {held} 个留出样本分不出是不是偶然。",
    "verdict-worse": "不值得用神经网络：宏平均 F1 为 {mine:.1%}，{baseline}为 {other:.1%}。"
    "请用后者，或训练更久，或给更多样本。",
}
"""The Chinese of what is said of a training (`Said`), by its key; that of files stands in `chinese.py`."""
