from importlib.resources import files

import yaml


def test_every_kind_of_user_finds_a_question() -> None:
    entries = yaml.safe_load(files("ui").joinpath("examples.yaml").read_text("utf-8"))
    assert [entry["who"] for entry in entries] == [
        "园区",
        "制造企业",
        "高校",
        "人力资源机构",
        "协会商会",
        "区县部门",
    ]
