// What a visitor does in Models, sent to the server; selects and boxes show what was drawn, also when Gradio keeps them.
// Boxes that were pressed and not yet answered for: they stay as they were left when an older answer is drawn, and all of
// them go along with each question, since the chosen models that are sent with it may not know of them yet. One question at
// a time: two answers that reach Gradio's picker at once make it go to and fro between them.
const actions = playground.actions("models");
const choosing = (playground.choosing ??= {
  boxes: new Map(),
  answered() {
    actions.done();
    if (actions.waiting.length) return;
    choosing.boxes.clear();
    playground.ask();
  },
});
element.addEventListener("change", (event) => {
  const { option, compare } = event.target.dataset;
  if (option) trigger("option", { key: option, value: event.target.value });
  if (compare) {
    choosing.boxes.delete(compare); // the last one pressed comes last
    choosing.boxes.set(compare, event.target.checked);
    if (actions.waiting.length < 2) actions.act(() => trigger("compare", { boxes: [...choosing.boxes] }));
  }
});
element.addEventListener("click", (event) => {
  const row = event.target.closest(".behaviour tbody tr:not(.open)"); // a row is as good as its button
  const button = event.target.closest("button") ?? (String(getSelection()) ? null : row?.querySelector("[data-capability]"));
  if (!button) return;
  const { remove, export: exported } = button.dataset;
  for (const key of ["card", "publishing", "behaviour", "capability"])
    if (button.dataset[key] !== undefined) trigger("option", { key, value: button.dataset[key] });
  if (remove) trigger("remove", { reference: remove });
  if (exported) trigger("export", { reference: exported });
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target, written = Object.fromEntries(new FormData(form));
  if (form.matches(".publish")) trigger("publish", { ...form.dataset, ...written });
});
let asking = false; // whether the form to publish a model is open; it stands below all that was seen
const drawn = () => {
  const form = element.querySelector(".publishing");
  if (form && !asking) form.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  asking = Boolean(form);
  for (const select of element.querySelectorAll("select")) select.value = select.getAttribute("value");
  for (const box of element.querySelectorAll("[data-compare]")) box.checked = choosing.boxes.get(box.dataset.compare) ?? box.hasAttribute("checked");
};
// Gradio may keep an element and change its attributes only.
new MutationObserver(drawn).observe(element, { childList: true, subtree: true, attributeFilter: ["checked", "value"] });
drawn();
