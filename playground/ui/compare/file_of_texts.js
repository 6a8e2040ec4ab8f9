// How an uploaded file is to be read: whichever control changes, all of them are told together.
element.addEventListener("change", (event) => {
  if (!event.target.matches("[data-action]")) return;
  const said = {};
  for (const control of element.querySelectorAll("[data-action]")) said[control.dataset.action] ||= control.value;
  said[event.target.dataset.action] = event.target.value;
  if (event.target.dataset.action !== "column") said.column = ""; // there may be other columns than before
  trigger("action", said);
});
