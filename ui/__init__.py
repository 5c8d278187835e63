"""The pages, built with Gradio; they call the assistant and hold no logic."""
