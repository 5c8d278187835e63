"""Is it really there? Shared by answers, drafts and reviews."""
