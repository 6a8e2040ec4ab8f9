// What Fine-tune does in the browser: hands the visitor's actions on one after the other, takes files that are dropped, and keeps
// what was unfolded. Run once for each of the tab's three parts; Gradio gives `element`, `trigger` and `watch`.
const PATIENCE = 30000; // after which an action that was never answered no longer holds up the next one
const shared = (window.playground.finetune ??= { waiting: [], since: 0, folds: {}, running: false, asked: false });
const find = (query, within = document) => within.querySelector(query);
const box = (name) => find(`input[data-testid="finetune-${name}-upload-button"]`);
const part = element.closest("#finetune, #finetune-run, #finetune-result")?.id;
const still = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

// ---- actions, one at a time: a name that was typed arrives before the training that it is meant for

const say = (shared.say = (action) => {
  shared.waiting.push(action);
  if (shared.waiting.length === 1 || Date.now() - shared.since > PATIENCE) run();
});
const run = () => {
  shared.since = Date.now();
  shared.waiting[0]?.();
};
shared.next = () => {
  shared.waiting.shift();
  run();
  shared.settle();
};
const train = (work) => {
  trigger("train", { work });
  shared.waiting.shift(); // what runs for minutes holds nobody up
  run();
};
if (part === "finetune")
  // A training, or what is trained to learn something about the file; asked for from any part of the tab.
  shared.begin = (button) => {
    shared.asked = button.disabled = true;
    say(() => train(button.dataset.begin));
    setTimeout(() => find("#finetune-run").scrollIntoView({ block: "nearest", behavior: still() }), 600);
  };
shared.trained = () => {
  shared.asked = false;
  shared.settle();
};
const value = (control) => {
  if (control.dataset.json !== undefined) return JSON.parse(control.dataset.json);
  if (control.type === "checkbox") return control.checked;
  if (control.type === "number") return control.value === "" ? null : Number(control.value) / Number(control.dataset.scale);
  return control.dataset.value ?? control.value;
};
const action = (control) => {
  const { action, label, name, column, row } = control.dataset;
  const given = { action, value: value(control) };
  if (label !== undefined) given.label = label;
  if (name !== undefined) given.name = name;
  if (column !== undefined) given.column = Number(column);
  if (row !== undefined) given.row = Number(row);
  return given;
};

const hand = (control) => {
  const given = action(control);
  say(() => trigger("action", given));
};

element.addEventListener("change", (event) => {
  if (!event.target.matches("[data-action]")) return;
  if (part === "finetune-result") trigger("show", action(event.target));
  else hand(event.target);
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("input[data-action]") && !event.isComposing) event.target.blur();
});
element.addEventListener("click", (event) => {
  const summary = event.target.closest("summary"), fold = summary?.closest("[data-details]");
  if (fold) shared.folds[fold.dataset.details] = !fold.open;
  const button = event.target.closest("button");
  if (!button || button.disabled) return;
  const { action: name, open, zip, export: exported, remove } = button.dataset;
  if (name && part === "finetune-result") trigger("show", action(button));
  else if (name) hand(button);
  else if (open) box(open).click();
  else if (zip) trigger("download", { value: zip });
  else if (exported) trigger("export", { value: exported });
  else if (remove) trigger("remove", { value: remove });
  else if (button.matches("[data-stop]")) {
    button.disabled = true;
    trigger("stop", {});
  } else if (button.matches("[data-compare]")) compare();
  else if (button.dataset.begin) shared.begin(button);
});
const compare = () => {
  const folded = document.querySelectorAll("#tabs .overflow-dropdown button");
  (find("#tab-compare-button") ?? folded[0])?.click();
  find("#text textarea").focus();
};

// ---- files

const carries = (event) => event.dataTransfer?.types.includes("Files");
element.addEventListener("dragover", (event) => {
  if (part !== "finetune" || !carries(event)) return;
  event.preventDefault();
  element.classList.add("dragged");
});
element.addEventListener("dragleave", (event) => {
  if (!element.contains(event.relatedTarget)) element.classList.remove("dragged");
});
element.addEventListener("drop", (event) => {
  if (part !== "finetune" || !carries(event)) return;
  event.preventDefault();
  element.classList.remove("dragged");
  const input = box("file"), one = new DataTransfer();
  one.items.add(event.dataTransfer.files[0]);
  input.files = one.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
if (part === "finetune")
  // A file that is too large is refused in our words, before it is sent.
  document.addEventListener("change", (event) => {
    const file = [box("file"), box("held")].includes(event.target) && event.target.files[0];
    const { bytes, tooLarge } = find(".ft[data-bytes]")?.dataset ?? {};
    if (!file || file.size <= Number(bytes)) return;
    event.stopImmediatePropagation();
    event.target.value = "";
    find(".ft-large").textContent = tooLarge.replace("{given}", (file.size / 2 ** 20).toFixed(1));
  }, true);

// ---- what is drawn anew keeps what was unfolded, and shows what the server knows

shared.settle ??= () => {
  playground.visit(find("[data-visit]")?.dataset.visit);
  const folded = find("[data-fold]")?.dataset.fold === "1";
  if (folded && !shared.running) shared.folds.file = shared.folds.plan = false;
  shared.running = folded;
  for (const fold of document.querySelectorAll(".ft [data-details]"))
    if (fold.dataset.details in shared.folds) fold.open = shared.folds[fold.dataset.details];
  for (const control of document.querySelectorAll(".ft input"))
    if (control.type === "checkbox" || control.type === "radio") control.checked = control.hasAttribute("checked");
    else if (control !== document.activeElement) control.value = control.getAttribute("value");
  for (const go of document.querySelectorAll("[data-begin]"))
    go.disabled = shared.asked || go.dataset.off === "1"; // after a training that never began nothing is drawn anew
  for (const option of document.querySelectorAll(".ft option")) option.selected = option.hasAttribute("selected");
};
watch("value", shared.settle);
