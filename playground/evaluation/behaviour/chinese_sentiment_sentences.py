"""The sentences of `chinese_sentiment`: templates by the answer that they call for, and the words that fill their gaps.

All of them were written for this project, in the simplified characters and the marks of mainland China. A sentence that
one could read either way (“还行吧”) is left out, and so is irony without a sign of it. These sentences measure: never
train on them.
"""

from __future__ import annotations

from playground.evaluation.behaviour.sentiment_sentences import Templates

WORDS: dict[str, tuple[str, ...]] = {
    "thing": (
        "这部电影", "这本书", "这家酒店", "这款手机", "这台电脑", "这件衣服", "这家餐厅", "这款洗发水", "这箱苹果",
        "这个平板", "这款热水器", "这门课", "这个游戏", "这首歌", "这部电视剧",
    ),
    "good": ("好", "棒", "出色", "优秀", "令人满意", "让人喜欢", "值得推荐", "讨人喜欢"),
    "bad": ("差", "糟糕", "烂", "差劲", "令人失望", "让人恼火", "让人后悔", "让人难受"),
    "fine": (
        "非常出色", "无可挑剔", "物超所值", "令人惊喜", "堪称完美", "让人爱不释手", "十分贴心", "特别实用", "格外精致",
        "相当惊艳", "让人回味无穷", "非常良心", "质量过硬", "令人赞叹", "特别靠谱",
    ),
    "poor": (
        "粗制滥造", "一无是处", "令人作呕", "漏洞百出", "十分劣质", "毫无诚意", "特别坑人", "让人大失所望", "不堪入目",
        "非常敷衍", "糟糕透顶", "名不副实", "令人反感", "破烂不堪", "特别垃圾",
    ),
    "mild": ("好", "出色", "优秀", "有趣", "精彩", "讨喜", "吸引人", "令人满意"),
    "weak": ("差", "糟糕", "差劲", "粗糙", "乏味", "烦人", "坑人", "难看"),
    "like": ("喜欢", "推荐", "看好", "欣赏", "中意"),
    "hate": ("讨厌", "失望", "后悔", "反感", "生气"),
    "merit": ("优点", "亮点", "诚意", "美感", "新意", "品质"),
    "fault": ("缺点", "毛病", "问题", "瑕疵", "破绽", "槽点"),
    "pro": (
        "价格便宜", "包装精美", "外观漂亮", "客服热情", "送货很快", "名气很大", "颜色好看", "赠品很多", "广告做得漂亮",
        "分量很足",
    ),
    "con": (
        "价格偏贵", "包装简陋", "外观普通", "客服回复慢", "送货慢了一天", "没什么名气", "颜色有点深", "没有赠品",
        "说明书太简单", "分量少了点",
    ),
    "worth": (
        "总的来说非常满意", "整体体验非常好", "我还是很喜欢", "还是非常值得买", "效果出奇地好", "我还会再来",
        "质量真的没话说", "用起来特别顺手",
    ),
    "worthless": (
        "总的来说非常失望", "整体体验非常糟糕", "我一点也不喜欢", "根本不值这个价", "效果差得离谱", "我再也不会来了",
        "质量真的太差了", "用起来特别别扭",
    ),
    "who": ("我朋友", "我妹妹", "邻居", "同事们", "我室友", "网上的人"),
    "aside": (
        "坦白说", "平心而论", "用了两个星期之后", "不管广告怎么吹", "考虑到这个价钱", "作为一个老顾客",
        "哪怕再宽容一点",
        "跟家人商量过以后",
    ),
    "other": ("上一代", "隔壁那家", "去年买的那个", "同价位的其他牌子", "我以前用的那种", "朋友推荐的那款"),
    "fact": (
        "我是上周二下的单。", "一共花了一百二十块。", "这是我第二次来这座城市。", "快递是昨天下午到的。",
        "盒子里有一张说明书。", "房间在三楼。", "这本书一共有十二章。", "我买的是黑色的。", "店在地铁站旁边。",
        "我和妹妹一起去的。", "电影一共两个小时。", "里面装了八个苹果。",
    ),
    "name": (
        "王芳", "李伟", "张敏", "刘洋", "陈静", "杨磊", "赵丽", "黄强", "周婷", "吴刚", "欧阳雪", "阿依古丽", "扎西",
        "司马云", "林小雨", "郭建国", "何秀英", "马超", "徐梦", "孙浩",
    ),
    "place": (
        "北京", "上海", "广州", "成都", "西安", "哈尔滨", "乌鲁木齐", "拉萨", "武汉", "重庆", "河南", "东北", "台北",
        "香港", "贵阳", "青岛", "东京", "巴黎",
    ),
    "ware": ("手机", "书", "衣服", "耳机", "洗发水", "台灯", "书包", "键盘", "鞋子", "杯子", "水果", "玩具"),
    "fruit": ("苹果", "橙子", "葡萄", "芒果", "樱桃", "西瓜"),
    "cloth": ("裙子", "外套", "衬衫", "裤子", "毛衣", "羽绒服"),
    "device": ("手机", "平板", "笔记本", "耳机", "相机", "路由器"),
    "dish": ("牛肉面", "小笼包", "火锅", "烤鸭", "水煮鱼", "饺子"),
    "room": ("房间", "卫生间", "前台", "床单", "大堂"),
    "book": ("小说", "散文集", "绘本", "教材", "传记", "诗集"),
    "app": ("软件", "网站", "小程序", "客户端", "输入法"),
    "show": ("电影", "电视剧", "纪录片", "动画片", "话剧", "综艺"),
}  # fmt: skip

