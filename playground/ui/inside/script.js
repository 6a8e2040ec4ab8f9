// What Look inside does in the browser: draws the numbers that `heat_maps.py` packed, reads them out where one points or walks, and
// keeps pictures. The scripts of this folder are one, joined by `tab.py` and run once, as the `js_on_load` of the tab: Gradio
// gives `element`, `trigger` and `watch`. What is not here (equations, another layer, whole files) is asked for: option, place, download.
const STOPS = ["00224e", "123570", "3b496c", "575d6d", "707173", "8a8678", "a59c74", "c3b369", "e1cc55", "fee838"];
const CIVIDIS = Array.from({ length: 256 }, (_, at) => {
  const place = (at / 255) * (STOPS.length - 1), low = Math.min(Math.floor(place), STOPS.length - 2);
  const part = (stop, from) => parseInt(STOPS[stop].slice(from, from + 2), 16);
  return [0, 2, 4].map((from) => Math.round(part(low, from) + (place - low) * (part(low + 1, from) - part(low, from))));
});
const PAUSE = 160; // before the equations of a place are asked for, while somebody walks with the arrow keys
const memory = {}; // what was chosen, by side: order, row, word, unit, how far it is scrolled
const page = (window.playground ??= {});
// What only the browser knows of what is seen, for the page's address, and what an address asks for, taken up once a side.
const named = (side, parts) => Object.fromEntries(Object.entries(parts).map(([key, value]) => [(side === "1" ? "beside_" : "") + key, value]));
const begun = (side) => {
  const asked = page.begin?.tab === "inside" ? page.begin : {}, taken = (asked.taken ??= {});
  if (taken[side]) return {};
  taken[side] = true;
  const part = (key) => asked[(side === "1" ? "beside_" : "") + key];
  const number = (key) => (/^\d{1,4}$/.test(part(key) ?? "") ? Number(part(key)) : undefined);
  return { word: number("word"), unit: number("unit"), row: part("row"), order: part("order"), all: part("units") === "all" || undefined };
};

// ---- small things

const make = (tag, attributes = {}, ...children) => {
  const svg = ["svg", "path", "line", "polyline", "rect", "circle", "text", "g"].includes(tag);
  const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== ""));
  return made;
};
// The numbers of a map, folded below it; made when somebody unfolds them, and gone with the map.
const asTable = (say, name, heads, rows) => {
  const folded = make("details", { class: "as-table" }, make("summary", { "aria-label": `${say["as-table"]}: ${name}` }, say["as-table"]));
  folded.addEventListener("toggle", () => {
    if (folded.open) folded.append(page.table(heads(), rows()));
    else folded.lastChild.remove();
  });
  return folded;
};
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const colour = (share) => CIVIDIS[Math.max(0, Math.min(255, Math.round(share * 255)))];
const css = (share) => `rgb(${colour(share).join(" ")})`;
const written = (value, digits) => {
  const text = value.toFixed(digits);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
};
const percent = (share) => (share > 0 && share < 0.0005 ? "<0.1 %" : `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`);
const ruler = document.createElement("canvas").getContext("2d");
const wide = (text, font) => ((ruler.font = font), ruler.measureText(text).width);
const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Home: [-1e9, 0], End: [1e9, 0] };
const clamp = (value, count) => Math.max(0, Math.min(count - 1, value));

