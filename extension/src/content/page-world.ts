/**
 * Runs in the page's own world, after the content script and before the page: says when the page opens a document anew.
 *
 * Only what the page calls can tell in time. Seen from the content script's world, the listeners that a page adds right after
 * `document.open()` would stand before ours, and read a paste that we then stop.
 */
import { HANDOVER, REOPENED } from "./reopening";

// Never in the document, so that nothing takes the listeners on it away. It crosses between the worlds as a related target,
// the one property of an event through which an element does in both browsers.
const beacon = document.createElement("i");
document.dispatchEvent(new MouseEvent(HANDOVER, { relatedTarget: beacon }));

/** The method, which then says that it was called; to the page it looks as before. */
function announced<Method extends Document["open"] | Document["write"]>(method: Method): Method {
  return new Proxy(method, {
    apply(target, self, values) {
      const result: unknown = Reflect.apply(target, self, values);
      beacon.dispatchEvent(new Event(REOPENED));
      return result;
    },
  });
}

Document.prototype.open = announced(Document.prototype.open);
// These open a document that is complete.
Document.prototype.write = announced(Document.prototype.write);
Document.prototype.writeln = announced(Document.prototype.writeln);