VOCABULARY: Templates = {
    "positive": (
        "{thing}{fine}。", "{thing}{fine}，{fine2}。", "我很喜欢{thing}。", "{thing}真好！", "{thing}太棒了！",
        "对{thing}非常满意。", "强烈推荐{thing}！", "{fine}，好评！", "{thing}给了我很大的惊喜。",
    ),
    "negative": (
        "{thing}{poor}。", "{thing}{poor}，{poor2}。", "我很讨厌{thing}。", "{thing}真差！", "{thing}太烂了！",
        "对{thing}非常失望。", "千万别碰{thing}！", "{poor}，差评！", "{thing}给我添了很多麻烦。",
    ),
}  # fmt: skip

DENIED_GOOD: Templates = {
    "negative": (
        "{thing}并不{good}。", "{thing}一点也不{good}。", "{thing}根本不{good}。", "{thing}谈不上{good}。",
        "{thing}算不上{good}。", "{thing}没有什么{merit}。", "{thing}毫无{merit}可言。",
        "我看不出{thing}有什么{merit}。",
        "我对{thing}不太满意。", "我不{like}{thing}。", "我不会再选{thing}了。", "{thing}没有宣传的那么{good}。",
        "{thing}远远称不上{good}。", "不建议大家选{thing}。", "没有人会{like}{thing}。", "{thing}哪方面都不{good}。",
    )
}  # fmt: skip

DENIED_BAD: Templates = {
    "positive": (
        "{thing}一点也不{bad}。", "{thing}并不{bad}，反而很好。", "{thing}没有让我失望。", "我没有{hate}过，买得很值。",
        "{thing}挑不出{fault}。", "{thing}没有任何{fault}。", "选{thing}你不会{hate}的。",
        "{thing}绝对不会让你{hate}。",
        "{thing}没什么可抱怨的。", "{thing}找不到一个{fault}。", "{thing}并非不好，是大家不了解。",
        "{thing}从来没有出过{fault}。",
        "这件衣服穿起来不难看。", "这家店的菜不难吃，下次还来。", "这部电影不难看，我还想再看一遍。",
        "{thing}没有那么{bad}，其实很好。", "我一点都不{hate}，还想再买一个。",
    )
}  # fmt: skip

