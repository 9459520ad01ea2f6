"""The code lists a person's file uses; each entry is code, Chinese, English.

The lists follow GB/T 2261.1, 2261.2, 3304, 4761 and 4658 from general knowledge: the texts were not
at hand (standards/07 §4, confidence C), so the pages show them as unverified.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from anhuai.kernel.confidence import Basis, Confidence


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code list."""

    code: str
    title: str
    title_en: str


@dataclass(frozen=True, slots=True, eq=False)
class CodeList:
    """A list of codes with what it rests on; each is itself only."""

    title: str
    basis: Basis
    entries: Mapping[str, Code]

    def __contains__(self, code: object) -> bool:
        return code in self.entries

    def title_of(self, code: str, *, english: bool = False) -> str:
        """Return the name of a code, or the code itself where the list lacks it."""
        entry = self.entries.get(code)
        if entry is None:
            return code
        return entry.title_en if english else entry.title

    def code_of(self, title: str) -> str | None:
        """Return the code of a Chinese name or of the code itself; None if there is none."""
        if title in self.entries:
            return title
        return next((c.code for c in self.entries.values() if c.title == title), None)


def _list(title: str, document: str, text: str) -> CodeList:
    entries = {}
    for line in text.strip().splitlines():
        code, chinese, english = (part.strip() for part in line.split("|"))
        entries[code] = Code(code, chinese, english)
    basis = Basis(document=document, confidence=Confidence.C)
    return CodeList(title, basis, MappingProxyType(entries))


SEX: Final = _list(
    "性别",
    "GB/T 2261.1 个人基本信息分类与代码",
    """
    0 | 未知 | Unknown
    1 | 男 | Male
    2 | 女 | Female
    9 | 未说明 | Not stated
""",
)

MARITAL: Final = _list(
    "婚姻状况",
    "GB/T 2261.2 婚姻状况代码",
    """
    10 | 未婚 | Never married
    20 | 已婚 | Married
    21 | 初婚 | First marriage
    22 | 再婚 | Remarried
    23 | 复婚 | Married again to the same spouse
    30 | 丧偶 | Widowed
    40 | 离婚 | Divorced
    90 | 未说明 | Not stated
""",
)

EDUCATION: Final = _list(
    "文化程度",
    "GB/T 4658 学历代码",
    """
    10 | 研究生 | Postgraduate
    20 | 大学本科 | Bachelor's degree
    30 | 大学专科 | Junior college
    40 | 中等职业教育 | Secondary vocational
    60 | 普通高中 | Senior secondary
    70 | 初中 | Junior secondary
    80 | 小学 | Primary
    90 | 其他 | Other
""",
)

HUKOU: Final = _list(
    "户口性质",
    "户口登记",
    """
    rural | 农业户口 | Agricultural
    urban | 非农业户口 | Non-agricultural
    resident | 居民户口 | Resident (unified)
""",
)

ETHNICITY: Final = _list(
    "民族",
    "GB/T 3304 中国各民族名称的罗马字母拼写法和代码",
    """
    01 | 汉族 | Han
    02 | 蒙古族 | Mongol
    03 | 回族 | Hui
    04 | 藏族 | Zang
    05 | 维吾尔族 | Uygur
    06 | 苗族 | Miao
    07 | 彝族 | Yi
    08 | 壮族 | Zhuang
    09 | 布依族 | Buyei
    10 | 朝鲜族 | Chosen
    11 | 满族 | Man
    12 | 侗族 | Dong
    13 | 瑶族 | Yao
    14 | 白族 | Bai
    15 | 土家族 | Tujia
    16 | 哈尼族 | Hani
    17 | 哈萨克族 | Kazak
    18 | 傣族 | Dai
    19 | 黎族 | Li
    20 | 傈僳族 | Lisu
    21 | 佤族 | Va
    22 | 畲族 | She
    23 | 高山族 | Gaoshan
    24 | 拉祜族 | Lahu
    25 | 水族 | Sui
    26 | 东乡族 | Dongxiang
    27 | 纳西族 | Naxi
    28 | 景颇族 | Jingpo
    29 | 柯尔克孜族 | Kirgiz
    30 | 土族 | Tu
    31 | 达斡尔族 | Daur
    32 | 仫佬族 | Mulao
    33 | 羌族 | Qiang
    34 | 布朗族 | Blang
    35 | 撒拉族 | Salar
    36 | 毛南族 | Maonan
    37 | 仡佬族 | Gelao
    38 | 锡伯族 | Xibe
    39 | 阿昌族 | Achang
    40 | 普米族 | Pumi
    41 | 塔吉克族 | Tajik
    42 | 怒族 | Nu
    43 | 乌孜别克族 | Uzbek
    44 | 俄罗斯族 | Russ
    45 | 鄂温克族 | Ewenki
    46 | 德昂族 | Deang
    47 | 保安族 | Bonan
    48 | 裕固族 | Yugur
    49 | 京族 | Gin
    50 | 塔塔尔族 | Tatar
    51 | 独龙族 | Derung
    52 | 鄂伦春族 | Oroqen
    53 | 赫哲族 | Hezhen
    54 | 门巴族 | Monba
    55 | 珞巴族 | Lhoba
    56 | 基诺族 | Jino
    97 | 其他 | Other
    98 | 外国血统中国籍 | Chinese national of foreign descent
""",
)

