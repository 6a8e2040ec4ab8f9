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
const decide = (row, asked) => {
  const decision = row.dataset.decided === asked ? "" : asked; // the same again takes it back
  row.dataset.decided = decision;
  for (const button of row.querySelectorAll("[data-decide]"))
    button.setAttribute("aria-pressed", String(button.dataset.decide === decision));
  const { at, word } = row.dataset;
  const given = { action: "decide", at: Number(at), word: word === "" ? null : Number(word), decision };
  shared.say(() => trigger("decide", given));
};

element.addEventListener("keydown", (event) => {
  const row = event.target.closest(".lc-row");
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  const letter = event.code?.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
  const asked = DECISIONS[event.key.toLowerCase()] ?? (event.key === "Process" ? DECISIONS[letter] : undefined);
  if (asked) {
    decide(row, asked);
    if (row.dataset.decided) go(next(row));
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") go(next(row, event.key === "ArrowDown" ? 1 : -1));
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
  } else if (row && !getSelection().toString()) go(row);
});
watch("value", () => shared.settle?.());
