// Given to every gr.HTML of the page (`element`, `trigger`, `props`, `upload` come from Gradio): a button with
// data-do triggers that event with its data-payload; a form adds its fields; a file field uploads first.
const payloadOf = (source) => JSON.parse(source.dataset.payload || "{}");

const fieldsOf = (form) => {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
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
  trigger(form.dataset.do, { ...payloadOf(form), ...fieldsOf(form) });
});

const send = async (input, file) => {
  const said = input.closest("[data-upload]").querySelector("[role=status]");
  const say = (words, failed) => {
    said.textContent = words;
    said.classList.toggle("failed", failed);
  };
  if (file.size > Number(input.dataset.limit)) return say(input.dataset.tooLarge, true);
  say(input.dataset.reading, false);
  try {
    const { path } = await upload(file);
    trigger("upload", { path, name: file.name });
  } catch {
    say(input.dataset.failed, true);
  } finally {
    input.value = "";
  }
};

element.addEventListener("change", (event) => {
  const input = event.target.closest("input[type=file]");
  if (input && input.files.length) send(input, input.files[0]);
});

for (const name of ["dragover", "dragleave", "drop"]) {
  element.addEventListener(name, (event) => {
    const zone = event.target.closest("[data-upload]");
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files.length)
      send(zone.querySelector("input[type=file]"), event.dataTransfer.files[0]);
  });
}
