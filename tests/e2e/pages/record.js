// What a page can see of a paste, written down from the first moment on: before any other script of the page.
function recordIn(window) {
  const record = { events: [], pastes: [], violations: [] };
  window.record = record;
  for (const type of [
    "paste",
    "beforeinput",
    "input",
    "keydown",
    "keyup",
    "click",
    "pointerdown",
    "mousedown",
    "copy",
  ]) {
    window.addEventListener(type, (event) => record.events.push({ type, trusted: event.isTrusted }), true);
  }
  window.addEventListener(
    "paste",
    (event) => {
      const { isTrusted: trusted, defaultPrevented: prevented, clipboardData } = event;
      const files = [...clipboardData.files].map(({ name, size, type }) => ({ name, size, type }));
      const seen = {
        trusted,
        prevented,
        text: clipboardData.getData("text/plain"),
        html: clipboardData.getData("text/html"),
      };
      record.pastes.push(files.length === 0 ? seen : { ...seen, files });
    },
    true,
  );
  window.document.addEventListener("securitypolicyviolation", (event) => {
    record.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
  });
}
recordIn(window);
