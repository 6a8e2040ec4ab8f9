"""The Chinese of what is written in English where it belongs: tasks, labels, methods, errors and more, each by its key.

Written the way Chinese textbooks say it. `TRANSLATIONS` names the tables; tests compare their keys with those of the
modules that own the English.
"""

from collections.abc import Mapping
from typing import Any

LANGUAGE_TITLES = {"en": "英文"}

TASKS = {"sentiment": "情感", "pos": "词性"}

LABELS = {"negative": "负面", "positive": "正面"}

TAGS = {
    "NOUN": "名词：dog、idea",
    "PROPN": "专有名词：Mary、London、NATO",
    "PRON": "代词：she、it、who、this",
    "VERB": "动词：run、eats、thinking",
    "AUX": "助动词：is、has、will、must",
    "ADJ": "形容词：big、old、green",
    "ADV": "副词：very、well、never",
    "DET": "限定词：a、the、every、no",
    "NUM": "数词：2024、one、IV",
    "ADP": "介词：in、to、during",
    "PART": "助词：n't、's、动词前的 to",
    "CCONJ": "并列连词：and、or、but",
    "SCONJ": "从属连词：if、while、that",
    "INTJ": "感叹词：hello、wow、ouch",
    "PUNCT": "标点：. , ( ?",
    "SYM": "符号：$、%、:)",
    "X": "其他：外语词、错字",
}

