// Gradio's page says that it is English, and names every message by its HTML source, which a screen reader
// would read aloud instead of the message.
() => {
  document.documentElement.lang = "zh-CN";
  const tidy = () => {
    for (const log of document.querySelectorAll("#chat [role=log]")) log.setAttribute("aria-label", "问答记录");
    for (const said of document.querySelectorAll("#chat [data-testid][aria-label]")) said.removeAttribute("aria-label");
  };
  tidy();
  new MutationObserver(tidy).observe(document.body, { childList: true, subtree: true });
};
