"""Personal data, in every spelling, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.text import plain
from assistant.reviewing.masking import mask


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("身份证号：110101199001230712", "110101199001230712"),
        ("110101 19900123 071x", "110101 19900123 071x"),
        ("身份证１１０１０１１９９００１２３０７１Ｘ", "１１０１０１１９９００１２３０７１Ｘ"),
        ("（110101900123071）", "110101900123071"),
        ("手机 138-0000-0000", "138-0000-0000"),
        ("+86 13800000000", "13800000000"),
        ("电话：023—67890123", "023—67890123"),
        ("联系电话：67890123", "67890123"),
        ("zhang.san＠example.com", "zhang.san"),
        ("工资卡6222021001001234567", "6222021001001234567"),
        ("| 联系人 | 丘若槿 |", "丘若槿"),
        ("联系人：张三、李四（负责报送）", "李四"),
        ("家住示例区柳荫路18号3栋2单元502室。", "柳荫路18号"),
        ("戚若帆，身份证号 500199 19921103 4612", "戚若帆"),
        ("填表人（签字）：慕容 复", "慕容 复"),
    ],
)
def test_personal_data_are_masked(text: str, secret: str) -> None:
    masked = mask(text)
    assert secret not in masked.text
    assert len(masked.text) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "统一社会信用代码：915001127094584820",
        "合同编号：202407150001234567",
        "注册地址：示例区花园路8号科技大厦",
        "渝人社发〔2025〕13号",
        "投入12000000000元",
        "负责人：人力资源部",
        "联系人由各单位自行确定",
        "项目负责人为公司总经理",
        "投诉电话：023-60008888",
        "公司高级技师120人",
        "2025年7月8日至2027年12月31日",
    ],
)
def test_what_is_nobodys_stays(text: str) -> None:
    assert mask(text).text == text


def test_a_name_is_masked_wherever_it_stands_again() -> None:
    assert "张三丰" not in mask("联系人：张三丰\n由张三丰统筹。张三丰任组长。").text


@given(st.text(max_size=200))
def test_a_text_keeps_its_length_and_its_lines(text: str) -> None:
    masked = mask(text)
    assert len(masked.text) == len(text)
    assert [i for i, c in enumerate(masked.text) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


@given(st.dates().filter(lambda d: 1900 < d.year < 2100), st.integers(1, 8), st.integers(0, 999))
def test_every_identity_number_is_masked(born: object, region: int, rest: int) -> None:
    number = f"{region}00103{born:%Y%m%d}{rest:03d}X"
    assert number not in plain(mask(f"学员（{number}）").text)