ERRORS = {
    # errors
    "no-such-name": "没有 {given}。可选：{allowed}。",
    # when to keep quiet
    "no-promise": "用 {rows} 个样本，最多只能保证错误率不超过 {best}%，而要求的是 {given}%。"
    "请放宽要求，或给更多有标签的样本。",
    "too-few-for-parts": "只有 {examples} 个样本，不够分成 {parts} 份。请给更多样本。",
    "label-decision": "第 {row} 行的决定是“{given}”。请写 keep、change 或 drop，或留空。",
    "recipe-reading": (
        "配方按 {kind} 类文件读取 {file}，而它是 {found} 类。请从配方中去掉 “reading”，改为指明列。"
    ),
    "label-unknown": (
        "第 {row} 行要把标签改为“{given}”，而 {file} 里没有这个标签。请在 suggested 一列填写其中之一：{allowed}。"
    ),
    "label-list-other": "第 {row} 行的标签与 {file} 里的不符。请用这个文件重新生成列表。",
    "label-list": "{file} 不是可疑标签的列表。请先用命令 labels 的 --out 生成一份。",
    "label-unwritable": "{file} 无法写入。请写一个已有文件夹中的文件名。",
    "folds-range": "折数是 {given}，应为 {low} 到 {high} 的整数。请修改。",
    "quiet-words": "{model} 给每个词一个标签，而“没把握就不答”只用于每段文本一个标签的模型。请换一个模型。",
    "quiet-unwritable": "{folder} 的配置无法写入。请选自己的文件夹。",
    "wrong-at-most": "允许的错误率是 {given}%，应大于 0% 且小于 100%。请修改。",
    "checkpoint-answer-above": "检查点 {checkpoint} 的 answer_above 不合法，应在 0 到 1 之间。请重新保存。",
    # one view by itself
    "embed-no-text": "没有文本。请给出文本，例如 text=这部电影太差了。",
    "embed-no-word": "文本里没有词。请换一段有词的文本。",
    "embed-words": "文本有 {given} 个词，单独显示的视图最多 {allowed} 个词。请缩短文本，或到网页上查看。",
    "embed-one-model": "视图 {view} 只显示一个模型，而写了 {given} 个。请只写其中一个。",
    "embed-models": "写了 {given} 个模型，并排最多显示 {allowed} 个。请少写几个。",
    "embed-no-model": "没有写模型。请写一个。",
    "embed-model-type": (
        "模型是 {given}。它应是 sentiment-lstm 之类的名称、Hub 上的仓库、文件夹，或 playground.load 的返回值。"
    ),
    "embed-number": "{name} 是 {given}，应为从 0 数起的整数，不超过 {allowed}。",
    "embed-view": "{model} 没有视图 {view}。它有：{allowed}。请选其中一个，或换一个模型。",
    "embed-task": "{model} 的任务是 {task}，不是 {given}。请只写同一任务的模型，或不写任务。",
    "embed-no-word-asked": "任务 {task} 给整段文本一个标签，不能指定某个词。请去掉 word。",
    "embed-change": "所选的改动读不懂。请在图中重新选择。",
    "embed-loading": "{given} 仍在加载。请稍后刷新这个框架。",
    "embed-not-ready": "{given} 还没有就绪。请再试一次。",
    "embed-save": "无法写入 {given}（{reason}）。请写一个已有文件夹中的文件名。",
    # too much, too long
    "busy-client": "你已有太多问题在排队。请在 {seconds} 秒后再问。",
    "busy-address": "你所在的网络地址已有太多问题在排队。请在 {seconds} 秒后再问。",
    "busy-all": "排队的问题已满。请在 {seconds} 秒后再问。",
    "too-slow": "{seconds} 秒内没有算完，计算已停止。请缩短文本，换用较快的方法，或减少模型；命令行不限时间。",
    "visit-gone": (
        "原来的文件已不在这里：页面离开超过一刻钟，或两小时没有使用，或访客太多。请重新选择文件；上方仍能回答的模型没有丢失。"
    ),
    "predict-words": (
        "文本有 {given} 个词，问了 {models} 个模型；词数 × 模型数最多为 {allowed}。请减少模型或缩短文本，或改用命令行。"
    ),
    "pages-setting": "PLAYGROUND_PAGES_AN_ADDRESS 是 {given}。它必须是大于 0 的整数，例如 60。请改正，或不设置它。",
    "quota-setting": "{name} 是 {given}。它必须是一个大小，例如 {default}。请改正，或不设置它。",
    "request-bytes": "请求太长，最多读 {allowed} 个字节。请缩短文本。",
    "request-json": "请求是 {given}。它必须是一个 JSON 对象，例如 {{\"text\": \"…\"}}。",
    # many texts, HTTP
    "upload-gone": "{file} 已不在这里：其间上传的内容太多。请再上传一次。",
    "many-none": "没有文本。请至少给出一行非空文字，或上传含有文本的文件。",
    "many-texts": "共有 {given} 段文本，一次最多处理 {allowed} 段。请只取一部分。",
    "many-characters": "这些文本合计 {given} 个字符，一次最多处理 {allowed} 个。请只取一部分。",
    "many-labels-empty": (
        "{column} 列中，{total} 段文本里有 {count} 段没有标签，而每段都需要一个。请另选标签列，或选“无”。"
    ),
    "many-labels-kinds": (
        "{column} 列对 {total} 段文本有 {given} 种取值。标签最多 {allowed} 种，且应少于文本数。"
        "请另选标签列，或选“无”。"
    ),
    "many-labels-long": (
        "{column} 列有一个取值长达 {given} 个字符，而标签最多 {allowed} 个字符。请另选标签列，或选“无”。"
    ),
    "many-file-size": "{file} 有 {given} 字节，最多读取 {allowed} 字节。请只上传一部分。",
    "models-type": "给出的模型是 {given}，应为字符串列表。例如 [\"sentiment-lstm\"]；留空则用该任务的全部模型。",
    "models-many": "一次给了 {given} 个模型，最多 {allowed} 个。请减少。",
    # text
    "text-type": "给出的文本类型是 {given}。文本必须是字符串，请以一整段文字传入。",
    "text-too-long": "文本有 {characters} 个字符，最多读 {allowed} 个。请截短，或分成几段。",
    "vocabulary-twice": "词表中有重复的条目。每个词和字母只能出现一次。请重新保存检查点。",
    "vocabulary-layout": "vocabulary.json 不是词表，“words” 下应是字符串列表。请重新保存检查点。",
    # devices
    "cpu-cores": "CPU_CORES 的值是 {given}，应为核心数，例如 2。请改正或取消设置。",
    # models
    "config-too-big": "这份配置有 {parameters} 个参数，最多允许 {allowed} 个。请改小。",
    "config-range": "配置中 {field} = {given}，不在允许的范围内（{allowed}）。请修改。",
    "config-unknown": "配置中的字段“{field}”无法识别。请删除，或使用更新的版本。",
    "config-missing": "配置缺少“{field}”，必须写明结构、任务、标签和词数。请重新保存检查点。",
    # checkpoints
    "checkpoint-folder": "文件夹 {given} 里没有检查点：缺少 config.json。请给出 train --out 写出的文件夹。",
    "language-without-models": "没有读 {given} 的 {task} 模型。请换一种语言，或不指定语言。",
    "checkpoint-unknown": "没有名为 {given} 的检查点。自带的有：{known}。请从中选择，"
    "或给出 Hub 上的仓库（owner/name）或文件夹（以 ./ 或 / 开头）。",
    "checkpoint-file-size": "{file} 太大，最多读 {allowed} 字节。请使用更小的检查点。",
    "checkpoint-file": "无法读取检查点 {checkpoint} 的 {file}。请重新获取检查点，例如运行 git checkout checkpoints。",
    "checkpoint-json": "检查点 {checkpoint} 的 {file} 不是 JSON。请重新获取检查点。",
    "checkpoint-config": "检查点 {checkpoint} 的 config.json 没有写明结构、任务和标签。请重新保存检查点。",
    "checkpoint-weights": "检查点 {checkpoint} 的 model.safetensors 不是 safetensors 文件。请重新获取检查点。",
    "checkpoint-temperature": "检查点 {checkpoint} 的温度应在 0.01 到 100 之间。请重新保存。",
    "checkpoint-sha256": "检查点 {checkpoint} 的权重与配置中记录的不符（sha256 不同）。请重新获取检查点。",
    "checkpoint-vocabulary": "检查点 {checkpoint} 的词表大小与配置不一致。请重新保存检查点。",
    "checkpoint-tensor": "检查点 {checkpoint} 的张量 {tensor} 与配置不符。请重新获取或保存检查点。",
    "checkpoint-memory": "memory.json 中没有按距离的平均值。请用 python -m playground memory 重新测量。",
    "checkpoint-behaviour": "behaviour.json 中没有各项出错率。请用 python -m playground behaviour --write 重测。",
    "checkpoint-units": "units.json 中没有单元的索引。请用 python -m playground index 重新建立。",
    "unit-name": (
        "{given} 不是单元的名称。请写明数组名和编号，例如 layer1.forward.hidden[17]、filters3[12]、layer1.attention[3]"
        " 或 layer1.feedforward[40]。"
    ),
    "unit-number": "{group} 从 0 数起，最后一个是 {allowed}，没有 {given}。请选择 0 到 {allowed}。",
    "units-untrained": "{model} 的权重是随机的，文件夹里只存训练好的模型的测量结果。请去掉 #untrained。",
    "units-other-sentences": "{model} 的索引来自别的句子。请用 python -m playground index 重新建立。",
    "corpus-empty": "没有可读的文本。请每行给一段文本。",
    "corpus-no-words": "这些句子里没有可读的词。请换一批句子。",
    "words-type": "给出的词是 {given}，应为整数列表，即词在文本中的位置，从 0 数起，例如 [3]。",
    "units-no-file": "“微调”里没有文件。请先在那里上传文件，或选用那里的示例，再选这一项。",
    "units-own-none": (
        "“比较”页的“一次处理多段文本”里还没有文本。请先在那里粘贴（每行一段）或上传文件，再选自己的句子。"
    ),
    "find-no-word": "没有标出词。请至少标出一个词，词从 0 数起。",
    "find-threshold": "阈值是 {given}。它是偏离单元均值的标准差倍数，应大于 0，不超过 100，例如 1。",
    "behaviour-labels": "{model} 没有标签 {label}，而这些测试句需要它。请选择有这些标签的模型。",
    "behaviour-untrained": "{model} 的权重是随机的，文件夹里只存训练好的模型的测量结果。请去掉 #untrained。",
    "checkpoint-admitted": "不能通过网络指定文件夹 {given}。请给出自带的模型或 Hub 上的模型。"
    "运行此服务的人可以用 PLAYGROUND_FOLDERS 开放文件夹。",
    "checkpoint-sources": "sources.json 没有写明每个检查点的仓库、提交、参数量和字节数。请重新获取，"
    "或运行 publish --all。",
    "checkpoint-entries": "检查点 {checkpoint} 的 {file} 超过 {allowed} 项。请使用更小的词表。",
    "checkpoint-weights-size": "检查点 {checkpoint} 的权重文件太大，与配置不符（最多 {allowed} 字节）。"
    "请重新获取或保存检查点。",
    "weights-setting": "PLAYGROUND_WEIGHTS 的值是 {given}，只能是 bundled 或 hub。请改正或取消设置。",
    # the Hub
    "hub-form": "{given} 不是 Hub 上的仓库名。请写成 owner/name，或 owner/name@版本（分支、标签或提交）。",
    "hub-busy": "正在从 Hub 获取 {allowed} 个模型，{given} 要等一等。请一分钟后再试。",
    "hub-full": (
        "{given} 放不下：这里正在使用的 Hub 模型已接近上限（共 {allowed} 字节）。"
        "请 {minutes} 分钟后再试，或选择更小的模型。"
    ),
    "hub-disk": "磁盘空间不够存放 {given}。请腾出空间，例如运行 hf cache prune。",
    "hub-store": "无法存放 {given}。请检查 HF_HOME 所在磁盘的空间和权限。",
    "hub-repository": "Hub（{host}）上没有模型 {repo}，或它不公开。"
    "请检查拼写；私有或受限的模型需先运行 hf auth login 登录。",
    "hub-revision": "{repo} 没有版本 {given}。请给出分支、标签或完整的提交，或不指定版本。",
    "hub-file": "{given} 里没有 {file}，这里用不了这个模型。请给出与 checkpoints/ 下文件夹布局相同的仓库。",
    "hub-size": "{given} 的 {file} 有 {size} 字节，最多获取 {allowed} 字节。请使用更小的模型。",
    "hub-status": "向 Hub（{host}）索取 {given} 时，它的回答是 {status}。请一分钟后再试。",
    "hub-other-kind": "{given} 是数据集或 Space 的地址。请给出模型的地址：owner/name。",
    "hub-endpoint": "HF_ENDPOINT 的值是 {given}，必须以 https:// 开头。",
    "hub-token": "{name} 中有令牌不会有的字符。请重新复制。",
    "hub-unexpected": "没能取得 {given}（{kind}）。请再试一次，或报告这个问题。",
    "proxy-socks": "{name} 指定的是 SOCKS 代理（{proxy}），需要安装 socksio：pip install socksio；也可以取消 {name}。",
    "proxy-form": "{name} 的值 {proxy} 不是代理的地址。请写成 http://主机:端口，或取消设置。",
    "proxy-unreachable": "无法通过 {name} 指定的代理 {proxy} 向 Hub 索取 {given}。请启动代理，或取消 {name}。",
    "port": "给出的端口是 {given}。端口是 1 到 {allowed} 的整数。",
    "port-in-use": "端口 {port} 已被占用。请停掉占用它的程序，或用 --port 换一个。",
    "port-rights": "端口 {port} 只有管理员能用。请用 --port 给出 1024 或更大的端口。",
    "host": "{given} 不是本机的地址。只供本机使用时不要写 --host；要让别人访问请写 0.0.0.0。",
    "hub-silent": "向 Hub（{host}）索取 {given}，没有及时得到回答。自带的模型不受影响。请一分钟后再试。",
    "hub-unreachable": "连不上 Hub（{host}），无法索取 {given}。自带的模型不受影响。请检查网络，或稍后再试。",
    "hub-broken-off": "{given} 的传输中断了（{file}），没有保留任何残缺的文件。请再试一次。",
    "hub-not-a-hub": "向 {host} 索取 {given} 时，回答的不是 Hub。请检查 HF_ENDPOINT，以及所在网络是否需要另行登录。",
    "hub-offline": "{given} 不在本机，而 HF_HUB_OFFLINE 禁止访问 Hub。请取消该设置，或使用本机已有的模型。",
    "hub-not-fetched": "{given} 还没有从 Hub 获取。请加载它，或运行 python -m playground pull {given}。",
    "hub-on-its-way": "正在从 Hub 获取 {given}。请稍后再问。",
    "publish-token": "本机没有登录 Hub，发布需要可写的令牌。请运行 hf auth login，或设置 HF_TOKEN。",
    "publish-card": "检查点 {checkpoint} 没有 README.md，即模型卡：它是什么、效果如何、有何局限。请写一份，"
    "或重新训练。",
    "publish-revision": "{given} 带有版本，而发布的去处是仓库。请只给出 owner/name。",
    "publish-refused": "Hub（{host}）的回答是 {status}，不接收 {repo}。令牌必须有效并允许写入。请重新登录，"
    "或换成自己的仓库。",
    "foreign-refused": "模型 {checkpoint} 无法使用（{given}）。{allowed}。请选择别的模型。",
    "foreign-missing": "{checkpoint} 是 transformers 库的模型，而这里没有安装该库。"
    "请运行 pip install -r requirements-transformers.txt。",
    "pieces-unknown": "这个模型没有表示未知片段的符号。请换一种基线。",
    "pieces-not-words": "{model} 读的是词的片段，内部数值属于这些片段。可以比较和解释它；要看内部，请选择别的模型。",
    "gradient-cancels": "在每个词处梯度之和都恒为零：这个模型先把每个向量归一化，各分量同加一个数不会有任何变化。"
    "请选择“输入 × 梯度”，或改用梯度的大小。",
    "refused-deep_lift-pieces": "DeepLift 按每种单元的规则逐层传递差别，而对注意力和层归一化没有规则；"
    "用在这里，得到的只是换了名字的“输入 × 梯度”。请选择别的方法。",
    # the Hub, on the page
    "hub-empty": "没有填写仓库名。请写成 owner/name。",
    "publish-sign-in": "还没有登录。请先在表单旁用 Hugging Face 登录，再发布。",
    "publish-not-own": "这里只能发布本次会话中的模型。请训练一个，或使用 publish 命令。",
    # lenses
    "memory-word": "{model} 对整段文本做预测，不能选词。请不要指定词。",
    "memory-untrained": "{model} 的权重是随机的，文件夹里只存训练好的模型的测量结果。请去掉 #untrained。",
    "memory-short": "数据中没有达到 {allowed} 个词的句子，无法测量这么远的距离。请给出句子更长的数据。",
    "explain-parameter": "参数 {parameter} 的值是 {given}，不在允许范围内（{allowed}）。请修改。",
    "explain-seed": "随机种子是 {given}，应为非负整数。请修改。",
    "explain-word": "没有编号为 {given} 的词可解释。读到的词的编号为 {allowed}。请从中选择。",
    "asked-characters": "只有逐字标注的模型（如 pos-zh-lstm）才能指定一个词的各字，目标须是词的标签；这里是 {model}，"
    "目标 {given}。请不要指定各字。",
    "asked-not-a-word": "{given} 不是第 {word} 个字所在的一个词。各字须相邻且都读过（编号 0–{last}）。请修改。",
    "explain-no-label": "{model} 没有标签 {label}。请选择别的标签，或解释各模型自己的预测。",
    "faithfulness-random": "只用 {given} 个随机解释做比较太少，至少需要 {allowed} 个。请增加。",
    "faithfulness-table": "这个文件里没有可写入的可信度表格。请给出由这条命令印出的表格。",
    "faithfulness-short": "这 {texts} 段文本都不到 {allowed} 个词。请给出更长的文本。",
    "refused-lrp": "逐层相关性传播没有查词向量表的规则，也没有门和注意力的规则，不适用于这些模型。请选择别的方法。",
    "refused-guided_backpropagation": "引导反向传播显示的是输入本身的样子，与预测无关；换掉上面各层，结果几乎不变。"
    "不适用于这些模型，请选择别的方法。",
    "refused-deconvolution": "反卷积用来画出图像网络的卷积核看到了什么；用在词向量上，数值没有意义。"
    "不适用于这些模型，请选择别的方法。",
    "growth-per-word": "{model} 对每个词做预测，没有随全文变化的预测。请选择一段文本一个标签的模型。",
    "no-such-label": "{model} 没有标签 {given}。可选：{allowed}。",
    "edit-word": "{model} 对整段文本只给一个预测，不能指定某个词。请不要指定词，或选择逐词预测的模型。",
    "edit-no-words": "文本里没有词，无从编辑。请写一句话。",
    "edit-no-such-word": "没有编号为 {given} 的词。{model} 读到这段文本的第 {last} 号词为止（从 0 数起）。"
    "请从中选择。",
    "trace-layer": "没有这样的层：{given}。可选：{allowed}。",
    "trace-number": "没有编号为 {given} 的{what}。可选：{allowed}。",
    "no-attention": "{model} 没有注意力：它的词不会互相看。请选择 Transformer。",
    "batch-range": "无法显示 {sentences} 句、最长 {longest} 词的一批。句数限 1–{allowed}，词数 {words} 到 {most}。",
    "change-notation": "看不懂改动 {given}。写法是：部件 = 数、mean 或 from，后面可以用 @ 指定词。例如 {example}。",
    "change-pairs": "改动 {given} 写了另一段文本的词，值却是 {to}。"
    "只有 from 才能成对写词。请改成 = from，或去掉冒号后的部分。",
    "changes-many": "一次给了 {given} 处改动，最多 {allowed} 处。"
    "一处改动里可以写多个单元或词，例如 layer1.hidden[3,8-11] = 0。",
    "change-value": "部件不能设为 {given}。可以是 −{allowed} 到 {allowed} 之间的数、mean（许多句子上的均值）"
    "或 from（读另一段文本时的值）。",
    "change-range": "{change} 里的“{given}”不是词或单元的编号。请写从 0 数起的编号或从小到大的范围，例如 3,8-11；"
    "词还可以写到末尾（4-）或成对写（4:6）。",
    "intervene-no-words": "文本里没有词，没有可以改动的东西。请写一句话。",
    "intervene-readout-word": "{part} 是整段文本只有一个的，不能选词。请去掉 @ 后面的部分。",
    "intervene-no-source": "有部件设为 from，却没有给另一段文本："
    "from 取的是模型读那段文本时的值。请给出那段文本，或改为一个数。",
    "intervene-no-partner": "两段文本各有 {words} 个和 {others} 个词，“{word}”在另一段里没有对应的词。"
    "请写明对应关系，例如 = from @ 0:0,1:2。",
    "means-part": "存下的均值里没有 {part}。请改设为 0，或用 python -m playground index 重新测量。",
    "no-means": "{model} 没有各部件的均值：它们是在许多句子上测出、随模型存放的。"
    "请改设为 0，或用 python -m playground index 测量。",
    "means-untrained": "{model} 的权重是随机的，文件夹里只存训练好的模型的测量结果。请去掉 #untrained。",
    "means-no-sentences": "数据里没有含词的句子，无法求均值。请给出有句子的数据。",
    "checkpoint-means": "means.json 中没有各部件的均值。请用 python -m playground index 重新测量。",
    "no-ranked-parts": "{model} 没有声明可以逐个关闭的单元。请改动 embedded，或选择别的模型。",
    "twin-no-match": "两段文本没有可以对应的词，或没有所问的那个词。请给出只改了几个词的文本。",
    "twin-same": "{model} 对两段文本的预测相同，没有差别可以归因。请给出预测不同的文本。",
    "no-carriers": "{model} 没有声明承载预测的单元。请选择别的模型。",
    "no-such-place": "这里没有内容。请在图中选择一个词和一个单元。",
    "no-votes": "{model} 没有卷积核的贡献可看：只有每段文本一个标签的 TextCNN 才有。请选择这样的模型。",
    "trace-numbers": "所要的数组共有 {numbers} 个数，一次最多发送 {allowed} 个。请少选几个数组，或缩短文本。",
    "no-cell": "{model} 没有逐词传递的状态，只有 RNN 和 LSTM 才有。请选择其中之一。",
    "nothing-to-keep": "没有可保存的内容。请等图画好，再选择 CSV 或 JSON。",
    # models of a visit, and trainings
    "session-gone": "这个模型已经不在了：会话中的模型在最后一次使用两小时后就会删除。请重新训练，或上传它的 zip。",
    "session-bytes": "模型有 {given} 字节，最多保存 {allowed} 字节。请下载它，或训练一个小一些的模型。",
    "zip-broken": "这不是完整的、没有密码的 zip。请给出从这里下载的原样 zip。",
    "zip-names": "zip 里有 {given}。检查点的 zip 只含 {allowed}，每个至多一次，不放在文件夹里。"
    "请给出从这里下载的原样 zip。",
    "zip-missing": "zip 里没有 {file}。请给出从这里下载的原样 zip。",
    "zip-entries": "压缩包里的文件超过 {most} 个，而一个检查点最多有 {allowed} 个。请直接使用从这里下载的 zip。",
    "export-foreign": "{model} 不是本项目的网络。只能导出本项目格式的文件夹或仓库里的模型，"
    "即含有 config.json、vocabulary.json 和 model.safetensors 的模型。",
    "export-packages": "导出需要软件包 {package}。请在服务器上运行“pip install -r requirements-export.txt”安装。",
    "export-failed": "{model} 无法写成 ONNX 计算图：{why}。没有写出任何文件。请使用 requirements-export.txt 里的版本。",
    "export-differs": "{model} 导出的计算图与原网络的回答不一致：有一个概率相差 {difference}。没有写出任何文件。"
    "请使用 requirements-export.txt 里的版本。",
    "export-taken": "{given} 处已经有内容。模型只能导出到还不存在的文件夹或空文件夹。请用 --out 换一个。",
    "distributed-other-run": "那里有另一次训练的状态，数据或设置不同。请换一个 --out，或删除那个文件夹。",
    "distributed-state": "各个进程会从不同的轮次继续。--out 的文件夹必须是所有机器都能看到的。请换一个这样的文件夹。",
    "export-gone": "这个模型已经不在这里了。请重新加载页面。",
    "zip-total": "压缩包解开后有 {given} 字节，最多解压 {allowed} 字节。请使用更小的检查点。",
    "zip-size": "zip 里的 {file} 太大，最多 {allowed} 字节。请使用小一些的检查点。",
    "job-gone": "这次训练已经不在了：它被取消，或者有一阵没有人看。请重新开始。",
    "job-away": "这次训练已被结束：有 {minutes} 分钟没有页面在看它。请重新开始，并让页面保持打开。",
    "stored-gone": "{file} 已不在这台机器上。请再给一次。",
    "stored-room": "无法存放 {file}：这台机器的临时文件夹放不下了（{reason}）。请稍后再试。",
    "few-rows": "{file} 里有标签的不同文本有 {given} 条。至少需要 {needed} 条：{learnt} 条用来学，{held} 条留出。"
    "请给一个更大的文件。",
    "queue-full": "已经有 {waiting} 个训练在等待，不能再增加。请过几分钟再试。",
    "gpu-not-lent": "没有借到 GPU，或者太早被收回了（{reason}）。请过几分钟再试，或减少要算的内容。",
    "study-time": (
        "满 {minutes} 分钟已结束，因为可能有人在等。请换小一些的文件或更快的模型，或使用没有时间限制的命令行。"
    ),
    "corrected-held-empty": "{file} 中留出的样本全部被删除。请保留一些。",
    "corrected-learnt-empty": "{file} 中用于训练的样本全部被删除。请保留一些。",
    "corrected-before-gone": "改正之前的模型已经不在，无法比较。请重新训练。",
    "training-died": "训练在得出模型之前就结束了（{reason}）。请换小一些的文件或模型。",
    "source-split": "{source} 读的是已用空格分词的文本，而 {file} 没有这样读。"
    "请勾选“文本已用空格分词”，或换一个检查点。",
    "source-kind": "{source} 是 {given}，新模型要的是 {wanted}。请选择同类的检查点。",
    # training
    "training-exploded": "训练发散了。学习率 {learning_rate} 太高，请调低。",
    "vectors-size": "词向量有 {given} 个数，模型的嵌入有 {allowed} 个，两者必须相等。请调整模型的嵌入大小。",
    "vectors-characters": "中文逐字阅读，而 {file} 里没有训练数据中任何单字的向量，只有多字词的。"
    "请给出含单字向量的文件，或先把数据分词（例如用 jieba），再加上 --pretokenized。",
    "vectors-none": "{file} 里没有可用的词向量。请给出 GloVe 或 word2vec 的文本文件。",
    "vectors-line": "{file} 第 {line} 行的数字个数与第一行不同。请修正或删除这一行。",
    "vectors-file": "无法读取词向量文件。请检查路径。",
    "vectors-text": "{file} 不是 UTF-8 文本。请给出 GloVe 或 word2vec 的文本文件。",
    "setting-range": "设置 {setting} 的值是 {given}，应在 {low} 到 {high} 之间。请修改。",
    "seed": "随机种子是 {given}，应为 0 到 2,147,483,647 之间的整数。请修改。",
    "setting-switch": "设置 {setting} 是 {given}，可选 true 和 false。请修改。",
    "setting-optimizer": "优化器是 {given}，可选 adamw 和 sgd。请修改。",
    "setting-unknown": "没有名为 {setting} 的设置。请删除。",
    "label-foreign": "{file} 中有模型没有的标签 {label}。请改名，或为它另训一个模型。",
    "other-task": "{file} 与模型 {model} 的任务不同。请换一个文件或模型。",
    "behaviour-language": "{model} 读的语言是 {language}，这个任务没有这种语言的测试句。请选择别的语言的模型。",
    "word-not-in-text": "词 {given} 不在它的句子里。请给出由各个词拼成句子的 CoNLL-U 文件。",
    "foreign-labels": "{file} 中有模型 {model} 没有的标签：{labels}。请改名，或换一个模型。",
    # files
    "no-file": "没有文件 {file}。请检查路径。",
    "unreadable": "无法读取 {file}。请给出可读的文件。",
    "not-text": "{file} 不是文本文件。请给出 .csv、.tsv 或 .conllu 文件；电子表格可以另存为 CSV。",
    "bad-gzip": "{file} 不是完整的 gzip 文件。请重新压缩，或给出未压缩的文件。",
    "too-large": "{file} 太大。请给出其中一部分。",
    "empty-file": "{file} 是空的。请给出内容。",
    "encoding": "无法判断 {file} 的编码。请另存为 UTF-8。",
    "damaged-utf-8": "{file} 的第 {row} 行有不属于 UTF-8 的字节，而其余部分是 UTF-8。请修正这一行，或另存为 UTF-8。",
    "nul": "{file} 的第 {row} 行含有 NUL 字符，不是文本文件。请给出 UTF-8 文本文件。",
    "open-quote": "{file} 的第 {row} 行有一个没有闭合的引号。请补上；如果引号属于正文，请写两遍。",
    "long-cell": "{file} 的第 {row} 行有过长的单元格。是不是引号没有闭合？请修正或删除这一行。",
    "too-many-columns": "{file} 的第 {row} 行列数太多。只保留文本和标签即可。",
    "too-many-lines": "{file} 有 {given} 行，最多读 {allowed} 行。请给出其中一部分。",
    "too-many-keys": "{file} 到第 {row} 个对象为止已有超过 {allowed} 种键。只保留文本和标签即可。",
    "too-many-rows": "{file} 超过 {allowed} 行。请给出其中一部分。",
    "duplicate-column": "{file} 有两列都叫 {column}。请给每一列不同的名字。",
    "no-such-column": "{file} 没有名为 {column} 的列。现有：{columns}。请从中选择，或给出从 1 数起的列号。",
    "no-column": "{file} 没有名为 {column} 的列。现有：{columns}。请指出是哪一列。",
    "same-column": "{file} 的文本和标签是同一列。请指定两列。",
    "no-examples": "{file} 没有可用的样本。请补上内容。",
    "bad-rows": "{file} 有 {count} 行不能使用（第 {rows} 行等）。请修正或删除。",
    "too-many-labels": "{file} 的标签列有 {labels} 种取值，最多允许 {allowed} 种。请换一列。",
    "not-conllu": "{file} 不是 CoNLL-U。词性任务要用每个词都有标签的 .conllu 文件；也可以改选情感任务。",
    "is-conllu": "{file} 是 CoNLL-U：每个词有标签，整段文本没有。请改选词性任务，或给出 .csv 或 .tsv 文件。",
    "conllu-wordless": "{file} 的词全是“_”：出于版权原因，这个树库不含正文。它的 README 说明正文在哪里、怎样填入。",
    "is-entities": "{file} 每行是一个词和一个实体标记（BIO），不属于这里的两种任务：整段文本的标签，或每个词的词性。"
    "请给出带标签的文本，或带词性的词。",
    "strange-tags": "{file} 每行是一个词和一个标记，但无法识别 {tags} 等标记。能识别的有 17 种通用词性标记，"
    "以及这些标注集：{known}。请改名。",
    "is-python": "{file} 是 Python 打印出的列表，其他程序读不了。请存成 JSON Lines"
    "（每行一个对象，含 text 和 label，用 json.dumps 写出），或存成 CSV。",
    "json-form": "{file} 是 JSON，但既不是对象的列表，也不是每行一个对象。"
    "请存成含 text 和 label 的对象列表、JSON Lines 或 CSV。",
    "json-broken": "{file} 的第 {row} 项不是完整的 JSON，或超过 {allowed} 个字符。请修正或删除。",
    "delimiter": "给出的分隔符是 {given}。应为 1 到 {allowed} 个字符，不能是字母、数字、引号或换行；"
    "也可以写 comma、semicolon、tab、bar、space 之一。",
    "no-encoding": "没有 {given} 这种编码。常用的有：{allowed}。",
    "not-in-encoding": "{file} 不是 {encoding} 编码。请另选一种，或不指定，由程序判断。",
    "conllu-columns": "{file} 是 CoNLL-U，列是固定的。不要再指定文本列和标签列。",
    "is-markup": "{file} 不是表格，而是 {kind}。请另存为 CSV，每行一段文本和一个标签。",
    "column-range": "{file} 没有第 {given} 列，只有 {allowed} 列。请从中选择。",
    "one-column": "{file} 只有一列。每行都要有文本和标签，中间用逗号、分号、制表符或竖线隔开，或把标签写在行首。",
    "words-columns": "词性任务需要一列词和一列词性。请为 {file} 选好这两列。",
    "format-task": "{file} 的格式是 {kind}，不适用于任务 {task}。可选：{allowed}。",
    "no-text-column": "{file} 中没有像文本的列。请指定文本列和标签列。",
    "no-label-column": "{file} 中没有像标签的列（取值少、反复出现）。请指定文本列和标签列。",
    "too-few-examples": "只有 {examples} 个样本，不够留出验证集来选最好的一轮。每个标签至少给三个，或给出验证文件。",
    "held-one-label": "{file} 全部是标签“{label}”，看不出标签能不能分清。请换一个验证文件。",
    "held-labels": "{file} 有学习文件里没有的标签：{labels}。请改名，或给出别的验证文件。",
    "same-files": "{file} 的全部文本也都在 {other} 中，没有可学的了。请给出内容不同的验证文件。",
    # kinds of files
    "format-conllu": "CoNLL-U",
    "format-labelled-lines": "以标签开头的行",
    "format-json": "JSON 与 JSON Lines",
    "format-table": "CSV、TSV、分号或竖线分隔",
    # what is wrong with a file's rows
    "rows-no-text": "{file} 有 {count} 行没有文本（第 {rows} 行），已略去。",
    "rows-spreadsheet-error": "{file} 有 {count} 行的文本处是电子表格的错误值，如 #NAME?（第 {rows} 行），已略去。",
    "rows-no-label": "{file} 有 {count} 行没有标签（第 {rows} 行），已略去。",
    "rows-cut-short": "{file} 有 {count} 行不完整（第 {rows} 行），已略去。",
    "rows-too-wide": "{file} 有 {count} 行单元格太多（第 {rows} 行），已略去。",
    "rows-too-long": "{file} 有 {count} 行的单元格太长（第 {rows} 行），已略去。",
    "rows-rejoined": "{file} 有 {count} 行的单元格比列数多（第 {rows} 行），文本里的分隔符已并入文本。",
    "stray-quotes": "{file} 有 {count} 行的引号不成对（第 {rows} 行），已当作文本的一部分。",
    "bad-sentences": "{file} 有 {count} 行不能使用（第 {rows} 行），含有这些行的 {sentences} 个句子已略去。",
    "in-validation": "{file} 有 {count} 个样本的文本也在 {other} 中，已略去。",
    # what is odd about its labels and texts
    "split-tagged": "{file} 是逐词标注的文件，词本来就是分开的。请取消勾选“文本已用空格分词”，"
    "它只用于每段文本一个标签的文件。",
    "looks-split": "{file} 的文本已用空格分词，但现在仍然逐字读。要保留这些词，请勾选“文本已用空格分词”。",
    "not-split-file": "{file} 只有 {share:.0%} 的文本用空格分了词。请先分词（例如用 jieba），"
    "或取消勾选“文本已用空格分词”。",
    "partly-split": "{file} 有 {count} 段文本没有用空格分词，这些文本逐字读。",
    "one-label": "{file} 的标签全是 {label}。至少要有两种标签才能学习区别。请换一列，或增加样本。",
    "single-labels": "{file} 有 {count} 个标签只有一个样本：{labels}，无法既学习又检验。请增加样本，或合并、去掉。",
    "several-labels": "{file} 有的单元格含多个标签，如 {labels}。这里一段文本只有一个标签，每种组合都当作一个标签。",
    "label-columns": "{file} 有 {count} 列只有是与否：{labels}。文本只有一个标签，只学第 {column} 列。可另选或合并。",
    "many-labels": "{file} 有 {labels} 个标签，却只有 {examples} 个样本。选对列了吗？请合并标签，或换一列。",
    "number-labels": "{file} 的标签是 {labels} 个不同的数。每个数只是名字，4 不比 1 更接近 5。请合并成区间，或换一列。",
    "alike-labels": "{file} 中的标签 {labels} 只是写法不同，可以合并成一个。",
    "duplicates": "{file} 有 {count} 行的文本前面出现过（第 {rows} 行）。它们会保留，并与先前的分在同一边。",
    "contradictions": "{file} 有 {count} 行的文本相同而标签不同（第 {rows} 行），其中必有一个是错的。",
    # what was assumed about a file
    "assumed-encoding": "文件没有说明编码；{encoding} 读得通。",
    "assumed-commas": "各列以逗号分隔。",
    "assumed-semicolons": "各列以分号分隔。",
    "assumed-tabs": "各列以制表符分隔。",
    "assumed-bars": "各列以竖线分隔。",
    "assumed-spaces": "各列以空格分隔。",
    "assumed-delimiter": "各列以 {delimiter} 分隔。",
    "assumed-returns": "行尾是换行符，而行内有 {count} 个回车符，都当作空格。",
    "assumed-curly": "单元格两边的弯引号已当作直引号。",
    "assumed-json": "JSON 的每个对象是一行：键名算第 1 行，第一个对象算第 2 行。",
    "split-column": "第 {column} 列没有用到，因此标为 {part} 的 {count} 行也会用来学习。请把这些行另存为验证文件。",
    "split-column-used": "第 {column} 列把各行分开：标为 {part} 的 {count} 行不用来学习。",
    "assumed-plain": "引号不成对，因此都当作文本中的字符。",
    "assumed-above": "第 {rows} 行在列名之上，已跳过：{first}。",
    "assumed-header": "第一行是列名。",
    "assumed-no-header": "第一行是数据，不是列名。",
    "assumed-columns": "第 {text} 列是文本，第 {label} 列是标签。",
    "more-text": "第 {columns} 列也有较长的文字，可以一并使用。",
    "assumed-labelled-lines": "每行以标签开头，其余是文本。",
    "assumed-labels-last": "每行以标签结尾，其余是文本。",
    "assumed-coarse": "像 {label} 这样的标签只取冒号前的部分：{part}。",
    "assumed-words": "每行是一个词和它的词性。",
    "assumed-penn-tags": "词性是宾州树库的标记，已逐一换成通用词性标记。",
    "assumed-stts-tags": "词性是德语 STTS 的标记，已逐一换成通用词性标记。",
    "assumed-ctb-tags": "词性是宾州中文树库（CTB）的标记，已逐一换成通用词性标记。",
    "assumed-pku-tags": "词性是北大（人民日报语料）的标记，已逐一换成通用词性标记。",
    "assumed-ark-tags": "词性是推特（ARK）的标记，已逐一换成通用词性标记。",
    "assumed-joined": "有 {count} 个句子前面没有空行，按词的编号重新从 1 开始（或“# sent_id”）分开。",
    "assumed-sentence-column": "第 {column} 列用来区分句子。",
    "assumed-sentence-ends": "句子之间没有分隔，因此以 . ! ? 为句末。",
    "joined-tasks": "只有同一任务的文件才能合并。请至少给出一个。",
}  # fmt: skip

