"""The documents that ship with the assistant, as Markdown with front matter; a package so that the wheel holds them."""
