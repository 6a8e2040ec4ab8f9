// Maps of words × units, the lines above and below them, and the numbers of one place; equations are asked for.

const drawUnits = async (host, data, say, current) => {
  const arrays = await Promise.all(data.rows.map(unpack));
  if (host.token !== current) return;
  const side = host.dataset.side, kept = (memory[side] ??= { order: "natural" });
  const text = data.words.join("\n"), place = `${data.model} ${data.place}`;
  if (kept.text !== text) Object.assign(kept, { text, word: undefined, left: 0 });
  if (kept.place !== place || kept.word === undefined) Object.assign(kept, { place, unit: undefined });
  for (const [key, value] of Object.entries(begun(side))) if (value !== undefined) kept[key] = value;
  const orders = element.querySelector(`select[data-order][data-side="${side}"]`);
  if (orders && kept.order in data.orders) orders.value = kept.order;
  if (!data.rows.some((row) => row.name === kept.row)) kept.row = data.rows[0].name;
  const words = data.words.length, count = data.units, axis = measure(data.words, host.clientWidth);
  const order = data.orders[kept.order] ?? Array.from({ length: count }, (_, at) => at);
  const rank = new Map(order.map((unit, at) => [unit, at]));
  const target = data.rows.length > 1 ? 112 : 330, each = Math.max(1, Math.floor(target / count)), tall = Math.min(count * each, 512);
  const picked = { word: clamp(kept.word ?? data.word, words), unit: clamp(kept.unit ?? data.unit, count) };

  const choose = (word, unit = picked.unit, name = kept.row, tell = true) => {
    Object.assign(picked, { word: clamp(word, words), unit: clamp(unit, count) });
    Object.assign(kept, picked, { row: name });
    show();
    ask(side, picked);
    if (tell) echo(host, picked.word);
  };
  const buttons = axisWords(data, axis, (word) => choose(word));
  const head = make("div", { class: "head-axis" }, make("div", { style: `width:${axis.total}px;height:${axis.tall}px` }, ...buttons));
  const inner = make("div", { style: `width:${axis.total}px;min-width:100%` }), tracks = make("div", { class: "tracks" }, inner);
  const title = (key, tells, ...more) =>
    make("div", {}, make("div", { class: "track-title" }, make("b", {}, key), tells ? make("span", {}, tells) : "", ...more));

  for (const chart of data.charts) {
    const keys = chart.lines.map((line, at) => make("span", { class: "line-key" }, dash(at), say[`row-${line.name}`]));
    inner.append(title(say[`chart-${chart.name}`], "", ...keys, make("span", {}, `${written(chart.low, 2)} … ${written(chart.high, 2)}`)));
    const drawn = lines(axis, chart, data.words);
    drawn.setAttribute("aria-label", say[`chart-${chart.name}`]);
    drawn.addEventListener("click", (event) => choose(Math.floor(event.offsetX / axis.column)));
    inner.append(drawn);
  }
  const maps = data.rows.map((row, number) => {
    const { end } = row, { values, shares } = arrays[number];
    const shades = end ? values.map((value) => Math.max(0, Math.min(1, value / end / 2 + 0.5))) : shares;
    const canvas = paint(words, count, shades, (column, at) => column * count + order[at]);
    const crosses = [make("i", { class: "cross-word" }), make("i", { class: "cross-unit" })];
    const map = make("div", { class: "map", tabindex: number ? -1 : 0, role: "application", style: `width:${axis.total}px;height:${tall}px` }, canvas, ...crosses);
    map.setAttribute("aria-label", say[`row-${row.name}`]);
    const pick = (event) => {
      const box = map.getBoundingClientRect();
      const unit = order[clamp(Math.floor(((event.clientY - box.top) / box.height) * count), count)];
      choose(Math.floor((event.clientX - box.left) / axis.column), unit, row.name);
    };
    map.addEventListener("click", pick);
    map.addEventListener("pointermove", (event) => event.buttons === 1 && event.pointerType === "mouse" && pick(event));
    map.addEventListener("keydown", (event) => {
      const step = steps[event.key];
      if (event.key === "PageDown" || event.key === "PageUp") {
        const next = maps[number + (event.key === "PageDown" ? 1 : -1)];
        if (!next) return;
        event.preventDefault();
        next.map.focus();
        return choose(picked.word, picked.unit, next.name);
      }
      if (!step) return;
      event.preventDefault();
      choose(picked.word + step[0], order[clamp(rank.get(picked.unit) + step[1], count)], row.name);
    });
    map.addEventListener("focus", () => maps.forEach((other) => (other.map.tabIndex = other.map === map ? 0 : -1)));
    inner.append(title(say[`row-${row.name}`], data.rows.length > 1 ? say[`tells-${row.name}`] : "", scale(row)), map);
    return { map, crosses, name: row.name };
  });
  const follow = make("div", { class: "follow" }), out = host.parentElement.querySelector(".reading-out");
  inner.append(follow);

  const show = () => {
    const { word, unit } = picked, at = data.rows.findIndex((row) => row.name === kept.row);
    markPressed(buttons, word);
    for (const { crosses } of maps) {
      crosses[0].style.cssText = `left:${word * axis.column}px;width:${axis.column}px`;
      crosses[1].style.cssText = `top:${(rank.get(unit) * tall) / count}px;height:${tall / count}px`;
    }
    for (const here of inner.querySelectorAll(".here")) here.setAttribute("x", word * axis.column);
    const { values, digits } = arrays[at], row = data.rows[at];
    const course = data.words.map((_, number) => values[number * count + unit]);
    const own = row.end && Math.max(row.end, ...course.map(Math.abs)), low = own ? -own : row.low, high = own || row.high;
    const chart = lines(axis, { low, high, lines: [{ values: course }] }, data.words);
    chart.querySelector(".here").setAttribute("x", word * axis.column);
    const name = data.rows.length > 1 ? say[`row-${row.name}`] : "";
    chart.setAttribute("aria-label", `${fill(say["inside-unit-line"], { unit: unit + 1 })} ${name}: ${course.map((value) => written(value, digits)).join(", ")}`);
    follow.replaceChildren(title(fill(say["inside-unit-line"], { unit: unit + 1 }), name, make("span", {}, `${written(low, 2)} … ${written(high, 2)}`)), chart);
    read(out, data, say, arrays, { word, unit, at, order, course, values, digits });
    reveal(tracks, word * axis.column, axis.column);
  };
  host.replaceChildren(head, tracks);
  host.address = () => ({
    word: picked.word,
    unit: picked.unit,
    ...(kept.row !== data.rows[0].name && { row: kept.row }),
    ...(kept.order in data.orders && kept.order !== "natural" && { order: kept.order }),
  });
  host.chooseWord = (word) => word < words && choose(word, picked.unit, kept.row, false);
  host.picture = () => pictureOfUnits(data, say, axis, maps, order, tall, picked, kept.row, arrays);
  tracks.scrollLeft = head.scrollLeft = kept.left ?? 0;
  together(head, tracks, (left) => (kept.left = left));
  show();
  if (picked.word !== data.word || picked.unit !== data.unit) ask(side, picked);
};

