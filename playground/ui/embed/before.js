// A view by itself: what the page's own scripts find around them, where there is no page and no server. Run before them.
window.playground = JSON.parse(document.getElementById("numbers").textContent);
(() => {
  const page = window.playground, root = document.documentElement, none = () => {};
  Object.assign(page, { query: () => ({}), address: () => "", copy: none, theme: "" });
  for (const name of ["follow", "leave", "arrive", "dress", "restored", "program"]) page[name] = none;

  // The frame that it stands in, where that may be touched: one of a notebook.
  let frame = null;
  try {
    frame = window.frameElement;
  } catch {
    // another site's
  }
  // Dark where the notebook is dark, by the colour behind the frame; elsewhere as the system is.
  const isDark = () => {
    for (let around = frame?.parentElement; around; around = around.parentElement) {
      const [red, green, blue, solid = 1] = frame.ownerDocument.defaultView.getComputedStyle(around).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
      if (solid > 0.5) return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches;
  };
  const dress = () => document.body.classList.toggle("dark", root.dataset.theme === "auto" ? isDark() : root.dataset.theme === "dark");
  dress();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress);

  // How tall it is, to whom it may concern; a frame of a notebook is made as tall.
  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.querySelector(".gradio-container").getBoundingClientRect().height);
    if (!height || height === told) return;
    told = height;
    if (frame) frame.style.height = `${height}px`;
    if (parent !== window) parent.postMessage({ playground: "height", height }, "*");
  };
  new ResizeObserver(tell).observe(document.querySelector(".gradio-container"));

  // What a tab's script is given by Gradio: its element, and how to ask; `script.js` says what becomes of it.
  const asked = [];
  page.host = {
    element: document.getElementById("embed"),
    watch: none,
    trigger: (name, data) => (page.answer ? page.answer(name, data) : asked.push([name, data])),
  };
  page.begun = (answer) => {
    page.answer = answer;
    asked.splice(0).forEach(([name, data]) => answer(name, data));
  };
})();
