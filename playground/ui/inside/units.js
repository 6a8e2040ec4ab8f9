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

  const rowName = (row) => say[`row-${row}`], number = (row) => data.rows.findIndex((one) => one.name === row);
  const at = (row, word, unit) => written(arrays[number(row)].values[word * count + unit], arrays[number(row)].digits);
  const spot = (word) => `${word + 1} ${data.words[word]}`;
  const walkWords = (drawn, word, told) => {
    drawn.addEventListener("click", (event) => choose(word(event)));
    drawn.addEventListener("keydown", (event) => {
      const step = steps[event.key];
      if (!step || !step[0]) return;
      event.preventDefault();
      choose(picked.word + step[0]);
      if (drawn.isConnected) told();
    });
  };
  // A chart of lines over the words: a click or a tap chooses a word; where one points stands each line's value.
  const charted = (chart, heading, digits) => {
    const drawn = lines(axis, chart, data.words), spoken = (word) => [heading, spot(word), ...chart.lines.map((line) => `${rowName(line.name)}: ${written(line.values[word], digits)}`)].filter(Boolean).join("\n");
    const word = (event) => clamp(Math.floor((event.clientX - drawn.getBoundingClientRect().left) / axis.column), words);
    const told = readable(drawn, (event) => spoken(event ? word(event) : picked.word), () => drawn.querySelector(".here").getBoundingClientRect());
    walkWords(drawn, word, told);
    return drawn;
  };
  const keys = (chart) => chart.lines.map((line, dashed) => make("span", { class: "line-key" }, dash(dashed), rowName(line.name)));
  const range = (chart) => make("span", {}, `${written(chart.low, 2)} … ${written(chart.high, 2)}`);
  for (const chart of data.charts) {
    const drawn = charted(chart, "", 2);
    drawn.setAttribute("aria-label", say[`chart-${chart.name}`]);
    inner.append(title(say[`chart-${chart.name}`], "", ...keys(chart), range(chart)), drawn);
  }
  // A row a word, a column a unit in the order of the map.
  const numbersOf = (row) =>
    asTable(say, rowName(row.name), () => ["", ...order.map((unit) => unit + 1)], () => data.words.map((_, word) => [spot(word), ...order.map((unit) => at(row.name, word, unit))]));
  const follow = make("div", { class: "follow" }), out = host.parentElement.querySelector(".reading-out");
  const folded = data.charts.length > 0; // there is enough to see before all units are
  const all = folded ? make("details", { class: "all-units" }, make("summary", {}, fill(say["inside-all-units"], { count }))) : make("div", {});
  const maps = data.rows.map((row, number) => {
    const { end } = row, { values, shares } = arrays[number];
    const shades = end ? values.map((value) => Math.max(0, Math.min(1, value / end / 2 + 0.5))) : shares;
    const canvas = paint(words, count, shades, (column, line) => column * count + order[line]);
    const crosses = [make("i", { class: "cross-word" }), make("i", { class: "cross-unit" })];
    const map = make("div", { class: "map", tabindex: number ? -1 : 0, role: "application", style: `width:${axis.total}px;height:${tall}px` }, canvas, ...crosses);
    map.setAttribute("aria-label", rowName(row.name));
    const cell = (event) => {
      const box = map.getBoundingClientRect();
      const line = clamp(Math.floor(((event.clientY - box.top) / box.height) * count), count);
      return [clamp(Math.floor((event.clientX - box.left) / axis.column), words), order[line]];
    };
    const pick = (event) => choose(...cell(event), row.name);
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
      told();
    });
    map.addEventListener("focus", () => maps.forEach((other) => (other.map.tabIndex = other.map === map ? 0 : -1)));
    const told = readable(
      map,
      (event) => {
        const [word, unit] = event ? cell(event) : [picked.word, picked.unit];
        return fill(say["inside-cell"], { place: word + 1, word: data.words[word], unit: unit + 1 }) + `\n${rowName(row.name)}: ${at(row.name, word, unit)}`;
      },
      () => crossing(...crosses),
    );
    all.append(title(rowName(row.name), data.rows.length > 1 ? say[`tells-${row.name}`] : "", scale(row)), map, numbersOf(row));
    return { map, crosses, name: row.name };
  });
  inner.append(...(folded ? [follow, all] : [all, follow]));
  if (folded) {
    all.open = Boolean(kept.all);
    all.addEventListener("toggle", () => {
      if (Boolean(kept.all) === all.open) return;
      kept.all = all.open;
      page.follow();
    });
  }

  const groups = folded ? data.charts : [{ name: "", lines: [{ name: data.rows[0].name }] }];
  // One unit at every word: of Gates its gates in one chart and its states in another.
  const unitCharts = (unit) =>
    groups.flatMap((group, line) => {
      const found = group.lines.map(({ name }) => ({ name, values: data.words.map((_, word) => arrays[number(name)].values[word * count + unit]) }));
      const row = data.rows[number(found[0].name)], signed = row.low < 0;
      const most = Math.max(...found.flatMap(({ values }) => values.map(Math.abs))), own = folded ? most || 1 : row.end ? Math.max(row.end, most) : row.high;
      const [low, high] = signed ? [-own, own] : [row.low, row.high], heading = fill(say["inside-unit-line"], { unit: unit + 1 });
      const chart = { low, high, lines: found }, drawn = charted(chart, heading, 3);
      drawn.querySelector(".here").setAttribute("x", picked.word * axis.column);
      drawn.dataset.line = line;
      const spoken = found.map(({ name, values }) => `${rowName(name)}: ${values.map((value) => written(value, 3)).join(", ")}`);
      drawn.setAttribute("aria-label", `${heading} ${spoken.join("; ")}`);
      return [title(heading, "", ...(folded ? keys(chart) : []), range(chart)), drawn];
    });
  // How many units have their largest value at a word, where the prediction is read from these maxima.
  const winners = data.winners && data.words.map((_, word) => data.winners.filter((winner) => winner === word).length);
  if (winners) {
    const bars = make("svg", { class: "lines", width: axis.total, height: 64, role: "img", "aria-label": `${say["states-winners"]}: ${winners.map((won, word) => `${spot(word)} ${won}`).join(", ")}` });
    const most = Math.max(...winners), wide_ = Math.max(3, Math.min(28, axis.column - 6));
    bars.append(make("rect", { class: "here", x: 0, y: 0, width: axis.column, height: 64 }));
    winners.forEach((won, word) => bars.append(make("rect", { class: "bar", x: (word + 0.5) * axis.column - wide_ / 2, width: wide_, y: 62 - (58 * won) / most, height: (58 * won) / most })));
    const word = (event) => clamp(Math.floor((event.clientX - bars.getBoundingClientRect().left) / axis.column), words);
    const told = readable(
      bars,
      (event) => `${spot(event ? word(event) : picked.word)}\n${fill(say["states-won"], { count: winners[event ? word(event) : picked.word], units: count })}`,
      () => bars.querySelector(".here").getBoundingClientRect(),
    );
    walkWords(bars, word, told);
    inner.append(title(say["states-winners"], "", make("span", {}, `0 … ${most}`)), bars);
  }

  const show = () => {
    const { word, unit } = picked;
    markPressed(buttons, word);
    for (const { crosses } of maps) {
      crosses[0].style.cssText = `left:${word * axis.column}px;width:${axis.column}px`;
      crosses[1].style.cssText = `top:${(rank.get(unit) * tall) / count}px;height:${tall / count}px`;
    }
    const walked = document.activeElement?.dataset?.line;
    follow.replaceChildren(...unitCharts(unit));
    for (const here of inner.querySelectorAll(".here")) here.setAttribute("x", word * axis.column);
    if (walked !== undefined) follow.querySelector(`[data-line="${walked}"]`)?.focus({ preventScroll: true });
    read(out, data, say, arrays, { word, unit, at: number(kept.row), order });
    reveal(tracks, word * axis.column, axis.column);
  };
  host.replaceChildren(head, tracks);
  host.address = () => ({
    word: picked.word,
    unit: picked.unit,
    ...(folded && kept.all && { units: "all" }),
    ...(kept.row !== data.rows[0].name && { row: kept.row }),
    ...(kept.order in data.orders && kept.order !== "natural" && { order: kept.order }),
  });
  host.picked = picked; // whose equations are awaited
  host.chooseWord = (word) => word < words && choose(word, picked.unit, kept.row, false);
  host.choosePlace = (word, unit) => choose(word, unit);
  host.picture = () => pictureOfUnits(data, say, axis, maps, order, tall, picked, kept.row, arrays);
  tracks.scrollLeft = head.scrollLeft = kept.left ?? 0;
  together(head, tracks, (left) => (kept.left = left));
  goesOn(tracks);
  show();
  if (picked.word !== data.word || picked.unit !== data.unit) ask(side, picked);
};

