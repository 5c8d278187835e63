"""What the assistant costs in time and memory. Each module is a script: `python -m evals.bench.served`.

`quality` and `peer` set our index beside a plain LlamaIndex pipeline, `scale` beside itself at 10 and 100 times the
documents (fictional ones, made by `notices`).

Times are given as ratios to something measured in the same run, so that they mean the same on every machine.
A script's exit status is 1 if a figure is above its bar.
"""