METHODS: dict[str, tuple[str, str]] = {
    "saliency": ("显著图（saliency）", "每个词的向量稍有变化时，预测的 logit 变化多少。"),
    "input_x_gradient": ("输入 × 梯度", "词向量乘以梯度（gradient）：假如模型是线性的，这个词贡献了多少。"),
    "integrated_gradients": (
        "积分梯度（integrated gradients）",
        "从基线到这段文本，把沿途的梯度累加起来。具有完备性：分数之和等于 logit 的变化。",
    ),
    "smooth_grad": ("平滑梯度（SmoothGrad）", "给每个向量加一点噪声，复制多份，取显著图的平均。"),
    "gradient_shap": ("梯度 SHAP", "在基线与加噪文本之间取随机点，把梯度乘以到基线的距离后取平均。"),
    "occlusion": ("遮挡（occlusion）", "遮住一个窗口里的词，看 logit 下降多少。窗口为一个词时就是留一法。"),
    "feature_ablation": ("留一法（leave one out）", "只把这个词换成基线，看 logit 下降多少。"),
    "shapley_value_sampling": (
        "Shapley 值",
        "词一个一个加入时各自带来的变化，对许多种顺序取平均。具有完备性：分数之和等于 logit 的变化。",
    ),
    "kernel_shap": ("KernelSHAP", "同样是 Shapley 值，用词的随机子集做回归得到。"),
    "lime": ("LIME", "随机去掉一些词，用线性模型去拟合这个模型的 logit。"),
    "deep_lift": ("DeepLift", "把与基线的差别按比例经卷积核传回。具有完备性：分数之和等于 logit 的变化。"),
}
"""Title and help of each method that explains an answer."""

