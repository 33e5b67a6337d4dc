"""Names the languages that the program can detect, in English and in Chinese, by ISO 639 code."""

from __future__ import annotations

from typing import Final

_TABLE: Final = """
    af Afrikaans 南非荷兰语 | am Amharic 阿姆哈拉语 | ar Arabic 阿拉伯语 | az Azerbaijani 阿塞拜疆语
    be Belarusian 白俄罗斯语 | bg Bulgarian 保加利亚语 | bn Bengali 孟加拉语 | bs Bosnian 波斯尼亚语
    ca Catalan 加泰罗尼亚语 | ceb Cebuano 宿务语 | co Corsican 科西嘉语 | cs Czech 捷克语
    cy Welsh 威尔士语 | da Danish 丹麦语 | de German 德语 | el Greek 希腊语 | en English 英语
    eo Esperanto 世界语 | es Spanish 西班牙语 | et Estonian 爱沙尼亚语 | eu Basque 巴斯克语
    fa Persian 波斯语 | fi Finnish 芬兰语 | fil Filipino 菲律宾语 | fr French 法语 | fy Frisian 弗里西语
    ga Irish 爱尔兰语 | gd Gaelic 苏格兰盖尔语 | gl Galician 加利西亚语 | gu Gujarati 古吉拉特语
    ha Hausa 豪萨语 | haw Hawaiian 夏威夷语 | he Hebrew 希伯来语 | hi Hindi 印地语 | hmn Hmong 苗语
    hr Croatian 克罗地亚语 | ht Haitian 海地克里奥尔语 | hu Hungarian 匈牙利语 | hy Armenian 亚美尼亚语
    id Indonesian 印度尼西亚语 | ig Igbo 伊博语 | is Icelandic 冰岛语 | it Italian 意大利语
    ja Japanese 日语 | jv Javanese 爪哇语 | ka Georgian 格鲁吉亚语 | kk Kazakh 哈萨克语
    km Khmer 高棉语 | kn Kannada 卡纳达语 | ko Korean 韩语 | ku Kurdish 库尔德语 | ky Kyrgyz 吉尔吉斯语
    lb Luxembourgish 卢森堡语 | lo Lao 老挝语 | lt Lithuanian 立陶宛语 | lv Latvian 拉脱维亚语
    mg Malagasy 马达加斯加语 | mi Maori 毛利语 | mk Macedonian 马其顿语 | ml Malayalam 马拉雅拉姆语
    mn Mongolian 蒙古语 | mr Marathi 马拉地语 | ms Malay 马来语 | mt Maltese 马耳他语
    my Burmese 缅甸语 | ne Nepali 尼泊尔语 | nl Dutch 荷兰语 | no Norwegian 挪威语
    ny Chichewa 齐切瓦语 | pa Punjabi 旁遮普语 | pl Polish 波兰语 | ps Pashto 普什图语
    pt Portuguese 葡萄牙语 | ro Romanian 罗马尼亚语 | ru Russian 俄语 | sd Sindhi 信德语
    si Sinhala 僧伽罗语 | sk Slovak 斯洛伐克语 | sl Slovene 斯洛文尼亚语 | sm Samoan 萨摩亚语
    sn Shona 绍纳语 | so Somali 索马里语 | sq Albanian 阿尔巴尼亚语 | sr Serbian 塞尔维亚语
    st Sesotho 塞索托语 | su Sundanese 巽他语 | sv Swedish 瑞典语 | sw Swahili 斯瓦希里语
    ta Tamil 泰米尔语 | te Telugu 泰卢固语 | tg Tajik 塔吉克语 | th Thai 泰语 | tr Turkish 土耳其语
    uk Ukrainian 乌克兰语 | ur Urdu 乌尔都语 | uz Uzbek 乌兹别克语 | vi Vietnamese 越南语
    xh Xhosa 科萨语 | yi Yiddish 意第绪语 | yo Yoruba 约鲁巴语 | zh Chinese 中文 | zu Zulu 祖鲁语
"""

NAMES: Final[dict[str, tuple[str, str]]] = {
    code: (english, chinese)
    for line in _TABLE.strip().splitlines()
    for code, english, chinese in (entry.split() for entry in line.split("|"))
}
