#!/usr/bin/env bash
# 建立 .venv，按 requirements.lock（逐个核对哈希）安装依赖与本项目；已是最新则立即返回。
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=.venv/.installed
wanted="$PWD $(cksum requirements.lock pyproject.toml)" # 虚拟环境不能搬家，所以也记下所在文件夹
if [ -x .venv/bin/assistant ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then exit 0; fi

usable='import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'
python=
for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c "$usable" >/dev/null 2>&1; then python=$candidate && break; fi
done
if [ -z "$python" ]; then
    echo "没有找到可用的 Python（需要 3.11 至 3.14，带 venv）。请先安装，例如：apt-get install python3 python3-venv；" >&2
    echo "已装在别处时，请指明位置：make install PYTHON=/路径/python3" >&2
    exit 1
fi

if ! .venv/bin/python -c "$usable" 2>/dev/null || ! grep -qsF "$PWD/.venv" .venv/bin/pip; then
    echo "正在建立虚拟环境 .venv（$("$python" --version)）……"
    "$python" -m venv --clear .venv
fi
rm -f "$stamp"
echo "正在安装依赖（约 170 个包，首次需要一两分钟）……"
if command -v uv >/dev/null && UV_LINK_MODE=copy uv pip install --quiet --python .venv/bin/python \
    --compile-bytecode --require-hashes -r requirements.lock; then :; else
    .venv/bin/python -m pip install -qq --require-hashes -r requirements.lock
fi
.venv/bin/python -m pip install -qq --no-deps --no-build-isolation --editable .
echo "$wanted" >"$stamp"
echo "安装完成。"