PARAMETERS: dict[str, tuple[str, str]] = {
    "saliency.magnitude": ("取范数", "用梯度的范数代替各分量之和：只看多强，不看方向。"),
    "integrated_gradients.steps": ("步数", "路径上的点数；误差不到 2 % 之前，在误差大的地方加倍。"),
    "smooth_grad.samples": ("份数", "加噪声的复制有多少份。"),
    "smooth_grad.noise": ("噪声", "噪声的大小，以向量各数值的标准差为单位。"),
    "gradient_shap.samples": ("点数", "随机点有多少个。"),
    "gradient_shap.noise": ("噪声", "噪声的大小，以向量各数值的标准差为单位。"),
    "occlusion.window": ("窗口", "一起盖住几个词。"),
    "shapley_value_sampling.permutations": ("顺序数", "取多少种词的顺序。"),
    "kernel_shap.samples": ("子集数", "取多少个词的子集。"),
    "lime.samples": ("子集数", "取多少个词的子集。"),
    "lime.ridge": ("岭系数", "对大权重压制得多强。"),
}
"""Title and help of each method's parameters."""

BASELINES = {"padding": "填充符（padding）", "unknown": "未登录词（OOV）", "zero": "零向量", "mean": "平均词向量"}
"""What stands in place of a word that is taken away."""

