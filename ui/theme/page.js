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
      // The quoted words stand in the upper half, whatever the length of what is around them.
      const body = now.querySelector(".panel-body");
      const words = body.querySelector("mark") ?? body.querySelector(".here");
      const below = words ? words.getBoundingClientRect().top - body.getBoundingClientRect().top : 0;
      if (below > body.clientHeight * 0.7) body.scrollTop += below - body.clientHeight * 0.35;
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

  // The table of reviews is sorted and filtered here; it stays so when rows come in.
  const view = { key: "", down: false, filters: {} };
  let table = null;
  const arrange = () => {
    const body = table.tBodies[0];
    const place = [...table.tHead.rows[0].cells].findIndex((cell) => cell.dataset.column === view.key);
    for (const cell of table.tHead.rows[0].cells) {
      if (cell.dataset.column === view.key) cell.setAttribute("aria-sort", view.down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
    const value = (row) => (place < 0 ? row.dataset.number : (row.cells[place]?.dataset.sort ?? ""));
    const order = (a, b) => value(a).localeCompare(value(b), "zh-CN", { numeric: true });
    const rows = [...body.rows].sort((a, b) => (view.down ? order(b, a) : order(a, b)));
    const wanted = Object.entries(view.filters).filter(([, chosen]) => chosen);
    const fits = (row) => wanted.every(([name, chosen]) => {
      if (name === "text") return row.textContent.toLowerCase().includes(chosen.toLowerCase());
      if (name === "flagged") return row.dataset.flagged;
      return (row.dataset[name] ?? "").split("|").includes(chosen);
    });
    for (const row of rows) row.hidden = !fits(row);
    if (rows.some((row, at) => row !== body.rows[at])) body.append(...rows);
    $(".nothing-left").hidden = rows.some((row) => !row.hidden);
  };
  const followTable = () => {
    const now = $(".review-table");
    if (now === table) return;
    table = now;
    if (!table) return;
    for (const field of document.querySelectorAll("[data-filter]")) {
      const kept = view.filters[field.dataset.filter];
      if (field.type === "checkbox") field.checked = Boolean(kept);
      else field.value = kept ?? "";
      if (!field.value) delete view.filters[field.dataset.filter];
    }
    arrange();
  };
  document.addEventListener("input", ({ target }) => {
    if (!target.dataset?.filter) return;
    view.filters[target.dataset.filter] = target.type === "checkbox" ? target.checked : target.value;
    arrange();
  });

  // A draft that has just been written comes into sight.
  let draft = null;
  const followDraft = () => {
    const now = $("#draft-main .draft");
    if (now && now !== draft) $("#drafting").classList.remove("form-first");
    if (now && now.dataset.draft !== draft?.dataset.draft) $("#draft-main").scrollTop = 0;
    draft = now ?? draft;
  };

  // Another review begins at its top; a tick in the same one changes nothing.
  let review = "";
  const followReview = () => {
    const now = $("#review-main .review")?.dataset.review ?? "";
    if (now && now !== review) $("#review-main").scrollTop = 0;
    review = now;
  };

  // One observer for all: a tab's parts are put in and taken out of the page as a whole.
  new MutationObserver(() => {
    followTurn();
    followPlace();
    followPanel();
    followReason();
    followStop();
    followTable();
    followReview();
    followDraft();
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
    // On a phone the form and the draft take turns.
    "back-to-form": () => $("#drafting").classList.add("form-first"),
    fill: ({ to }) => {
      $("#drafting").classList.add("form-first");
      const field = document.getElementById(to) ?? $(".direction-choice input");
      field?.scrollIntoView({ block: "center" });
      field?.focus({ preventScroll: true });
    },
    sort: ({ key }) => {
      view.down = view.key === key ? !view.down : ["targets", "missing", "flags"].includes(key);
      view.key = key;
      arrange();
    },
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
