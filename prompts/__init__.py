"""Prompts shipped with the assistant, one file each."""