FAITHFULNESS: dict[str, tuple[str, str]] = {
    "comprehensiveness": ("全面性（comprehensiveness）", "去掉分数最高的词，logit 下降多少。"),
    "sufficiency": ("充分性（sufficiency）", "只留分数最高的词，logit 下降多少。"),
    "leave_one_out": ("与留一法一致", "与留一法分数的秩相关。"),
    "infidelity": (
        "不忠实度（infidelity）",
        "去掉随机几个词时，分数之和与实际变化相差多少；0 为完全准确，1 为毫无用处。",
    ),
    "sensitivity": ("敏感度（sensitivity）", "每个词向量稍有变化时，分数变化多少。"),
}
"""Title and help of each test of an explanation."""

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
        "intensity": ("程度", "先“slightly”，再不加，再“extremely”：置信度不应下降"),
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
"""Of the capabilities in `evaluation.behaviour`: name and what is tested, by task and key."""

TRAININGS = {
    "plan-shipped": "从 {source} 开始，这些词中有 {share:.0%} 在它的词表里。",
    "plan-source": "按你的要求，从 {source} 开始。",
    "plan-scratch": "从文件里学到的词向量开始（按哪些词常在一起出现学得），其余权重随机。",
    "plan-none-shipped": "这个任务没有自带这种模型。从文件里学到的词向量开始，其余权重随机。",
    "plan-split": "文本已分词，而 {source} 是逐字读中文的，用不上。"
    "改从文件里学到的词向量开始（按哪些词常在一起出现学得），其余权重随机。",
    "plan-unknown-words": "这些词只有 {share:.0%} 在 {source} 的词表里，用不上。"
    "改从文件里学到的词向量开始（按哪些词常在一起出现学得），其余权重随机。",
    "plan-epochs": "约有 {words} 个词可学：{epochs} 轮大约一两分钟，不再进步就提前结束。",
    "plan-epochs-long": "约有 {words} 个词可学：两个处理器核心上 {epochs} 轮约需 {minutes} 分钟，不再进步就提前结束。",
    "plan-balanced": "没有特别稀少的标签：所有文本同等重要。",
    "plan-unbalanced": "最常见的标签是“{rarest}”的 {ratio:.1f} 倍：稀少的标签加大权重。",
    "plan-weights-words": "每个词同等重要。",
    "tuned-taught": "它没有从已有的模型开始，"
    "所以还学习了在同样样本上训练的 TF-IDF 加逻辑回归对文本及其片段的预测（蒸馏，distillation）。",
    "tuned-corrected": "训练用的是有人检查过的标签：改了 {changed} 个样本的标签，删除了 {dropped} 个样本。",
    "tuned-stopped": "训练被停止。这是到那时为止最好的模型。",
    "tuned-time": "训练已满 {minutes} 分钟，被结束了，因为可能有人在等。这是到那时为止最好的模型。",
    "tuned-lost": "借用的 GPU 在训练结束之前被收回了（{reason}）。这是到那时为止最好的模型。",
    "tuned-early": "第 {best} 轮最好，之后的 {later} 轮没有更好。",
    "tuned-exploded": "第 {epoch} 轮之后训练发散了：学习率 {learning_rate:g} 太高。"
    "这是到那时为止最好的模型。请试试它的十分之一。",
    "compared": "在 {rows} 个样本上，“{first}”答对而“{second}”答错的有 {one} 个，反过来有 {other} 个："
    "不像是偶然，{p}。",
    "compared-chance": "在 {rows} 个样本上，“{first}”答对而“{second}”答错的有 {one} 个，反过来有 {other} 个："
    "可能只是偶然，{p}。",
    "compared-same": "在 {rows} 个样本上，“{first}”和“{second}”答对、答错的完全相同。",
    "compared-sentences": "在 {rows} 个句子里，“{first}”标对的词更多的有 {one} 句，“{second}”更多的有 {other} 句："
    "不像是偶然，{p}。",
    "compared-sentences-chance": "在 {rows} 个句子里，“{first}”标对的词更多的有 {one} 句，"
    "“{second}”更多的有 {other} 句：可能只是偶然，{p}。",
    "compared-sentences-same": "在 {rows} 个句子里，“{first}”和“{second}”每句标对的词一样多。",
    "verdict-better": "值得用神经网络：宏平均 F1 为 {mine:.1%}，{baseline}为 {other:.1%}。",
    "verdict-even": "几乎不值得用神经网络：宏平均 F1 为 {mine:.1%}，{baseline}为 {other:.1%}，"
    "这点差别用 {held} 个验证样本分不出是不是偶然。",
    "verdict-worse": "不值得用神经网络：宏平均 F1 为 {mine:.1%}，{baseline}为 {other:.1%}。"
    "请用后者，或训练更久，或给更多样本。",
}
"""What is said of a training (`Said`)."""

