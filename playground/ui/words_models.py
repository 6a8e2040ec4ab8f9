"""The words of Models, of the field that adds a model of the Hub, and of publishing, in both languages.

`strings.py` merges them into its own.
"""

WORDS: dict[str, tuple[str, str]] = {
    "tab-models": ("Models", "模型库"),
    "models-bundled": (
        "All shipped models are bundled with this app: they work without a network. None of them is on the Hub yet; "
        "“python -m playground publish --all --owner NAME” would put them there.",
        "所有自带模型都随应用一起提供，无需联网。它们还没有发布到 Hub；"
        "可用 python -m playground publish --all --owner NAME 发布。",
    ),
    "models-published": (
        "The shipped models are on the Hub, at the commits that checkpoints/sources.json names; a row says where each "
        "one that runs here came from.",
        "自带模型已发布到 Hub，对应的提交记录在 checkpoints/sources.json 中；每行注明在此运行的模型从何而来。",
    ),
    # the plot
    "models-plot": ("How right, against how quick or how large", "准确率与速度、大小"),
    "models-by-data": ("Right on the test set", "测试集"),
    "models-by-axis": ("against", "横轴"),
    "models-axis-milliseconds": ("milliseconds, here", "在本机所用毫秒数"),
    "models-axis-parameters": ("parameters", "参数个数"),
    "models-axis-bytes": ("size of its files", "文件大小"),
    "models-parameters": ("parameters", "个参数"),
    "models-timing": (
        "Models are waking up; each is timed as soon as it is awake.",
        "模型正在加载，加载完成后即测速。",
    ),
    "models-how": (
        "Higher is more often right, further left is quicker or smaller; the axis below is logarithmic. Milliseconds "
        "are for a sentence of 20 words, measured on this machine, the median of nine calls or more.",
        "越高越准，越靠左越快或越小；横轴为对数刻度。毫秒数是在本机处理一个 20 词句子所用时间，取九次以上的中位数。",
    ),
    "models-simple": (
        "The dashed lines are simple models without a network, measured on the same test set {data} and trained on "
        "train and dev together. A network below them has not earned its place there.",
        "虚线是不用神经网络的简单模型，用训练集与开发集一起训练，在同一测试集 {data} 上测得。"
        "低于虚线的网络在这里还比不上它们。",
    ),
    "simple-nb-svm": ("naive Bayes + linear", "朴素贝叶斯＋线性"),
    "simple-tf-idf": ("TF-IDF + linear", "TF-IDF＋线性"),
    "simple-frequent-tag": ("most frequent tag", "最常见标签"),
    # the table
    "models-accuracy": ("right on each test set, size, speed, source", "各测试集的准确率、大小、速度与来源"),
    "models-claimed": (
        "What its own card says; it was not measured by this project.",
        "数值取自它自己的模型卡，并非本项目测得。",
    ),
    "models-column-model": ("Model", "模型"),
    "models-column-parameters": ("Parameters", "参数"),
    "models-column-bytes": ("Files", "文件"),
    "models-column-speed": ("20 words, here", "20 词，本机"),
    "models-column-source": ("From", "来源"),
    "models-labels": ("{count} labels", "{count} 个标签"),
    "models-speed": (
        "Median of several calls with a sentence of 20 words, on this machine",
        "在本机处理 20 词句子所用时间，多次调用的中位数",
    ),
    "models-failed": ("has failed", "出错了"),
    "models-coming": ("On their way", "正在获取"),
    "models-compare": (
        "Compare {model}: put it among the models above, or take it out",
        "比较 {model}：加入或移出上方的模型",
    ),
    "models-card": ("Card", "模型卡"),
    "models-no-card": ("This model has no card.", "这个模型没有模型卡。"),
    "models-remove": ("Remove", "移除"),
    "models-publish": ("Publish", "发布"),
    "metric-accuracy": ("accuracy", "准确率"),
    "metric-macro_f1": ("macro-F1", "宏平均 F1"),
    "metric-calibration_error": ("calibration error", "校准误差"),
    "metric-unknown_word_accuracy": ("on unknown words", "生词准确率"),
    "source-bundled": ("bundled", "自带"),
    "source-hub": ("Hub", "来自 Hub"),
    "source-folder": ("folder", "文件夹"),
    "source-session": ("this visit", "本次访问"),
    # what they get wrong
    "trials-title": ("What they get wrong", "它们错在哪里"),
    "trials-how": (
        "How often each model fails at short sentences that were written to test one thing; none of them was learnt "
        "from. Press a row to read where it failed.",
        "为逐项考察能力而编写的短句上，各模型出错的比例；这些句子都没有用于训练。点击一行可看具体错例。",
    ),
    "trials-column": ("What is tested", "考察内容"),
    "trials-cell": ("{failures} of {cases} failed", "{cases} 例中错 {failures} 例"),
    "trials-none": ("never", "没有出错"),
    "trials-wanted": ("instead of {label}", "应为{label}"),
    # one more model of the Hub
    "hub-more": ("model from the Hub", "Hub 上的模型"),
    "hub-add": ("Add a model from the Hub", "添加 Hub 上的模型"),
    "hub-placeholder": ("owner/name or owner/name@revision", "owner/name 或 owner/name@revision"),
    "hub-button": ("Add", "添加"),
    "hub-what": (
        "Its config, vocabulary, weights (safetensors) and card are fetched in the background; nothing of it is run. "
        "Ask on meanwhile.",
        "后台只获取配置、词表、权重（safetensors）和模型卡，不会执行其中任何代码。期间可以继续使用。",
    ),
    "hub-coming": ("Fetching {model} …", "正在获取 {model} …"),
    "hub-share": ("Fetching {model}: {done} of {total}", "正在获取 {model}：{done}/{total}"),
    "hub-here": ("{model} is here.", "{model} 已就绪。"),
    "hub-missed": ("{model} did not come.", "{model} 没有取到。"),
    # publishing
    "publish-title": ("Publish {model} on the Hub", "把 {model} 发布到 Hub"),
    "publish-repo": ("Repository", "仓库"),
    "publish-private": ("private", "私有"),
    "publish-button": ("Publish", "发布"),
    "publish-what": (
        "Weights, vocabulary, recipe and card go to a repository of yours. You sign in with Hugging Face and allow "
        "this page to create one; the permission is used for this and never stored.",
        "权重、词表、训练配方和模型卡会上传到你自己的仓库。请用 Hugging Face 登录并授权本页创建仓库；"
        "授权只用于此处，不会保存。",
    ),
    "publish-elsewhere": (
        "Nobody can sign in on this server. Save the model in Fine-tune, unpack it, and publish the folder yourself:",
        "这台服务器不能登录。请在“微调”中保存模型，解压后自行发布该文件夹：",
    ),
    "publish-working": ("Publishing {repo} …", "正在发布 {repo} …"),
    "publish-done": ("Published:", "已发布："),
    "publish-revision": ("commit {revision}", "提交 {revision}"),
    "publish-load": ("Anyone can load it now:", "现在任何人都可以加载："),
}  # fmt: skip