DOUBLE: Templates = {
    "positive": (
        "不得不说，{thing}真的很{good}。", "没有人不{like}{thing}。", "不能不承认，{thing}{fine}。",
        "我不可能不{like}{thing}。", "{thing}不可谓不{good}。", "没有一个朋友不说{thing}{good}。",
        "{thing}不是不{good}，而是太{good}了。", "谁也不能否认{thing}{fine}。", "用过的人无不{like}。",
        "{thing}没有一处不{good}。",
    ),
    "negative": (
        "不得不说，{thing}真的很{bad}。", "没有人不{hate}，包括我在内。", "不能不承认，{thing}{poor}。",
        "我不可能不{hate}，换谁都一样。", "{thing}不可谓不{bad}。", "没有一个朋友不说{thing}{bad}。",
        "{thing}不是不{bad}，而是太{bad}了。", "谁也不能否认{thing}{poor}。", "用过的人无不{hate}。",
        "{thing}没有一处不{bad}。",
    ),
}  # fmt: skip

DISTANT: Templates = {
    "negative": (
        "我不认为{thing}有大家说的那么{good}。", "{aside}，我很难说{thing}{good}。",
        "我不觉得，{aside}，{thing}有多{good}。",
        "没有谁，{aside}，会说{thing}{good}。", "说{thing}{good}，{aside}，我是不同意的。",
        "我没法，{aside}，把{thing}称为一个好的选择。", "{thing}，{aside}，怎么看都不像是{good}的样子。",
        "要让我说{thing}{good}，{aside}，我做不到。",
    ),
    "positive": (
        "我不认为{thing}有大家说的那么{bad}，我很喜欢。", "{aside}，我很难说{thing}{bad}，反而挺好的。",
        "我不觉得，{aside}，{thing}有什么可{hate}的。", "没有谁，{aside}，会说{thing}{bad}。",
        "说{thing}{bad}，{aside}，我是不同意的。", "我没法，{aside}，在{thing}身上找出一个{fault}。",
        "{thing}，{aside}，怎么看都没有{fault}。", "要让我说{thing}{bad}，{aside}，我做不到。",
    ),
}  # fmt: skip

CONTRAST: Templates = {
    "positive": (
        "虽然{con}，但是{worth}。", "{con}，不过{worth}。", "尽管{con}，{worth}。", "{con}，然而{worth}。",
        "说实话{con}，好在{worth}。", "除了{con}以外，{worth}。", "{con}不假，但{worth}。",
        "{con}，{con2}，可是{worth}。",
        "{worth}，只是{con}。", "别看{con}，{worth}。",
    ),
    "negative": (
        "虽然{pro}，但是{worthless}。", "{pro}，不过{worthless}。", "尽管{pro}，{worthless}。",
        "{pro}，然而{worthless}。",
        "说实话{pro}，可惜{worthless}。", "除了{pro}以外，{worthless}。", "{pro}不假，但{worthless}。",
        "{pro}，{pro2}，可是{worthless}。", "{worthless}，也就{pro}而已。", "别看{pro}，{worthless}。",
    ),
}  # fmt: skip

RHETORICAL: Templates = {
    "positive": (
        "难道{thing}还不够{good}吗？", "{thing}这么{good}，谁能不{like}呢？", "还有比{thing}更{good}的吗？",
        "这么{good}，有什么理由不给好评？", "谁说{thing}{bad}？我第一个不同意！", "{thing}哪里{bad}了？明明很好！",
        "这个价钱能买到这样的东西，还有什么可挑剔的？", "{thing}怎么可能让人不{like}？",
    ),
    "negative": (
        "难道{thing}还不够{bad}吗？", "{thing}这么{bad}，谁能不{hate}呢？", "还有比{thing}更{bad}的吗？",
        "这么{bad}，有什么理由不给差评？", "谁说{thing}{good}？我第一个不同意！", "{thing}哪里{good}了？明明很差！",
        "这样的东西也好意思拿出来卖？", "{thing}怎么可能让人{like}？", "这也能叫{good}？", "花这么多钱就给我看这个？",
    ),
}  # fmt: skip