const unpack = async (packed) => {
  const bytes = Uint8Array.from(atob(packed.data), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const raw = new Uint8Array(await new Response(stream).arrayBuffer());
  const two = packed.steps > 256, count = two ? raw.length / 2 : raw.length;
  const shares = new Float32Array(count), values = new Float32Array(count);
  for (let at = 0; at < count; at++) {
    const share = (two ? raw[at] * 256 + raw[count + at] : raw[at]) / (packed.steps - 1);
    shares[at] = packed.root ? share * share : share;
    values[at] = packed.low + shares[at] * (packed.high - packed.low);
  }
  const step = (packed.high - packed.low) / (packed.steps - 1);
  return { shares, values, digits: Math.max(0, Math.min(3, Math.floor(-Math.log10(step)))) };
};

// One pixel a number; `at(column, row)` says which of the shares.
const paint = (columns, rows, shares, at) => {
  const canvas = make("canvas", { width: columns, height: rows });
  const context = canvas.getContext("2d"), image = context.createImageData(columns, rows);
  for (let row = 0, pixel = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, pixel += 4) {
      image.data.set(colour(shares[at(column, row)]), pixel);
      image.data[pixel + 3] = 255;
    }
  context.putImageData(image, 0, 0);
  return canvas;
};

// ---- the axis of words: the same place for a word in every track

const measure = (words, width) => {
  const longest = Math.min(150, Math.max(12, ...words.map((word) => wide(word, "14px Charter, Georgia, serif"))));
  const upright = words.length * (longest + 10) <= width;
  const least = upright ? longest + 10 : 18, room = Math.floor(width / words.length);
  const column = Math.max(least, Math.min(room, upright ? Math.max(least, 96) : 40));
  return { column, upright, tall: upright ? 26 : Math.min(112, Math.round(longest) + 14), total: Math.round(column * words.length) };
};

const axisWords = (data, axis, choose) => {
  const buttons = data.words.map((word, at) => {
    const inner = make("span", { dir: "auto" }, word);
    const button = make("button", { type: "button", class: "axis-word", tabindex: -1, "data-tip": `${at + 1} ${word}`, "aria-pressed": "false" }, inner);
    button.classList.toggle("turned", !axis.upright);
    button.classList.toggle("unknown", data.unknown.includes(at));
    button.style.cssText += `left:${at * axis.column}px;width:${axis.column}px;height:${axis.tall}px`;
    button.addEventListener("click", () => choose(at));
    button.addEventListener("keydown", (event) => {
      const step = steps[event.key];
      if (!step || !step[0]) return;
      event.preventDefault();
      const next = clamp(at + step[0], buttons.length);
      choose(next);
      buttons[next].focus({ preventScroll: true });
    });
    return button;
  });
  return buttons;
};

const markPressed = (buttons, at) =>
  buttons.forEach((button, number) => {
    button.setAttribute("aria-pressed", number === at);
    button.tabIndex = number === at ? 0 : -1;
  });

// ---- lines over the axis of words

const lines = (axis, chart, words) => {
  const tall = 78, y = (value) => tall - 4 - ((value - chart.low) / (chart.high - chart.low)) * (tall - 8);
  const x = (at) => (at + 0.5) * axis.column;
  const drawing = make("svg", { class: "lines", width: axis.total, height: tall, role: "img" });
  drawing.append(make("rect", { class: "here", x: 0, y: 0, width: axis.column, height: tall }));
  for (const value of [chart.low, chart.high]) drawing.append(make("path", { class: "grid", d: `M0 ${y(value)}H${axis.total}` }));
  const middle = chart.low < 0 ? 0 : (chart.low + chart.high) / 2;
  drawing.append(make("path", { class: "zero", d: `M0 ${y(middle)}H${axis.total}` }));
  chart.lines.forEach((line, number) => {
    const points = Array.from(line.values, (value, at) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`);
    drawing.append(make("path", { class: `d${number}`, d: `M${points.join("L")}` }));
    if (words.length === 1) drawing.append(make("circle", { cx: x(0), cy: y(line.values[0]), r: 2.5 }));
  });
  return drawing;
};

const dash = (number) => make("svg", { viewBox: "0 0 26 6" }, make("path", { class: `d${number}`, d: "M0 3H26" }));
const ends = ({ low, high, end }) => {
  const digits = (end ?? high) < 10 ? 2 : 0;
  return end ? [`≤ ${written(-end, digits)}`, `≥ ${written(end, digits)}`] : [written(low, digits), written(high, digits)];
};
const scale = (row) => make("span", { class: "scale" }, ends(row)[0], make("i"), ends(row)[1]);
