// What Edit does in the browser: hands the visitor's actions on one after the other, none is lost, and keeps the keyboard where
// it was. Run once for each of the tab's two parts; Gradio gives `element`, `trigger` and `watch`.
const actions = playground.actions("edit");
const shared = (playground.edit ??= { focus: "" });

const act = (action, focus = "") =>
  actions.act(() => {
    shared.focus = focus;
    trigger("action", action);
  });
const onKey = (event, action) => {
  event.preventDefault();
  if (!event.repeat || !actions.waiting.length) act(action, "word"); // a key that is held down asks for no more than can be done
};
const actionOf = (button) => {
  const { action, word, from, next, value } = button.dataset;
  const given = { action };
  if (word !== undefined) Object.assign(given, { word: Number(word), from });
  if (next) given.next = next;
  if (value !== undefined) given.value = JSON.parse(value);
  return given;
};
const typed = () => {
  const input = element.querySelector(".typed input");
  if (input) act({ action: "replace", word: Number(input.dataset.word), from: input.dataset.from, value: input.value }, "word");
};

element.addEventListener("click", (event) => {
  const judged = event.target.closest("[data-judge]");
  if (judged) {
    judged.closest(".answer-rows").dataset.judged = judged.dataset.judge;
    for (const one of judged.parentNode.querySelectorAll("[data-judge]")) one.setAttribute("aria-pressed", one === judged);
  }
  const keep = event.target.closest("[data-download]");
  if (keep) trigger("download", { kind: keep.dataset.download });
  const button = event.target.closest("[data-action]");
  if (!button || button.disabled) return;
  const { action } = button.dataset;
  if (action === "replace") typed();
  else if (action === "pick") act(actionOf(button), matchMedia("(pointer: fine)").matches ? "input" : "word");
  else act(actionOf(button), action === "try" || action === "look" || action === "go" ? "" : action === "undo" || action === "redo" ? action : "word");
});
element.addEventListener("keydown", (event) => {
  const inside = event.target;
  if (inside.matches("input")) {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      typed();
    }
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") return onKey(event, { action: event.shiftKey ? "redo" : "undo" });
  const word = inside.closest(".word");
  if (!word) return;
  const all = [...element.querySelectorAll(".word")], at = all.indexOf(word);
  if (event.key === "Delete" || event.key === "Backspace") return onKey(event, { ...actionOf(word), action: "delete" });
  const step = { ArrowLeft: -1, ArrowRight: 1, Home: -all.length, End: all.length }[event.key];
  if (!step) return;
  event.preventDefault();
  if (event.altKey) {
    const first = all[step < 0 ? at - 1 : at];
    if (first) onKey(event, { ...actionOf(first), action: "swap" });
    return;
  }
  const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
  word.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
});

const settle = () => {
  if (element.closest("#edit-suggestions")) return;
  const all = [...element.querySelectorAll(".word")], picked = all.find((word) => word.getAttribute("aria-pressed") === "true");
  all.forEach((word) => (word.tabIndex = -1));
  const stop = picked ?? all[0];
  if (stop) stop.tabIndex = 0;
  const input = element.querySelector(".typed input");
  if (input) input.value = input.getAttribute("value"); // a redrawn box may keep what was typed for another word
  const wanted = { input, word: stop, undo: element.querySelector("[data-action=undo]"), redo: element.querySelector("[data-action=redo]") }[shared.focus];
  shared.focus = "";
  wanted?.focus({ preventScroll: true });
  if (wanted === input) input?.select();
};
watch("value", settle);
settle();
