"""The words of the tab Fine-tune, in every language."""

from playground.ui.components import words as shared
from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "tab-finetune": "Fine-tune",
        # the file
        "finetune-invite": "Fine-tune a model on your own file",
        "finetune-invite-body": (
            "Give a file of texts with their labels: reviews, messages, questions, anything that falls into "
            "classes. A model learns from it in a minute or two and then predicts in every tab, beside the others."
        ),
        "finetune-choose": "Choose a file",
        "finetune-drop": "or drop it here. A zip of a model that you downloaded here works too.",
        "finetune-bounds": (
            "{formats}; any common encoding. Up to {size}, {rows} rows, {columns} columns, {labels} labels and "
            "{characters} characters per cell. The file is deleted within minutes."
        ),
        "finetune-too-large": (
            "This file has {given} MB. At most {allowed} MB are read here. Give a part of it, or use the command "
            "“train”."
        ),
        "finetune-samples": "Or begin with one of these small files",
        "finetune-sample-cafe": "What guests write to a café",
        "finetune-sample-customers": "What customers ask a shop, in Chinese",
        "finetune-sample-sentences": "Words with their part of speech",
        "finetune-kept": "The file chosen before is kept.",
        "finetune-other-file": "Another file",
        "finetune-forget": "Forget this file",
        "finetune-examples": "{count} examples",
        "finetune-sentences": "{count} sentences",
        "finetune-labels-count": "{count} labels",
        "finetune-task-sentiment": "a label for each text",
        "finetune-task-pos": "a tag for each word",
        "finetune-header": "The first row names the columns",
        "finetune-parts": "Use the {count} rows that column {column} marks “{part}” for validation",
        "finetune-parts-unused": "; the {count} rows marked {parts} are left alone",
        "finetune-split": "The texts are already split into words",
        "finetune-split-help": (
            "By spaces, as jieba writes them. The model then reads words between spaces instead of single Chinese "
            "characters, and texts that it is asked about have to be split, too."
        ),
        "finetune-colon-coarse": "A:b is the label A",
        "finetune-colon-fine": "A:b is the label A:b",
        "finetune-preview": "The first rows of the file",
        "finetune-column": "Column {number}",
        "finetune-role": "Role of {column}",
        "finetune-role-none": "not read",
        "finetune-role-text": "text",
        "finetune-role-label": "label",
        "finetune-role-word": "word",
        "finetune-role-tag": "tag",
        "finetune-role-sentence": "sentence",
        "finetune-more-columns": "{count} more columns are not shown.",
        "finetune-labels": "Labels, and how many examples have them",
        "finetune-labels-words": "Tags, and how many words have them",
        "finetune-more-labels": "{count} more labels",
        "finetune-rename": "Another name for {label}; the name of another label makes them one",
        "finetune-leave-out": "Leave out the examples with the label {label}",
        "finetune-restore": "Bring back {label}",
        "finetune-names": "Back to the file’s own labels",
        "finetune-alike": "{labels} look like one label.",
        "finetune-merge": "Make them one: {label}",
        # the plan
        "finetune-plan": "The training",
        "finetune-train": "Train the {architecture}",
        "finetune-again": "Train the {architecture} too",
        "finetune-training": "Training …",
        "finetune-minutes": "about {minutes} minutes on two processor cores, less with early stopping",
        "finetune-minutes-most": (
            "all epochs would take about {minutes} minutes on two processor cores; after {most} minutes training "
            "ends with the best epoch so far"
        ),
        "finetune-size": "{learnt} examples for training, {held} for validation",
        "finetune-architecture": "Which model",
        "finetune-from-shipped": "from the shipped {architecture}: it keeps its vocabulary and what it has learnt",
        "finetune-from-scratch": "from scratch: random weights",
        "finetune-settings": "Settings",
        "finetune-changed": "{count} changed",
        "finetune-suggested": "Back to the suggested values",
        "finetune-mine": "changed",
        "finetune-epochs": "Epochs",
        "finetune-help-epochs": (
            "How many times training goes through the examples at most. It ends sooner when the validation score "
            "no longer rises, and after {most} minutes with the best epoch, since others may be waiting."
        ),
        "finetune-why-epochs": "Chosen from how much there is to read.",
        "finetune-learning_rate": "Learning rate",
        "finetune-help-learning_rate": (
            "How large a step the weights take after each batch: too small and the model learns nothing, too large "
            "and training diverges."
        ),
        "finetune-why-learning_rate": "A value that suits these models on most files.",
        "finetune-class_weights": "Class weights",
        "finetune-weights-on": "rare labels count more",
        "finetune-help-class_weights": (
            "Without them a model may reach a good accuracy by hardly ever predicting a rare label."
        ),
        "finetune-why-class_weights": "Chosen from the labels’ counts.",
        "finetune-share": "Validation set",
        "finetune-help-share": "Examples that are not used in training; all scores below are measured on them.",
        "finetune-why-share": "A fifth, as on the command line: enough for the scores to mean something.",
        "finetune-why-share-file": "This file, because you gave it.",
        "finetune-why-share-parts": "Those rows that a column of the file marks for this.",
        "finetune-validation-file": "or give a file",
        "finetune-validation-instead": "A share of the file is used for validation instead.",
        "finetune-validation-alike": "{file} is read with the same columns as {other} – {columns}.",
        "finetune-validation-guessed": "{file} has other columns than {other}, so they were guessed – {columns}.",
        "finetune-validation-role": "{role}: {columns}",
        "finetune-validation-lost": (
            "All examples with these labels are in {file} too, so nothing is left to learn them from: {labels}."
        ),
        "finetune-validation-none": "a share instead",
        "finetune-seed": "Random seed",
        "finetune-help-seed": (
            "The start of the random numbers. The same file and the same seed give the same model; another seed "
            "shows how much is chance."
        ),
        "finetune-why-seed": "0 is as good as any other.",
        "finetune-seeds": "How much is luck",
        "finetune-seeds-on": "train with two more seeds afterwards",
        "finetune-help-seeds": (
            "The same training three times, on the same examples, with other random numbers. Of the two more only the "
            "scores are kept."
        ),
        "finetune-why-seeds": "Off: it takes three times as long.",
        "finetune-seeds-spread": (
            "Macro-F1 by random seed – {runs}. The standard deviation is {spread} points: a difference of less than "
            "about twice as much can be the luck of a training."
        ),
        # while it runs
        "finetune-stop": "Stop and keep the best so far",
        "finetune-leave": "Leave the queue",
        "finetune-queue": "{count} before you. One training at a time runs on this machine; yours begins by itself.",
        "finetune-next": "Yours is the next one and begins by itself.",
        "finetune-phase-reading": "Reading the examples …",
        "finetune-phase-training": "Training …",
        "finetune-phase-measuring": "Evaluating the model, and the baselines beside it …",
        "finetune-epoch": "Epoch {epoch} of {epochs}",
        "finetune-loss-now": "loss {loss}",
        "finetune-speed": "{words} words a second",
        "finetune-left": "about {count} s left",
        "finetune-left-minutes": "about {count} min left",
        "finetune-meanwhile": (
            "All other tabs can be used meanwhile. Without this page training goes on for {away} minutes, or {awaited} "
            "where somebody waits for the place: reload the page, and it is here again."
        ),
        "finetune-failed": "This training has given no model.",
        "finetune-unkept": "This model could not be downloaded.",
        "finetune-earlier": "What was trained before is still below.",
        "finetune-chart-loss": "Loss",
        "finetune-chart-right": "Scores on the validation set",
        "finetune-line-train": "training",
        "finetune-line-held": "validation",
        "finetune-line-other": "baseline",
        "finetune-axis": "epoch",
        # labels that may be wrong
        "labels-check": "Check the labels",
        "labels-will": (
            "{folds} trainings of the {architecture}, each on all parts of the file but one ({folds}-fold "
            "cross-validation): {time}. The file stays as it is."
        ),
        "study-time": "about {minutes} minutes on two processor cores, less with early stopping",
        "study-time-short": "about a minute on two processor cores, less with early stopping",
        "study-labels": "Checking the labels of {title}",
        "study-training": "Training {number} of {trainings}",
        "study-stop": "Stop",
        "labels-title": "Labels that may be wrong in {file}",
        "labels-found": (
            "For {unlike} of {checked} examples the models would have given another label; {likely} of these are "
            "likely to be wrong."
        ),
        "labels-found-words": (
            "For {unlike} of {checked} words the models would have given another tag; {likely} of these are likely to "
            "be wrong."
        ),
        "labels-none": (
            "The models would have given each of the {checked} labels as it stands: there is nothing to look at."
        ),
        "labels-how": (
            "Each example was answered by a model that had not learnt from it ({folds}-fold cross-validation); those "
            "whose label fits least stand first. Even there about half are not wrong but hard, so read before you "
            "decide. Which are likely wrong is worked out by confident learning (cleanlab)."
        ),
        "labels-keys": (
            "Keys: K keeps, C changes, D drops, and the next row has the focus; the same key again takes it back. ↑ "
            "and ↓ go from row to row."
        ),
        "labels-keys-many": (
            "Keys: K keeps, C changes, D drops, and the next row has the focus; the same key again takes it back. L "
            "goes to the choice of another label, Enter from there to the next row. ↑ and ↓ go from row to row."
        ),
        "labels-row": "row {row}",
        "labels-likely": "likely wrong",
        "labels-sure": "probability of {suggested} {sure}, of {label} {fit}",
        "labels-alike": "Near duplicates in the file:",
        "labels-keep": "Keep",
        "labels-change": "Change to {label}",
        "labels-to": "Change to another label",
        "labels-drop": "Drop",
        "labels-drop-sentence": "Drop the sentence",
        "labels-more": "Show more ({count} left)",
        "labels-decided": "{changed} changed, {dropped} dropped, {kept} kept; {open} still open.",
        "labels-train": "Train again on the corrected rows",
        "labels-train-one": "One training, beside “{model}”, which learnt from the labels as they are in the file.",
        "labels-train-two": (
            "Two trainings with the settings above: on the labels as they are in the file, then on the corrected ones. "
            "Both hold back the same rows."
        ),
        "labels-held": (
            "Held back in every training: {count} of {total} examples ({share}), chosen before anything is corrected. "
            "No decision moves an example from one side to the other. Where labels of these are corrected too, the "
            "result is worked out by both, the corrected labels and those of the file."
        ),
        "labels-held-own": (
            "Held back in every training: the {count} examples of {name} ({share} of all {total}). The check does not "
            "touch them."
        ),
        "labels-download": "Download the cleaned file",
        "labels-undo": "Take everything back",
        "labels-other": (
            "The file is read in another way now, or it is another one, so these decisions do not apply. They are "
            "kept: read the file as before, or check the labels again."
        ),
        "brought-title": "What the corrected labels brought",
        "brought-before": "the model before the correction",
        "brought-learnt": "Learnt from: {changed} examples with a changed label, {dropped} dropped.",
        "brought-held": (
            "Held back are the same {rows} rows in both trainings. Of these {changed} got a changed label and "
            "{dropped} were dropped."
        ),
        "brought-by-corrected": "By the corrected labels, without what was dropped",
        "brought-by-file": "By the labels of the file, all of the rows held back",
        "brought-two": (
            "Labels of the rows held back were corrected as well, so there are two truths. By the corrected labels "
            "both models look better than they are on new texts, since only labels were looked at that models "
            "contradict. By those of the file a model is wrong where it sees through a mistake. Trust a gain that "
            "shows by both."
        ),
        "brought-rows": "The {count} rows held back",
        # would more data help
        "curve-title": "Would more data help?",
        "curve-measure": "Measure it",
        "curve-will": (
            "{trainings} trainings on 1/16, 1/8, 1/4, 1/2 and all of the examples, the smaller parts within the larger "
            "ones: {time}."
        ),
        "study-curve": "Would more data help {title}?",
        "curve-helps": (
            "Yes: {twice} examples, twice as many, would bring about {points} percentage points, from {now} to {then} "
            "(in nine of ten cases between {low} and {high})."
        ),
        "curve-maybe": (
            "A little: {twice} examples, twice as many, would bring about {points} percentage points, from {now} to "
            "{then}; another random seed may bring as much."
        ),
        "curve-flat": (
            "Hardly: with {twice} examples of this kind, twice as many, the accuracy would stay about where it is, at "
            "{now} (expected {then}, in nine of ten cases between {low} and {high})."
        ),
        "curve-figure": (
            "Accuracy by the number of examples learnt from. Dots: measured, with 95 % confidence intervals. Rings and "
            "band: expected for twice and four times as many, in nine of ten cases within the band."
        ),
        "curve-how": (
            "Each point rests on {rows} predictions for examples that were held back. A power law (error = c + a · "
            "n^−b) is fitted to the points; the band shows how far apart the curves lie that fit them, plus the luck "
            "of a training. It holds for more examples of the same kind."
        ),
        "curve-examples": "examples learnt from",
        "curve-accuracy": "accuracy",
        "curve-interval": "between",
        "curve-kind": "how known",
        "curve-measured": "measured",
        "curve-expected": "expected",
        # what came out
        "finetune-brought": "“{model}” is back",
        "finetune-result": "What {model} has learnt",
        "finetune-then": "It now stands among the models above. Type a sentence there and compare.",
        "finetune-then-pos": "It now stands among the models above. Type a sentence there and compare the tags.",
        "finetune-compare": "Compare",
        "finetune-zip": "Download (zip)",
        "finetune-export": "Export as a service (zip)",
        "finetune-exporting": (
            "{model} is being exported: an ONNX graph that runs without torch, with a program and a service around it. "
            "This takes about half a minute."
        ),
        "finetune-from-zip": "loaded from {file}",
        "finetune-measured": "Measured on {data}:",
        "finetune-macro_f1": "macro-F1",
        "finetune-help-macro_f1": (
            "F1 is high only where both precision and recall are high. This is the mean over all labels: rare ones "
            "count as much as frequent ones."
        ),
        "finetune-accuracy": "accuracy",
        "finetune-help-accuracy": "The share of validation examples that are predicted correctly.",
        "finetune-balanced_accuracy": "balanced accuracy",
        "finetune-help-balanced_accuracy": "The mean recall over the labels.",
        "finetune-source": "before training",
        "finetune-source-named": "the model that it started from",
        "finetune-baseline-majority": "most frequent label",
        "finetune-baseline-tfidf_logistic_regression": "TF-IDF with logistic regression",
        "finetune-baseline-most_frequent_tag": "most frequent tag of each word",
        "finetune-facts": (
            "Trained on {learnt} examples, validated on {held} others. Best epoch: {best} of {epochs}. {seconds} s "
            "in all, {words} words a second."
        ),
        "finetune-confusion": "Confusion matrix",
        "finetune-confusion-how": "Validation examples: true label by predicted label. Press a number to read them.",
        "finetune-is": "true",
        "finetune-says": "predicted",
        "finetune-cell": "{gold}, predicted {answer}: {count}",
        "finetune-cell-first": "The first {count}:",
        "finetune-right": "{gold}, predicted correctly ({share})",
        "finetune-wrong": "{gold}, but predicted {answer} ({share}; {gold} {gold_share})",
        "finetune-by-label": "Label by label",
        "finetune-precision": "precision",
        "finetune-help-precision": "Of the examples for which this label is predicted, the share that has it.",
        "finetune-recall": "recall",
        "finetune-help-recall": "Of the examples that have this label, the share for which it is predicted.",
        "finetune-f1": "F1",
        "finetune-help-f1": "The harmonic mean of precision and recall.",
        "finetune-support": "support",
        "finetune-help-support": "How many validation examples have this label.",
        "finetune-absent": "Labels of the model that do not occur among the validation examples: {count}.",
        "finetune-calibration": "Calibration",
        "finetune-calibration-number": (
            "Confidence and accuracy are {error} apart on average. Before the temperature was fitted: {before}."
        ),
        "finetune-calibration-worse": (
            "Confidence and accuracy are {error} apart on average, before the temperature was fitted {before}. The "
            "fit lowers the loss, not this number: on few examples it may rise by chance."
        ),
        "finetune-calibration-how": (
            "The height of a bar is the accuracy of the predictions with this confidence; on the line both are "
            "equal. Pale bars stand for few examples. The temperature was fitted on these same examples, so new "
            "ones may come out a little worse."
        ),
        "finetune-sure": "confidence",
        "finetune-bin": "confidence {low} to {high}: {count} examples, {right} correct",
        "finetune-quiet": "When to keep quiet",
        "finetune-quiet-how": (
            "A model that answers only when it is sure is wrong less often. The bound holds in 95 of 100 cases, "
            "whichever confidence you choose; it was worked out on the validation examples, which also chose the epoch."
        ),
        "finetune-quiet-slider": "Answer only when sure:",
        "finetune-quiet-most": "at most {share} wrong",
        "finetune-quiet-off": "off",
        "finetune-quiet-always": "It always answers.",
        "finetune-quiet-now": (
            "It answers from a confidence of {above} on: {coverage} of the texts, {wrong} of {answered} wrong here, "
            "at most {most} on others. Below that its answers are marked as not sure enough, in every tab and in the "
            "zip."
        ),
        "finetune-quiet-all": (
            "It can answer every text: {wrong} of {answered} are wrong here, at most {most} on others. No confidence "
            "has to be asked for, so it always answers."
        ),
        "finetune-quiet-every": "any",
        "finetune-quiet-cannot": (
            "On {rows} examples no less than {best} can be promised, so it always answers. Allow more, or give more "
            "examples."
        ),
        "finetune-quiet-figure": "Wrong answers (line) and their bound (dashed), by how many texts are answered",
        "finetune-quiet-coverage": "answered",
        "finetune-quiet-above": "confidence from",
        "finetune-quiet-error": "wrong",
        "finetune-quiet-bound": "at most",
        "finetune-mistakes": "Most confident mistakes",
        "finetune-mistakes-how": (
            "Validation examples with a wrong prediction, the most confident first. Some may have the wrong label "
            "in the file."
        ),
        "finetune-more-mistakes": "{count} more",
        "finetune-no-mistakes": "Every validation example is predicted correctly.",
        "finetune-how": "Learning curves",
        "finetune-curves-how": (
            "The ring marks the epoch that was kept. Where the training loss still falls and the validation loss "
            "rises, the model has begun to overfit: it learns the examples by heart."
        ),
        "finetune-models": "Your models (this session)",
        "finetune-models-how": (
            "Only you see them, until you close this page. Download what you want to keep: dropped here again, the "
            "zip brings the model back."
        ),
        "finetune-model": "model",
        "finetune-data": "from",
        "finetune-against": "versus the best baseline",
        "finetune-time": "time",
        "finetune-points": "{points} percentage points",
        "finetune-seconds": "{seconds} s",
        "finetune-remove": "Remove {model}",
    },
    "zh": {
        "tab-finetune": "微调",
        # the file
        "finetune-invite": "用自己的文件微调（fine-tune）一个模型",
        "finetune-invite-body": (
            "给一个文件，里面是文本和它们的标签：评论、留言、提问，凡是能分类的都行。模型用一两分钟学完，就能在每个"
            "页签里与其他模型并排预测。"
        ),
        "finetune-choose": "选择文件",
        "finetune-drop": "或拖到这里。在这里下载过的模型 zip 也可以。",
        "finetune-bounds": (
            "支持 {formats}，常见编码均可。上限：{size}、{rows} 行、{columns} 列、{labels} 个标签、每格 "
            "{characters} 个字符。文件几分钟内删除。"
        ),
        "finetune-too-large": "这个文件有 {given} MB，这里最多接收 {allowed} MB。请只给一部分，或使用命令 train。",
        "finetune-samples": "也可以从这些小文件开始",
        "finetune-sample-cafe": "顾客写给咖啡馆的话",
        "finetune-sample-customers": "网店顾客的提问（中文）",
        "finetune-sample-sentences": "带词性的句子",
        "finetune-kept": "之前的文件仍保留。",
        "finetune-other-file": "换一个文件",
        "finetune-forget": "移除这个文件",
        "finetune-examples": "{count} 个样本",
        "finetune-sentences": "{count} 个句子",
        "finetune-labels-count": "{count} 个标签",
        "finetune-task-sentiment": "每段文本一个标签",
        "finetune-task-pos": "每个词一个词性",
        "finetune-header": "第一行是列名",
        "finetune-parts": "第 {column} 列标为“{part}”的 {count} 行用作验证",
        "finetune-parts-unused": "；标为 {parts} 的 {count} 行不用",
        "finetune-split": "文本已用空格分词",
        "finetune-split-help": "例如 jieba 的输出。模型就按空格读词，而不是逐字读；之后问它的文本也要先分词。",
        "finetune-colon-coarse": "A:b 的标签取 A",
        "finetune-colon-fine": "A:b 的标签取 A:b",
        "finetune-preview": "文件的前几行",
        "finetune-column": "第 {number} 列",
        "finetune-role": "“{column}”的用途",
        "finetune-role-none": "不读",
        "finetune-role-text": "文本",
        "finetune-role-label": "标签",
        "finetune-role-word": "词",
        "finetune-role-tag": "词性",
        "finetune-role-sentence": "句子编号",
        "finetune-more-columns": "另有 {count} 列没有显示。",
        "finetune-labels": "标签及其样本数",
        "finetune-labels-words": "词性及其词数",
        "finetune-more-labels": "另有 {count} 个标签",
        "finetune-rename": "给“{label}”改名；改成另一个标签的名字就会合并",
        "finetune-leave-out": "去掉标签为“{label}”的样本",
        "finetune-restore": "恢复“{label}”",
        "finetune-names": "恢复文件原来的标签",
        "finetune-alike": "{labels}看起来是同一个标签。",
        "finetune-merge": "合并为“{label}”",
        # the plan
        "finetune-plan": "训练",
        "finetune-train": "训练 {architecture}",
        "finetune-again": "再训练一个 {architecture}",
        "finetune-training": "正在训练……",
        "finetune-minutes": "两个处理器核心上约 {minutes} 分钟，早停时更短",
        "finetune-minutes-most": (
            "两个处理器核心上全部轮数约需 {minutes} 分钟；满 {most} 分钟就结束，保留到那时为止最好的一轮"
        ),
        "finetune-size": "{learnt} 个样本用于训练，{held} 个用于验证",
        "finetune-architecture": "选哪种模型",
        "finetune-from-shipped": "从自带的 {architecture} 开始：保留它的词表和学到的东西",
        "finetune-from-scratch": "从零开始：随机权重",
        "finetune-settings": "设置",
        "finetune-changed": "改了 {count} 项",
        "finetune-suggested": "恢复建议值",
        "finetune-mine": "已改",
        "finetune-epochs": "训练轮数（epoch）",
        "finetune-help-epochs": (
            "最多把样本看多少遍。验证分数不再提高就会提前结束；满 {most} 分钟也会结束，保留最好的一轮，因为可能有人"
            "在等。"
        ),
        "finetune-why-epochs": "按文本总量选定。",
        "finetune-learning_rate": "学习率",
        "finetune-help-learning_rate": "每批样本之后权重更新的步长：太小学不到东西，太大会发散。",
        "finetune-why-learning_rate": "对这些模型和大多数文件都合适的值。",
        "finetune-class_weights": "类别权重",
        "finetune-weights-on": "加大稀少标签的权重",
        "finetune-help-class_weights": "否则模型几乎不预测稀少的标签，也能得到不错的准确率。",
        "finetune-why-class_weights": "按各标签的样本数选定。",
        "finetune-share": "验证集",
        "finetune-help-share": "这些样本不参与训练，下面的分数都在它们上面测得。",
        "finetune-why-share": "取五分之一，与命令行相同，分数才有意义。",
        "finetune-why-share-file": "用你给的这个文件。",
        "finetune-why-share-parts": "文件中有一列已为此标出这些行。",
        "finetune-validation-file": "或给一个文件",
        "finetune-validation-instead": "改为从文件里取一部分作验证集。",
        "finetune-validation-alike": "{file} 与 {other} 读同样的列——{columns}。",
        "finetune-validation-guessed": "{file} 的列与 {other} 不同，因此是猜的——{columns}。",
        "finetune-validation-role": "{role}：{columns}",
        "finetune-validation-lost": "这些标签的样本全都也在 {file} 里，没有样本可以用来学习它们：{labels}。",
        "finetune-validation-none": "改用比例",
        "finetune-seed": "随机种子",
        "finetune-help-seed": "随机数的起点。同样的文件和种子得到同样的模型；换一个种子，可以看出有多少是运气。",
        "finetune-why-seed": "0 和别的数一样好。",
        "finetune-seeds": "运气占多少",
        "finetune-seeds-on": "之后再用另外两个种子训练",
        "finetune-help-seeds": "同样的样本、同样的训练做三次，只换随机数。另外两次只留下分数。",
        "finetune-why-seeds": "默认关闭：需要三倍的时间。",
        "finetune-seeds-spread": (
            "不同随机种子的宏平均 F1：{runs}。标准差为 {spread} 个百分点：差别小于它的两倍左右，就可能只是训练的运气。"
        ),
        # while it runs
        "finetune-stop": "停止，保留目前最好的",
        "finetune-leave": "退出排队",
        "finetune-queue": "前面还有 {count} 个。这台机器一次只训练一个，轮到时会自动开始。",
        "finetune-next": "下一个就是你的，会自动开始。",
        "finetune-phase-reading": "正在读取样本……",
        "finetune-phase-training": "正在训练……",
        "finetune-phase-measuring": "正在评估模型，并训练用来比较的基线模型……",
        "finetune-epoch": "第 {epoch} 轮，共 {epochs} 轮",
        "finetune-loss-now": "损失 {loss}",
        "finetune-speed": "每秒 {words} 词",
        "finetune-left": "还需约 {count} 秒",
        "finetune-left-minutes": "还需约 {count} 分钟",
        "finetune-meanwhile": (
            "其间可以使用其他页签。离开本页后训练还会继续 {away} 分钟（有人排队时为 {awaited} 分钟）："
            "重新载入页面就能接着看。"
        ),
        "finetune-failed": "这次训练没有得到模型。",
        "finetune-unkept": "这个模型无法下载。",
        "finetune-earlier": "之前训练的仍在下面。",
        "finetune-chart-loss": "损失",
        "finetune-chart-right": "验证集上的分数",
        "finetune-line-train": "训练",
        "finetune-line-held": "验证",
        "finetune-line-other": "基线",
        "finetune-axis": "轮",
        # labels that may be wrong
        "labels-check": "检查标签",
        "labels-will": (
            "训练 {folds} 个 {architecture}，每次留出文件的一份（{folds} 折交叉验证）：{time}。文件本身不变。"
        ),
        "study-time": "两个处理器核心上约 {minutes} 分钟，早停时更短",
        "study-time-short": "两个处理器核心上约一分钟，早停时更短",
        "study-labels": "正在检查 {title} 的标签",
        "study-training": "第 {number} 次训练，共 {trainings} 次",
        "study-stop": "停止",
        "labels-title": "{file} 中可能标错的标签",
        "labels-found": "{checked} 个样本中，有 {unlike} 个模型会给出别的标签，其中 {likely} 个很可能标错了。",
        "labels-found-words": "{checked} 个词中，有 {unlike} 个模型会给出别的词性，其中 {likely} 个很可能标错了。",
        "labels-none": "{checked} 个标签都与模型的预测一致，没有需要查看的。",
        "labels-how": (
            "每个样本都由没有学过它的模型来预测（{folds} 折交叉验证），标签最不相符的排在前面。即使在最前面，也有约一半"
            "并没有标错，只是难，所以请先读再决定。“很可能标错”由置信学习（confident learning，cleanlab）算出。"
        ),
        "labels-keys": "按键：K 保留，C 修改，D 删除，随后焦点移到下一行；再按同一个键则撤销。↑ 和 ↓ 在行间移动。",
        "labels-keys-many": (
            "按键：K 保留，C 修改，D 删除，随后焦点移到下一行；再按同一个键则撤销。L 可选别的标签，选好后按 Enter "
            "到下一行。↑ 和 ↓ 在行间移动。"
        ),
        "labels-row": "第 {row} 行",
        "labels-likely": "很可能标错",
        "labels-sure": "{suggested} 的概率 {sure}，{label} 的概率 {fit}",
        "labels-alike": "文件里的近似重复：",
        "labels-keep": "保留",
        "labels-change": "改为 {label}",
        "labels-to": "改为别的标签",
        "labels-drop": "删除",
        "labels-drop-sentence": "删除这句",
        "labels-more": "显示更多（还有 {count} 行）",
        "labels-decided": "修改 {changed} 个，删除 {dropped} 个，保留 {kept} 个；还有 {open} 个未定。",
        "labels-train": "用改好的样本再训练",
        "labels-train-one": "训练一次，与“{model}”相比：它学的是文件原来的标签。",
        "labels-train-two": "按上面的设置训练两次：先用文件原来的标签，再用改好的。两次留出同样的样本。",
        "labels-held": (
            "每次训练都留出同样的 {count} 个样本（共 {total} 个，占 {share}），在改正之前就已选定，任何决定都不会把样本"
            "从一边移到另一边。如果其中也有标签被改正，结果会按改正后的标签和文件原来的标签各算一次。"
        ),
        "labels-held-own": (
            "每次训练都用 {name} 的 {count} 个样本验证（占全部 {total} 个的 {share}）。检查标签不涉及它们。"
        ),
        "labels-download": "下载清理后的文件",
        "labels-undo": "全部撤销",
        "labels-other": (
            "现在文件的读法变了，或者换了文件，所以这些决定暂不适用，但仍保留着：请恢复原来的读法，或重新检查标签。"
        ),
        "brought-title": "改正标签带来了什么",
        "brought-before": "改正之前的模型",
        "brought-learnt": "训练样本中：改了 {changed} 个标签，删除了 {dropped} 个样本。",
        "brought-held": "两次训练留出同样的 {rows} 行，其中改了 {changed} 个标签，删除了 {dropped} 行。",
        "brought-by-corrected": "按改正后的标签，不含已删除的",
        "brought-by-file": "按文件原来的标签，包括留出的所有行",
        "brought-two": (
            "留出的样本也有标签被改正，因此有两种“正确答案”。按改正后的标签，两个模型看起来都比在新文本上更好，因为只"
            "查看了"
            "与模型不一致的标签；按文件原来的标签，模型看穿了标错之处反而算错。两种算法都显出的提高才可信。"
        ),
        "brought-rows": "留出的 {count} 行",
        # would more data help
        "curve-title": "更多数据有用吗？",
        "curve-measure": "测一测",
        "curve-will": "分别用 1/16、1/8、1/4、1/2 和全部样本训练，共 {trainings} 次，小份都包含在大份里：{time}。",
        "study-curve": "更多数据对 {title} 有用吗？",
        "curve-helps": (
            "有用：样本增加一倍，到 {twice} 个，准确率预计提高约 {points} 个百分点，从 {now} 到 {then}（十次中有九次"
            "在 {low} 与 {high} 之间）。"
        ),
        "curve-maybe": (
            "略有用：样本增加一倍，到 {twice} 个，准确率预计提高约 {points} 个百分点，从 {now} 到 {then}；换一个随机"
            "种子也可能有这么大的差别。"
        ),
        "curve-flat": (
            "几乎没用：同类样本增加一倍，到 {twice} 个，准确率预计仍在 {now} 左右（预计 {then}，十次中有九次在 {low} "
            "与 {high} 之间）。"
        ),
        "curve-figure": (
            "准确率随训练样本数的变化。圆点：实测，竖线是 95 % 置信区间。圆圈和浅色带：样本为两倍、四倍时的预计，十次"
            "中有九次落在带内。"
        ),
        "curve-how": (
            "每个点由 {rows} 个留出样本的预测算出。用幂律（误差 = c + a · n^−b）拟合这些点；带宽表示各条拟合曲线相差"
            "多远，再加上训练的运气。只对同类的新样本成立。"
        ),
        "curve-examples": "训练样本数",
        "curve-accuracy": "准确率",
        "curve-interval": "区间",
        "curve-kind": "来源",
        "curve-measured": "实测",
        "curve-expected": "预计",
        # what came out
        "finetune-brought": "已载入“{model}”",
        "finetune-result": "“{model}”学到了什么",
        "finetune-then": "它已加入上方的模型。在上面输入一句话，比一比。",
        "finetune-then-pos": "它已加入上方的模型。在上面输入一句话，比一比词性。",
        "finetune-compare": "去比较",
        "finetune-zip": "下载（zip）",
        "finetune-export": "导出为服务（zip）",
        "finetune-exporting": (
            "正在导出 {model}：生成不依赖 torch 的 ONNX 计算图，以及调用它的程序和服务。大约需要半分钟。"
        ),
        "finetune-from-zip": "从 {file} 载入",
        "finetune-measured": "在 {data} 上测得：",
        "finetune-macro_f1": "宏平均 F1（macro-F1）",
        "finetune-help-macro_f1": (
            "只有精确率和召回率都高，F1 才高。这里是所有标签的平均，稀少的标签与常见的同样重要。"
        ),
        "finetune-accuracy": "准确率",
        "finetune-help-accuracy": "验证样本中预测正确的比例。",
        "finetune-balanced_accuracy": "平衡准确率",
        "finetune-help-balanced_accuracy": "各标签召回率的平均。",
        "finetune-source": "训练之前",
        "finetune-source-named": "它的起点模型",
        "finetune-baseline-majority": "总预测最常见的标签",
        "finetune-baseline-tfidf_logistic_regression": "TF-IDF 加逻辑回归",
        "finetune-baseline-most_frequent_tag": "每个词取它最常见的词性",
        "finetune-facts": (
            "用 {learnt} 个样本训练，在另外 {held} 个上验证。最好的是第 {best} 轮，共 {epochs} 轮。共 {seconds} 秒，"
            "每秒 {words} 词。"
        ),
        "finetune-confusion": "混淆矩阵（confusion matrix）",
        "finetune-confusion-how": "验证样本：行是实际标签，列是预测标签。点数字查看样本。",
        "finetune-is": "实际",
        "finetune-says": "预测",
        "finetune-cell": "实际为{gold}，预测为{answer}：{count} 个",
        "finetune-cell-first": "前 {count} 个：",
        "finetune-right": "{gold}，预测正确（{share}）",
        "finetune-wrong": "实际是{gold}，预测为{answer}（{share}；{gold} {gold_share}）",
        "finetune-by-label": "逐个标签",
        "finetune-precision": "精确率",
        "finetune-help-precision": "预测为这个标签的样本中，真有这个标签的比例。",
        "finetune-recall": "召回率",
        "finetune-help-recall": "有这个标签的样本中，被预测出来的比例。",
        "finetune-f1": "F1 值",
        "finetune-help-f1": "精确率与召回率的调和平均。",
        "finetune-support": "样本数",
        "finetune-help-support": "验证样本中有这个标签的个数。",
        "finetune-absent": "模型另有 {count} 个标签没有在验证样本中出现。",
        "finetune-calibration": "校准（calibration）",
        "finetune-calibration-number": "置信度与正确率平均相差 {error}；拟合温度（temperature）之前为 {before}。",
        "finetune-calibration-worse": (
            "置信度与正确率平均相差 {error}；拟合温度（temperature）之前为 {before}。拟合降低的是损失，不是这个数；"
            "样本少时，它可能偶然变大。"
        ),
        "finetune-calibration-how": (
            "柱高是具有这一置信度的预测的正确率；落在斜线上表示两者相等。浅色的柱样本很少。温度就在这些样本上拟合，"
            "换成新样本可能略差。"
        ),
        "finetune-sure": "置信度",
        "finetune-bin": "置信度 {low} 到 {high}：{count} 个，正确 {right}",
        "finetune-quiet": "何时不回答",
        "finetune-quiet-how": (
            "只在有把握时才回答的模型出错更少。无论选哪个置信度，上界在 100 次里有 95 次成立；它是用验证样本算出的，"
            "而这些样本也用来选了最好的一轮。"
        ),
        "finetune-quiet-slider": "有把握才回答：",
        "finetune-quiet-most": "错误率不超过 {share}",
        "finetune-quiet-off": "关闭",
        "finetune-quiet-always": "它总是回答。",
        "finetune-quiet-now": (
            "置信度达到 {above} 才回答：回答了 {coverage} 的文本，这里 {answered} 个里错 {wrong} 个，"
            "别的文本上至多 {most}。"
            "达不到时，它的预测在每个页签和 zip 里都会标明“不够有把握”。"
        ),
        "finetune-quiet-all": (
            "每段文本都可以回答：这里 {answered} 个里错 {wrong} 个，别的文本上至多 {most}。不必限定置信度，所以它总是"
            "回答。"
        ),
        "finetune-quiet-every": "任意",
        "finetune-quiet-cannot": "用 {rows} 个样本至少只能保证 {best}，所以它总是回答。请放宽要求，或给更多样本。",
        "finetune-quiet-figure": "错误率（实线）和它的上界（虚线），随回答的文本比例变化",
        "finetune-quiet-coverage": "回答的比例",
        "finetune-quiet-above": "置信度不低于",
        "finetune-quiet-error": "错误率",
        "finetune-quiet-bound": "至多",
        "finetune-mistakes": "置信度最高的错误",
        "finetune-mistakes-how": "预测错误的验证样本，置信度高的在前。其中也可能是文件标错了。",
        "finetune-more-mistakes": "另有 {count} 个",
        "finetune-no-mistakes": "验证样本全部预测正确。",
        "finetune-how": "学习曲线",
        "finetune-curves-how": (
            "圆圈是保留下来的那一轮。训练损失还在降、验证损失却在升，说明模型开始过拟合（overfitting），也就是死记"
            "硬背了。"
        ),
        "finetune-models": "你的模型（本次会话）",
        "finetune-models-how": "只有你看得到，关闭本页就没有了。想保留的请下载：把 zip 再拖到这里，模型就回来了。",
        "finetune-model": "模型",
        "finetune-data": "来自",
        "finetune-against": "与最好的基线相比",
        "finetune-time": "用时",
        "finetune-points": "{points} 个百分点",
        "finetune-seconds": "{seconds} 秒",
        "finetune-remove": "移除“{model}”",
    },
}

say = speaker(WORDS, shared.WORDS)
