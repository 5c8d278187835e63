// What Python cannot do: the page's language, where it scrolls, where the keyboard is, what opens and closes on a phone.
() => {
  document.documentElement.lang = "zh-CN";
  const $ = (selector) => document.querySelector(selector);

  // A new question comes to the top, so that a long answer is read from its start.
  const toTop = (element) => element.scrollIntoView({ block: "start" });
  let question = "";
  const followTurn = () => {
    const turn = $("#current .turn");
    const key = turn ? `${turn.id} ${turn.querySelector(".said")?.textContent}` : "";
    if (turn && key !== question) toTop(turn);
    question = key;
  };

  // A document that is opened shows the place that was asked for.
  let opened = "";
  const followPlace = () => {
    const article = $("#reader .document");
    const now = article?.dataset.opened ?? "";
    if (now === opened) return;
    opened = now;
    const place = article?.dataset.goto && document.getElementById(article.dataset.goto);
    if (place) toTop(place.querySelector("mark") ? place : place);
    else if (article) $("#reader").scrollTop = 0;
  };

  // The panel takes the keyboard when it opens and gives it back when it closes.
  let opener = null;
  let panel = null;
  const followPanel = () => {
    const now = $("#panel .panel");
    if (now && !panel) {
      now.querySelector("h2").focus({ preventScroll: true });
    } else if (!now && panel) {
      if (opener?.isConnected) opener.focus({ preventScroll: true });
    }
    panel = now;
    for (const chip of document.querySelectorAll(".chip[aria-expanded]")) chip.removeAttribute("aria-expanded");
    if (now) now.querySelector("mark")?.scrollIntoView({ block: "center" });
  };

  const observe = (selector, follow) => {
    const target = $(selector);
    if (target) new MutationObserver(follow).observe(target, { childList: true, subtree: true, attributes: true });
  };
  observe("#current", followTurn);
  observe("#reader", followPlace);
  observe("#panel", followPanel);

  const drawer = (open) => {
    document.body.classList.toggle("drawer-open", open);
    $("[data-local=drawer]")?.setAttribute("aria-expanded", String(open));
  };
  const closePanel = () => $("#panel [data-do=close]")?.click();
  const local = {
    tab: ({ tab }) => $(`#tabs [role=tab][id^=tab-${tab}]`)?.click(),
    jump: ({ to }) => document.getElementById(to)?.scrollIntoView({ block: "start" }),
    drawer: () => drawer(!document.body.classList.contains("drawer-open")),
    new: () => $("#new").click(),
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.matches("[data-do=select]") && !button.closest("#panel")) opener = button;
    if (button?.dataset.local) local[button.dataset.local](button.dataset);
    // Choosing a conversation, or touching beside it, closes the drawer; so does leaving a menu.
    const chosen = button?.matches("#new, #conversation-list [data-do]");
    if (chosen || !event.target.closest("#conversations, [data-local=drawer]")) drawer(false);
    for (const menu of document.querySelectorAll("details.more[open]"))
      if (!menu.contains(event.target)) menu.open = false;
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = $("details.more[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (document.body.classList.contains("drawer-open")) {
      drawer(false);
      $("[data-local=drawer]")?.focus();
    } else closePanel();
  });
};