// The way to the page of a unit.
const toPage = (data, row, unit) => page.go({ tab: "intervene", options: { view: "units", model: data.listener, listen: `${data.listen}${row}[${unit}]` }, at: ".unit-page" });
const listenTo = (data, row, unit, say, named = "") => {
  const way = make("button", { type: "button", class: named ? "unit-way" : "listen" }, named || say["inside-listen"]);
  if (named) way.setAttribute("aria-label", fill(say["inside-listen-name"], { unit: named }));
  way.addEventListener("click", () => toPage(data, row, unit));
  return way;
};

// What one word and one unit hold, in numbers: the values at this place, all units at the word, the strongest of both.
const read = (out, data, say, arrays, { word, unit, at, order }) => {
  const here = data.words[word], many = data.rows.length > 1, { values, digits } = arrays[at];
  const course = data.words.map((_, number) => values[number * data.units + unit]);
  const numbers = data.rows.map((row, number) => {
    const value = written(arrays[number].values[word * data.units + unit], arrays[number].digits);
    return make("p", {}, `${say[`row-${row.name}`]} `, make("b", {}, value));
  });
  const all = Array.from(values.subarray(word * data.units, (word + 1) * data.units));
  const top = (found) => found.map((value, number) => [value, number]).sort((a, b) => Math.abs(b[0]) - Math.abs(a[0])).slice(0, 5);
  const listed = (found, name) => make("p", {}, ...found.flatMap(([value, number], place) => [place ? " · " : "", name(number), " ", make("b", {}, written(value, digits))]));
  const row = data.rows[at], tall = 64, high = row.end ? Math.max(row.end, ...all.map(Math.abs)) : row.high, low = row.low < 0 ? -high : 0;
  const y = (value) => 2 + ((high - value) / (high - low)) * (tall - 4);
  const bars = make("svg", { class: "lines", viewBox: `0 0 ${order.length} ${tall}`, preserveAspectRatio: "none", width: "100%", height: tall, role: "img", "aria-label": fill(say["inside-word-line"], { word: here }) });
  order.forEach((number, place) => {
    const value = all[number], from = y(Math.max(0, value));
    bars.append(make("rect", { class: number === unit ? "bar at" : "bar", x: place + 0.1, width: 0.8, y: from, height: Math.max(0.6, y(Math.min(0, value)) - from) }));
  });
  bars.append(make("path", { class: "zero", d: `M0 ${y(0)}H${order.length}` }));
  const pointed = (event) => {
    const box = bars.getBoundingClientRect();
    return order[clamp(Math.floor(((event.clientX - box.left) / box.width) * order.length), order.length)];
  };
  const walk = { at: order.indexOf(unit) }; // where the keyboard is, without choosing
  bars.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step || !step[0]) return;
    event.preventDefault();
    walk.at = clamp(walk.at + step[0], order.length);
    told();
  });
  const leads = page.go && data.listen; // a click on a bar opens the unit's page; a tap tells first
  if (leads) {
    bars.classList.add("leads");
    bars.addEventListener("click", (event) => event.pointerType !== "touch" && toPage(data, row.name, pointed(event)));
    bars.addEventListener("keydown", (event) => event.key === "Enter" && toPage(data, row.name, order[walk.at]));
  }
  const told = readable(
    bars,
    (event) => {
      const number = event ? pointed(event) : order[walk.at];
      const more = leads ? `\n${say["inside-listen-tip"]}` : "";
      return fill(say["inside-cell"], { place: word + 1, word: here, unit: number + 1 }) + `\n${say[`row-${row.name}`]}: ${written(all[number], digits)}${more}`;
    },
    () => bars.querySelectorAll(".bar")[walk.at].getBoundingClientRect(),
  );
  const which = many ? ` — ${say[`row-${row.name}`]}` : "";
  out.replaceChildren(
    make("h4", { "aria-live": "polite" }, fill(say["inside-cell"], { place: word + 1, word: here, unit: unit + 1 })),
    make("div", { class: "values" }, ...numbers),
    page.go && data.listen ? listenTo(data, row.name, unit, say) : "",
    data.winners ? make("p", { class: "won" }, fill(say["states-winner"], { unit: unit + 1, place: data.winners[unit] + 1, word: data.words[data.winners[unit]] })) : "",
    make("div", {}, make("p", {}, fill(say["inside-word-line"], { word: here }) + which), bars),
    make(
      "div",
      {},
      make("p", {}, say["inside-top-units"] + which),
      listed(top(all), (number) => (page.go && data.listen ? listenTo(data, row.name, number, say, number + 1) : number + 1)),
      make("p", {}, say["inside-top-words"] + which),
      listed(top(course), (number) => `${number + 1} ${data.words[number]}`),
    ),
  );
};

