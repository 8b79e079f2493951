"""How names and numbers of petitioners are recognised and hidden outside the petition ledger (五(四)).

The notice asks for the minimum of personal data. No field of its forms takes a telephone or identity number, so
every such number is hidden, whoever it belongs to; names of inspectors and contacts are asked for (五(一)) and stay.
"""

HIDDEN = "（已隐去）"
# A further file that would have the same name as another once its numbers are hidden.
HIDDEN_AGAIN = "（已隐去{number}）"
PERSONS = (
    "举报人", "投诉人", "来访人", "来信人", "来电人", "信访人", "上访人", "反映人", "检举人", "控告人", "申诉人", "线索提供人", "报案人",
)  # fmt: skip
NAME_WORDS = ("姓名", "名称")
NUMBER_HEADS = (
    "电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "电话号码", "联系号码", "移动电话", "固定电话", "固话", "座机", "座机号码", "身份证",
    "身份证号", "身份证号码", "公民身份号码", "身份号码", "证件号", "证件号码", "微信号", "家庭住址",
)  # fmt: skip
# Whatever ends so is the head of a number too: 负责人电话.
LONGEST_HEAD = 12
# Heads and labels of petitioners' data: whatever stands below or behind them is hidden.
PERSONAL_HEADS = frozenset(NUMBER_HEADS) | {
    f"{person}{what}"
    for person in PERSONS
    for what in ("", *NAME_WORDS, "信息", "地址", "住址", "微信", "邮箱", *NUMBER_HEADS)
}
# Words in the column 举报人 that are no name.
NOBODY = frozenset(
    {
        "匿名", "匿名举报", "群众", "村民", "居民", "市民", "网民", "网友", "业主", "职工", "员工", "周边群众", "附近居民", "企业", "单位", "公司",
        "实名", "实名举报", "不详", "未知", "未留名", "保密", "先生", "女士", "同志", "师傅", "演练", "电话", "手机", "联系电话", "转交", "来信", "来访", "来电", "已隐去",
    }
)  # fmt: skip
TITLES = ("先生", "女士", "同志", "师傅")
SHORTEST_NAME, SHORTEST_PHONE = 2, 7
# Names of places are never redacted: rows are joined by them.
KEPT_KEYS = frozenset({"city", "county", "unit_city", "unit_county", "unit_level"})

# Digits written in words, and letters typed for digits: read as digits where a whole number is written so.
DIGIT_WORDS = str.maketrans("〇零○洞一壹幺二贰两三叁四肆五伍六陆七柒拐八捌九玖", "00001112223344556677788" + "99")
DIGIT_LETTERS = str.maketrans("oil|", "0111")
# Seven or eight digits after one of these words are a telephone number; without one they may be anything.
NUMBER_WORDS = (
    "电话", "手机", "座机", "固话", "热线", "联系方式", "号码", "致电", "拨打", "来电", "tel", "phone", "mobile",
)  # fmt: skip
EXTENSION = ("转", "分机", "ext", "-", "#")

