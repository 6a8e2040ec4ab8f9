// A view by itself: answers what the page would ask its server for. Run after the scripts of the tab.
(() => {
  const page = window.playground, { element } = page.host;
  const served = page.again; // the query that brings this document back, where a server stands behind it
  const safe = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  // ---- equations of another place: whole thousandths, as `places.py` packed them

  const rounded = (value) => {
    const whole = Math.round(value);
    return Math.abs(value % 1) === 0.5 && whole % 2 ? whole - 1 : whole; // as NumPy does: halves to the even side
  };
  const functions = { "σ": (total) => (1 + Math.tanh(total / 2)) / 2, tanh: Math.tanh };
  const EDGE = 2 ** -17;
  const inverse = {
    "σ": (value) => {
      const inside = Math.min(1 - EDGE, Math.max(EDGE, value));
      return Math.log(inside / (1 - inside));
    },
    tanh: (value) => Math.atanh(Math.min(1 - EDGE, Math.max(EDGE - 1, value))),
  };
  const whole = (value) => rounded(value * 1000);
  const written = (number) => (number < 0 ? `−${(-number / 1000).toFixed(3)}` : (number / 1000).toFixed(3));
  const inflated = async (data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };
  // What the maps hold, with all digits that they were sent with.
  const mapped = async ({ name, low, high, steps, data }) => {
    const raw = await inflated(data), two = steps > 256, count = two ? raw.length / 2 : raw.length;
    const value = (at) => low + ((two ? raw[at] * 256 + raw[count + at] : raw[at]) / (steps - 1)) * (high - low);
    return [name, Float64Array.from({ length: count }, (_, at) => value(at))];
  };
  const unpack = async ({ data, words, units, earlier, equations }, rows) => {
    const maps = Object.fromEntries(await Promise.all(rows.map(mapped)));
    const raw = await inflated(data), all = raw.length / 4, size = words * units;
    let from = 0;
    const next = (expected) => {
      const found = new Int32Array(size);
      for (let at = 0; at < size; at++, from++) {
        const bits = raw[from] | (raw[all + from] << 8) | (raw[2 * all + from] << 16) | (raw[3 * all + from] << 24);
        found[at] = ((bits >>> 1) ^ -(bits & 1)) + expected(at, found); // the sign is the lowest bit
      }
      return found;
    };
    const values = [];
    const guesses = {
      value: (known) => (at) => values[known][at],
      tanh: (known) => (at) => whole(Math.tanh(values[known][at] / 1000)),
      before: (name) => (at) => {
        const there = at + earlier * units;
        return there < 0 || there >= size ? 0 : whole(maps[name][there]);
      },
    };
    return equations.map(({ function: of, map, terms, ...rest }) => {
      const drawn = maps[map];
      const value = next((at) => (drawn ? whole(drawn[at]) : 0));
      const total = of ? next((at) => whole(inverse[of](drawn ? drawn[at] : value[at] / 1000))) : value;
      const left = Int32Array.from(total), told = [];
      for (let number = terms.length - 1; number >= 0; number--) {
        const { symbol, steady, factors } = terms[number];
        const several = factors?.map(([way, which]) => next(way ? guesses[way](which) : () => 0));
        const made = several
          ? Int32Array.from({ length: size }, (_, at) => whole(several.reduce((so, factor) => (so * factor[at]) / 1000, 1)))
          : next((at, found) => (number === 0 ? left[at] : steady && at >= units ? found[at - units] : 0));
        made.forEach((one, at) => (left[at] -= one));
        told.unshift({ symbol, factors: several, value: made });
      }
      values.push(value);
      return { ...rest, of, terms: told, total, value };
    });
  };
  // As `equations.py` of Look inside writes them.
  const joined = (terms) => terms.reduce((so, term) => (so === "" ? term : term[0] === "−" ? `${so} − ${term.slice(1)}` : `${so} + ${term}`), "");
  const equation = ({ title, symbol, of, terms, total, value }, at) => {
    const factor = (whole) => (whole < 0 ? `(${written(whole)})` : written(whole));
    let symbols = terms.map((term) => term.symbol).join(" + ");
    let numbers = joined(terms.map(({ factors, value }) => (factors ? factors.map((one) => factor(one[at])).join(" × ") : written(value[at]))));
    if (of) [symbols, numbers] = [`${of}(${symbols})`, `${of}(${numbers}) = ${of}(${written(total[at])})`];
    return `<div><dt>${safe(title)}</dt><dd><span>${safe(symbol)} = ${safe(symbols)}</span><span>= ${safe(numbers)}</span><b>= ${written(value[at])}</b></dd></div>`;
  };
  const figures = [], held = []; // one for each model
  const place = async ({ side, word, unit }) => {
    const places = page.places[side], panel = element.querySelector(`article[data-side="${Number(side)}"]`), sums = panel.querySelector(".sums");
    if (!places) return page.inside.fill({ side, word, unit, html: `<p class="note">${safe(page.says.otherPlace)}</p>` });
    figures[side] ??= JSON.parse(panel.querySelector(".drawing").dataset.figure);
    held[side] ??= unpack(places, figures[side].rows);
    const found = await held[side], at = word * places.units + unit, text = figures[side].words[word];
    const heading = fill(places.heading, { place: word + 1, unit: unit + 1, word: text });
    const list = places.order.map((number) => equation(found[number], at)).join("");
    const symbols = sums.querySelector(".note")?.outerHTML ?? "";
    page.inside.fill({ side, word, unit, html: `<h4>${safe(heading)}</h4><dl>${list}</dl>${symbols}<p class="note">${safe(places.gap)}</p>` });
  };

  // ---- what else is asked for

  const saved = ({ kind }) => {
    const listing = element.querySelector(".listing");
    if (kind !== "py" || !listing) return page.tell(page.says.needsModel);
    const link = document.createElement("a"), name = listing.closest("article").dataset.name;
    Object.assign(link, { href: URL.createObjectURL(new Blob([listing.textContent], { type: "text/x-python" })), download: `${name}.py` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const option = (change) => {
    if (served) location.replace(`?${served}&change=${encodeURIComponent(JSON.stringify(change))}`);
    else page.tell(page.says.needsModel);
  };
  page.begun((name, data) => ({ place, download: saved, option })[name]?.(data));

  // ---- without a server, what it would have to be asked for is said and not offered

  if (!served)
    for (const select of element.querySelectorAll("select[data-option]")) {
      const chosen = document.createElement("b");
      chosen.textContent = select.selectedOptions[0]?.textContent ?? "";
      select.replaceWith(chosen);
    }

  // ---- Explain: a word that is pressed is marked in every row, and its scores stand below each other

  const rows = [...element.querySelectorAll(".explanation .attributions")];
  const wordsOf = (row) => [...row.querySelectorAll(":scope > span:not(.rest), :scope > button")];
  const scoreOf = (word) => (word.dataset.tip.split(" = ")[0].match(/\S+$/) ?? [""])[0];
  const show = (at) => {
    const marked = rows.map((row) => wordsOf(row)[at]);
    element.querySelectorAll(".attributions .lit").forEach((word) => word.classList.remove("lit"));
    marked.forEach((word) => word?.classList.add("lit"));
    rows.forEach((row, number) => {
      const article = row.closest("article"), out = article.querySelector(".score-of") ?? document.createElement("output");
      out.className = "score-of";
      const word = marked[number];
      const text = word && (word.querySelector(".said") ?? word).textContent;
      out.textContent = word ? `${fill(page.says.scores, { word: text })} ${scoreOf(word)}` : "";
      row.after(out);
    });
  };
  rows.forEach((row) => {
    const all = wordsOf(row);
    all.filter((word) => word.matches("span")).forEach((word) => word.setAttribute("role", "button"));
    row.addEventListener("keydown", (event) => {
      const at = all.indexOf(event.target);
      if (at < 0 || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      show(at);
    });
    row.addEventListener(
      "click",
      (event) => {
        const at = all.findIndex((word) => word.contains(event.target));
        if (at < 0) return;
        if (!served) event.stopPropagation(); // of a word that has a tag the page would explain that one
        show(at);
      },
      true,
    );
  });
})();