CAUTIONS = {
    "no-words": "这段文本里没有词，所以这个预测与它无关。",
    "no-known-word": "这段文本的词都不在模型的词表中，所以这个预测说明不了什么。",
    "letters-alone": "这段文本的词都不在模型的词表中，它只能根据词的拼写（字符）来预测。",
    "other-script": "这段文本的大部分文字模型没有学过，所以这个预测说明不了什么。",
    "not-split": "这个模型学的是已用空格分词的文本，而这段文本没有分词，因此是逐字读的。请先分词（例如用 jieba）。",
    "not-sure": "模型对这个预测不够有把握：设定了只在更有把握时才给出预测，以减少出错。",
    "japanese": "这段文本里有假名，是日文，而模型没有学过日文，所以这个预测说明不了什么。",
}
"""Why an answer says little about a text, by the names in `lenses.predict.caution`."""

TRANSLATIONS: Mapping[str, Mapping[Any, Any]] = {
    "languages": LANGUAGE_TITLES,
    "tasks": TASKS,
    "labels": LABELS,
    "tags": TAGS,
    "methods": METHODS,
    "parameters": PARAMETERS,
    "baselines": BASELINES,
    "faithfulness": FAITHFULNESS,
    "capabilities": CAPABILITIES,
    "cautions": CAUTIONS,
    "sentences": ERRORS | TRAININGS,
}
"""All of it, by what it is a translation of."""
