"""The words of the tab Models, in every language."""

from playground.ui.components import words as shared
from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "tab-models": "Models",
        "models-bundled": (
            "All shipped models are bundled with this app: they work without a network. None of them is on the Hub "
            "yet; “python -m playground publish --all --owner NAME” would put them there."
        ),
        "models-published": (
            "The shipped models are on the Hub, at the commits that checkpoints/sources.json names; a row says where "
            "each one that runs here came from."
        ),
        # the plot
        "models-plot": "Accuracy versus latency or size",
        "models-by-data": "Test accuracy on",
        "models-by-axis": "versus",
        "models-axis-milliseconds": "latency (ms, on this machine)",
        "models-axis-parameters": "parameters",
        "models-axis-bytes": "size of the files",
        "models-parameters": "parameters",
        "models-timing": "Models are loading; each is timed as soon as it is loaded.",
        "models-how": (
            "Higher is more often right, further left is quicker or smaller; the axis below is logarithmic. "
            "Milliseconds are for a sentence of 20 words, measured on this machine, the median of nine calls or more."
        ),
        "models-interval-how": (
            "The bar through a mark is its 95 % interval (Wilson), by the {answers} answers of the test set: "
            "models whose bars overlap are not told apart by it. With another random seed a model moves, too; its "
            "card says by how much."
        ),
        "models-interval": "{accuracy} ({low} to {high})",
        "models-simple": (
            "The dashed lines are baselines without a neural network, measured on the same test set {data} and "
            "trained on training and validation set together. A network below them has not earned its place there."
        ),
        "simple-nb-svm": "naive Bayes + linear",
        "simple-tf-idf": "TF-IDF + linear",
        "simple-frequent-tag": "most frequent tag",
        # the table
        "models-accuracy": "accuracy on each test set, size, latency, source",
        "models-claimed": "What its own card says; it was not measured by this project.",
        "models-column-model": "Model",
        "models-column-parameters": "Parameters",
        "models-column-bytes": "Size",
        "models-column-speed": "Latency, 20 words",
        "models-column-source": "Source",
        "models-labels": "{count} labels",
        "models-speed": "Median of several predictions for a sentence of 20 words, on this machine",
        "models-failed": "has failed",
        "models-coming": "Downloading",
        "models-compare": "Compare {model}: put it among the models above, or take it out",
        "models-card": "Card",
        "models-no-card": "This model has no card.",
        "models-remove": "Remove",
        "models-publish": "Publish",
        "metric-accuracy": "accuracy",
        "metric-macro_f1": "macro-F1",
        "metric-calibration_error": "calibration error",
        "metric-unknown_word_accuracy": "on out-of-vocabulary words",
        "source-bundled": "bundled",
        "source-hub": "Hub",
        "source-folder": "folder",
        "source-session": "this session",
        # what they get wrong
        "behaviour-title": "What they get wrong: behavioural tests",
        "behaviour-how": (
            "How often each model fails at short sentences that were written to test one capability; none of them "
            "was used in training. Press a row to read where it failed."
        ),
        "behaviour-column": "Capability",
        "behaviour-cell": "{failures} of {cases} failed",
        "behaviour-none": "never",
        "behaviour-wanted": "instead of {label}",
        # exporting
        "models-export": "Export",
        "export-working": (
            "{model} is being exported: an ONNX graph that runs without torch, with a program and a service around it. "
            "This takes about half a minute."
        ),
        "export-done": (
            "{model} has been exported. The zip holds predict.py and serve.py, and a README that says how they are "
            "started."
        ),
        # publishing
        "publish-title": "Publish {model} on the Hub",
        "publish-repo": "Repository",
        "publish-private": "private",
        "publish-button": "Publish",
        "publish-what": (
            "Weights, vocabulary, recipe and card go to a repository of yours. You sign in with Hugging Face and allow "
            "this page to create one; the permission is used for this and never stored."
        ),
        "publish-elsewhere": (
            "Nobody can sign in on this server. Download the model in Fine-tune, unpack it, and publish the folder "
            "yourself:"
        ),
        "publish-working": "Publishing {repo} …",
        "publish-done": "Published:",
        "publish-revision": "commit {revision}",
        "publish-load": "Anyone can load it now:",
    },
    "zh": {
        "tab-models": "模型库",
        "models-bundled": (
            "所有自带模型都随应用一起提供，无需联网。它们还没有发布到 Hub；可用 python -m playground publish --all "
            "--owner NAME 发布。"
        ),
        "models-published": (
            "自带模型已发布到 Hub，对应的提交记录在 checkpoints/sources.json 中；每行注明在此运行的模型从何而来。"
        ),
        # the plot
        "models-plot": "准确率与延迟、大小",
        "models-by-data": "测试集",
        "models-by-axis": "横轴",
        "models-axis-milliseconds": "延迟（毫秒，本机）",
        "models-axis-parameters": "参数个数",
        "models-axis-bytes": "文件大小",
        "models-parameters": "个参数",
        "models-timing": "模型正在加载，加载完成后即测速。",
        "models-how": (
            "越高越准，越靠左越快或越小；横轴为对数刻度。延迟是在本机处理一个 20 词句子所用的毫秒数，取九次以上的中"
            "位数。"
        ),
        "models-interval-how": (
            "穿过标记的竖线是 95 % 置信区间（Wilson 区间），由测试集的 {answers} 个预测得出：竖线重叠的模型，凭这个"
            "测试集分不出高下。换一个随机种子，模型的成绩也会变动，幅度见模型卡。"
        ),
        "models-interval": "{accuracy}（{low} 至 {high}）",
        "models-simple": (
            "虚线是不用神经网络的基线模型，用训练集与验证集一起训练，在同一测试集 {data} 上测得。低于虚线的网络在这"
            "里还比不上它们。"
        ),
        "simple-nb-svm": "朴素贝叶斯＋线性",
        "simple-tf-idf": "TF-IDF＋线性",
        "simple-frequent-tag": "最常见标签",
        # the table
        "models-accuracy": "各测试集的准确率、大小、延迟与来源",
        "models-claimed": "数值取自它自己的模型卡，并非本项目测得。",
        "models-column-model": "模型",
        "models-column-parameters": "参数",
        "models-column-bytes": "大小",
        "models-column-speed": "延迟，20 词",
        "models-column-source": "来源",
        "models-labels": "{count} 个标签",
        "models-speed": "在本机处理 20 词句子所用时间，多次调用的中位数",
        "models-failed": "出错了",
        "models-coming": "正在下载",
        "models-compare": "比较 {model}：加入或移出上方的模型",
        "models-card": "模型卡",
        "models-no-card": "这个模型没有模型卡。",
        "models-remove": "移除",
        "models-publish": "发布",
        "metric-accuracy": "准确率",
        "metric-macro_f1": "宏平均 F1（macro-F1）",
        "metric-calibration_error": "校准误差",
        "metric-unknown_word_accuracy": "未登录词准确率",
        "source-bundled": "自带",
        "source-hub": "来自 Hub",
        "source-folder": "文件夹",
        "source-session": "本次会话",
        # what they get wrong
        "behaviour-title": "它们错在哪里：行为测试",
        "behaviour-how": (
            "为逐项考察能力而编写的短句上，各模型出错的比例；这些句子都没有用于训练。点击一行可看具体错例。"
        ),
        "behaviour-column": "能力",
        "behaviour-cell": "{cases} 例中错 {failures} 例",
        "behaviour-none": "没有出错",
        "behaviour-wanted": "应为{label}",
        # exporting
        "models-export": "导出",
        "export-working": "正在导出 {model}：生成不依赖 torch 的 ONNX 计算图，以及调用它的程序和服务。大约需要半分钟。",
        "export-done": "{model} 已导出。压缩包里有 predict.py、serve.py 和说明启动方法的 README。",
        # publishing
        "publish-title": "把 {model} 发布到 Hub",
        "publish-repo": "仓库",
        "publish-private": "私有",
        "publish-button": "发布",
        "publish-what": (
            "权重、词表、训练配方和模型卡会上传到你自己的仓库。请用 Hugging Face 登录并授权本页创建仓库；"
            "授权只用于此处，不会保存。"
        ),
        "publish-elsewhere": "这台服务器不能登录。请在“微调”中下载模型，解压后自行发布该文件夹：",
        "publish-working": "正在发布 {repo} …",
        "publish-done": "已发布：",
        "publish-revision": "提交 {revision}",
        "publish-load": "现在任何人都可以加载：",
    },
}

say = speaker(WORDS, shared.WORDS)
