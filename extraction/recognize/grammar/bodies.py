"""Party committees, governments, offices, companies, farms, schools, papers' offices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.recognize.grammar.scene import HAN, Scene, walk_left
from extraction.recognize.grammar.suffixes import Suffixes
from extraction.recognize.grammar.units import NUMBER
from extraction.recognize.grammar.words import alternatives, listed
from extraction.recognize.spans import Found
from ontology.kinds import Kind

COMMITTEES = listed(
    """中心县委 省委 特委 县委 市委 区委 工委 地委 州委 旗委 党委(?!员) 总支部 支部 总支 党组 分局 中央局 北方局 东北局 满洲局 代表团 委员会 执委会 独立组
    工作委员会 省委员会 中央委员会 特别支部 特支 道外区委 军委 局 组"""
)
PARTY = re.compile(
    rf"(?:中国共产党|中国共产主义青年团|中共中央|中共|共青团|联共（布）|联共\(布\))(?:{HAN}|[（）]){{1,14}}?{alternatives(COMMITTEES)}(?!书记处)"
    r"(?:政治局|书记处|秘书处|组织部|宣传部|军委)?"
)
PARTY_BARE = re.compile(
    r"(?:中国共产党|中国国民党|中国共产主义青年团|共产国际|共青团满洲省委|联共（布）|联共\(布\)|中共中央(?:政治局|军委|委员会)?|中共(?=[，。、；）]))"
)
BRANCH = Suffixes(
    name="committee",
    kind=Kind.ORGANIZATION,
    score=0.8,
    ends=listed("临时省委 省委 特委 中心县委 县委 市委 区委 工委 地委 临时省委员会 执行委员会 执委会"),
    limit=8,
    compound=True,
    shortest=2,
    generic=frozenset(listed("各级 各地 上级 下级 地方 中共 临时 当地 本省 全省 中心 该省 中央 原省")),
)
GOVERNMENTS = Suffixes(
    name="government",
    kind=Kind.ORGANIZATION,
    score=0.8,
    ends=listed(
        """政府 人民政府 民主政府 临时政府 公署 办事处 法院 检察署 检察院 公安局 公安厅 警察厅 警察署 警务厅 民政厅 教育厅 财政厅 总领事馆 领事馆 大使馆
        公使馆 使馆 税务局 海关 邮政局 邮局 电报局 电话局 议会 参议会 国务院 外交部 外务省 陆军省 海军省 参谋本部 大本营 军政部 民政部 总务厅 监狱 交涉局
        管理局 总局 分局 铁路局 农垦局 林业局 矿务局 铁道局 监督局 测绘局 人民法院 军事法庭 法庭 委员会 监察院 经济部 国务厅 宪兵司令部 警备司令部 路警处 警务处 警务局 警察局 警察所 派出所 设治局 官银号 总督府 都督府 统监府 交涉司 交涉署 衙门 行营 行署 行辕 军事管制委员会
        执行局 卫生局 盐务局 电政局 税捐局 财政局 教育局 建设局 公安处 公安厅 公安部 民政局 建设厅 实业厅 农矿厅 检察厅 审判厅 看守所 管理所 教养院 收容所 军管会 治安维持会 维持会
        参政会 谘议局 咨议局 省议会 县议会 县公署 市政府 省政府 县政府 区政府 教育总署 司令部 指挥部 市政公署 海关监督署 关税局 专卖局 专卖署 禁烟局 营林署 林务局 测候所 气象台
        特别军事法庭 总工会 善后局 垦务局 招垦局 护军使署 道尹公署 市政局 公议会 自治会 自治公所 董事会 理事会 参事会 边务公署 司令长官部 长官公署 司令长官公署 总监部 后勤部 训练总监部 督办公署 督办公所 督军公署 清理处 善后处 转运局 粮食局 供应局 电业局 内务局 外事局 监察署"""
    ),
    limit=12,
    compound=True,
    shortest=2,
    bar_in=frozenset("有使还宣称掌害杀含为或但因些派令送"),
    bar_next="长",
    generic=frozenset(
        listed(
            """人民 中央 地方 两国 各国 各级 铁路 公安 自治 民主 临时 上级 当地 本地 双方 伪满 伪 军事 最高 国际 管理 有关
            各地 各省 各县 县 省 市 本县 本省 联合 革命 国民 反动 军 执行 常务 常设 筹备 特别 党 地方人民 民族 工作 驻外 省 市人民 县人民 省人民 高等 军管"""
        )
    ),
)
WORKPLACES = Suffixes(
    name="workplace",
    kind=Kind.ORGANIZATION,
    score=0.78,
    ends=listed(
        """公司 株式会社 会社 厂 工厂 农场 牧场 林场 煤矿 油田 钻井队 钻探队 勘探队 生产队 总队 公社 合作社 银行 分行 医院 报社 通讯社 新闻社 书店 书局
        电影制片厂 协会 联合会 总会 工会 农会 商会 学会 同盟会 联盟 研究所 研究院 档案馆 博物馆 纪念馆 图书馆 机务段 俱乐部 剧团 合唱团
        大学 学院 中学 小学 学校 师范 讲武堂 纱厂 纺纱厂 纺织厂 轧钢厂 钢管厂 制钢所 炼铁厂 机器厂 制粉厂 火磨 烧锅 商号 洋行 银号 钱庄 发电厂 电灯厂 林业局 森工局 车辆段 工务段 铁路公司 航业公司 轮船公司
        拓殖公社 集体农庄 农庄 合作农场 供销社 剧社 文工团 大学堂 学堂 高等学校 书院 出版社 印刷所 印书馆 总商会 农务会 教育会 同乡会 青年会 学生会 同学会 红十字会 红卍字会 慈善会 电讯社
        煤矿公司 矿业公司 开发会社 兵工厂 被服厂 修械所 火药厂 造币厂 制糖厂 糖厂 油坊 航空学校 军官学校 士官学校 教导队 养成所 训练所 研究社 学社 报馆 书社 影片公司 戏院 炼油厂 采油厂 训练团 训练班 干校 党校 分校 小组 办公室 车务段 电务段 检车段 水泥厂 造纸厂 火柴厂 面粉公司 电车公司 电灯公司 保险公司 交易所 储蓄会 教养所 孤儿院 保育院 疗养院 铁道会社 商船会社 炭矿 炼铁所 制炼所 军校 国民党 共产党 社会党 协和会 救济会 互济会 互助会 妇女会 青年团 少年先锋队 研究会 会馆"""
    ),
    limit=12,
    compound=True,
    shortest=2,
    bar_in=frozenset("有使还宣称掌害杀含任为由或但因共全些级"),
    bar_next="长房区员派部主委群籍校务史旗费课产里外内中",
    generic=frozenset(
        listed(
            """国营 人民 中央 地方 铁路 农业 石油 机械 附属 当地 各地 军垦 小型 大型 一个 几个 有限 股份 股份有限 各国 外国 帝国 工商 国际 师范 专科 高等
            军官 军事 干部 中等 初级 高级 野战 后方 战地 日本 中国 苏联 俄国 私人 公共 本地 生产 合作 供销 军政 联合 垦区 新建 机耕 第 多个 若干 农垦 油田
            国家 综合 数字 部门 企业 重点 水平 全国 省级 民办 公立 私立 现代 大中 职业 技工 技术 事业 行政 党政 军事 航空 红军 军队 妇女 儿童 工人 农民 学生 青年 抗日 反日 政治 执政 各 煤 金 铁 开 探 采 找 建 兵工 钢铁 修理 修械 被服"""
        )
    ),
)
MINISTRIES = re.compile(
    alternatives(
        listed(
            """农垦部 石油工业部 外交部 国防部 财政部 教育部 铁道部 交通部 石油部 内务部 陆军省 外务省 海军省 参谋本部 关东都督府 关东厅 农林部 军政部
            石油工业部 清廷 外务部 度支部 邮传部 理藩院 军机处 总理衙门 枢密院 大藏省 内务省 文部省 司法省 农商务省 拓务省 铁道省 军需省 公安部 商业部 粮食部 林业部 建设部 总务厅 产业部
            治安部 兴农部 勤劳奉公部 军事部 交通部 民政部 蒙政部 实业部 文教部 侍从武官处 尚书府 宫内府 宫内省 参议府 监察院 立法院 司法院 行政院 考试院 军事委员会 司法部 文化部 水利部 煤炭工业部 总政治部 总参谋部 人民革命军事委员会 中央军委 国务院 中苏联军"""
        )
    )
    + "(?!长)|(?:第[一二三四五六七八]机械|重|轻|纺织|石油|煤炭|冶金|化学|电力|燃料|机械|食品|军需)工业部(?!长)"
)
DRILLERS = re.compile(rf"(?:第)?{NUMBER}(?:钻井队|钻探队|钻井总队|勘探队|车间|地质队)(?!长)")
FARMS = re.compile(r"(?:国营)?(?:第)?[〇零一二三四五六七八九十\d]{1,5}(?:农场|牧场|林场)(?!长)")
POSTED = re.compile(rf"驻{HAN}{{1,6}}?(?:办事处|代表处|领事馆|总领事馆|联络处|代表团|特务机关|司令部)")
ENTERPRISES = re.compile(
    r"(?:满铁|同盟通信社|塔斯社|新华社|满映|协和会|路透社|路透电|哈瓦斯社|合众社|美联社|同盟社|电通社|共同社|中央社|国民社|日联社|东方社|国闻社|国际联盟|国联(?=[，。调大理])|联合国|第三国际)"
)


def find(scene: Scene) -> Iterator[Found]:
    """Bodies of every sort."""
    text = scene.text
    for pattern, score, rule in _TABLE:
        for match in pattern.finditer(text):
            yield _body(match.start(), match.end(), score, rule)
    yield from _posted(scene)
    for suffixes in (BRANCH, GOVERNMENTS, WORKPLACES):
        yield from suffixes.find(scene)


_TABLE = (
    (PARTY, 0.88, "party"),
    (PARTY_BARE, 0.85, "party"),
    (MINISTRIES, 0.8, "ministry"),
    (DRILLERS, 0.85, "drillers"),
    (FARMS, 0.82, "farm"),
    (ENTERPRISES, 0.85, "enterprise"),
)


def _posted(scene: Scene) -> Iterator[Found]:
    """A body's outpost in a place: …驻…办事处."""
    for match in POSTED.finditer(scene.text):
        start = walk_left(scene, match.start(), limit=8)
        if start is not None and match.start() - start >= 2:
            yield _body(start, match.end(), 0.78, "posted")


def _body(start: int, end: int, score: float, rule: str) -> Found:
    return Found(start=start, end=end, kind=Kind.ORGANIZATION, score=score, by="grammar", rule=rule)