SLANG: Templates = {
    "positive": (
        "{thing}yyds！", "{thing}绝绝子！", "{thing}真香！", "被{thing}种草了！", "{thing}绝了，闭眼入！",
        "给{thing}打call！",
        "{thing}简直是神仙级别！", "{thing}太上头了，爱了爱了。", "吹爆{thing}！", "{thing}赞赞赞！", "{thing}666！",
        "{thing}甩别家几条街！", "这波不亏，{thing}真的香。",
    ),
    "negative": (
        "{thing}踩雷了！", "{thing}坑爹！", "{thing}辣眼睛！", "被{thing}割韭菜了！", "{thing}就是智商税，避雷！",
        "{thing}翻车现场！", "{thing}简直是垃圾中的战斗机！", "{thing}太拉胯了，无语。", "吐槽{thing}！",
        "{thing}呵呵呵，无语。",
        "{thing}劝退！", "{thing}被别家甩几条街！", "这波血亏，{thing}真的坑。",
    ),
}  # fmt: skip

COMPARISON: Templates = {
    "positive": (
        "{thing}比{other}好多了。", "{other}远远不如{thing}。", "没有比{thing}更{good}的了。",
        "{thing}比{other}强一百倍。",
        "我从来没有见过比这更{good}的。", "跟{thing}比起来，{other}太{bad}了。", "{other}跟{thing}没法比。",
        "{thing}是我今年遇到的最{good}的一个。", "再也找不到比{thing}更{good}的了。",
    ),
    "negative": (
        "{thing}比{other}差多了。", "{thing}远远不如{other}。", "没有比{thing}更{bad}的了。",
        "{other}比{thing}强一百倍。",
        "我从来没有见过比这更{bad}的。", "跟{other}比起来，{thing}太{bad}了。", "{thing}跟{other}没法比。",
        "{thing}是我今年遇到的最{bad}的一个。", "再也找不到比{thing}更{bad}的了。",
    ),
}  # fmt: skip

TIME: Templates = {
    "positive": (
        "以前我觉得{thing}很{bad}，现在觉得很{good}。", "一开始{thing}让我{hate}，后来越来越{good}。",
        "刚开始不{like}{thing}，现在离不开了。", "{thing}早先很{bad}，现在{fine}。",
        "如今我已经不再讨厌{thing}，反而爱上了。",
        "几年前它{poor}，如今{fine}。",
    ),
    "negative": (
        "以前我觉得{thing}很{good}，现在觉得很{bad}。", "一开始{thing}让我喜欢，后来越来越{bad}。",
        "刚开始{like}{thing}，现在只想退掉。", "{thing}早先很{good}，现在{poor}。",
        "如今我已经不再喜欢{thing}，反而很反感。",
        "几年前它{fine}，如今{poor}。",
    ),
}  # fmt: skip

EXPECTATION: Templates = {
    "positive": (
        "本来以为{thing}很{bad}，没想到{fine}。", "没抱什么希望，结果{thing}很{good}。",
        "大家都说{thing}{bad}，其实很{good}。",
        "我还担心会{hate}，结果完全是多虑了。", "原以为{poor}，收到以后才发现{fine}。", "{thing}比我想象的好得多。",
        "看照片觉得{poor}，实物却{fine}。",
    ),
    "negative": (
        "本来以为{thing}很{good}，没想到{poor}。", "抱着很大的希望，结果{thing}很{bad}。",
        "大家都说{thing}{good}，其实很{bad}。",
        "我还以为会{like}，结果完全是想多了。", "原以为{fine}，收到以后才发现{poor}。", "{thing}比我想象的差得多。",
        "看照片觉得{fine}，实物却{poor}。", "要是{thing}真像宣传的那么{good}就好了。",
    ),
}  # fmt: skip

OTHERS: Templates = {
    "positive": (
        "{who}都说{thing}{bad}，我却觉得很{good}。", "{who}不喜欢{thing}，但我很{like}。",
        "有人嫌{thing}{bad}，我不这么看，我很满意。",
        "{who}觉得{poor}，我倒觉得{fine}。", "问我{thing}{good}不{good}？当然{good}！", "{who}给了差评，我要给好评。",
    ),
    "negative": (
        "{who}都说{thing}{good}，我却觉得很{bad}。", "{who}很喜欢{thing}，但我很{hate}。",
        "有人夸{thing}{good}，我不这么看，我很失望。",
        "{who}觉得{fine}，我倒觉得{poor}。", "问我{thing}{good}不{good}？当然不{good}！", "{who}给了好评，我要给差评。",
    ),
}  # fmt: skip

DOMAINS: Templates = {
    "positive": (
        "{fruit}又甜又脆，水分很足。", "{fruit}个头大，没有一个坏的。", "{cloth}面料柔软，穿着很合身。",
        "{cloth}不掉色也不起球，很值。",
        "{device}运行流畅，待机时间长。", "{device}做工扎实，用了半年没坏过。", "{dish}味道正宗，每次来都点。",
        "{dish}分量足，吃得特别过瘾。", "{room}干净整洁，服务员很热情。", "{room}宽敞明亮，住得很舒服。",
        "这本{book}写得引人入胜，一口气读完了。", "这本{book}纸张好，印刷清晰。", "{app}界面清爽，一打开就能用。",
        "{app}没有广告，反应特别快。", "这部{show}笑点密集，全家都看得开心。", "这部{show}感人至深，看哭了。",
        "洗完头发很顺滑，头皮也不痒了。", "热水器加热快，安装师傅很负责。", "快递小哥送货上门，态度特别好。",
        "客服耐心解答，很快就给换了新的。",
    ),
    "negative": (
        "{fruit}又酸又涩，一点水分也没有。", "{fruit}个头小，有一半是坏的。", "{cloth}面料扎人，穿着勒得慌。",
        "{cloth}洗一次就掉色起球。",
        "{device}卡得要命，半天就没电了。", "{device}做工粗糙，用了三天就坏了。", "{dish}味道寡淡，吃两口就扔了。",
        "{dish}分量少，还吃出一根头发。", "{room}又脏又臭，服务员爱理不理。", "{room}狭小阴暗，一晚上没睡着。",
        "这本{book}写得味同嚼蜡，实在读不下去。", "这本{book}纸张薄，错别字连篇。", "{app}界面混乱，一打开就闪退。",
        "{app}到处是广告，反应特别慢。", "这部{show}尴尬至极，看到一半就走了。", "这部{show}又臭又长，看睡着了。",
        "洗完头发又干又涩，头皮越来越痒。", "热水器漏水，安装师傅乱收费。", "快递扔在门口就走，态度恶劣。",
        "客服推来推去，就是不给退款。",
    ),
}  # fmt: skip

INTENSITY: Templates = {
    "positive": (
        ("{thing}还算{mild}。", "{thing}很{mild}。", "{thing}太{mild}了！"),
        ("{thing}比较{mild}。", "{thing}挺{mild}的。", "{thing}极其{mild}。"),
        ("我有点喜欢{thing}。", "我喜欢{thing}。", "我特别喜欢{thing}。"),
        ("对{thing}比较满意。", "对{thing}很满意。", "对{thing}极其满意。"),
    ),
    "negative": (
        ("{thing}有点{weak}。", "{thing}很{weak}。", "{thing}太{weak}了！"),
        ("{thing}稍微{weak}了点。", "{thing}挺{weak}的。", "{thing}非常{weak}。"),
        ("我有点讨厌{thing}。", "我讨厌{thing}。", "我特别讨厌{thing}。"),
        ("对{thing}有些失望。", "对{thing}很失望。", "对{thing}极其失望。"),
    ),
}  # fmt: skip

