"""Rules for Japanese: kana as printed, kanji in the simplified characters of the reading layer."""

from __future__ import annotations

from extraction.relate.rules import BY_ROLE, rule

_SET_UP = "开か|开设|创设|设立|设け|置か|设置|编成|成立|结成|创立|组织"
_HELD = "开か|开催|行わ|起こ|起き|发生|勃发"
_AT = "(?:で|に于て|に于いて)"

_RANK = "(?:元帅|[大中少]将|[大中少]佐|[大中少]尉|氏|さん)?"

RULES = (
    rule("機関の役職", BY_ROLE, r"{t:OL}の?{role}(?:は|が|に|の|には|、|であった|である)?{h:P+}", 0.85),
    rule("役職の人", BY_ROLE, r"(?:は|が|の|、|に){role}の?{h:P+}", 0.6, before="O…"),
    rule("初代の役職は", BY_ROLE, r"(?:初代|第.代|后任の|后継の)?{role}(?:は|には){h:P+}", 0.7, before="O…"),
    rule("職に就く", BY_ROLE, r"{t:OL}(?:の|[^‹›。]{0,20}?)(?:初代|第.代)?{role}(?:に|と)(?:就任|就い|なっ|なり|任命|任じ)", 0.72, before="P…"),
    rule("長を経て", "leaderOf", r"{t:OL}长(?:を経|を歴|、|に就|とな)", 0.7, before="P…"),
    rule("役職を補佐", BY_ROLE, r"、{h:P}{role}を", 0.6, before="O"),
    rule("職を継ぐ", BY_ROLE, r"{role}(?:の职|职)?(?:は|を){h:P}(?:が)?(?:継|引き継)", 0.7, before="O…"),
    rule("後任の役職", BY_ROLE, r"{h:P}が(?:后任の|次の|二代)?{role}(?:と|に)(?:な|就任|任命)", 0.75, before="O…"),
    rule("機関の人", "memberOf", r"{t:O}の{h:P+}(?=という|さん|氏|先生|ら|[大中少]尉|[大中少]佐|[大中少]将)", 0.65),
    rule("招く", "memberOf", r"{h:P+}らを(?:招|迎|登用)", 0.6, before="O…"),
    rule("卒業", "memberOf", r"{t:O}を(?:卒业|出)", 0.7, before="P…"),
    rule("本社を移す", "locatedIn", r"{t:L}に(?:本社|本部|司令部|支社|総局)(?:を|が)(?:移|置|设)", 0.75, before="O"),
    rule("傘下", "subordinateTo", r"{h:O+}(?:など|等)?を(?:伞下|指挥下|管下|隷下)に", 0.7, before="O…"),
    rule("生まれ、省", "bornIn", r"(?:は|、|。|^)(?:{D}に?)?(?:‹L\d+›)*{t:L}(?:で|に)生まれ", 0.8, before="P…"),
    rule("死去、省", "diedIn", r"(?:、|。|^){D?}、?(?:‹L\d+›)*{t:L}で(?:死去|没し|病死|死亡|亡くな)", 0.7, before="P…"),
    rule("国境の河で", "tookPlaceIn", r"{h:E}は{wide}{t:L}(?:附近|周辺|一帯)?で(?:起き|起こ|発生|发生)", 0.75),
    rule("を移して設立", "reorganizedInto", r"{h:O}を(?:{L}に)?(?:移|改组|改编)し?て{gap}设立", 0.6, before="O"),
    rule("役職を続ける", BY_ROLE, r"[、，]{role}(?:は|が|に|には)?{h:P}", 0.6, before="O"),
    rule("機関長", "commanderOf", r"{t:O}长(?:は|が|に|の|には)?{h:P}", 0.8),
    rule("人は機関の役職", BY_ROLE, r"{h:P}(?:は|が){wide}{t:OL}の?{role}(?!‹P)", 0.8),
    rule("率いる", "commanderOf", r"{h:P}(?:の|が)?(?:率いる|率いた|率ゐる|率ゐたる|指挥する|指挥した){t:O}", 0.85),
    rule("指揮した", "commanderOf", r"{h:P}(?:は|が){wide}{t:O}を(?:指挥|率い|率ゐ)", 0.8),
    rule("事件を指揮", "participatedIn", r"{h:PO}(?:は|が){wide}{t:E}(?:を(?:指挥|起こ|画策|主导)|に(?:参加|加わ|出席))", 0.85),
    rule("機関の部隊", "subordinateTo", r"{t:O}の{h:O}(?=は|が|に|を|、|の)", 0.55),
    rule("下に入る", "subordinateTo", r"{t:O}の(?:下|指挥下|隷下|管下)に(?:入|置か|属)", 0.65, before="O"),
    rule("に属する", "subordinateTo", r"{h:O}(?:は|が){gap}{t:O}に(?:属|所属|隷属)", 0.85),
    rule("合して編成", "reorganizedInto", r"{t:O}(?:は|が){wide}{h:O+}を(?:合して|合わせて|合せて|基に|もとに|基として){gap}(?:编成|改编|成立|组织)", 0.8),
    rule("改編", "reorganizedInto", r"{h:O}(?:は|が|を){wide}{t:O}(?:に|へ|と)(?:改编|改组|改称|再编|拡大)", 0.8),
    rule("地に機関", "locatedIn", rf"{{t:L}}[にで]{{h:O}}(?:が|を|の){{gap}}(?:{_SET_UP})", 0.85),
    rule("機関は地に", "locatedIn", rf"{{h:O}}(?:は|が){{gap}}{{t:L}}に(?:{_SET_UP}|本部|司令部|あ|驻屯|移)", 0.85),
    rule("機関は初め", "locatedIn", rf"{{h:O}}(?:は|が)(?:初め|はじめ)?{{t:L}}に、(?:のちに|后に)?{{L}}に(?:{_SET_UP}|移)", 0.8),
    rule("機関はのちに", "locatedIn", rf"{{h:O}}(?:は|が)(?:初め|はじめ)?{{L}}に、(?:のちに|后に)?{{t:L}}に(?:{_SET_UP}|移)", 0.8),
    rule("部隊は地で戦う", "locatedIn", r"{h:O}は{t:L}で{D?}(?:まで)?(?:战|守|抵抗|驻)", 0.55),
    rule("地で事件", "tookPlaceIn", rf"{{t:L}}(?:郊外|附近)?{_AT}{{gap}}{{h:E}}(?:が|は|を){{gap}}(?:{_HELD})", 0.85),
    rule("事件は地で", "tookPlaceIn", rf"{{h:E}}(?:は|が|を){{wide}}{{t:L}}(?:郊外|附近)?{_AT}{{gap}}(?:{_HELD})", 0.85),
    rule("ともに", "participatedIn", r"{h:P}と?ともに{t:E}(?:を|に)", 0.7),
    rule("殺害の地", "diedIn", r"{t:L}(?:郊外|附近)?(?:で|に于て|に于いて){h:P}を(?:爆杀|杀害|暗杀|射杀|処刑)", 0.8),
    rule("生まれ", "bornIn", r"{h:P}(?:は|が){wide}{t:L}(?:で|に)?{gap}(?:生まれ|出生|诞生)", 0.85),
    rule("戦死", "martyredAt", rf"{{h:P}}(?:は|が){{wide}}{{t:L}}{_AT}{{gap}}(?:战死|戦没|杀害|処刑|刑死|殉)", 0.85),
    rule("死去", "diedIn", rf"{{h:P}}(?:は|が){{wide}}{{t:L}}{_AT}{{gap}}(?:死去|死亡|没し|病死|亡くな)", 0.85),
    rule("創設者", "foundedBy", r"{t:P}(?:は|が){wide}{h:O}を(?:创设|创立|设立|结成|组织)", 0.8),
    rule("調印", "signed", r"{h:PLO+}(?:は|が|の间で){wide}{t:W}(?:に|を|が)(?:调印|缔结|署名|结)", 0.8),
    rule("著作", "wroteWork", r"{h:P}(?:は|が|の){gap}{t:W}(?:を(?:著|书|记|执笔|発表|发表))", 0.75),
)  # fmt: skip
