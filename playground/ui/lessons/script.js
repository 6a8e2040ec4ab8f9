// The lesson that is on (`lessons/tab.py`): where one is and what was answered there, which the server is asked about and
// the address holds but for the answer. Every step opens its place once, when it is begun, and points at it; whoever
// writes another text meanwhile stays where they are. Nothing is kept.
(() => {
  const page = window.playground, AGAIN = 700;
  const find = (query) => document.querySelector(query), root = document.documentElement;
  const panel = () => find("#lesson .lesson-panel");
  let now = null, again, opener = null;
  let answered = ""; // text and models that the answer is about; empty: those that come next
  let picked = null; // the choice that is not checked yet, which a panel that is drawn anew keeps
  document.addEventListener("change", ({ target }) => target.matches?.("#lesson [type=radio]") && (picked = target.value));
  let led = -1; // `page.acts` when the place was opened, which is brought into sight until somebody scrolls or types
  let moved = false, leads = false, fresh = false, wanted = ""; // the place is to be opened, with the lesson's own text; where the focus goes

  const about = () => [find("#text textarea")?.value, ...[...document.querySelectorAll("#models input:checked")].map((box) => box.name)].join("\n");
  const below = matchMedia("(max-width: 1100px)"); // as in style.css
  const fit = () => {
    root.classList.toggle("lesson-below", below.matches);
    root.style.setProperty("--lesson", `${(panel()?.offsetHeight ?? 0) + 16}px`);
  };
  below.addEventListener("change", fit);
  const ask = () => (now || panel()) && find("#ask-lesson")?.click();
  const place = () => (panel()?.dataset.place ? JSON.parse(panel().dataset.place) : null);
  const point = () => {
    const there = place(), block = page.acts === led && (below.matches ? "start" : "nearest");
    if (there) page.pointAt(there.tab, [...there.at.split(",").filter(Boolean), `#tab-${there.tab}`], { block });
  };
  const lead = (options = {}) => {
    const there = place();
    if (page.restoring) return;
    leads = false;
    if (!there) return find("#lesson .has-answer")?.scrollIntoView({ block: "nearest" });
    const goal = { ...there, options: { ...there.options, ...options }, at: "" };
    if (!page.isAt(goal)) {
      answered = "";
      page.go(goal);
    } else if (moved) page.arrive(); // a step of Back, as another place is
    moved = false;
    led = page.acts;
    point();
  };
  let stopping = false; // the button that ends a training has the focus, which it keeps while the panel is drawn anew
  document.addEventListener("focusin", ({ target }) => {
    if (target.closest?.("#lesson")) stopping = target.dataset.lessonDo === "stop";
  });
  const focus = () => {
    if (stopping && find("#lesson [data-lesson-do=stop]")) return find("#lesson [data-lesson-do=stop]").focus({ preventScroll: true });
    const held = document.activeElement, free = !held || held === document.body || panel()?.contains(held);
    if (wanted && free) find(`#lesson ${wanted}`)?.focus({ preventScroll: true });
    const verdict = find("#lesson .lesson-verdict");
    if (wanted && verdict) verdict.scrollIntoView({ block: "nearest" });
  };

  // On a projector: one view and the panel, in large letters; the arrow keys go from step to step.
  const presenting = () => root.classList.contains("presenting");
  const present = () => {
    root.classList.toggle("presenting");
    fit();
    dispatchEvent(new Event("resize"));
  };

  const asked = (changes) => {
    now = { ...now, ...changes };
    picked = null;
    answered = about();
    ask();
  };
  addEventListener("popstate", () => (moved = false)); // Back takes who went on back
  const go = (step) => {
    leads = moved = true;
    wanted = "h2";
    asked({ step, given: null, shown: false });
  };
  const begin = (lesson, from) => {
    opener = from;
    fresh = true;
    now = { lesson };
    go(1);
  };
  const end = () => {
    now = null;
    leads = fresh = false;
    clearTimeout(again);
    page.unpoint();
    find("#ask-lesson").click(); // empties the panel
    root.classList.remove("on-lesson");
    page.follow();
    (opener?.isConnected ? opener : find(`#tab-${page.tab}-button`) ?? find("#text textarea"))?.focus({ preventScroll: true });
  };

  page.lesson = {
    parts: () => ({ ...(now && { lesson: now.lesson, step: `${now.step}` }), ...(presenting() && { present: "1" }) }),
    asked: () => {
      const said = JSON.stringify(now ?? {});
      delete now?.stop; // it is said once; the answer to what was asked before it may still come
      return said;
    },
    ask: () => {
      answered ||= about();
      if (now && answered !== about()) {
        now = { ...now, given: null, shown: false };
        picked = null;
      }
      ask();
    },
    drawn: () => {
      clearTimeout(again);
      const shown = panel();
      root.classList.toggle("on-lesson", Boolean(shown));
      if (!shown || !now) return;
      fit();
      const boxes = [...shown.querySelectorAll("[type=radio]")], kept = boxes.some((box) => box.value === picked);
      for (const box of boxes) box.checked = kept ? box.value === picked : box.hasAttribute("checked");
      const { of, step, steps } = shown.dataset;
      if (step) {
        const due = Math.min(Math.max(now.step, 1), Number(steps));
        if (of !== now.lesson || Number(step) !== due) return; // of a place that was left; the answer to this one comes
        now.step = due;
      }
      if (fresh && !page.restoring) {
        fresh = false;
        const { default: text, task } = shown.dataset;
        return page.go({ tab: page.tab === "lessons" ? page.tabs[0] : page.tab, options: { text, task, models: "" } });
      }
      if (shown.dataset.again) again = setTimeout(ask, AGAIN);
      else if (leads) lead();
      else point();
      focus();
    },
    // The sheets are there: they alone are printed.
    print: () => {
      if (!find("#lesson-sheets .lesson-sheet")) return;
      root.classList.add("printing-lesson");
      addEventListener("afterprint", () => root.classList.remove("printing-lesson"), { once: true });
      print();
    },
    restored: () => {
      const { lesson, step, text, present: wide } = page.query();
      if (presenting() !== (wide === "1")) present();
      if (!lesson) {
        if (now) end();
        return;
      }
      const same = now?.lesson === lesson && (moved || `${now.step}` === step); // who went on meanwhile is not taken back
      if (!same) now = { lesson, step: Number(step) || 1, given: null, shown: false };
      if (!same) picked = null;
      if (!same && text === undefined) fresh = leads = true; // an address that names the lesson alone
      else if (!same && !page.query().tab) leads = true;
    },
  };

  const ways = {
    back: () => go(now.step - 1),
    next: () => go(now.step + 1),
    end,
    tell: () => {
      wanted = ".lesson-verdict";
      asked({ shown: true });
    },
    place: () => {
      const row = find("#lesson .has-answer"); // where it can be read, where that is the panel itself
      if (!row) return lead();
      row.closest("details")?.setAttribute("open", "");
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    },
    stop: () => {
      wanted = "form input, form select";
      asked({ given: null, shown: false, stop: true });
    },
    print: () => find("#print-lesson").click(),
    present: () => {
      present();
      page.follow();
    },
    default: () => {
      fresh = leads = true;
      page.lesson.drawn();
    },
  };
  document.addEventListener("click", ({ target }) => {
    const card = target.closest?.("[data-lesson]"), way = target.closest?.("[data-lesson-do]");
    if (card) begin(card.dataset.lesson, card);
    if (way) ways[way.dataset.lessonDo](way);
    const text = target.closest?.("[data-lesson-text]");
    if (!text) return;
    page.write(text.dataset.lessonText);
    page.ask();
    find("#lesson h2")?.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => {
    if (!presenting() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return ways.present();
    const way = { ArrowRight: "next", PageDown: "next", ArrowLeft: "back", PageUp: "back" }[event.key];
    const taken = event.target.matches?.("input, textarea, select, [data-g], [data-r], [data-tip], [role=tab], [role=option], [tabindex='0']");
    const button = way && !taken && find(`#lesson [data-lesson-do=${way}]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  addEventListener("beforeprint", () => root.classList.add("printing"));
  addEventListener("afterprint", () => root.classList.remove("printing"));
  document.addEventListener("submit", (event) => {
    if (!event.target.matches?.("[data-lesson-form]")) return;
    event.preventDefault();
    wanted = ".lesson-verdict";
    leads = true;
    asked({ given: `${new FormData(event.target).get("given") ?? ""}`, shown: false });
  });
})();
