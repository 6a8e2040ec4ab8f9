// What a click or a key does outside of the maps, and drawing anew.
// ---- votes: a row shows its n-gram in the text

const light = (row) => {
  const panel = row.closest(".filter-votes"), text = panel.querySelector(".grams"), spans = text.querySelectorAll(":scope > span");
  for (const other of panel.querySelectorAll("[role=option]")) {
    other.setAttribute("aria-selected", other === row);
    other.tabIndex = other === row ? 0 : -1;
  }
  spans.forEach((span, at) => span.classList.toggle("lit", at >= row.dataset.first && at < row.dataset.last));
  const first = spans[row.dataset.first];
  if (first) text.scrollTop = Math.max(0, first.offsetTop - text.offsetTop - text.clientHeight / 2);
};
const choose = (row) => {
  (memory[row.closest("[data-side]").dataset.side] ??= {}).filter = row.dataset.filter;
  light(row);
  page.follow();
};
page.parts = {
  ...page.parts,
  inside: () => {
    const parts = [...element.querySelectorAll(".drawing")].map((host) => named(host.dataset.side, host.address?.() ?? {}));
    for (const voting of element.querySelectorAll(".filter-votes")) {
      const { side } = voting.closest("[data-side]").dataset, { filter } = memory[side] ?? {};
      if (filter) parts.push(named(side, { filter }));
    }
    if (element.querySelector("[data-scrub]") && memory.upTo) parts.push({ upto: memory.upTo });
    return Object.assign({}, ...parts);
  },
};
element.addEventListener("click", (event) => {
  const row = event.target.closest("[role=option]");
  if (row) choose(row);
  const pressed = event.target.closest("button[data-option]");
  if (pressed) {
    if (pressed.closest(".every")) hold(pressed);
    else memory.pressed = pressed.closest(".scroll")?.scrollLeft ?? 0; // the new drawing begins where the old one was left
    trigger("option", { key: pressed.dataset.option, side: Number(pressed.dataset.side), value: pressed.value });
  }
  const way = event.target.closest("[data-go]");
  if (way) element.querySelector(`.drawing[data-side="${way.dataset.side}"]`)?.choosePlace?.(...way.dataset.go.split(" ").map(Number));
  const keep = event.target.closest("[data-download]");
  if (keep) keepAs(keep.closest("article"), keep.dataset.download);
});
element.addEventListener("mouseover", (event) => {
  const row = event.target.closest("[role=option]");
  if (row) light(row);
});
element.addEventListener("keydown", (event) => {
  const row = event.target.closest("[role=option]"), step = row && steps[event.key];
  if (!step) return;
  event.preventDefault();
  const rows = [...row.closest(".vote-columns").querySelectorAll("[role=option]")];
  const next = rows[clamp(rows.indexOf(row) + step[0] + step[1], rows.length)];
  choose(next);
  next.focus();
});
element.addEventListener("change", (event) => {
  const { option, order, side } = event.target.dataset;
  if (option) trigger("option", { key: option, side: Number(side), value: event.target.value });
  if (!order) return;
  (memory[side] ??= {}).order = event.target.value;
  const host = element.querySelector(`.drawing[data-side="${side}"]`);
  if (host) draw(host);
});
// ---- drawing anew: after an answer, and when the width has changed

const KINDS = { units: drawUnits, attention: drawAttention };
const draw = (host) => {
  if (!host.clientWidth) return;
  host.token = {};
  const data = JSON.parse(host.dataset.figure);
  KINDS[data.kind](host, data, JSON.parse(host.dataset.words), host.token);
};
const drawAll = () => {
  for (const select of element.querySelectorAll("select")) {
    const { order, side } = select.dataset;
    select.value = (order && memory[side]?.order) ?? select.getAttribute("value");
  }
  for (const radio of element.querySelectorAll("input[type=radio]")) radio.checked = radio.hasAttribute("checked");
  for (const voting of element.querySelectorAll(".filter-votes")) {
    voting.querySelectorAll(".lit").forEach((span) => span.classList.remove("lit"));
    voting.querySelector("[role=option]")?.setAttribute("tabindex", "0");
    const { side } = voting.closest("[data-side]").dataset, kept = (memory[side] ??= {});
    if (page.begin?.tab === "inside" && !page.begin.lit) kept.filter = page.begin[side === "1" ? "beside_filter" : "filter"];
    const row = kept.filter && voting.querySelector(`[data-filter="${CSS.escape(kept.filter)}"]`);
    if (row) light(row);
  }
  if (page.begin && element.querySelector(".filter-votes")) page.begin.lit = true;
  for (const scroll of element.querySelectorAll(".memory-charts .scroll")) {
    goesOn(scroll);
    const chosen = scroll.querySelector(".places [aria-pressed='true']"); // else the text is read from its beginning
    if (chosen) reveal(scroll, chosen.offsetLeft, chosen.offsetWidth);
  }
  if (memory.pressed !== undefined) {
    for (const scroll of element.querySelectorAll(".memory-charts .scroll")) scroll.scrollLeft = memory.pressed;
    element.querySelector("button[data-option][aria-pressed='true']")?.focus({ preventScroll: true });
  }
  element.querySelectorAll(".layers").forEach(goesOn);
  scrubbed();
  element.querySelectorAll(".drawing").forEach(draw);
  resume();
};
// The page's own frame hides what overflows it, and then nothing could stay in sight at the window's edge; `clip` hides as well.
element.closest(".gradio-container")?.style.setProperty("overflow", "clip", "important");
let width = element.clientWidth, resized;
new ResizeObserver(() => {
  if (Math.abs(element.clientWidth - width) < 2) return;
  width = element.clientWidth;
  clearTimeout(resized);
  resized = setTimeout(drawAll, 60);
}).observe(element);
watch("value", drawAll);
drawAll();
