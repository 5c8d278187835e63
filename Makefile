# 融合试点助手：make serve 启动，make test 测试；两者都会先装好自己所需的一切。
# HOST、PORT 在命令行上改：make serve PORT=8000（不取环境变量，有的系统把 HOST 设为本机名）。
HOST = 127.0.0.1
PORT = 7860
LLM_PORT = 8080
BIN := .venv/bin

.PHONY: help install serve test lint evals baseline llm lock clean

help:
	@echo "make serve   启动助手（http://$(HOST):$(PORT) ，可用 HOST=、PORT= 改）"
	@echo "make test    运行全部测试        make lint   检查代码"
	@echo "make evals   运行评测            make lock   重新锁定依赖"
	@echo "make llm GGUF=文件  在本机把一个 GGUF 模型作为语言模型端点（端口可用 LLM_PORT= 改）"
	@echo "make install 只安装              make clean  删除 .venv 与缓存"
	@echo "make baseline 更新快速评测的基线（make test 据此把关）"

install:
	@scripts/install.sh

serve: install
	@$(BIN)/assistant serve --host $(HOST) --port $(PORT)

test: install
	@scripts/test-tools.sh
	$(BIN)/python -m pytest -q

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

evals: install
	@mkdir -p evals/results
	$(BIN)/assistant evals run --suite all --json evals/results/latest.json --html evals/results/latest.html

# 只在有意改变结果之后：把快速评测的结果作为新的基线，连同改动一起提交。
baseline: install
	$(BIN)/python -m evals.gate --update

# 另需 xllamacpp：只在这里用到，所以有自己的锁文件，别的命令都不装它；模型文件自备。
llm: install
	@test -n "$(GGUF)" || { echo "请指明模型文件：make llm GGUF=/路径/模型.gguf" >&2; exit 1; }
	@$(BIN)/python -c "import xllamacpp" 2>/dev/null || \
		$(BIN)/python -m pip install -q --require-hashes -r requirements-local-model.lock
	@$(BIN)/python scripts/serve_gguf.py "$(GGUF)" --port $(LLM_PORT)

# 需要 uv。只写版本与哈希，不写任何源的地址；--universal 使一份锁文件适用于 Python 3.11–3.14 与各平台。
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
		--extra dev pyproject.toml -o requirements.lock
	sed -n 's/^local-model = \["\(.*\)"\]/\1/p' pyproject.toml | uv pip compile --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate - -o requirements-local-model.lock

clean:
	rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist
