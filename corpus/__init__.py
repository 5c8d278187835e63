"""The documents that ship with the assistant, as Markdown with front matter; a package so that they are in the wheel."""
