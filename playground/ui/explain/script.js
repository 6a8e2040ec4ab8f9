// What a visitor chooses in Explain, sent to the server; selects show what was drawn, also when Gradio keeps them.
const steps = { ArrowRight: 1, ArrowLeft: -1 };
element.addEventListener("change", (event) => {
  const field = event.target, key = field.dataset.option;
  if (!key) return;
  trigger("option", { key, value: field.type === "checkbox" ? String(field.checked) : field.value });
});
element.addEventListener("click", (event) => {
  const word = event.target.closest("[data-word]"), test = event.target.closest("[data-test]");
  const keep = event.target.closest("[data-download]");
  if (word) trigger("option", { key: "word", value: word.dataset.word });
  if (test) {
    test.disabled = true;
    trigger("test", { row: Number(test.dataset.test) });
  }
  if (keep) trigger("download", { kind: keep.dataset.download });
});
element.addEventListener("keydown", (event) => {
  const word = event.target.closest("[data-word]"), step = steps[event.key];
  if (!word || !step) return;
  event.preventDefault();
  const all = [...word.parentNode.querySelectorAll("[data-word]")];
  all[all.indexOf(word) + step]?.focus();
});
new MutationObserver(() => {
  for (const field of element.querySelectorAll("select, input[type=number]"))
    if (field.type !== "number" || field !== document.activeElement) field.value = field.getAttribute("value");
  for (const box of element.querySelectorAll("input[type=checkbox]")) box.checked = box.hasAttribute("checked");
}).observe(element, { childList: true, subtree: true });
