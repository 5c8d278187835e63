"""Serve a GGUF file as an OpenAI-compatible model on loopback, for trying the language model engine without an account.

`make llm GGUF=/path/to/model.gguf` runs this; it needs the extra `local-model`, which nothing else needs.
"""

import argparse
import signal
import sys
from pathlib import Path

CONTEXT = 4096
THREADS = 2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gguf", type=Path, help="模型文件")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--context", type=int, default=CONTEXT, help="上下文窗口（词元）")
    parser.add_argument("--threads", type=int, default=THREADS)
    options = parser.parse_args()
    if not options.gguf.is_file():
        print(f"没有这个模型文件：{options.gguf}", file=sys.stderr)
        return 1
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(options.gguf)
    params.model_alias = {options.gguf.stem}
    params.hostnames = ["127.0.0.1"]
    params.port = options.port
    params.n_ctx = options.context
    params.n_parallel = 1  # one request at a time: a weak machine answers none well when it answers two
    params.cpuparams.n_threads = options.threads
    server = xllamacpp.Server(params)
    print("另开一个终端，设置以下变量后使用助手（Ctrl-C 结束本服务）：")
    print(f"export ASSISTANT_LLM_BASE_URL={server.listening_address}/v1")
    print(f"export ASSISTANT_LLM_MODEL={options.gguf.stem}")
    print(f"export ASSISTANT_LLM_CONTEXT_WINDOW={options.context} ASSISTANT_LLM_TIMEOUT=300", flush=True)
    signal.sigwait({signal.SIGINT, signal.SIGTERM})
    return 0


if __name__ == "__main__":
    sys.exit(main())