ADDED: dict[str, tuple[str, ...]] = {
    "positive": ("真的很喜欢！", "非常满意，{fine}。", "强烈推荐给大家。", "{fine}，下次还来。", "太值了！"),
    "negative": ("真的很讨厌！", "非常失望，{poor}。", "奉劝大家别买。", "{poor}，没有下次了。", "太坑了！"),
}  # fmt: skip

NAMES: tuple[str, ...] = (
    "{name}推荐我买的{ware}，用起来很顺手。", "这本书是{name}写的，读起来很无聊。",
    "{name}演得很好，整部戏都靠这一个人撑着。",
    "店员{name}态度恶劣，再也不来了。", "感谢客服{name}，问题很快就解决了。", "{name}送的{ware}质量太差了。",
    "我和{name}一起去吃的，大家都说好吃。", "{name}等了一个小时菜还没上。", "听了{name}的建议，买得很值。",
    "{name}说这个{ware}不好，果然用了两天就坏了。",
)  # fmt: skip

PLACES: tuple[str, ...] = (
    "从{place}发货，第二天就到了，很满意。", "从{place}寄来的{ware}全都压坏了。", "这是我在{place}住过的最好的酒店。",
    "这是我在{place}住过的最差的酒店。", "{place}的这家餐厅味道很好。", "{place}的这家餐厅又贵又难吃。",
    "在{place}买的{ware}，质量不错。", "在{place}买的{ware}，没用几天就坏了。", "这部电影是在{place}拍的，画面很美。",
    "去{place}的路上导游态度很差，一路都在推销。",
)  # fmt: skip

WARES: tuple[str, ...] = (
    "{ware}收到了，非常满意！", "{ware}收到了，非常失望！", "这个{ware}质量太差了，退货。",
    "这个{ware}质量很好，好评。",
    "第一次在网上买{ware}，体验很糟糕。", "第一次在网上买{ware}，体验很棒。", "{ware}跟图片完全不一样，骗人的。",
    "{ware}比图片还好看，惊喜。", "给妈妈买的{ware}，她特别喜欢。", "给妈妈买的{ware}，她一点都不喜欢。",
)  # fmt: skip

PLAIN: tuple[str, ...] = (
    "{thing}真的很{good}，已经推荐给朋友了。", "{thing}太{bad}了，再也不想碰了。", "期待了很久，{thing}没有让我失望。",
    "{thing}{fine}，以后还会再来。", "{thing}{poor}，做得一点都不好。", "我已经后悔选{thing}了。",
    "质量那么好，价格又便宜，我很喜欢。", "质量那么差，像是假货，我很生气。",
    "{thing}给我的感觉很{good}，在这个价位很难得。",
    "{thing}给我的感觉很{bad}，在这个价位不应该。",
)  # fmt: skip

SIGNS: dict[str, tuple[str, ...]] = {
    "positive": ("[赞][赞]", "👍👍👍", "[心]", "😍", "[鼓掌]", "❤️❤️", "[太开心]"),
    "negative": ("[怒][怒]", "👎👎👎", "[吐]", "😡", "[鄙视]", "💔💔", "[泪][泪]"),
}
"""Signs of a feeling, as they are typed and as Weibo spells them; none that is as often meant ironically."""

CONFUSED: dict[str, str] = {
    "的": "地", "得": "的", "在": "再", "再": "在", "已经": "己经", "期待": "期代", "以后": "已后", "那么": "哪么",
    "像": "象", "做": "作", "推荐": "推存", "质量": "质亮", "价格": "价各", "感觉": "感角", "朋友": "朋有",
    "很久": "狠久",
}  # fmt: skip
"""What is often written wrong, and how: letters that look or sound alike."""
