"""融合试点助手: an assistant for a government notice that never says what the notice does not say."""
