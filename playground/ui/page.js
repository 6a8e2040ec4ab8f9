// What the page does in the browser: asks after a pause in typing, and shows numbers where one points.
// Nothing here computes an answer. Listeners stand on the document, because Gradio replaces what is drawn.
(() => {
  const PAUSE = 450, AGAIN = 700;
  const find = (query, within = document) => within.querySelector(query);
  const page = window.playground; // the server names its `languages` and `tabs`, and the first `tab`
  let pause, again;

  // Until language and view are settled, a page in another language would be seen in the first one.
  const root = document.documentElement;
  const known = Object.keys(page.languages);
  const asked = page.query().lang;
  const expected = known.includes(asked) ? asked : navigator.language.toLowerCase().split("-")[0];
  if (known.indexOf(expected) > 0) root.classList.add("unsettled");
  setTimeout(() => root.classList.remove("unsettled"), 10_000); // where the server is as slow as that, better than nothing

  // ---- questions

  page.ask = () => {
    clearTimeout(pause);
    clearTimeout(again);
    const text = find("#text textarea")?.value ?? "", now = page.languageOf(text);
    const before = find("[data-text-language]")?.dataset.textLanguage;
    if (now && before && now !== before && page.switched !== text) {
      page.switched = text; // once a text, whatever comes of it
      return find("#switch-models")?.click(); // asks when the models are those of the text's language
    }
    find(`#ask-${page.tab}`)?.click();
  };
  // As `text_language.py` has it, with the same patterns; null for a text without a letter.
  page.languageOf = (text) => {
    const count = (pattern) => (pattern ? text.match(new RegExp(pattern, "gu"))?.length ?? 0 : 0);
    const letters = count("\\p{L}");
    const is = ({ script, never, least_share }) => script && !count(never) && count(script) >= least_share * letters;
    const languages = Object.entries(page.textLanguages);
    return letters ? (languages.find(([, language]) => is(language)) ?? languages[0])[0] : null;
  };
  page.soon = () => {
    clearTimeout(pause);
    pause = setTimeout(page.ask, PAUSE);
  };
  page.show = (tab) => {
    if (page.tab !== tab) {
      page.leave();
      page.tab = tab;
      page.arrive();
      page.ask();
    }
  };
  page.drawn = () => {
    clearTimeout(again);
    page.follow(); // also where the same was drawn again
    if (find("[data-again]")) again = setTimeout(page.ask, AGAIN);
  };
  page.open = (tab) => {
    // On a narrow page some tabs stand in a menu, in their order, where Gradio gives them no id.
    const button = (name) => find(`#tab-${CSS.escape(name)}-button`);
    const folded = document.querySelectorAll("#tabs .overflow-dropdown button");
    const named = button(tab) ?? folded[page.tabs.filter((name) => !button(name)).indexOf(tab)];
    named?.click();
    return Boolean(named);
  };
  page.settled = () => {
    page.spoken();
    // What came with the language is drawn before the next frame but one.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      root.classList.remove("unsettled");
      root.dataset.settled = "";
    }));
    page.dress();
    const tab = page.query().tab ?? "";
    if (tab !== page.tab && page.open(tab)) return;
    page.restored();
    page.ask();
  };
  page.loaded = () => {
    page.settled();
    if (page.visit()) find("#rejoin")?.click(); // the page was loaded anew
  };
  // What finds this tab's visit again; empty where there is none, or where the browser keeps nothing for this page.
  page.visit = (token) => {
    try {
      if (token) sessionStorage.setItem("playground-visit", token);
      return sessionStorage.getItem("playground-visit") ?? "";
    } catch {
      return "";
    }
  };
  page.spoken = () => {
    const top = find(".top");
    if (!top) return;
    root.lang = page.languages[top.dataset.language];
    for (const one of document.querySelectorAll("p[data-waiting]")) {
      if (one.textContent !== top.dataset.waiting) one.textContent = top.dataset.waiting;
    }
    if (document.title !== top.dataset.title) document.title = top.dataset.title; // else the observer would call for ever
  };

  const write = (text) => {
    const box = find("#text textarea");
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  };

  document.addEventListener("input", (event) => event.target.matches("#text textarea") && page.soon());

  page.tell = (text) => {
    const notice = find("#notice");
    notice.textContent = text;
    clearTimeout(page.noticeTimer);
    page.noticeTimer = setTimeout(() => (notice.textContent = ""), 6000);
  };

  // ---- buttons that are drawn by us

  const unfold = (which, button) => button.setAttribute("aria-expanded", find("#models").classList.toggle(`with-${which}`));
  const copyFrom = async (button) => {
    const name = button.textContent;
    await navigator.clipboard.writeText(find(button.dataset.copy, button.closest("article")).textContent);
    button.textContent = button.dataset.said;
    setTimeout(() => (button.textContent = name), 1500);
  };

  const actions = {
    language: () => find("#switch-language").click(),
    copy: () => page.copy(),
    skip: () => {
      const panel = find(`#tab-${page.tab}`);
      panel.tabIndex = -1;
      panel.focus();
      panel.scrollIntoView();
    },
    program: () => find(find(".program") ? "#hide-program" : "#show-program").click(),
    unprogram: () => {
      find("#hide-program").click();
      find("[data-do=program]").focus();
    },
    tour: (button) => page.beginTour(button),
    theme: () => {
      page.theme = document.body.classList.toggle("dark") ? "dark" : "light";
      page.follow();
    },
    twins: (button) => unfold("twins", button),
    others: (button) => unfold("others", button),
    textbook: (button) => unfold("textbook", button),
  };
  document.addEventListener("click", (event) => {
    const menu = find("details.menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
    const action = event.target.closest("[data-do]");
    if (action) {
      if (action.matches("a")) event.preventDefault();
      actions[action.dataset.do](action);
    }
    const way = event.target.closest("[data-open]");
    if (way) page.open(way.dataset.open);
    const copied = event.target.closest(".program [data-copy]");
    if (copied) copyFrom(copied);
    const example = event.target.closest("[data-text]");
    if (example) {
      if (menu) menu.open = false;
      write(example.dataset.text);
      const task = example.dataset.task && find(`#task input[value="${example.dataset.task}"]`);
      if (task && !task.checked) {
        clearTimeout(pause);
        task.click();
      } else page.ask();
    }
  });

  // ---- numbers where one points, with the pointer or the keyboard

  const tip = document.createElement("div");
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  const meaning = (tag) => find(`.legend li[data-tag="${CSS.escape(tag)}"] span`)?.textContent ?? "";
  const lines = (place) => {
    if (place.dataset.tip !== undefined) return place.dataset.tip.split("\n");
    if (place.dataset.g !== undefined) {
      const { names, after } = place.closest(".chart").dataset;
      const numbers = place.dataset.g.split("|");
      const rows = names.split("|").map((name, at) => (numbers[at] ? `${name}  ${numbers[at]}` : ""));
      return [after.replace("{}", place.dataset.n), ...rows];
    }
    if (place.dataset.term) {
      const term = terms().find((one) => one.key === place.dataset.term);
      return [term?.what, term?.formula];
    }
    const tag = find("b", place).textContent;
    const { then, unknown } = place.closest("table").dataset;
    const runners = place.dataset.r && then.replace("{}", place.dataset.r.replaceAll(",", ", "));
    return [`${tag}  ${find("small", place).textContent}`, meaning(tag), runners, place.dataset.new && unknown];
  };
  // Above a place, or below it where there is no room; `anchor` gives its box, also after the page was scrolled.
  let read = null;
  const stand = (anchor) => {
    const at = anchor(), size = tip.getBoundingClientRect();
    const left = Math.min(Math.max(8, at.left + at.width / 2 - size.width / 2), innerWidth - size.width - 8);
    const above = at.top - size.height - 6;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > 4 ? above : Math.min(at.bottom + 6, innerHeight - size.height - 4)}px`;
  };
  const tellAt = (text, anchor) => {
    if (tip.textContent !== text) tip.textContent = text;
    if (!tip.isConnected) find(".gradio-container").append(tip);
    stand(anchor);
  };
  // What a drawing says of one of its places itself; nothing takes it away.
  page.readOut = (text, anchor) => {
    read = text ? anchor : null;
    if (text) tellAt(text, anchor);
    else tip.remove();
  };
  const point = (target) => {
    if (target?.closest?.("[data-reads]")) return;
    const place = target?.closest?.("[data-g], [data-r], [data-term], [data-tip]");
    find(".pointed")?.classList.remove("pointed");
    read = null;
    if (!place) return tip.remove();
    place.classList.add("pointed");
    tellAt(lines(place).filter(Boolean).join("\n"), () => place.getBoundingClientRect());
    return place;
  };
  document.addEventListener("mouseover", (event) => point(event.target));
  document.addEventListener("focusin", (event) => point(event.target)?.setAttribute("aria-describedby", "tip"));
  document.addEventListener("focusout", () => point(null));
  document.addEventListener("scroll", () => (read && tip.isConnected ? stand(read) : point(null)), { capture: true, passive: true });

  // The first place of each term in a tab is marked; what it means is shown there. Only in sentences of the page's own.
  const SENTENCES = ".note, .how p, .tab-answers, .to-notice, .workings li, .know dd, figcaption, .facts, .counts, .view-body h4, dd > small, .ft-step small, .ft-result p, .ft-result h4";
  const NOT_THERE = "button, a, select, textarea, input, summary, label, code, pre, svg, .reading, .attributions, [data-term], [dir=auto]";
  const terms = () => page.terms[find(".top")?.dataset.language] ?? Object.values(page.terms)[0];
  const forms = {};
  const pattern = () => {
    const language = find(".top")?.dataset.language;
    const quoted = (form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const edge = (form) => (/^[\x20-\x7e]+$/.test(form) ? `(?<![A-Za-z-])${quoted(form)}(?![A-Za-z-])` : quoted(form));
    const all = terms().flatMap(({ key, forms }) => forms.map((form) => [form, key]));
    forms[language] ??= {
      keys: new Map(all.map(([form, key]) => [form.toLowerCase(), key])),
      found: new RegExp(all.map(([form]) => form).sort((a, b) => b.length - a.length).map(edge).join("|"), "gi"),
    };
    return forms[language];
  };
  const markTerms = () => {
    const panel = find(`#tabs [role=tabpanel]:has(#ask-${page.tab})`) ?? find("#tabs");
    if (!panel || !find(".top")) return;
    const { keys, found } = pattern();
    const marked = new Set([...panel.querySelectorAll("[data-term]")].map((one) => one.dataset.term));
    for (const sentence of panel.querySelectorAll(SENTENCES)) {
      const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT), texts = [];
      while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(NOT_THERE)) texts.push(walker.currentNode);
      for (const text of texts) {
        const new_ = [...text.data.matchAll(found)].find(([form]) => !marked.has(keys.get(form.toLowerCase())));
        if (!new_) continue;
        const key = keys.get(new_[0].toLowerCase()), rest = text.splitText(new_.index), term = document.createElement("dfn");
        rest.splitText(new_[0].length);
        marked.add(key);
        Object.assign(term, { className: "term", tabIndex: 0 });
        term.dataset.term = key;
        rest.replaceWith(term);
        term.append(rest);
      }
    }
  };
  let marking;
  const markSoon = () => {
    clearTimeout(marking);
    marking = setTimeout(markTerms, 120);
  };
  document.addEventListener("click", (event) => event.target.closest?.("[data-term]") && point(event.target));

  // One stop of the Tab key for a table or a chart; inside it the arrow keys walk.
  const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  // A cell may reach over several rows: then it stands in the first of them only.
  const beside = (cell, down, right) => {
    const { rows } = cell.closest("table"), column = `${+cell.dataset.c + right}`;
    const from = cell.parentNode.rowIndex + (down > 0 ? cell.rowSpan : down);
    for (let row = from < rows.length ? from : 0; row > 0; row--) {
      const found = [...rows[row].cells].find((one) => one.dataset.c === column);
      if (found) return found;
    }
  };
  const walk = (event) => {
    const place = event.target.closest("[data-g], [data-r], [data-tip]");
    const step = place && steps[event.key];
    if (!step) return;
    event.preventDefault();
    let next;
    if (place.dataset.r === undefined) next = step[0] + step[1] > 0 ? place.nextElementSibling : place.previousElementSibling;
    else next = beside(place, ...step);
    if (!next?.matches("[data-g], [data-r], [data-tip]")) return;
    place.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches("#text textarea")) {
      event.preventDefault();
      page.ask();
    } else if (event.key === "Escape") {
      point(null);
      const menu = find("details.menu[open]");
      if (menu) {
        menu.open = false;
        find("summary", menu).focus();
      }
    } else walk(event);
  });
  const enter = () => {
    for (const walked of document.querySelectorAll("table.tags, .places, .walked"))
      if (!find("[tabindex='0']", walked)) find("[data-g], [data-r], [data-tip]", walked)?.setAttribute("tabindex", "0");
  };

  // Gradio redraws; what stands outside of the drawn HTML is set again.
  const unfolded = () => {
    for (const which of ["twins", "others", "textbook"]) {
      const button = find(`[data-do="${which}"]`), open = `${find("#models")?.classList.contains(`with-${which}`) ?? false}`;
      if (button && button.getAttribute("aria-expanded") !== open) button.setAttribute("aria-expanded", open);
    }
  };
  new MutationObserver(() => {
    enter();
    unfolded();
    markSoon();
    page.spoken();
    page.follow();
  }).observe(root, { childList: true, subtree: true });
})();