// What one word and one unit hold, in numbers: the values at this place, all units at the word, the strongest of both.
const read = (out, data, say, arrays, { word, unit, at, order, course, values, digits }) => {
  const here = data.words[word], many = data.rows.length > 1;
  const numbers = data.rows.map((row, number) => {
    const value = written(arrays[number].values[word * data.units + unit], arrays[number].digits);
    return make("p", {}, `${say[`row-${row.name}`]} `, make("b", {}, value));
  });
  const all = Array.from(values.subarray(word * data.units, (word + 1) * data.units));
  const top = (found) => found.map((value, number) => [value, number]).sort((a, b) => Math.abs(b[0]) - Math.abs(a[0])).slice(0, 5);
  const listed = (found, name) => make("p", {}, ...found.flatMap(([value, number], place) => [place ? " · " : "", `${name(number)} `, make("b", {}, written(value, digits))]));
  const row = data.rows[at], tall = 64, high = row.end ? Math.max(row.end, ...all.map(Math.abs)) : row.high, low = row.low < 0 ? -high : 0;
  const y = (value) => 2 + ((high - value) / (high - low)) * (tall - 4);
  const bars = make("svg", { class: "lines", viewBox: `0 0 ${order.length} ${tall}`, preserveAspectRatio: "none", width: "100%", height: tall, role: "img", "aria-label": fill(say["inside-word-line"], { word: here }) });
  order.forEach((number, place) => {
    const value = all[number], from = y(Math.max(0, value));
    bars.append(make("rect", { class: number === unit ? "bar at" : "bar", x: place + 0.1, width: 0.8, y: from, height: Math.max(0.6, y(Math.min(0, value)) - from) }));
  });
  bars.append(make("path", { class: "zero", d: `M0 ${y(0)}H${order.length}` }));
  const which = many ? ` — ${say[`row-${row.name}`]}` : "";
  out.replaceChildren(
    make("h4", { "aria-live": "polite" }, fill(say["inside-cell"], { place: word + 1, word: here, unit: unit + 1 })),
    make("div", { class: "values" }, ...numbers),
    make("div", {}, make("p", {}, fill(say["inside-word-line"], { word: here }) + which), bars),
    make(
      "div",
      {},
      make("p", {}, say["inside-top-units"] + which),
      listed(top(all), (number) => number + 1),
      make("p", {}, say["inside-top-words"] + which),
      listed(top(course), (number) => `${number + 1} ${data.words[number]}`),
    ),
  );
};

// Two scrollers of the same words move as one.
const together = (one, other, tell) => {
  const follow = (from, to) => from.addEventListener("scroll", () => {
    if (Math.abs(to.scrollLeft - from.scrollLeft) > 0.5) to.scrollLeft = from.scrollLeft;
    tell(from.scrollLeft);
  }, { passive: true });
  follow(one, other);
  follow(other, one);
};
const reveal = (scroller, from, size) => {
  if (from < scroller.scrollLeft) scroller.scrollLeft = from - size;
  else if (from + size > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = from + 2 * size - scroller.clientWidth;
};
// The same word on the other side, where that reads the same words.
const echo = (host, word) => {
  for (const other of element.querySelectorAll(".drawing"))
    if (other !== host && memory[other.dataset.side]?.text === memory[host.dataset.side]?.text) other.chooseWord?.(word);
};

// ---- equations of another place

let waiting = {};
const ask = (side, { word, unit }) => {
  const sums = element.querySelector(`[data-side="${side}"] .sums`);
  if (!sums) return;
  sums.classList.add("stale");
  clearTimeout(waiting[side]);
  waiting[side] = setTimeout(() => trigger("place", { side: Number(side), word, unit }), PAUSE);
};
page.inside = {
  fill: (answer) => {
    const sums = answer && element.querySelector(`[data-side="${answer.side}"] .sums`);
    const kept = answer && memory[answer.side];
    if (!sums || (kept && (kept.word !== answer.word || kept.unit !== answer.unit))) return;
    sums.innerHTML = answer.html;
    sums.classList.remove("stale");
  },
  save: (file) => file?.name && save(file.name, new Blob([file.content], { type: `${file.type};charset=utf-8` })),
};