CAPABILITIES: dict[str, dict[str, tuple[str, str]]] = {
    "sentiment": {
        "vocabulary": ("词义", "常见的褒贬形容词、动词和名词"),
        "denied-good": ("否定褒义", "“not good”“nothing good about”"),
        "denied-bad": ("否定贬义", "“not bad at all”“never boring”"),
        "distant": ("远距离否定", "否定词与被否定的词之间隔着别的词"),
        "contrast": ("转折", "“brilliant acting, but a dull film”；although、however"),
        "comparison": ("比较", "比什么更好或更差，夸的是谁"),
        "time": ("过去与现在", "“used to hate, now love”"),
        "expectation": ("期待与落差", "原先以为怎样，结果怎样"),
        "others": ("谁的看法", "别人讨厌而我喜欢；自问自答"),
        "domains": ("不谈电影", "商品、餐馆、软件、酒店、服务"),
        "food": ("美食", "餐馆和菜肴"),
        "hotels": ("住宿", "在外过夜"),
        "phones": ("手机", "手机、笔记本电脑等设备"),
        "films": ("别的类型的影片", "西部片、动画片、战争片；没有褒贬词的褒贬"),
        "intensity": ("程度", "先“slightly”，再不加，再“extremely”：不应更没把握"),
        "added": ("追加看法", "先陈述事实，再加上明确的看法"),
        "names": ("人名", "换成别的人名"),
        "identity": ("身份", "换成别的宗教、国家或性取向"),
        "places": ("地名", "换成别的地名"),
        "film-word": ("“film”一词", "把同样的话说给书、手机或酒店"),
        "typos": ("错字", "两个字母对调"),
        "casing": ("大小写", "全大写、全小写、首字母大写"),
        "punctuation": ("标点", "没有句号、“!!!”、多余空格、引号"),
    },
    "pos": {
        "simple": ("简单句", "没有陷阱的句子，每个词都要对"),
        "longer": ("较长的文本", "五个简单句中的最后一句，每个词都要对"),
        "ambiguous": ("名词还是动词", "“a run”与“they run”；book、light、like"),
        "function": ("虚词", "that、to、there、before、have、's"),
        "endings": ("生造词", "不存在的词，只能看词尾"),
        "proper": ("专名还是普通词", "“Rose has a rose”；May、Will、Apple"),
        "numbers": ("数字", "数字、数词、年份、价格、“third”"),
        "questions": ("疑问与祈使", "动词或疑问词在句首"),
        "names": ("人名地名", "换成别的人名和城市名"),
        "typos": ("错字", "两个字母对调"),
        "casing": ("大小写", "全大写"),
        "punctuation": ("标点", "没有句号、“!!!”、“...”"),
    },
}
"""Of the capabilities in `training.behaviour`: name and what is tested, by task and key."""
