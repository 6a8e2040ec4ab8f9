// The field for one more model of the Hub: what is typed is sent to the server, and while a model is on its way it is asked about.
const PAUSE = 700;
let poll, announced = "";
element.addEventListener("submit", (event) => {
  event.preventDefault();
  const reference = new FormData(event.target).get("reference");
  trigger("fetch", { reference });
});
const look = () => {
  clearTimeout(poll);
  if (element.querySelector("[data-coming]")) poll = setTimeout(() => trigger("poll", {}), PAUSE);
  const here = element.querySelector("[data-here] [role='status']")?.textContent ?? "";
  if (here && here !== announced) setTimeout(() => playground.ask(), 200); // once the bar has heard of it
  announced = here;
};
new MutationObserver(look).observe(element, { childList: true, subtree: true });