// ---- read-outs beside the pointer, or beside the place that the keyboard or a tap has reached

// `tell` gives the text of an event's place, or without one of the chosen place; `anchor` says where that stands.
const readable = (surface, tell, anchor) => {
  surface.dataset.reads = "";
  if (!surface.hasAttribute("tabindex")) surface.setAttribute("tabindex", "0");
  const beside = ({ clientX, clientY }) => () => new DOMRect(clientX - 8, clientY - 8, 16, 16);
  const told = () => page.readOut(tell(), anchor);
  surface.addEventListener("pointermove", (event) => event.pointerType !== "touch" && page.readOut(tell(event), beside(event)));
  surface.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && page.readOut(""));
  surface.addEventListener("click", (event) => (event.detail ? page.readOut(tell(event), beside(event)) : told()));
  surface.addEventListener("focus", () => surface.matches(":focus-visible") && told());
  surface.addEventListener("blur", () => page.readOut(""));
  return told;
};
// Where the mark of a word and the mark of a unit meet.
const crossing = (word, unit) => {
  const across = word.getBoundingClientRect(), down = unit.getBoundingClientRect();
  return new DOMRect(across.left, down.top, across.width, down.height);
};
// A scroller fades at an end behind which it goes on.
const goesOn = (scroller) => {
  const tell = () => {
    scroller.classList.toggle("more-left", scroller.scrollLeft > 2);
    scroller.classList.toggle("more-right", scroller.scrollLeft + scroller.clientWidth < scroller.scrollWidth - 2);
  };
  if (!scroller.dataset.told) scroller.addEventListener("scroll", tell, { passive: true });
  scroller.dataset.told = "";
  requestAnimationFrame(tell);
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
    const shown = answer && element.querySelector(`.drawing[data-side="${answer.side}"]`)?.picked;
    if (!sums || !shown || shown.word !== answer.word || shown.unit !== answer.unit) return;
    sums.innerHTML = answer.html;
    sums.classList.remove("stale");
  },
  save: (file) => file?.name && save(file.name, new Blob([file.content], { type: `${file.type};charset=utf-8` })),
};
