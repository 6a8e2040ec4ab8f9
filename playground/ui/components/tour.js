// A tour of one minute: six stations, each on a tab. It stands at the page's lower edge, and what it talks about is brought
// to the upper one. Offered once, in a line that covers nothing; a link that opens a view is left alone.
(() => {
  const page = window.playground, KEPT = "playground-tour";
  const find = (query) => document.querySelector(query);
  const spokenIn = (table) => table[find(".top")?.dataset.language] ?? table.en;
  const words = () => spokenIn(page.tour.words);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const make = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const button = (kind, name, act) => {
    const made = make("button", { type: "button", "data-tour": kind }, name);
    made.addEventListener("click", act);
    return made;
  };
  let offered = false, at = -1, opener = null;

  // ---- the offer

  const known = () => {
    try {
      const before = localStorage.getItem(KEPT);
      localStorage.setItem(KEPT, "offered");
      return before !== null;
    } catch {
      return false; // the browser keeps nothing: once a visit, then
    }
  };
  const asksForAView = Object.keys(page.begin).some((name) => !name.startsWith("__") && !["lang", "theme"].includes(name));
  const drawOffer = () => {
    const said = words(), old = find(".tour-offer");
    const line = make("p", { class: "tour-offer", role: "note" }, `${said.offer} `, button("begin", said.begin, (event) => begin(event.target)), " ", button("refuse", said.refuse, withdraw));
    if (old) old.replaceWith(line);
    else find("#tabs")?.before(line);
  };
  const withdraw = () => find(".tour-offer")?.remove();
  const offer = () => {
    if (offered || asksForAView || !find("#tabs")) return;
    offered = true;
    if (!known()) drawOffer();
  };

  // ---- the stations

  const stations = page.tour.stations;
  const quoted = () => {
    const text = (find("#text textarea")?.value ?? "").replace(/\s+/g, " ").trim();
    const letters = Array.from(text);
    return letters.length > 48 ? `${letters.slice(0, 47).join("")}…` : text;
  };
  const draw = () => {
    const said = words(), station = stations[at], last = at === stations.length - 1;
    const title = make("h2", { id: "tour-title" }, spokenIn(page.tour.titles)[station.tab]);
    const step = make("small", {}, fill(said.step, { at: at + 1 }));
    const text = make("p", { id: "tour-text" }, fill(said.stations[station.tab], { text: quoted() }));
    const buttons = [button("end", last ? said.finish : said.end, end)];
    if (at > 0) buttons.unshift(button("back", said.back, () => go(at - 1)));
    if (!last) buttons.push(button("next", said.next, () => go(at + 1)));
    else buttons.unshift(button("lessons", said.lessons, () => {
      end();
      page.open("lessons");
    }));
    const panel = make("section", { id: "tour", role: "dialog", "aria-labelledby": "tour-title", "aria-describedby": "tour-text" }, make("header", {}, title, step), text, make("div", {}, ...buttons));
    const old = find("#tour");
    if (old) old.replaceWith(panel);
    else find(".gradio-container").append(panel);
    document.documentElement.style.setProperty("--tour", `${panel.offsetHeight + 24}px`);
  };
  // The way on has the focus, unless somebody is writing.
  const onward = () => {
    const panel = find("#tour"), now = document.activeElement;
    if (panel && !panel.contains(now) && !now?.matches("textarea, input")) (panel.querySelector("[data-tour=next]") ?? panel.querySelector("[data-tour=end]")).focus({ preventScroll: true });
  };
  const go = (to) => {
    at = to;
    page.unpoint();
    if (page.tab !== stations[at].tab) page.open(stations[at].tab);
    draw();
    onward();
    page.pointAt(stations[at].tab, stations[at].places, { found: onward });
  };
  const begin = (from) => {
    known();
    withdraw();
    opener = from;
    document.documentElement.classList.add("on-tour");
    go(0);
  };
  const end = () => {
    at = -1;
    page.unpoint();
    find("#tour")?.remove();
    document.documentElement.classList.remove("on-tour");
    (opener?.isConnected ? opener : find(`#tab-${page.tab}-button`) ?? find("#text textarea"))?.focus({ preventScroll: true });
  };
  page.beginTour = begin;

  document.addEventListener("keydown", (event) => event.key === "Escape" && at >= 0 && end());
  // The page is there, or is read in another language.
  const root = document.documentElement;
  let spoken = root.lang; // the page sets it again and again
  new MutationObserver(() => {
    if (root.dataset.settled !== undefined) offer();
    if (root.lang === spoken) return;
    spoken = root.lang;
    if (find(".tour-offer")) drawOffer();
    if (at < 0) return;
    draw();
    onward();
  }).observe(root, { attributes: true, attributeFilter: ["data-settled", "lang"] });
})();
