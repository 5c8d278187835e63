// Given to every gr.HTML of the page (`element`, `trigger`, `props`, `upload` come from Gradio): a button with
// data-do triggers that event with its data-payload; a form adds its fields; a file field uploads first.
const payloadOf = (source) => JSON.parse(source.dataset.payload || "{}");

const fieldsOf = (form, button) => {
  const fields = {};
  for (const [name, value] of new FormData(form, button)) {
    // Several answers to one question become one text.
    if (typeof value === "string" && value.trim())
      fields[name] = fields[name] ? `${fields[name]}；${value.trim()}` : value.trim();
  }
  return fields;
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (!button) return;
  const name = button.dataset.do;
  // While one question is being answered, a second one would be thrown away.
  if (name === "submit" && document.querySelector("[data-busy]")) return;
  if (name === "close") {
    props.value = "";
    return;
  }
  const source = button.dataset.of ? document.getElementById(button.dataset.of) : button;
  if (source) trigger(name, payloadOf(source));
});

element.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-do]");
  if (!form) return;
  event.preventDefault();
  // A second button of the form may do something else with its fields.
  const button = event.submitter;
  trigger(button?.dataset.as ?? form.dataset.do, { ...payloadOf(form), ...fieldsOf(form, button) });
});

const send = async (input, files) => {
  const said = input.closest("[data-upload]").querySelector("[role=status]");
  const say = (words, failed) => {
    said.textContent = words;
    said.classList.toggle("failed", failed);
  };
  if (input.multiple && files.length > Number(input.dataset.most)) return say(input.dataset.tooMany, true);
  if (files.some((file) => file.size > Number(input.dataset.limit))) return say(input.dataset.tooLarge, true);
  say(input.dataset.reading, false);
  try {
    const sent = [];
    for (const file of files) sent.push({ path: (await upload(file)).path, name: file.name });
    trigger("upload", input.multiple ? { ...payloadOf(input), files: sent } : sent[0]);
    if (input.multiple) say("", false);
  } catch {
    say(input.dataset.failed, true);
  } finally {
    input.value = "";
  }
};

element.addEventListener("change", (event) => {
  const input = event.target.closest("input[type=file]");
  if (input && input.files.length) send(input, [...input.files]);
});

for (const name of ["dragover", "dragleave", "drop"]) {
  element.addEventListener(name, (event) => {
    const zone = event.target.closest("[data-upload]");
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("over", name === "dragover");
    const files = name === "drop" ? [...event.dataTransfer.files] : [];
    const input = zone.querySelector("input[type=file]");
    if (files.length) send(input, input.multiple ? files : files.slice(0, 1));
  });
}

// What is still being worked on says so while it is looked at: an element with data-follow names a stream of events.
let source = null;
let waiting = 0;
const follow = () => {
  const now = element.querySelector("[data-follow]");
  if (source && now?.dataset.follow === source.of) return;
  source?.close();
  source = null;
  if (!now) return;
  source = new EventSource(now.dataset.follow);
  source.of = now.dataset.follow;
  const data = payloadOf(now);
  const tell = () => {
    waiting = 0;
    if (element.querySelector("[data-follow]")) trigger("tick", data);
  };
  for (const name of ["progress", "review"])
    source.addEventListener(name, () => (waiting ||= setTimeout(tell, 400)));
  source.addEventListener("job", (event) => {
    event.target.close();
    clearTimeout(waiting);
    tell();
  });
};
new MutationObserver(follow).observe(element, { childList: true, subtree: true });
