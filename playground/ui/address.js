// The address follows what is seen: replaced while one looks around, and a step of Back where another tab is opened. The
// parts that a tab adds stand in the `data-address` of what it has drawn; what only the browser knows, its script tells.
(() => {
  const PAUSE = 350, KEPT = "playground-kept-", MOST_KEPT = 20;
  const page = window.playground; // the server names the `longest` address
  const find = (query, within = document) => within.querySelector(query);
  let pause, kept = "";

  // ---- what is kept in the browser, because it is too long for an address

  const stored = (name) => {
    try {
      return localStorage.getItem(KEPT + name);
    } catch {
      return null; // the browser keeps nothing for this page
    }
  };
  const store = (query) => {
    let hash = 5381;
    for (const letter of query) hash = (hash * 33 + letter.codePointAt(0)) >>> 0;
    const name = hash.toString(36);
    try {
      const names = Object.keys(localStorage).filter((key) => key.startsWith(KEPT) && key !== KEPT + name);
      names.slice(MOST_KEPT - 1).forEach((key) => localStorage.removeItem(key));
      localStorage.setItem(KEPT + name, query);
      return name;
    } catch {
      return "";
    }
  };

  // ---- what is asked for

  // The query, of the address or of what is kept for it.
  page.address = () => {
    const name = new URLSearchParams(location.search).get("kept");
    return (name && stored(name)) ?? location.search.slice(1);
  };
  page.query = () => Object.fromEntries(new URLSearchParams(page.address()));
  page.restoring = true; // until the page shows what its address asks for
  page.begin = page.query(); // what scripts of tabs take up when they draw for the first time
  page.theme = ["dark", "light"].includes(page.begin.theme) ? page.begin.theme : "";

  page.dress = () => page.theme && document.body.classList.toggle("dark", page.theme === "dark");
  document.addEventListener("DOMContentLoaded", page.dress);

  page.restored = () => {
    page.restoring = false;
    const name = new URLSearchParams(location.search).get("kept");
    if (name && stored(name) === null) page.tell(find(".top").dataset.notKept);
    page.follow();
    page.lesson.restored();
    if (!find(`#ask-${page.tab}`)) page.seek(); // a tab that asks nothing by itself
  };
  const restore = () => {
    clearTimeout(pause);
    page.restoring = true;
    page.begin = page.query();
    if (page.begin.theme) page.theme = page.begin.theme;
    page.dress();
    find("#restore").click();
  };
  addEventListener("popstate", restore);

  // ---- what is seen

  const seen = (models) => {
    const parts = new URLSearchParams({
      text: find("#text textarea").value,
      task: find("#task input:checked")?.value ?? "",
      models: models.join(","),
      tab: page.tab,
      lang: find(".top").dataset.language,
    });
    if (page.theme) parts.set("theme", page.theme);
    const drawn = find(`#tab-${page.tab} [data-address]`); // also where it has just been hidden by another tab
    const own = new URLSearchParams(drawn?.dataset.address);
    const more = (drawn && page.parts?.[page.tab]?.()) || {};
    for (const [name, value] of [...own, ...Object.entries(more), ...Object.entries(page.lesson.parts())]) parts.set(name, value);
    return parts;
  };
  const chosen = () => [...document.querySelectorAll("#models input:checked")].map((box) => box.name);
  const short = (parts) => {
    // What stands in the address for somebody else, such as the host of a Space, stays.
    for (const [name, value] of new URLSearchParams(location.search)) if (name.startsWith("__")) parts.set(name, value);
    const written = String(parts);
    if (written.length <= page.longest) {
      kept = "";
      return written;
    }
    const before = kept;
    kept = store(written);
    if (!before) page.tell(find(".top").dataset[kept ? "kept" : "tooLong"]);
    const { tab, lang, task } = Object.fromEntries(parts);
    return String(new URLSearchParams({ ...(kept ? { kept } : {}), tab, task, lang }));
  };
  const write = (way) => {
    const query = short(seen(chosen()));
    if (way === "replaceState" && query === location.search.slice(1)) return;
    history[way](null, "", `${location.pathname}?${query}`);
    page.program();
    if (location.hostname.endsWith(".hf.space") && parent !== window)
      parent.postMessage({ queryString: query }, "https://huggingface.co"); // a Space stands in a frame
  };
  const ready = () => !page.restoring && find(".top") && find("#text textarea");

  page.follow = () => {
    clearTimeout(pause);
    if (ready()) pause = setTimeout(() => ready() && write("replaceState"), PAUSE);
  };
  // Another tab is opened: what was seen last stays behind, as a step of Back.
  page.leave = () => {
    clearTimeout(pause);
    if (ready()) write("replaceState");
  };
  page.arrive = () => {
    if (page.restoring) page.restored();
    else if (ready()) write("pushState");
  };

  // Another place of the page, with the same text: a tab, parts of its address, a model of an architecture, and what of
  // it is to be looked at once it is drawn.
  page.go = ({ tab, options, of, at }) => {
    if (!ready()) return;
    page.leave();
    const parts = seen(chosen()), kept = new Set(["text", "task", "models", "lang", "theme", ...Object.keys(page.lesson.parts())]);
    for (const name of [...parts.keys()]) if (!kept.has(name)) parts.delete(name);
    const fits = (name) => name.includes(`-${of}`) && !name.includes("#");
    const shown = [...document.querySelectorAll("#models input")].filter((box) => box.closest("label").offsetParent);
    const offered = shown.map((box) => box.name); // those of another language are folded away
    const model = of && (chosen().find(fits) ?? offered.find(fits));
    if (model) parts.set("model", model);
    if (model && !chosen().includes(model)) parts.set("models", [...chosen(), model].join(","));
    for (const [name, value] of [["tab", tab], ...Object.entries(options)]) parts.set(name, value);
    page.sought = at;
    history.pushState(null, "", `${location.pathname}?${short(parts)}`);
    restore();
  };
  // Whether what is seen is this place already.
  page.isAt = ({ tab, options }) => {
    const now = seen(chosen());
    return page.tab === tab && Object.entries(options).every(([name, value]) => now.get(name) === value);
  };
  // What was sought is there: it is unfolded, and the reader is taken to it.
  page.seek = () => {
    const found = page.sought && find(page.sought);
    if (found || !page.waits()) page.sought = "";
    if (!found) return;
    for (let fold = found.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (!found.matches("button, select, input, details")) found.tabIndex = -1;
    (found.matches("details") ? find("summary", found) ?? found : found).focus({ preventScroll: true });
    found.scrollIntoView({ block: "center" });
  };

  // The calls for what is seen, for a program, follow as long as they are shown.
  page.now = () => {
    const parts = seen(chosen()), call = new URLSearchParams(find(`#tab-${page.tab} [data-call]`)?.dataset.call);
    for (const [name, value] of call) parts.set(name, value);
    return String(parts);
  };
  page.program = () => find(".program") && find("#show-program").click();

  // ---- the link to copy, which leaves out what nobody else has

  page.copy = async () => {
    const top = find(".top").dataset, models = chosen(), shared = models.filter((model) => !model.startsWith("session:"));
    const link = `${location.origin}${location.pathname}?${seen(shared)}`;
    if (link.length > page.longest) return page.tell(top.tooLong);
    try {
      await navigator.clipboard.writeText(link);
      page.tell(shared.length < models.length ? top.copiedWithout : top.copied);
    } catch {
      page.tell(`${top.failed} ${link}`);
    }
  };

  document.addEventListener("input", page.follow);
  document.addEventListener("change", page.follow);
})();
