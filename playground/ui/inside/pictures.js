// ---- pictures: a figure as one SVG that needs nothing beside it, and that as PNG

const inks = () => {
  const style = getComputedStyle(element.querySelector(".inside") ?? element);
  return Object.fromEntries(["ink", "soft", "line", "card"].map((name) => [name, style.getPropertyValue(`--${name}`).trim() || "#888"]));
};
const sans = 'font-family="system-ui, sans-serif"', serif = 'font-family="Charter, Georgia, serif"';
const label = (x, y, text, size, ink, more = sans) => `<text x="${x}" y="${y}" font-size="${size}" fill="${ink}" ${more}>${escaped(text.replaceAll("   ", "\u2003"))}</text>`;
const image = (canvas, x, y, width, height) =>
  `<image x="${x}" y="${y}" width="${width}" height="${height}" preserveAspectRatio="none" style="image-rendering:pixelated" href="${canvas.toDataURL()}"/>`;
const frame = (width, height, body, { card }) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="${card}"/>${body}</svg>`;
const turned = (words, column, bottom, { ink }) =>
  words.map((word, at) => `<text transform="translate(${(at + 0.5) * column + 5} ${bottom}) rotate(-90)" font-size="13" fill="${ink}" ${serif}>${escaped(word)}</text>`).join("");
const upright = (words, column, bottom, { ink }) =>
  words.map((word, at) => label((at + 0.5) * column, bottom, word, 13, ink, `text-anchor="middle" ${serif}`)).join("");
const margin = 16;

const pictureOfUnits = (data, say, axis, maps, order, tall, picked, name, arrays) => {
  const ink = inks(), width = Math.max(axis.total, 420) + 2 * margin, parts = [label(0, 16, data.model, 14, ink.ink)];
  let y = 24 + axis.tall;
  parts.push((axis.upright ? upright : turned)(data.words, axis.column, y - 6, ink));
  const dashes = ["", "7 4", "1.5 3.5"];
  for (const chart of data.charts) {
    const keys = chart.lines.map((line, at) => `${say[`row-${line.name}`]} ${["——", "– –", "····"][at]}`).join("   ");
    parts.push(label(0, y + 16, `${say[`chart-${chart.name}`]}   ${keys}   ${written(chart.low, 2)} … ${written(chart.high, 2)}`, 11, ink.soft));
    y += 22;
    const at = (value) => y + 74 - ((value - chart.low) / (chart.high - chart.low)) * 70;
    for (const value of [chart.low, (chart.low + chart.high) / 2, chart.high]) parts.push(`<path d="M0 ${at(value)}H${axis.total}" stroke="${ink.line}"/>`);
    chart.lines.forEach((line, number) => {
      const points = line.values.map((value, place) => `${(place + 0.5) * axis.column} ${at(value).toFixed(1)}`);
      parts.push(`<path d="M${points.join("L")}" fill="none" stroke="${ink.ink}" stroke-width="${number ? 1.5 : 2.4}" stroke-dasharray="${dashes[number]}"/>`);
    });
    y += 82;
  }
  maps.forEach(({ map }, number) => {
    const row = data.rows[number], [low, high] = ends(row);
    parts.push(label(0, y + 16, `${say[`row-${row.name}`]}   ${low}`, 11, ink.soft));
    const from = 12 + wide(`${say[`row-${row.name}`]}   ${low}`, "11px system-ui");
    parts.push(STOPS.map((stop, at) => `<rect x="${from + at * 6}" y="${y + 8}" width="6.5" height="8" fill="#${stop}"/>`).join(""));
    parts.push(label(from + 66, y + 16, high, 11, ink.soft));
    y += 22;
    parts.push(image(map.querySelector("canvas"), 0, y, axis.total, tall));
    y += tall + 6;
  });
  return frame(width, y + 2 * margin, `<g transform="translate(${margin} ${margin})">${parts.join("")}</g>`, ink);
};

const pictureOfAttention = (data, say, state, numbers, title) => {
  const ink = inks(), n = data.words.length, cell = n <= 26 ? 22 : 15;
  const room = Math.max(...data.words.map((word) => wide(word, "13px Charter, Georgia, serif"))) + 10;
  const canvas = paint(n, n, numbers.shares, (column, line) => line * n + column);
  const lefts = data.words.map((word, at) => label(room - 5, 28 + room + (at + 0.5) * cell + 4, word, 13, ink.ink, `text-anchor="end" ${serif}`)).join("");
  const tops = `<g transform="translate(${room} 0)">${turned(data.words, cell, 24 + room, ink)}</g>`;
  const legend = `${data.model} — ${title} — ${say["attention-axis-from"]} ↓ ${say["attention-axis-to"]} →   0 … ${percent(data.overview[state.layer][state.head].high)}`;
  const body = label(0, 14, legend, 13, ink.ink) + tops + lefts + image(canvas, room, 28 + room, cell * n, cell * n);
  const width = Math.max(room + cell * n, wide(legend, "13px system-ui") + 20) + 2 * margin;
  return frame(width, room + cell * n + 28 + 2 * margin, `<g transform="translate(${margin} ${margin})">${body}</g>`, ink);
};

const pictureOfVotes = (panel) => {
  const ink = inks(), parts = [], text = (node, query) => node.querySelector(query)?.textContent.replace(/\s+/g, " ").trim() ?? "";
  parts.push(label(0, 14, panel.dataset.name, 14, ink.ink), label(0, 36, text(panel, ".sum"), 13, ink.ink));
  let lowest = 0;
  panel.querySelectorAll(".vote-columns section").forEach((section, side) => {
    let y = 64;
    const x = side * 500, shade = section.className === "for" ? "#2166ac" : "#b35806";
    parts.push(label(x, y, text(section, "h4"), 13, ink.ink));
    for (const row of section.querySelectorAll("[role=option]")) {
      y += 26;
      parts.push(label(x, y, text(row, ".gram").slice(0, 44), 13, ink.ink, serif), label(x + 460, y, text(row, ".product"), 12, ink.soft, `text-anchor="end" ${sans}`));
      parts.push(`<rect x="${x}" y="${y + 5}" width="${4.6 * parseFloat(row.querySelector("i").style.width)}" height="5" fill="${shade}"/>`);
    }
    lowest = Math.max(lowest, y);
  });
  return frame(Math.max(1000, wide(text(panel, ".sum"), "13px system-ui")) + 2 * margin, lowest + 30 + 2 * margin, `<g transform="translate(${margin} ${margin})">${parts.join("")}</g>`, ink);
};

const save = (name, blob) => {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};
const LARGEST = 16000; // pixels of a side that browsers draw
const keepAs = async (panel, kind) => {
  const side = Number(panel.dataset.side), name = panel.dataset.name;
  if (kind !== "svg" && kind !== "png") return trigger("download", { side, kind });
  const drawn = panel.querySelector(".drawing")?.picture() ?? pictureOfLayers(panel) ?? pictureOfReach(panel) ?? pictureOfWay(panel) ?? pictureOfVotes(panel);
  const svg = new Blob([drawn], { type: "image/svg+xml" });
  if (kind === "svg") return save(`${name}.svg`, svg);
  const picture = new Image(), address = URL.createObjectURL(svg);
  await new Promise((loaded, failed) => Object.assign(picture, { onload: loaded, onerror: failed, src: address }));
  const ratio = Math.min(2, LARGEST / Math.max(picture.width, picture.height));
  const canvas = make("canvas", { width: Math.round(picture.width * ratio), height: Math.round(picture.height * ratio) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  canvas.toBlob((blob) => save(`${name}.png`, blob), "image/png");
};
