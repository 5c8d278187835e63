#!/usr/bin/env bash
# 测试所需的系统软件：真实浏览器、LibreOffice（核对导出的 Word 文件）与中文字体。缺什么装什么。
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v soffice >/dev/null || missing+=(libreoffice-writer)
[ -n "$(fc-list :lang=zh 2>/dev/null)" ] || missing+=(fontconfig fonts-noto-cjk)
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi

sudo=
if [ "$(id -u)" -ne 0 ]; then sudo="sudo -n"; fi
if ! command -v apt-get >/dev/null || ! $sudo true 2>/dev/null; then
    echo "运行测试还需要：${missing[*]}。当前用户不能自动安装，请先运行：" >&2
    echo "    sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
    echo "（不是 Debian 系统时，请用自己的包管理器安装 chromium、LibreOffice 与任一中文字体。）" >&2
    exit 1
fi
echo "正在安装测试所需的系统软件：${missing[*]}……"
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
$sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
