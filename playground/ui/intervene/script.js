// What Intervene does in the browser: hands the visitor's actions on one after the other, none is lost, and writes the fields of
// the form as a change.
// Run once for each of the tab's two parts; Gradio gives `element`, `trigger` and `watch`.
const field = (name) => element.querySelector(`[data-field=${name}]`);
const actions = playground.actions("intervene");
const act = (action, value, more = {}) => actions.act(() => trigger("action", { action, value, ...more }));

// layer1.forward.hidden[37]=0@4- of the form's fields, which count from 1; the server says what is wrong with it.
const fromZero = (numbers) => numbers.replace(/\d+/g, (number) => number - 1);
const written = () => {
  const units = fromZero(field("units").value.trim()), where = field("where").value, at = field("word").value;
  const to = field("to").value === "number" ? field("number").value.trim() || "?" : field("to").value;
  const pairs = to === "from" && where === "all" && fromZero(field("pairs").value.replaceAll(" ", ""));
  const places = pairs ? `@${pairs}` : { all: "", at: `@${at}`, from: `@${at}-`, to: `@0-${at}` }[where];
  return `${field("part").value}${units && `[${units}]`}=${to}${places}`;
};
const submit = () => (field("twin") ? act("twin", field("twin").value) : act("add", written(), { source: field("source").value }));

// Fields that only some choices need.
const fit = () => {
  if (!field("to")) return;
  const needed = { number: field("to").value === "number", from: field("to").value === "from", word: field("where").value !== "all" };
  needed.pairs = needed.from && !needed.word && !field("part").value.startsWith("readout.");
  for (const one of element.querySelectorAll("[data-only]")) one.hidden = !needed[one.dataset.only];
  const pooled = field("part").value.startsWith("readout.");
  field("where").disabled = pooled;
  if (pooled) field("where").value = "all";
};

element.addEventListener("click", (event) => {
  const keep = event.target.closest("[data-download]");
  if (keep) trigger("download", { kind: keep.dataset.download });
  const ear = event.target.closest("[data-listen]");
  if (ear) return playground.go({ tab: "intervene", options: { view: "units", model: ear.dataset.model, listen: ear.dataset.listen } });
  const button = event.target.closest("[data-action]");
  if (!button || button.disabled) return;
  const { action, value, source } = button.dataset;
  if (action === "form" || action === "twin") submit();
  else {
    act(action, value === undefined ? null : JSON.parse(value), source ? { source } : {});
    if (element.id === "intervene-found" || element.closest("#intervene-found")) document.querySelector("#intervene .outcome, #intervene .choose")?.scrollIntoView({ block: "nearest" });
  }
});
element.addEventListener("change", (event) => {
  if (event.target.matches("[data-choose]")) act(event.target.dataset.choose, event.target.value);
  else fit();
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.isComposing && event.target.matches("input[data-field]")) {
    event.preventDefault();
    submit();
  }
});
watch("value", fit);
fit();
