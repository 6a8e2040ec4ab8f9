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

  // How often somebody has scrolled, pressed or typed: what is brought into sight for them stays there only until they do.
  page.acts = 0;
  for (const type of ["wheel", "touchmove", "pointerdown", "keydown"]) addEventListener(type, () => page.acts++, { capture: true, passive: true });

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
    page.lesson.ask();
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
    page.seek();
    if (page.waits()) again = setTimeout(page.ask, AGAIN);
  };
  // Whether what is seen waits for a model; what was left waiting in another tab is asked for when that is opened again.
  page.waits = () => Boolean(find(`#tab-${page.tab} [data-again]`));
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
    else page.missed();
  };
  // What an address names and nobody here has is not left out without a word.
  page.missed = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    const here = new Set([...document.querySelectorAll("#models input")].map((box) => box.name));
    const gone = (page.begin.models ?? "").split(",").filter((name) => name.trim() && !here.has(name.trim()));
    if (!gone.length) return;
    const others = gone.filter((name) => !name.startsWith("session:")), { leftOutSession, leftOut } = find(".top").dataset;
    const said = [gone.length > others.length && leftOutSession, others.length && leftOut.replace("{}", others.join(", "))];
    page.tell(said.filter(Boolean).join(" "), true);
  }));
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

  const write = page.write = (text) => {
    const box = find("#text textarea");
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  };

  document.addEventListener("input", (event) => event.target.matches("#text textarea") && page.soon());

  // A sentence for six seconds; or until somebody clicks or types, where nothing else tells the same.
  page.tell = (text, stays = false) => {
    const notice = find("#notice");
    const over = () => (notice.textContent = "");
    notice.textContent = text;
    clearTimeout(page.noticeTimer);
    if (!stays) page.noticeTimer = setTimeout(over, 6000);
    else for (const kind of ["click", "keydown"]) document.addEventListener(kind, over, { once: true });
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
    // The frame for another page stands among the calls, which are asked for where they are not shown yet.
    embed: () => {
      const there = () => find(".program [data-embed]");
      const go = () => {
        there().scrollIntoView({ block: "nearest" });
        there().focus({ preventScroll: true });
      };
      if (there()) return go();
      const seen = new MutationObserver(() => {
        if (!there()) return;
        seen.disconnect();
        go();
      });
      seen.observe(find("#program"), { childList: true, subtree: true });
      find("#show-program").click();
    },
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

  const POINTED = "[data-g], [data-r], [data-term], [data-tip]";
  let pinned = null, leaving;
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
    if (place.dataset.term) return page.termLines(place.dataset.term);
    const tag = find("b", place).textContent;
    const { then, unknown } = place.closest("table").dataset;
    const runners = place.dataset.r && then.replace("{}", place.dataset.r.replaceAll(",", ", "));
    return [`${tag}  ${find("small", place).textContent}`, meaning(tag), runners, place.dataset.new && unknown, find(".differ", place.parentNode)?.dataset.tip];
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
  let hiding = false; // what loses the focus with it must not hide it once more
  const hide = () => {
    if (hiding) return;
    hiding = true;
    tip.remove();
    hiding = false;
  };
  const tellAt = (text, anchor, way = null) => {
    if (tip.textContent !== text) tip.textContent = text;
    tip.classList.toggle("of-term", Boolean(way)); // its way can be reached with the pointer
    if (way) tip.append("\n", way);
    if (!tip.isConnected) find(".gradio-container").append(tip);
    stand(anchor);
  };
  // What a drawing says of one of its places itself; nothing takes it away.
  page.readOut = (text, anchor) => {
    read = text ? anchor : null;
    if (text) tellAt(text, anchor);
    else hide();
  };
  const point = (target) => {
    if (target?.closest?.("[data-reads]")) return;
    const place = target?.closest?.(POINTED);
    find(".pointed")?.classList.remove("pointed");
    read = pinned = null;
    if (!place) return hide();
    place.classList.add("pointed");
    const way = place.dataset.term && page.termWay(place.dataset.term);
    tellAt(lines(place).filter(Boolean).join("\n"), () => place.getBoundingClientRect(), way);
    return place;
  };
  // Where the page moves under a mouse that rests, or beside a finger, the browser tells of a mouse that arrives: what has
  // the focus or was touched keeps its tip then.
  let mouse = "", arrives = false, touched = false;
  const where = ({ screenX, screenY }) => `${Math.trunc(screenX)} ${Math.trunc(screenY)}`;
  const moves = (event) => {
    const finger = event.pointerType !== "mouse", at = where(event);
    if (finger || at !== mouse) touched = finger;
    arrives = event.type === "pointerover" && !finger && at !== mouse;
    if (!finger) mouse = at;
  };
  for (const type of ["pointerover", "pointermove"]) document.addEventListener(type, moves, { capture: true, passive: true });
  document.addEventListener("mouseover", (event) => {
    const { target } = event, place = find(".pointed"), rests = !arrives && where(event) === mouse;
    arrives = false;
    if (rests && place && (touched || place.contains(document.activeElement))) return;
    clearTimeout(leaving);
    if (pinned || tip.contains(target)) return;
    if (!tip.matches(".of-term") || target.closest?.(POINTED)) point(target);
    else leaving = setTimeout(() => !pinned && !read && point(null), 300); // long enough to reach the tip
  });
  document.addEventListener("focusin", ({ target }) => {
    if (!tip.contains(target)) point(target)?.setAttribute("aria-describedby", "tip");
  });
  document.addEventListener("focusout", ({ relatedTarget }) => tip.contains(relatedTarget) || point(null));
  // What has the focus is scrolled into sight, and keeps what it says.
  document.addEventListener("scroll", () => {
    const place = find(".pointed");
    if (!tip.isConnected) return;
    if (read) stand(read);
    else if (place?.contains(document.activeElement)) stand(() => place.getBoundingClientRect());
    else point(null);
  }, { capture: true, passive: true });
  // A term that is pressed keeps what it says until one looks elsewhere; with the keyboard its way is the next stop.
  const pin = (term, focus) => {
    pinned = point(term);
    if (focus) find("a", tip)?.focus();
  };
  const unpin = () => {
    const before = tip.contains(document.activeElement) && pinned;
    point(null);
    if (before) before.focus();
    point(null);
  };

  // ---- numbers that are typed: what is allowed is said beside the box, and nothing else is handed on

  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.matches?.("[data-limits]")) return;
    const fits = box.checkValidity(), said = find(".limits", box.closest("p, dd"));
    box.setAttribute("aria-invalid", !fits);
    said.textContent = fits ? "" : box.dataset.limits.replace("{}", box.value || "…");
    if (!fits) event.stopImmediatePropagation();
  }, true);

  // ---- the table of a figure, made where somebody unfolds it

  // A table in a frame that scrolls; the first cell of a row is what the others are about.
  page.table = (heads, rows) => {
    const table = document.createElement("table"), scroll = document.createElement("div");
    const row = (section, texts, ofRow) => {
      const line = section.insertRow();
      texts.forEach((text, at) => {
        const cell = document.createElement(ofRow && at ? "td" : "th");
        if (cell.matches("th")) cell.scope = ofRow ? "row" : "col";
        cell.textContent = text;
        line.append(cell);
      });
    };
    row(table.createTHead(), heads, false);
    const body = table.createTBody();
    rows.forEach((texts) => row(body, texts, true));
    scroll.className = "scroll";
    scroll.tabIndex = 0;
    scroll.append(table);
    return scroll;
  };
  // Of a chart the numbers stand in its places.
  document.addEventListener("toggle", ({ target }) => {
    if (!target.open || !target.matches?.("[data-table]") || find("table", target)) return;
    const chart = find(".chart", target.closest("figure"));
    const rows = [...chart.querySelectorAll("[data-g]")].map((place) => [`${place.dataset.n} ${find("b", place).lastChild.textContent}`, ...place.dataset.g.split("|")]);
    target.append(page.table([target.dataset.table, ...chart.dataset.names.split("|")], rows));
  }, true);

  // One stop of the Tab key for a table or a chart; inside it the arrow keys walk.
  const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  const stopsOf = (walked) => [...walked.querySelectorAll(walked.matches(".walked") ? "[data-tip]:not(label)" : "[data-g], [data-r]")];
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
    const place = event.target.closest("[data-g], [data-r], .walked [data-tip]");
    const step = place && steps[event.key];
    if (!step) return;
    event.preventDefault();
    let next;
    const stop = (one) => one.matches("[data-g], [data-r], .walked [data-tip]"), walked = place.closest(".walked");
    if (place.dataset.c === undefined && walked) {
      const all = stopsOf(walked).filter((one) => one === place || one.getClientRects().length); // a row may be filtered out
      next = all[all.indexOf(place) + step[0] + step[1]];
    } else if (place.dataset.c === undefined) {
      const way = step[0] + step[1] > 0 ? "nextElementSibling" : "previousElementSibling";
      for (next = place[way]; next && !stop(next); ) next = next[way]; // a cell may have nothing to say
    } else {
      let last = place;
      next = beside(place, ...step);
      while (next && next !== last && !next.offsetParent) [last, next] = [next, beside(next, ...step)]; // a row that is filtered out
    }
    if (!next || !stop(next)) return;
    place.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
  document.addEventListener("click", ({ target }) => {
    const term = target.closest?.("dfn[data-term]");
    if (term) pin(term, false);
    else if (tip.contains(target) ? target.matches("a") : pinned) unpin();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && event.target.matches("dfn[data-term]")) {
      event.preventDefault();
      pin(event.target, true);
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches("#text textarea")) {
      event.preventDefault();
      page.ask();
    } else if (event.key === "Escape") {
      unpin();
      const menu = find("details.menu[open]");
      if (menu) {
        menu.open = false;
        find("summary", menu).focus();
      }
    } else walk(event);
  });
  const enter = () => {
    for (const walked of document.querySelectorAll("table.tags, .places, .walked")) {
      const stops = stopsOf(walked);
      if (!stops.some((one) => one.tabIndex === 0)) stops[0]?.setAttribute("tabindex", "0");
    }
  };

  // What goes on to the side out of sight is told, so that its edge fades.
  const SCROLLS = ".scroll, .tracks, .head-axis, .ft-scroll, .many-scroll, .many-matrices, .score-bars, .faithfulness";
  const edges = (one) => {
    const left = one.scrollLeft > 2, right = one.scrollLeft + one.clientWidth < one.scrollWidth - 2;
    const now = [left && "left", right && "right"].filter(Boolean).join(" ");
    if ((one.dataset.goesOn ?? "") !== now) one.dataset.goesOn = now;
  };
  // What goes on below is a stop of the Tab key, so that it can be scrolled with it.
  const TALL = ".many-text > div";
  const reached = (one) => {
    const goesOn = one.scrollHeight > one.clientHeight + 1;
    if (goesOn !== one.hasAttribute("tabindex")) one.toggleAttribute("tabindex", goesOn) && (one.tabIndex = 0);
  };
  let looking;
  const allEdges = () => {
    cancelAnimationFrame(looking);
    looking = requestAnimationFrame(() => {
      document.querySelectorAll(SCROLLS).forEach(edges);
      document.querySelectorAll(TALL).forEach(reached);
    });
  };
  addEventListener("resize", allEdges);
  document.addEventListener("scroll", ({ target }) => target.matches?.(SCROLLS) && edges(target), { capture: true, passive: true });

  // A file that the server has sent as {name, content}, in base64, is saved.
  page.save = (file) => {
    if (!file?.content) return;
    const bytes = Uint8Array.from(atob(file.content), (letter) => letter.charCodeAt(0)), link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: "application/zip" }));
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
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
    allEdges();
    page.markSoon();
    if (tip.isConnected && !read && !find(".pointed")) point(null); // what it was about is drawn no more
    page.spoken();
    page.follow();
  }).observe(root, { childList: true, subtree: true });
})();
