"""Rules for Chinese, written in simplified characters: the reading layer brings traditional print to them."""

from __future__ import annotations

from extraction.relate.rules import BY_ROLE, COMMAND, rule

_SET_UP = "成立|组建|设立|创建|创办|建立|编成|组成|建队|成军|开办|开馆|设置"
_HELD = "召开|举行|召集|开幕|爆发|发生|展开|打响|进行|开始|起义|暴动"
_FELL = "牺牲|就义|遇害|殉国|阵亡|战死|被害|遇难|被杀|遭枪杀|英勇就义|壮烈牺牲|殉难"
_DIED = "逝世|病逝|病故|去世|病死|死去|身亡|病殁|辞世|死"
_KILLED = "炸死|击毙|打死|处决|枪决|杀害|枪杀|刺杀|暗杀|杀死|绞死"
_RECAST = "改编|扩编|合编|整编|缩编|改组|改制|扩充|扩大|发展|扩|改|合并|合组|统编|升格|重组|分编"
_SERVED = "任|担任|出任|充任|就任|为|是|当|当选为|当选|被任命为|历任|兼任|改任|曾任|升任|接任|继任"
_OPTION = "(?:仍|仍由|曾|先后|也|亦|都|均|又|后|即|被|则|遂|还|时|未|未曾|并未|没有|不曾|拟|拟由|将|准备)?"

