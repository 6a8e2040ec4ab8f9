// Actions of a tab that change what is kept for it (Edit, Intervene, Models): handed on one after the other, since of two that
// began with the same one would be lost. What was asked while one was on its way was drawn without it, and is asked again.
(() => {
  const PATIENCE = 10_000; // after which an action that was never answered no longer holds up the next one
  const page = window.playground, tabs = {};
  const of = () => {
    const waiting = []; // the first one is on its way
    let begun = 0, before = 0, late;
    const run = () => {
      clearTimeout(late);
      if (!waiting.length) return;
      late = setTimeout(next, PATIENCE);
      begun++;
      waiting[0]();
    };
    const next = () => {
      waiting.shift();
      run();
    };
    return {
      waiting,
      act: (action) => {
        waiting.push(action);
        if (waiting.length === 1) run();
      },
      done: () => {
        next();
        page.drawn();
      },
      ask: (...given) => {
        before = waiting.length ? -1 : begun;
        return given;
      },
      asked: () => (before === begun || waiting.length ? page.drawn() : page.ask()), // an action that is on its way draws all
    };
  };
  page.actions = (tab) => (tabs[tab] ??= of());
})();
