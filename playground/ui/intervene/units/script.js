// What a visitor chooses of units, sent to the server; the address takes it along, since this view does not stand alone.
const page = window.playground;
const send = (key, value) => trigger("option", { key, value });
const own = () => document.querySelector("#many-texts textarea")?.value ?? "";
element.addEventListener("change", ({ target }) => {
  const key = target.dataset.option;
  if (!key || (target.type === "number" && !target.checkValidity())) return;
  if (key === "whose" && target.value) {
    trigger("own", { whose: target.value, texts: own() });
    target.value = target.getAttribute("value"); // until it is known that there are such
  }
  else send(key, target.value);
});
element.addEventListener("click", ({ target }) => {
  const at = (name) => target.closest(`[data-${name}]`)?.dataset;
  const button = target.closest("button");
  if (!button) return;
  if (at("mark")) send("mark", at("mark").mark);
  else if (button.dataset.unmark !== undefined) send("unmark", "all");
  else if (button.dataset.download) trigger("download", { kind: button.dataset.download });
  else if (button.dataset.off) page.go({ tab: "intervene", options: switchedOff(button.dataset.off) });
  else if (button.dataset.inside) page.go({ tab: "inside", options: { ...Object.fromEntries(new URLSearchParams(button.dataset.inside)), model: model() } });
  else if (button.dataset.part) send("part", button.dataset.part);
});
const model = () => element.querySelector("[data-model]")?.dataset.model ?? "";
const switchedOff = (part) => ({ model: model(), edits: JSON.stringify([`${part}=0`]) });
// The parts of the address are written beside those of what else the tab shows.
const before = page.parts?.intervene;
page.parts = { ...page.parts, intervene: () => ({ ...before?.(), ...Object.fromEntries(new URLSearchParams(element.querySelector("[data-listens]")?.dataset.listens)) }) };
new MutationObserver(() => {
  for (const field of element.querySelectorAll("select, input[type=number]"))
    if (field !== document.activeElement) field.value = field.getAttribute("value");
  page.follow?.();
}).observe(element, { childList: true, subtree: true });
