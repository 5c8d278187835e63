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
    // The address names the conversation, so that it is there again when the page is loaded again.
    const address = new URL(location);
    if (turn?.dataset.conversation) address.searchParams.set("c", turn.dataset.conversation);
    else if (!turn && question) address.searchParams.delete("c");
    if (address.href !== location.href) history.replaceState(history.state, "", address);
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
    if (place) toTop(place);
    else if (article) $("#reader").scrollTop = 0;
    article?.querySelector("h2").focus({ preventScroll: true });
  };

  // The panel takes the keyboard when it opens and gives it back when it closes.
  let opener = null;
  let panel = "";
  const followPanel = () => {
    const now = $("#panel .panel");
    const shown = now?.dataset.shown ?? "";
    if (shown === panel) return;
    panel = shown;
    for (const button of document.querySelectorAll("[data-do=select][data-payload]"))
      if (!button.closest("#panel")) button.setAttribute("aria-expanded", String(button.dataset.payload === shown));
    if (now) {
      now.querySelector("h2").focus({ preventScroll: true });
      now.querySelector("mark, .here")?.scrollIntoView({ block: "nearest" });
    } else if (opener?.isConnected) opener.focus({ preventScroll: true });
  };

  // The question why an answer did not help comes into sight.
  let reason = null;
  const followReason = () => {
    const now = $(".reason");
    if (now && now !== reason) now.scrollIntoView({ block: "nearest" });
    reason = now;
  };

  // Who leaves a conversation in the middle of an answer stops it first, and goes on when it has stopped.
  let leaving = null;
  const followStop = () => {
    if (!leaving || $("[data-busy]")) return;
    const button = leaving;
    leaving = null;
    button.click();
  };

  // One observer for all: a tab's parts are put in and taken out of the page as a whole.
  new MutationObserver(() => {
    followTurn();
    followPlace();
    followPanel();
    followReason();
    followStop();
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-opened", "data-shown", "data-conversation", "data-busy"] });

  const drawer = (open) => {
    $("#chat").classList.toggle("drawer-open", open);
    $("[data-local=drawer]")?.setAttribute("aria-expanded", String(open));
  };
  const closePanel = () => $("#panel [data-do=close]")?.click();
  const local = {
    tab: ({ tab }) => $(`#tabs [role=tab][id^=tab-${tab}]`)?.click(),
    jump: ({ to }) => document.getElementById(to)?.scrollIntoView({ block: "start" }),
    drawer: () => drawer(!$("#chat").classList.contains("drawer-open")),
    new: () => $("#new").click(),
  };

  // Before Gradio has switched the tab: afterwards every tab that was clicked is the selected one.
  const onClick = (event) => {
    const button = event.target.closest("button");
    const stop = $("#question .stop-button");
    if (stop && button?.matches("#new, #conversation-list [data-do]")) {
      event.stopPropagation();
      leaving = button;
      stop.click();
      return;
    }
    // What was cited in one tab says nothing in another.
    if (button?.matches("#tabs [role=tab]:not(.selected)")) {
      opener = null;
      closePanel();
    }
    if (button?.matches("[data-do=select]") && !button.closest("#panel")) opener = button;
    // Later, so that the button's own event is on its way before anything disappears.
    if (button?.dataset.local) setTimeout(() => local[button.dataset.local](button.dataset));
    // Choosing a conversation, or touching beside it, closes the drawer; so does leaving a menu.
    const chosen = button?.matches("#new, #conversation-list [data-do]");
    if (chosen || !event.target.closest("#conversations, [data-local=drawer]")) drawer(false);
    for (const menu of document.querySelectorAll("details.more[open]"))
      if (!menu.contains(event.target)) menu.open = false;
  };
  document.addEventListener("click", onClick, true);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = $("details.more[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if ($("#chat").classList.contains("drawer-open")) {
      drawer(false);
      $("[data-local=drawer]")?.focus();
    } else closePanel();
  });
};
