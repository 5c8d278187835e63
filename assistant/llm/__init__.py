"""The only place that talks to a language model: where it is, how it is asked, what can go wrong."""
