// How an uploaded file is to be read: whichever control changes, all of them are told together.
element.addEventListener("change", (event) => {
  if (!event.target.matches("[data-action]")) return;
  const said = {};
  for (const control of element.querySelectorAll("[data-action]")) said[control.dataset.action] ||= control.value;
  said[event.target.dataset.action] = event.target.value;
  if (["delimiter", "encoding"].includes(event.target.dataset.action)) said.column = said.labels = ""; // other columns
  trigger("action", said);
});
