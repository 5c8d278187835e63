"""A full profile; everybody and every number in it is made up (虚构样例)."""

from datetime import date
from typing import Any

OPEN = date(2025, 7, 8)
"""A day on which the built-in notice takes applications."""

FULL: dict[str, Any] = {
    "name": "虚构·青石工业园发展有限公司",
    "kind": "制造业园区",
    "district": "青石区(虚构)",
    "industry": "通用机械",
    "directions": ["制造业通用人力资源服务共享"],
    "facts": {
        "approach": ["园区企业规模小,各自招聘成本高", "与两家人力资源服务机构共同运营共享中心"],
        "foundation": [
            "园区入驻制造企业131家,职工2.6万人",
            "2024年设立服务联络站1个,代办社保1.3万人次",
        ],
        "goals": [
            "2025年底前服务企业61家",
            "2026年服务企业93家",
            "2027年服务企业117家,外包成本由21%降至17%",
        ],
        "safeguards": ["园区管委会主任任组长,每月调度", "每年安排运营经费83万元"],
    },
}
