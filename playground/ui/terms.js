// The terms that the page explains (`components/terms.py`): marked where they stand in sentences, headings and controls of the
// page's own, never in what visitors wrote. What is shown there, and when, is `page.js`'s.
(() => {
  const page = window.playground;
  const find = (query) => document.querySelector(query);
  // The first place of a term in a tab is marked in running text; a control that is called by it says so wherever it is.
  const SENTENCES = "h3, h4, th, dt, legend, figcaption, .note, .how p, .tab-answers, .to-notice, .workings li, .know dd, .facts, .counts, .view-body h4, dd > small, .ft-step small, .ft-result p";
  const CONTROLS = "button, summary, label";
  const VISITORS = "bdi, .reading, .attributions, .draft, .model-card, [data-text], [data-word], [data-g], [data-r], [dir=auto], #models, #task, #sentence";
  const NOT_THERE = `button, a, select, textarea, input, summary, label, code, pre, svg, ${VISITORS}, [data-term]`;
  const LETTERS = 60; // of a control's name; what is longer is no name

  const language = () => find(".top")?.dataset.language;
  const terms = () => page.terms[language()] ?? Object.values(page.terms)[0];
  const named = (key) => terms().find((one) => one.key === key);
  const patterns = {};
  const pattern = () => {
    const quoted = (form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const edge = (form) => (/^[\x20-\x7e]+$/.test(form) ? `(?<![A-Za-z-])${quoted(form)}(?![A-Za-z-])` : quoted(form));
    const all = terms().flatMap(({ key, forms }) => forms.map((form) => [form, key]));
    return (patterns[language()] ??= {
      keys: new Map(all.map(([form, key]) => [form.toLowerCase(), key])),
      found: new RegExp(all.map(([form]) => form).sort((a, b) => b.length - a.length).map(edge).join("|"), "gi"),
    });
  };

  const mark = (sentence, keys, found, marked) => {
    const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(NOT_THERE)) texts.push(walker.currentNode);
    while (texts.length) {
      const text = texts.shift();
      const first = [...text.data.matchAll(found)].find(([form]) => !marked.has(keys.get(form.toLowerCase())));
      if (!first) continue;
      const key = keys.get(first[0].toLowerCase()), named = text.splitText(first.index), term = document.createElement("dfn");
      texts.unshift(named.splitText(first[0].length)); // the next term may stand in the same sentence
      marked.add(key);
      Object.assign(term, { className: "term", tabIndex: 0, role: "button" });
      term.dataset.term = key;
      named.replaceWith(term);
      term.append(named);
    }
  };
  const markTerms = () => {
    const panel = find(`#tabs [role=tabpanel]:has(#ask-${page.tab})`) ?? find("#tabs");
    if (!panel || !language()) return;
    const { keys, found } = pattern();
    const marked = new Set([...panel.querySelectorAll("dfn[data-term]")].map((one) => one.dataset.term));
    for (const sentence of panel.querySelectorAll(SENTENCES)) mark(sentence, keys, found, marked);
    for (const control of panel.querySelectorAll(CONTROLS)) {
      const name = [...control.childNodes].filter((one) => !one.matches?.("select, input, small")).map((one) => one.textContent).join(" ").trim();
      if (control.dataset.term || !name || name.length > LETTERS || control.closest(VISITORS) || control.querySelector("[data-term]")) continue;
      const form = name.match(new RegExp(found.source, "i"))?.[0];
      if (form) control.dataset.term = keys.get(form.toLowerCase());
    }
  };
  let marking;
  page.markSoon = () => {
    clearTimeout(marking);
    marking = setTimeout(markTerms, 120);
  };

  // ---- what is shown of a term

  page.termLines = (key) => [named(key)?.what, named(key)?.formula];
  page.termWay = (key) => {
    const { place, see } = named(key) ?? {};
    if (!place) return null;
    const way = document.createElement("a");
    Object.assign(way, { href: "#tabs", textContent: see });
    way.addEventListener("click", (event) => {
      event.preventDefault();
      page.go(place);
    });
    return way;
  };
})();
