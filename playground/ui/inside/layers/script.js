// Layer by layer, and Code: blocks that unfold, text that is copied, a drawing that is kept.

const unfold = (event) => {
  const fold = event.target.closest("[data-open]");
  if (!fold || (event.type === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  hold(fold);
  trigger("option", { key: "open", side: Number(fold.dataset.side), value: fold.dataset.open });
};
// What was touched last has the focus again in every new drawing, and stands where it stood, until something else is touched.
const visible = (name) => [...element.querySelectorAll(name)].find((one) => one.getClientRects().length);
const nameOf = ({ dataset: { open, option, side }, type, value }) => {
  if (open) return `[data-open="${CSS.escape(open)}"][data-side="${side}"]`;
  return option && `[data-option="${option}"][data-side="${side}"]${/radio|button/.test(type) ? `[value="${value}"]` : ""}`;
};
const hold = (touched) => {
  const scrolled = touched.closest(".layers")?.scrollLeft ?? 0, open = [...element.querySelectorAll(".as-text")].map((text) => text.open);
  memory.held = { name: nameOf(touched), scrolled, open, focus: touched.contains(document.activeElement) };
};
const release = () => ["held", "pressed"].forEach((kept) => delete memory[kept]);
document.addEventListener("pointerdown", release, { capture: true });
document.addEventListener("keydown", ({ key }) => key !== "Tab" && release(), { capture: true });
document.addEventListener("focusin", ({ target }) => {
  const name = element.contains(target) && nameOf(target);
  if (!name) release();
  else if (memory.held) Object.assign(memory.held, { name, focus: true });
});
const resume = () => {
  for (const range of element.querySelectorAll("input[type=range][data-option]")) range.value = range.getAttribute("value");
  if (!memory.held) return;
  const { name, scrolled, open, focus } = memory.held, found = visible(name);
  if (!found) return;
  const around = found.closest(".layers");
  if (around) around.scrollLeft = scrolled;
  element.querySelectorAll(".as-text").forEach((text, at) => (text.open = open[at] ?? false));
  if (focus) found.focus({ preventScroll: true });
};
element.addEventListener("click", unfold);
element.addEventListener("keydown", unfold);
element.addEventListener("input", (event) => {
  const output = event.target.closest(".slider:not(.scrub)")?.querySelector("output");
  if (output) output.textContent = event.target.value;
});
element.addEventListener(
  "change",
  ({ target }) => {
    if (target.dataset.option) hold(target);
  },
  true,
);
element.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const name = button.textContent;
  await navigator.clipboard.writeText(button.closest("article").querySelector(button.dataset.copy).textContent);
  button.textContent = button.dataset.said;
  setTimeout(() => (button.textContent = name), 1500);
});

// The drawing as a file: variables of the page are written out.
const pictureOfLayers = (panel) => {
  const drawn = panel.querySelector("svg.diagram.wide");
  if (!drawn) return undefined;
  const style = getComputedStyle(panel), [, , width, height] = drawn.getAttribute("viewBox").split(" ").map(Number);
  // As XML: what a page writes as HTML has names such as &nbsp;, which an SVG file does not know.
  const inner = new XMLSerializer().serializeToString(drawn).replace(/^<svg[^>]*>|<\/svg>$/g, "").replace(/var\(--(\w+)(?:, var\(--(\w+)\))?\)/g, (whole, name, other) =>
    style.getPropertyValue(`--${name}`).trim() || (other && style.getPropertyValue(`--${other}`).trim()) || "#888");
  return frame(width + 2 * margin, height + 40 + 2 * margin, `<g transform="translate(${margin} ${margin})">${label(0, 14, drawn.getAttribute("aria-label"), 14, inks().ink)}<g transform="translate(0 30)">${inner}</g></g>`, inks());
};
