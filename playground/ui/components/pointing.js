// Pointing at a place of a tab, for the tour and the lessons: once it is drawn and no longer waits for an answer it is
// outlined, and brought into sight; again where what is drawn later moves it out, as long as nobody has scrolled or
// typed. What is drawn anew is pointed at again. One place at a time.
(() => {
  const page = window.playground, PATIENCE = 20_000;
  const find = (query) => document.querySelector(query);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let token = 0, before = 0; // `before`: how often somebody had acted when the place was named

  const unmark = () => find(".toured")?.classList.remove("toured");
  const placed = (tab, places) => {
    if (page.tab !== tab || find(`#tab-${tab} [data-again]`)) return undefined;
    return places.map(find).find((one) => one?.getClientRects().length);
  };
  const sight = (place, block) => {
    const tall = place.getBoundingClientRect().height > innerHeight / 2;
    place.scrollIntoView({ block: tall ? "start" : block, behavior: still.matches ? "auto" : "smooth" });
  };
  const hidden = (place) => {
    const { top, bottom } = place.getBoundingClientRect(), covered = parseFloat(getComputedStyle(document.documentElement).scrollPaddingBottom) || 0;
    return bottom < 40 || top > innerHeight - covered - 40;
  };
  const look = (mine, until, tab, places, { block, found }) => {
    if (mine !== token) return;
    const place = placed(tab, places);
    if (!place) return performance.now() < until && setTimeout(() => look(mine, until, tab, places, { block, found }), 120);
    if (!place.classList.contains("toured")) {
      unmark();
      for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      place.classList.add("toured");
      found?.();
      if (block) sight(place, block);
    } else if (block && page.acts === before && hidden(place)) sight(place, block);
    if (performance.now() < until) setTimeout(() => look(mine, until, tab, places, { block, found }), 240);
  };
  // `places` are selectors, the best first; `block`: where on the screen it is brought; `found` is called when it is there.
  page.pointAt = (tab, places, { block = "start", found = null } = {}) => {
    unmark();
    before = page.acts;
    look(++token, performance.now() + PATIENCE, tab, places, { block, found });
  };
  page.unpoint = () => {
    token++;
    unmark();
  };
})();
