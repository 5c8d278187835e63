"""What the assistant costs in time and memory. Each module is a script: `python -m evals.bench.served`.

Times are given as ratios to something measured in the same run, so that they mean the same on every machine.
A script's exit status is 1 if a figure is above its bar.
"""
