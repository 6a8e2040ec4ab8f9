// Attention: a small map of every head, one head large, and a word's share of every other word in both directions.

const FEW_WORDS = 30; // up to which all of them are shown at once
const FIRST_WORDS = 10; // of more

const drawAttention = async (host, data, say, current) => {
  const side = host.dataset.side, kept = (memory[side] ??= { order: "natural" });
  const small = await Promise.all(data.overview.map((layer) => Promise.all(layer.map(unpack))));
  const large = data.chosen && (await unpack(data.chosen));
  if (host.token !== current) return;
  const text = data.words.join("\n"), n = data.words.length;
  if (kept.text !== text) Object.assign(kept, { text, word: undefined });
  const given = `${data.layer} ${data.head}`;
  if (kept.given !== given) Object.assign(kept, { given, layer: data.layer - 1, head: data.head });
  kept.word = begun(side).word ?? kept.word;
  const state = { layer: kept.layer, head: kept.head, word: clamp(kept.word ?? data.word, n), to: undefined };
  const full = data.overview[0][0].size === n;

  const buttons = [];
  // One weight in words: from which word to which.
  const pair = (from, to, values) =>
    fill(say["attention-read"], { word: data.words[from], place: from + 1, other: data.words[to], count: to + 1, share: percent(values[from * n + to]) });
  const turn = (layer, head, focus) => {
    kept.refocus = focus && !full;
    if (!full) return trigger("option", { key: "head", side: Number(side), value: `${layer + 1} ${head}` });
    Object.assign(state, { layer, head });
    Object.assign(kept, { layer, head });
    clearTimeout(kept.turning);
    kept.turning = setTimeout(() => trigger("drawn_option", { key: "head", side: Number(side), value: `${layer + 1} ${head}` }), PAUSE);
    show();
    if (focus) buttons[layer][head].focus();
  };
  const overview = make("div", { class: "overview", role: "radiogroup", "aria-label": say["attention-overview"] });
  data.overview.forEach((layer, at) => {
    buttons.push([]);
    const row = make("div", {});
    layer.forEach((map, head) => {
      const name = fill(say["attention-head"], { layer: at + 1, head: head + 1 });
      const canvas = paint(map.size, map.size, small[at][head].shares, (column, line) => line * map.size + column);
      const largest = fill(say["attention-largest"], { share: percent(map.high) });
      const button = make("button", { type: "button", role: "radio", "aria-label": `${name}, ${largest}` }, canvas, make("small", {}, `${at + 1}·${head + 1}  ${largest}`));
      button.addEventListener("click", () => turn(at, head, true));
      button.addEventListener("keydown", (event) => {
        const step = steps[event.key];
        if (!step) return;
        event.preventDefault();
        const next = clamp(at + step[1], data.overview.length);
        turn(next, clamp(head + step[0], data.overview[next].length), true);
      });
      const cell = (event) => {
        const box = canvas.getBoundingClientRect(), part = (from, size) => clamp(Math.floor((from / size) * map.size), map.size);
        return [part(event.clientY - box.top, box.height), part(event.clientX - box.left, box.width)];
      };
      readable(
        button,
        (event) => {
          const [from, to] = event?.clientX && full ? cell(event) : [];
          return `${name}, ${largest}` + (from === undefined ? "" : `\n${pair(from, to, small[at][head].values)}`);
        },
        () => button.getBoundingClientRect(),
      );
      buttons[at].push(button);
      row.append(button);
    });
    overview.append(row);
  });
  const square = make("div", {}), attended = make("div", { class: "attended-both" }), head = make("h4", {});
  const narrow = n <= FEW_WORDS ? " narrow" : "";

  const show = () => {
    const numbers = full ? small[state.layer][state.head] : large;
    buttons.forEach((layer, at) => layer.forEach((button, number) => {
      const chosen = at === state.layer && number === state.head;
      button.setAttribute("aria-checked", chosen);
      button.tabIndex = chosen ? 0 : -1;
    }));
    head.textContent = fill(say["attention-head"], { layer: state.layer + 1, head: state.head + 1 });
    const spot = (word, at) => `${at + 1} ${word}`, from = `${say["attention-axis-from"]} ↓  ${say["attention-axis-to"]} →`;
    const weights = () => data.words.map((word, at) => [spot(word, at), ...data.words.map((_, to) => percent(numbers.values[at * n + to]))]);
    square.replaceChildren(matrix(numbers), asTable(say, head.textContent, () => [from, ...data.words.map(spot)], weights));
    look(numbers);
  };
  const choose = (word, to, tell = true) => {
    Object.assign(state, { word: clamp(word, n), to });
    kept.word = state.word;
    look(full ? small[state.layer][state.head] : large);
    if (tell) echo(host, state.word);
  };
  let mark = () => {};
  const matrix = (numbers) => {
    const cell = n <= 14 ? 28 : n <= 26 ? 20 : 15, room = Math.min(130, Math.max(58, ...data.words.map((word) => wide(word, "13px Charter, Georgia, serif"))) + 14);
    const axis = { column: cell, upright: false, tall: room, total: cell * n };
    const tops = axisWords(data, axis, (word) => choose(word));
    const lefts = data.words.map((word, at) => {
      const button = make("button", { type: "button", class: "left-word", tabindex: -1, style: `top:${at * cell}px;height:${cell}px`, dir: "auto", "data-tip": `${at + 1} ${word}` }, word);
      button.addEventListener("click", () => choose(at));
      button.addEventListener("keydown", (event) => {
        const step = steps[event.key];
        if (!step) return;
        event.preventDefault();
        const next = clamp(at + step[0] + step[1], n);
        choose(next);
        lefts[next].focus({ preventScroll: true });
      });
      return button;
    });
    const canvas = paint(n, n, numbers.shares, (column, line) => line * n + column);
    const [line, column] = [make("i", { class: "cross-unit" }), make("i", { class: "cross-word" })];
    const map = make("div", { class: "map", tabindex: 0, role: "application", style: `width:${cell * n}px;height:${cell * n}px`, "aria-label": head.textContent }, canvas, line, column);
    const pointed = (event) => {
      const box = map.getBoundingClientRect();
      return [event.clientY - box.top, event.clientX - box.left].map((from) => clamp(Math.floor(from / cell), n));
    };
    map.addEventListener("click", (event) => choose(...pointed(event)));
    const told = readable(
      map,
      (event) => pair(...(event ? pointed(event) : [state.word, state.to ?? state.word]), numbers.values),
      () => crossing(state.to === undefined ? line : column, line),
    );
    map.addEventListener("keydown", (event) => {
      const step = steps[event.key];
      if (!step) return;
      event.preventDefault();
      choose(state.word + step[1], step[0] ? clamp((state.to ?? state.word) + step[0], n) : state.to);
      told();
    });
    const corner = make("small", { class: "corner" }, `${say["attention-axis-from"]} ↓  ${say["attention-axis-to"]} →`);
    const grid = make("div", { class: "cells", style: `display:grid;grid-template-columns:${room}px ${cell * n}px;width:${room + cell * n}px` },
      make("div", { class: "tops lefts", style: `z-index:4;height:${room}px;display:flex;align-items:flex-end` }, corner),
      make("div", { class: "tops", style: `position:sticky;height:${room}px` }, ...tops),
      make("div", { class: "lefts", style: `position:sticky;height:${cell * n}px` }, ...lefts), map);
    const scroller = make("div", { class: "square" }, grid);
    goesOn(scroller);
    mark = () => {
      markPressed(lefts, state.word);
      markPressed(tops, state.to ?? -1);
      line.style.cssText = `top:${state.word * cell}px;height:${cell}px`;
      column.style.cssText = state.to === undefined ? "display:none" : `left:${state.to * cell}px;width:${cell}px`;
      const from = state.word * cell, seen = scroller.clientHeight - room;
      if (from < scroller.scrollTop) scroller.scrollTop = from - cell;
      else if (from + 2 * cell > scroller.scrollTop + seen) scroller.scrollTop = from + 2 * cell - seen;
      if (state.to !== undefined) {
        const left = state.to * cell, width = scroller.clientWidth - room;
        if (left < scroller.scrollLeft) scroller.scrollLeft = left - cell;
        else if (left + 2 * cell > scroller.scrollLeft + width) scroller.scrollLeft = left + 2 * cell - width;
      }
    };
    return scroller;
  };
  // Where the word looks, and who looks at it: the text twice, each word with its share.
  const look = (numbers) => {
    mark();
    const row = data.words.map((_, to) => numbers.values[state.word * n + to]);
    const column = data.words.map((_, from) => numbers.values[from * n + state.word]);
    const sum = (shares) => shares.reduce((a, b) => a + b, 0);
    const block = (key, shares, meaning) => {
      const end = data.overview[state.layer][state.head].high, few = n <= FEW_WORDS, least = few ? -1 : [...shares].sort((a, b) => b - a)[11];
      const spans = data.words.map((word, at) => {
        const share = shares[at] / end, self = at === state.word ? " self" : "", at_ = state.to === at ? " at" : "";
        const span = make("span", { class: `attended-word${self}${at_}`, style: `background:${css(share)};color:${share > 0.47 ? "#000" : "#fff"}` }, make("bdi", {}, word));
        span.append(make("small", {}, shares[at] >= least ? percent(shares[at]) : " "));
        span.dataset.tip = key === "attention-from" ? pair(state.word, at, numbers.values) : pair(at, state.word, numbers.values);
        if (self) span.setAttribute("tabindex", "0");
        return span;
      });
      const title = make("p", { "aria-live": "polite" }, make("b", {}, fill(say[key], { word: data.words[state.word], place: state.word + 1 })), ` — ${meaning}`);
      const every = make("div", { class: "attended-words walked" }, ...spans);
      if (few) return make("div", { class: "attended" }, title, every);
      // Of many words the largest weights first, each with its place; the text with all of them unfolds.
      const first = [...shares.keys()].sort((a, b) => shares[b] - shares[a]).slice(0, FIRST_WORDS), rest = sum(shares) - sum(first.map((one) => shares[one]));
      const bar = (share) => make("i", { style: `width:${Math.min(100, (100 * Math.max(0, share)) / (shares[first[0]] || 1))}%` });
      const entry = (one, name, share) => make("li", {}, make("small", {}, one === undefined ? "" : one + 1), make("bdi", {}, name), make("b", {}, percent(share)), bar(share));
      const largest = make("ol", { class: "attended-first", "aria-label": fill(say["attention-first"], { count: first.length }) }, ...first.map((one) => entry(one, data.words[one], shares[one])), entry(undefined, say["attention-rest"], rest));
      const all = make("details", {}, make("summary", {}, say["attention-all-words"]), every);
      all.open = Boolean(kept[key]);
      all.addEventListener("toggle", () => (kept[key] = all.open));
      return make("div", { class: "attended" }, title, largest, all);
    };
    attended.replaceChildren(
      block("attention-from", row, fill(say["attention-sum"], { share: percent(sum(row)) })),
      block("attention-to", column, fill(say["attention-received"], { share: percent(sum(column)) })),
    );
  };
  goesOn(overview);
  host.replaceChildren(make("h4", {}, say["attention-overview"]), overview, head, make("div", { class: `heads${narrow}` }, square, attended));
  host.address = () => ({ layer: state.layer + 1, head: state.head, word: state.word });
  host.chooseWord = (word) => word < n && choose(word, undefined, false);
  host.picture = () => pictureOfAttention(data, say, state, full ? small[state.layer][state.head] : large, head.textContent);
  show();
  if (kept.refocus) buttons[state.layer][state.head].focus({ preventScroll: true });
  kept.refocus = false;
};
