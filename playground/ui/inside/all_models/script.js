// Memory and Path as pictures: what the page's style says of a drawing is written into it, so that it needs nothing beside it.
const STYLED = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "vector-effect", "paint-order", "opacity"];
const OF_TEXT = ["font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline", "text-decoration"];
const dot = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
// Any colour that a browser writes, as #rrggbb: other programs know no color-mix.
const plainColour = (written) => {
  if (!/^(color|hsl|oklab)/.test(written)) return written;
  dot.fillStyle = written;
  dot.fillRect(0, 0, 1, 1);
  return `#${[...dot.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
};
const inked = (drawn, x, y, width, height) => {
  const copy = drawn.cloneNode(true), copies = [copy, ...copy.querySelectorAll("*")];
  [drawn, ...drawn.querySelectorAll("*")].forEach((one, at) => {
    const style = getComputedStyle(one), names = one.matches("text, tspan") ? [...STYLED, ...OF_TEXT] : STYLED;
    if (one.dataset.tip) copies[at].append(Object.assign(document.createElementNS("http://www.w3.org/2000/svg", "title"), { textContent: one.dataset.tip }));
    for (const name of ["class", "style", "aria-label", "aria-describedby", "role", "tabindex", "data-tip"]) copies[at].removeAttribute(name);
    if (one.matches("svg, g, title")) return;
    for (const name of names) {
      const value = style.getPropertyValue(name);
      if (value && value !== "auto") copies[at].setAttribute(name, plainColour(value));
    }
  });
  for (const [name, value] of Object.entries({ x, y, width, height })) copy.setAttribute(name, value);
  return new XMLSerializer().serializeToString(copy);
};
// Text in lines that fit: how tall it is, and its lines.
const paragraph = (text, x, y, width, size, ink) => {
  const lines = [""];
  for (const piece of text.replace(/\s+/g, " ").trim().split(/(?<= )|(?<=[\u3000-\u9fff])/)) {
    if (wide(lines.at(-1) + piece, `${size}px system-ui, sans-serif`) > width) lines.push("");
    lines[lines.length - 1] += piece;
  }
  return { tall: lines.length * (size + 5), drawn: lines.map((line, at) => label(x, y + (at + 1) * (size + 5) - 5, line, size, ink)).join("") };
};

const pictureOfWay = (panel) => {
  const drawn = panel.querySelector("svg.path.wide");
  if (!drawn) return undefined;
  const ink = inks(), [, , width, height] = drawn.getAttribute("viewBox").split(" ").map(Number);
  const notes = [panel.querySelector(".note"), element.querySelector("[data-colours]")].map((note) => note?.textContent).filter(Boolean);
  const note = paragraph(notes.join(" · "), 0, 20, width, 11, ink.soft), top = 28 + note.tall;
  const name = [...panel.querySelector("header").children].map((part) => part.textContent).join(" ");
  const body = label(0, 14, name, 14, ink.ink) + note.drawn + inked(drawn, 0, top, width, height);
  return frame(width + 2 * margin, top + height + 2 * margin, `<g transform="translate(${margin} ${margin})">${body}</g>`, ink);
};

const pictureOfReach = (panel) => {
  const figures = [...panel.querySelectorAll("figure[data-measure]")];
  if (!figures.length) return undefined;
  const ink = inks(), left = 66, width = figures[0].querySelector(".plot").offsetWidth, across = Math.max(width + left, 560);
  const about = paragraph(panel.querySelector(".about").textContent, 0, 0, across, 14, ink.ink), parts = [about.drawn];
  const thin = panel.querySelector(".key .thin")?.textContent;
  let y = about.tall;
  for (const figure of figures) {
    const plot = figure.querySelector(".plot > svg"), tall = plot.clientHeight, places = [...figure.querySelectorAll(".places > *")];
    const notes = [figure.querySelector("figcaption p").firstChild.textContent, thin].filter(Boolean).join(" · ");
    parts.push(label(0, y + 26, figure.querySelector("h3").textContent, 15, ink.ink, `font-weight="600" ${serif}`));
    const more = paragraph(notes, 0, y + 32, across, 11, ink.soft);
    parts.push(more.drawn);
    y += 48 + more.tall;
    for (const tick of figure.querySelectorAll(".ticks span"))
      parts.push(label(left - 10, y + (parseFloat(tick.style.top) / 100) * tall + 4, tick.textContent, 12, ink.soft, `text-anchor="end" ${sans}`));
    const column = width / places.length;
    places.forEach((place, at) => {
      if (place.ariaPressed === "true") parts.push(`<rect x="${left + at * column}" y="${y}" width="${column}" height="${tall}" fill="${ink.line}" opacity="0.6"/>`);
    });
    parts.push(inked(plot, left, y, width, tall));
    const words = places.map((place) => place.querySelector("b").textContent), x = (at) => left + (at + 0.5) * column;
    const shown = words.map((word) => (word.length > 16 ? `${word.slice(0, 15)}…` : word));
    const longest = Math.max(...shown.map((word) => wide(word, "13px Charter, Georgia, serif")));
    const standing = figure.classList.contains("turned");
    parts.push(shown.map((word, at) => standing
      ? `<text transform="translate(${x(at) - 4} ${y + tall + 10}) rotate(90)" font-size="13" fill="${ink.ink}" ${serif}>${escaped(word)}</text>`
      : label(x(at), y + tall + 22, word, 13, ink.ink, `text-anchor="middle" ${serif}`)).join(""));
    y += tall + (standing ? longest + 16 : 30);
  }
  return frame(across + 2 * margin, y + 2 * margin, `<g transform="translate(${margin} ${margin})">${parts.join("")}</g>`, ink);
};

// How far a long text is read: the latest points and the way between them stand out.
const scrub = (range) => {
  const upTo = Number(range.value), most = Number(range.dataset.scrub);
  for (const drawn of element.querySelectorAll("svg.path")) {
    const dots = [...drawn.querySelectorAll("[data-tip]")], read = dots.filter(({ dataset }) => dataset.read <= upTo), near = new Set(read.slice(-most));
    const whole = drawn.querySelector(".whole"), points = whole.getAttribute("points").split(" ");
    const trail = drawn.querySelector(".trail") ?? make("polyline", { class: "trail" });
    drawn.classList.add("scrubbed");
    whole.after(trail);
    trail.setAttribute("points", points.filter((_, at) => near.has(dots[at])).join(" "));
    const reads = new Set([...near].map(({ dataset }) => dataset.read));
    for (const one of drawn.querySelectorAll("[data-read]")) one.classList.toggle("faint", !reads.has(one.dataset.read));
    const now = read.at(-1);
    if (now && drawn === element.querySelector("svg.path")) range.closest(".scrub").querySelector("output").textContent = now.dataset.tip;
  }
  memory.upTo = upTo < Number(range.max) ? upTo : undefined;
};
element.addEventListener("input", ({ target }) => target.matches("[data-scrub]") && scrub(target));
const scrubbed = () => {
  const range = element.querySelector("[data-scrub]");
  if (!range) return;
  if (page.begin?.tab === "inside" && !page.begin.scrubbed) memory.upTo = page.begin.upto;
  else if (memory.most !== range.max) memory.upTo = undefined; // another text
  if (page.begin) page.begin.scrubbed = true;
  memory.most = range.max;
  range.value = memory.upTo ?? range.max;
  scrub(range);
};
