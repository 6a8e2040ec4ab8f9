// The list of labels that may be wrong: one key a decision, and the focus moves on. What is decided is shown at once and handed
// on behind the visitor's other actions (`script.js`). Run once for the list and once for what is decided of it.
const shared = window.playground.finetune;
const rows = () => [...element.querySelectorAll(".lc-row")];
const DECISIONS = { k: "keep", c: "change", d: "drop" };

const go = (row) => {
  if (!row) return;
  for (const one of rows()) one.tabIndex = one === row ? 0 : -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
};
const next = (row, step = 1) => rows()[rows().indexOf(row) + step];
const decide = (row, asked, again = true) => {
  const decision = again && row.dataset.decided === asked ? "" : asked; // the same again takes it back
  row.dataset.decided = decision;
  for (const button of row.querySelectorAll("[data-decide]"))
    button.setAttribute("aria-pressed", String(button.dataset.decide === decision));
  const { at, word, to } = row.dataset;
  const given = { action: "decide", at: Number(at), word: word === "" ? null : Number(word), decision, label: to };
  shared.say(() => trigger("decide", given));
};
const offer = (choice) => { // all labels but the one that is there; once, since a list may have many rows
  if (choice.length > 1) return;
  const row = choice.closest(".lc-row");
  const labels = JSON.parse(row.closest("[data-labels]").dataset.labels).filter((one) => one !== row.dataset.given);
  const chosen = row.dataset.to;
  choice.replaceChildren(...labels.map((one) => new Option(one, one, one === chosen, one === chosen)));
};

for (const arriving of ["focusin", "pointerdown"])
  element.addEventListener(arriving, (event) => { if (event.target.matches(".lc-to select")) offer(event.target); });
element.addEventListener("change", (event) => {
  if (!event.target.matches(".lc-to select")) return;
  const row = event.target.closest(".lc-row");
  row.dataset.to = row.querySelector("[data-to]").textContent = event.target.value;
  for (const one of event.target.options) one.toggleAttribute("selected", one.selected); // which `script.js` goes by
  decide(row, "change", false);
});
element.addEventListener("keydown", (event) => {
  const row = event.target.closest(".lc-row");
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("select")) {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    return go((event.key === "Enter" && next(row)) || row);
  }
  const letter = event.code?.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
  const key = event.key === "Process" ? letter : event.key.toLowerCase();
  if (DECISIONS[key]) {
    decide(row, DECISIONS[key]);
    if (row.dataset.decided) go(next(row));
  } else if (key === "l") row.querySelector(".lc-to select")?.focus();
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") go(next(row, event.key === "ArrowDown" ? 1 : -1));
  else return;
  event.preventDefault();
});
element.addEventListener("click", (event) => {
  const row = event.target.closest(".lc-row"), button = event.target.closest("button");
  if (button?.dataset.begin) shared.begin(button);
  else if (button?.dataset.check) {
    const action = button.dataset.check;
    if (action === "file") trigger("download", {});
    else shared.say(() => trigger("decide", { action }));
  } else if (row && button?.dataset.decide) {
    decide(row, button.dataset.decide);
    go(row);
  } else if (row && !event.target.closest(".lc-to") && !getSelection().toString()) go(row);
});
watch("value", () => shared.settle?.());