# The same character in its two writings, as they stand in names; the second one is compared.
_TWO_WRITINGS = (
    "張张劉刘陳陈楊杨趙赵黃黄吳吴孫孙馬马羅罗鄭郑謝谢韓韩馮冯鄧邓許许蔣蒋葉叶閻阎閆闫蘇苏呂吕賈贾魏魏範范鐘钟鍾钟"
    "譚谭陸陆廖廖賴赖龍龙萬万錢钱湯汤龔龚顧顾邵邵賀贺嚴严莊庄華华盧卢傅傅喬乔項项魯鲁畢毕紀纪聶聂歐欧陽阳樂乐藍蓝"
    "倪倪齊齐駱骆鄔邬鄒邹鄢鄢喻喻應应單单竇窦闞阚遲迟關关衛卫沈沈瀋沈滕滕談谈諸诸儲储塗涂勞劳慶庆寶宝國国軍军偉伟"
    "麗丽強强剛刚傑杰蘭兰鳳凤蓮莲榮荣貴贵愛爱紅红飛飞鵬鹏輝辉勝胜學学進进遠远達达運运連连義义興兴業业東东長长風风"
    "雲云電电靈灵靜静潔洁瓊琼瑩莹穎颖嬌娇媛媛嬋婵娟娟貞贞賢贤質质財财賓宾銀银銘铭鋒锋鋼钢鐵铁錦锦鈞钧鎮镇鑫鑫針针"
    "鈴铃鳴鸣鶴鹤鷹鹰鴻鸿魚鱼麥麦齡龄龐庞禮礼禎祯祿禄種种積积穩稳競竞筆笔節节築筑簡简純纯紅红綱纲綠绿維维綺绮緒绪"
    "線线練练經经綿绵緯纬縣县總总績绩繼继續续繪绘織织繡绣聖圣聰聪聯联聲声職职肅肃臨临舉举舊旧藝艺蕭萧薩萨蔔卜藥药"
    "處处虛虚號号蟲虫術术補补褲裤見见規规視视覺觉觀观計计訂订記记訓训試试詩诗誠诚語语說说課课調调諒谅論论謀谋謙谦"
    "講讲證证識识譯译議议護护讀读變变讓让豐丰貝贝負负賀贺賞赏賦赋贊赞趙赵躍跃軒轩輕轻載载輔辅輪轮辦办農农過过選选"
    "邁迈還还邊边鄉乡醫医釋释里里開开間间閃闪閔闵閣阁閩闽闊阔隊队階阶際际隨随險险雙双雜杂難难霧雾韋韦韻韵順顺頌颂"
    "預预領领頓顿頡颉頤颐題题願愿類类顯显飄飘養养館馆駿骏騰腾驍骁驗验驥骥髮发鬥斗魁魁鮑鲍鮮鲜鯤鲲鵑鹃鷺鹭麟麟點点"
    "億亿儀仪優优兒儿凱凯創创劍剑劃划動动務务勛勋勵励區区協协卻却參参員员問问啟启喚唤喪丧嘯啸嚮向圓圆團团園园執执"
    "堅坚場场塊块塵尘壯壮壽寿夢梦夾夹奪夺奮奋婦妇嫻娴孟孟宮宫寧宁實实審审寫写寬宽將将專专尋寻對对導导屆届屬属崗岗"
    "島岛嶺岭嶽岳巖岩幹干幾几庫库廠厂廣广廳厅張张彌弥彎弯彙汇後后從从復复徵征德德徹彻恆恒悅悦惠惠愷恺慧慧憲宪懷怀"
    "戰战戲戏戶户揚扬換换損损擇择擔担據据攜携敏敏敵敌數数斕斓於于時时晉晋晝昼暉晖曄晔曉晓曠旷書书會会朧胧條条榮荣"
    "構构槍枪樓楼標标樞枢樸朴樹树橋桥機机檢检權权歡欢歲岁歷历歸归殘残殷殷殺杀氣气漢汉決决沖冲況况淨净淵渊淺浅渾浑"
    "湊凑湧涌溫温滄沧滿满漁渔漸渐潤润潘潘澤泽濟济濤涛濱滨瀟潇灣湾為为烏乌煥焕煒炜無无燁烨燈灯燕燕爍烁爭争爺爷牆墙"
    "獎奖獨独獻献現现環环瑋玮琺珐瑪玛瑤瑶璽玺產产畫画異异當当疊叠痙痉療疗瘋疯發发盡尽監监盤盘盪荡睜睁瞭了矯矫碩硕"
    "確确碼码磚砖禪禅離离禿秃稅税穀谷穎颖窮穷竊窃筍笋篤笃籃篮籌筹糧粮紡纺紋纹納纳紐纽紗纱級级紛纷素素紮扎細细紹绍"
    "終终組组結结絕绝絡络給给統统絲丝絹绢綏绥継继緊紧緣缘編编緩缓縱纵纓缨纖纤罰罚罷罢羨羡習习翹翘耀耀聞闻聽听腦脑"
    "膚肤膽胆臉脸臺台與与艷艳蒼苍蓋盖蓀荪蔭荫蔥葱薈荟薔蔷薑姜蘊蕴蘆芦蘋苹衝冲裝装裡里裏里覽览親亲訪访設设詠咏詢询"
    "該该詳详誌志認认誼谊請请諭谕諾诺謹谨譜谱譽誉豔艳貢贡貨货販贩貫贯責责貯贮貿贸費费貼贴資资賜赐賬账購购贈赠贏赢"
)
SAME_CHARACTERS = {
    ord(old): new for old, new in zip(_TWO_WRITINGS[::2], _TWO_WRITINGS[1::2], strict=True) if old != new
}