RELATION: Final = _list(
    "与户主关系",
    "GB/T 4761 家庭关系代码",
    """
    02 | 户主 | Head
    10 | 配偶 | Spouse
    11 | 夫 | Husband
    12 | 妻 | Wife
    20 | 子 | Son
    21 | 独生子 | Only son
    22 | 长子 | Eldest son
    23 | 次子 | Second son
    24 | 三子 | Third son
    25 | 四子 | Fourth son
    26 | 五子 | Fifth son
    27 | 养子或继子 | Adopted or step son
    28 | 女婿 | Son-in-law
    29 | 其他儿子 | Other son
    30 | 女 | Daughter
    31 | 独生女 | Only daughter
    32 | 长女 | Eldest daughter
    33 | 次女 | Second daughter
    34 | 三女 | Third daughter
    35 | 四女 | Fourth daughter
    36 | 五女 | Fifth daughter
    37 | 养女或继女 | Adopted or step daughter
    38 | 儿媳 | Daughter-in-law
    39 | 其他女儿 | Other daughter
    40 | 孙辈 | Grandchild
    41 | 孙子 | Son's son
    42 | 孙女 | Son's daughter
    43 | 外孙子 | Daughter's son
    44 | 外孙女 | Daughter's daughter
    45 | 孙媳妇或外孙媳妇 | Grandson's wife
    46 | 孙女婿或外孙女婿 | Granddaughter's husband
    47 | 曾孙子或外曾孙子 | Great-grandson
    48 | 曾孙女或外曾孙女 | Great-granddaughter
    49 | 其他孙辈 | Other grandchild
    50 | 父母 | Parent
    51 | 父亲 | Father
    52 | 母亲 | Mother
    53 | 公公 | Husband's father
    54 | 婆婆 | Husband's mother
    55 | 岳父 | Wife's father
    56 | 岳母 | Wife's mother
    57 | 继父或养父 | Step or adoptive father
    58 | 继母或养母 | Step or adoptive mother
    60 | 祖父母或外祖父母 | Grandparent
    61 | 祖父 | Father's father
    62 | 祖母 | Father's mother
    63 | 外祖父 | Mother's father
    64 | 外祖母 | Mother's mother
    65 | 配偶的祖父母或外祖父母 | Spouse's grandparent
    66 | 曾祖父 | Great-grandfather
    67 | 曾祖母 | Great-grandmother
    70 | 兄弟姐妹 | Brother or sister
    71 | 兄 | Elder brother
    72 | 嫂 | Elder brother's wife
    73 | 弟 | Younger brother
    74 | 弟媳 | Younger brother's wife
    75 | 姐姐 | Elder sister
    76 | 姐夫 | Elder sister's husband
    77 | 妹妹 | Younger sister
    78 | 妹夫 | Younger sister's husband
    81 | 伯父 | Father's elder brother
    83 | 叔父 | Father's younger brother
    85 | 舅父 | Mother's brother
    87 | 姨母 | Mother's sister
    89 | 姑母 | Father's sister
    93 | 侄子 | Brother's son
    94 | 侄女 | Brother's daughter
    95 | 外甥 | Sister's son
    96 | 外甥女 | Sister's daughter
    97 | 其他亲属 | Other relative
    99 | 非亲属 | Not related
""",
)

HEAD: Final = "02"
OTHER_RELATIVE: Final = "97"
NOT_RELATED: Final = "99"
