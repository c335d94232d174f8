// What a page can see of a paste, written down from the first moment on: before any other script of the page.
window.record = { events: [], pastes: [], violations: [] };
for (const type of ["paste", "beforeinput", "input", "keydown", "keyup", "click", "pointerdown", "mousedown", "focusout"]) {
  window.addEventListener(type, (event) => window.record.events.push({ type, trusted: event.isTrusted }), true);
}
window.addEventListener("paste", (event) => {
  const paste = { trusted: event.isTrusted, prevented: event.defaultPrevented, text: event.clipboardData.getData("text/plain"), html: event.clipboardData.getData("text/html") };
  window.record.pastes.push(paste);
}, true);
document.addEventListener("securitypolicyviolation", (event) => {
  window.record.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
});