RULES = (
    # who held which office
    rule("任职", BY_ROLE, rf"{{h:P}}{_OPTION}(?:{_SERVED}){{t:OLE}}的?{{role}}", 0.9),
    rule("任职、省机构", BY_ROLE, rf"{{h:P+}}(?:等)?{_OPTION}(?:任|担任|出任|充任|就任|当选为|当选|被任命为|接任|继任){{role}}", 0.75, before="O…"),
    rule("任职、省人", BY_ROLE, rf"(?:^|[，,；他她后]|{{D}})，?{_OPTION}(?:任|担任|出任|历任|兼任|曾任){{t:O}}的?{{role}}", 0.6, before="P…"),
    rule("兼任", BY_ROLE, r"兼(?:任)?{t:O}{role}", 0.7, before="P…"),
    rule("机构职务人", BY_ROLE, r"{t:OLE}(?:的|原|前|代理)?{role}{h:P}", 0.88),
    rule("机构职务是人", BY_ROLE, r"{t:OLE}的?{role}(?:是|为|系|由|一职由){h:P+}", 0.88),
    rule("续列职务", BY_ROLE, r"[、，；及和]{role}(?:是|为|系|由)?{h:P}(?!任|担任)", 0.6, before="O"),
    rule("任职在后", BY_ROLE, r"{h:P}(?:，|（){t:O}{role}(?!‹P)", 0.8),
    rule("以职务身份", BY_ROLE, r"{role}(?:一职)?由{h:P}(?:担任|接任|继任|兼任|出任)", 0.7, before="O…"),
    rule("副之", "memberOf", r"{h:P}副之", 0.75, before="O"),
    # who commanded or led
    rule("由人指挥", COMMAND, r"由{h:P}{gap}(?:指挥|率领|统率|统领|领之|带领)", 0.75, before="O"),
    rule("人指挥", COMMAND, r"{h:P}(?:负责)?(?:指挥|统率|统领)(?:了)?{t:OE}", 0.8),
    rule("人指挥、省", COMMAND, r"{h:P}指挥(?=[，。；）]|$)", 0.65, before="E"),
    rule("人率队", "commanderOf", r"(?<![、和与及]){h:P}(?:率领|率|带领|带着|统率){t:O}", 0.55),
    rule("人领导", "leaderOf", r"{h:P}{gap}(?:领导|主持|主管|负责|主政)(?:了|着)?{t:O}", 0.7),
    rule("主持工作", "leaderOf", r"{h:P}(?:主持(?:全面)?工作|负责全[场局厂队社站]工作|总负责)", 0.7, before="O"),
    rule("由人负责", "leaderOf", r"{t:O}{gap}由{h:P}{gap}(?:负责|主持|领导)", 0.75),
    rule("以人为首", "leaderOf", r"以{h:P}为首的{t:O}", 0.75),
    # membership
    rule("加入", "memberOf", r"{h:P+}{wide}(?:加入|编入|参加|投奔|投身)(?:了|过)?{t:O}", 0.75),
    rule("加入、省", "memberOf", r"(?:^|[，,；]|{D})，?[^‹›，。；]{0,4}(?:加入|参加|编入|投奔)(?:了)?{t:O}", 0.65, before="P…"),
    rule("在机构任事", "memberOf", r"{h:P}{wide}[在到]{t:O}(?:工作|当兵|服役|学习|受训|任教)", 0.6),
    # becoming another unit
    rule("改编为", "reorganizedInto", rf"(?<![由、]){{h:O+}}{{wide}}(?:{_RECAST})(?:而)?(?:为|成为|成|称){{t:O}}", 0.88),
    rule("至此改编为", "reorganizedInto", rf"，(?:至此|至是|后来|后|旋|随后|不久|遂|又)(?:{_RECAST})(?:为|成为|成|称){{t:O}}", 0.65, before="O"),
    rule("改称", "reorganizedInto", r"(?<![由、]){h:O}{wide}(?:改称|改名为|改番号为|改番为|更名为){t:O}", 0.6),
    rule("本部改编为", "reorganizedInto", rf"[该这此本](?:军|师|部|队|旅|支队){{gap}}(?:{_RECAST})(?:为|成为|成|称){{t:O}}", 0.75, before="O…"),
    rule("由甲编成", "reorganizedInto", rf"由{{h:O+}}{{gap}}(?:{_RECAST}|合并|组)(?:而成|而来|组成|成|建成)", 0.85, before="O"),
    rule("由甲组成", "reorganizedInto", r"由{h:O+}{gap}(?:编成|组成|合并|合编|合组|组建)", 0.75, before="O"),
    rule("前身是", "reorganizedInto", r"{t:O}(?:的)?前身(?:是|为|系){h:O+}", 0.85),
    rule("在基础上", "reorganizedInto", r"{t:O}{wide}[在以]{h:O+}的?(?:基础|余部)", 0.75),
    rule("接续", "reorganizedInto", r"{t:O}{wide}(?:接续|接替|取代|继承|接管)(?:了)?{h:O+}", 0.65),
    rule("接续、省", "reorganizedInto", r"，(?:接续|接替|取代|继承){h:O+}", 0.65, before="O"),
    # belonging
    rule("隶属", "subordinateTo", r"(?<![由、]){h:O}{wide}(?:隶属于|隶属|直属于|直属|归属|属于|属|归){t:O}", 0.85),
    rule("隶属、省", "subordinateTo", r"[，,；](?:仍|先后|直接|并|后来|后)?(?:隶属于|隶属|直属于|直属|归属|属于|属|归){t:O}", 0.75, before="O"),
    rule("隶属甲的乙", "subordinateTo", r"(?:隶属|隶属于|直属|属于){t:O}的{h:O}", 0.88),
    rule("所属", "subordinateTo", r"{t:O}(?:所属|下属|直属|所辖|下辖|管辖|辖)(?:的)?{h:O+}", 0.85),
    rule("其中包括", "partOf", r"其中(?:包括|有){h:O+}", 0.6, before="O"),
    rule("成为其一", "partOf", r"(?:成为|是|系){t:O}的(?:一支|一个|一部|组成部分|下属)", 0.7, before="O"),
    rule("事件之一", "partOf", r"{h:E}(?:是|为|系){t:E}的(?:一部分|组成部分|序幕|一次|首战)", 0.8),
    # founding
    rule("人创建", "foundedBy", r"{t:PO+}{wide}(?:创建|创办|创立|组建|建立|成立|组织|创设|发起成立)(?:了|起)?{h:O}", 0.75),
    rule("由人创建", "foundedBy", r"{h:O}{wide}由{t:P+}{gap}(?:创建|创办|创立|组建|建立|发起|组织)", 0.85),
    rule("创建者", "foundedBy", r"{h:O}的?(?:创建者|创办人|创始人|发起人)(?:是|为|有)?{t:P+}", 0.85),
    # where
    rule("在地成立", "locatedIn", rf"{{h:O}}{{wide}}[在于]{{t:L}}(?:境内|附近|一带|市内|城内)?{{gap}}(?:{_SET_UP})(?!了?‹O)", 0.8),
    rule("于地成立机构", "locatedIn", rf"[在于]{{t:L}}(?:境内|附近|一带)?(?:{_SET_UP})(?:了)?{{h:O}}", 0.75),
    rule("到地创建", "locatedIn", r"[到赴在于]{t:L}，?(?:创建|组建|创办|建立|开办){h:O}", 0.7),
    rule("驻地", "locatedIn", r"{h:O}{gap}(?:驻扎于|驻扎在|驻扎|驻在|驻防|驻|设在|设于|位于|坐落于|迁至|迁往|迁到|移驻){t:L}", 0.8),
    rule("驻地、省", "locatedIn", r"，(?:仍|现|分|改|机关|总部|司令部|本部)?(?:驻扎在|驻扎|驻在|驻|设在|设于|位于){t:L}", 0.7, before="O"),
    rule("位于", "locatedIn", r"{h:LO}(?:当时|现|今)?(?:位于|地处|坐落在|坐落于|属于?){t:L}", 0.85),
    rule("在地附近", "locatedIn", r"{h:L}在{t:L}(?:境内|附近|边|岸边|以[东西南北]|一带|郊外|城外|城内)", 0.8),
    rule("活动于", "locatedIn", r"{h:O}{gap}(?:活动于|活动在|活跃于|活跃在|转战于){t:L+}", 0.65),
    rule("活动中心", "locatedIn", r"(?:活动中心|根据地|总部|司令部|密营)(?:设)?在{t:L}", 0.65, before="O"),
    rule("在地活动的", "locatedIn", r"在{t:L}(?:一带|地区|境内)?(?:活动|驻扎|坚持斗争)的{h:O}", 0.75),
    rule("沿线有", "locatedIn", r"{t:L}{gap}，?(?:沿线|境内|下辖|辖)有{h:L+}", 0.7),
    # events
    rule("事件在地", "tookPlaceIn", rf"{{t:E}}也?{{gap}}[在于]{{h:L+}}(?:境内|附近|一带|山中)?{{gap}}(?:{_HELD})".replace("{t:E}", "{h:E}").replace("{h:L+}", "{t:L+}"), 0.88),
    rule("事件起于", "tookPlaceIn", r"{h:E}{gap}(?:发生于|发生在|爆发于|起于|始于|举行于){t:L+}", 0.88),
    rule("在地发生事件", "tookPlaceIn", rf"[在于]{{t:L}}(?:境内|附近|一带|城外)?(?:{_HELD})(?:了|的)?{{h:E}}", 0.85),
    rule("波及", "tookPlaceIn", r"{h:E}(?:发生|爆发)，{t:L+}等", 0.65),
    rule("战于", "tookPlaceIn", r"战于{t:L+}", 0.7, before="E…"),
    rule("参加", "participatedIn", r"{h:PO+}{wide}(?:参加|参与|出席|指挥|发动|领导|策划)(?:了|过)?{t:E}", 0.85),
    rule("率部参加", "participatedIn", r"{h:P+}{gap}(?:率|率领|带着|带领)(?:部|所部|队|{O}){gap}(?:参加|参与|投入)(?:了|过)?{t:E}", 0.85),
    rule("机构参加", "participatedIn", r"(?:率|率领|带着|带领){h:O}(?:参加|参与|投入)(?:了|过)?{t:E}", 0.85),
    rule("到会的有", "participatedIn", r"(?:到会|出席|与会|参加)(?:的|者)?(?:会议的)?(?:人)?(?:有|为|包括)：?{h:PO+}", 0.8, before="E…"),
    rule("到会", "participatedIn", r"{h:P+}(?:等)?(?:到会|与会|出席会议)", 0.75, before="E…"),
    rule("会上商议", "participatedIn", rf"{{t:E}}在{{L}}(?:{_HELD})，{{h:P+}}(?:等)?(?:同|与|和|参加|出席|到会)", 0.7),
    rule("与事件有关", "participatedIn", r"{h:P+}(?:均|都|皆)?与{t:E}有关", 0.55),
    rule("策划", "participatedIn", r"{h:PO+}{gap}(?:制造|策划|发动|挑起)(?:了)?{t:E}", 0.8),
    # lives
    rule("生于", "bornIn", r"{h:P}{wide}(?:出生于|出生在|生于|诞生于){D?}，?{t:L}", 0.85),
    rule("在地出生", "bornIn", r"{h:P}{wide}在{t:L}{gap}(?:出生|诞生)", 0.85),
    rule("牺牲于", "martyredAt", rf"{{h:P+}}{{wide}}[在于]{{t:L}}(?:一带|附近|境内|城郊|山中|狱中)?{{gap}}(?:{_FELL})", 0.88),
    rule("牺牲在", "martyredAt", rf"{{h:P+}}{{wide}}(?:{_FELL})[在于]{{t:L}}", 0.88),
    rule("牺牲于、省", "martyredAt", rf"[，,；]{{D?}}，?(?:[在于]{{t:L}}(?:一带|附近|境内)?{{gap}}(?:{_FELL}))", 0.7, before="P"),
    rule("牺牲在、省", "martyredAt", rf"[，,；]{{D?}}，?(?:{_FELL})[在于]{{t:L}}", 0.7, before="P"),
    rule("病逝于、省", "diedIn", rf"(?:^|[，,；]){{D?}}，?[在于]{{t:L}}{{gap}}(?:{_DIED})", 0.65, before="P…"),
    rule("被害于", "diedIn", rf"{{h:P}}{{wide}}[在于]{{t:L}}{{gap}}被(?:‹[PO]\d+›)?{{gap}}(?:{_KILLED})", 0.8),
    rule("生于、省", "bornIn", r"[，,；]{D?}，?(?:出生于|出生在|生于){t:L}", 0.7, before="P"),
    rule("病逝于", "diedIn", rf"{{h:P+}}{{wide}}[在于]{{t:L}}{{gap}}(?:{_DIED})", 0.85),
    rule("死在", "diedIn", rf"{{h:P+}}{{wide}}(?:{_DIED})[在于]{{t:L}}", 0.85),
    # works
    rule("甲乙签订", "signed", r"{h:PLO+}{wide}(?:签订|签署|缔结|订立|签字于|订|签)(?:了)?{t:W}", 0.85),
    rule("由甲乙签订", "signed", r"{t:W}{wide}由{h:PLO+}{gap}(?:签订|签署|缔结|订立)", 0.85),
    rule("作者是", "wroteWork", r"{t:W}{wide}作者(?:是|为|系){h:P}", 0.85),
    rule("撰写", "wroteWork", r"{h:P}{wide}(?:写下|写成|写|撰写|撰|著有|著|起草|执笔|发表|创作|谱写|编写)(?:了|过|的)?{t:W}", 0.7),
    rule("由人撰写", "wroteWork", r"{t:W}{wide}由{h:P}{gap}(?:起草|撰写|写成|执笔|创作|编写)", 0.85),
)  # fmt: skip
