import pytest

from ui.place import named, spoken


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("四", "四"),
        ("四/(一)", "四(一)"),
        ("第二章/第四条/(一)", "第二章第四条(一)"),
        ("二/1", "二、1"),
        ("主要内容/试点范围", "主要内容 › 试点范围"),
    ],
)
def test_a_path_is_said_as_people_write_it(path: str, said: str) -> None:
    assert spoken(path) == said


@pytest.mark.parametrize(
    ("path", "heading", "name"),
    [
        ("四/(一)", "四、实施步骤 › (一)确定试点区县", "四(一)确定试点区县"),
        ("二/(一)", "（一）申报", "二(一)申报"),
        ("二", "二、试点周期和范围", "二、试点周期和范围"),
        ("二/1", "1.城镇小区", "二、1、城镇小区"),
        ("第四条", "第四条 申报", "第四条 申报"),
        ("首部", "", "首部"),
        ("背景", "背景", "背景"),
    ],
)
def test_a_clause_is_called_by_its_number_and_its_heading(path: str, heading: str, name: str) -> None:
    assert named(path, heading) == name
