"""A profile becomes a draft: form, plan, writer, check, word."""
