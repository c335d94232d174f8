/**
 * Injected into a frame on demand, beside the content script: brings the warning. Most frames never need one, so that it is not part of
 * what is loaded into all of them.
 */
import { createDialog } from "./dialog";
import { createMark } from "./mark";
import { createNotice } from "./notice";
import { createBrowserMessages } from "./strings";
import { shownWhereSeen } from "./where-seen";

const { translate, remember } = createBrowserMessages();
// While the browser still answers: later the extension may be reloaded under the page.
remember();
globalThis.shareguardReceiveWarning?.({ dialog: shownWhereSeen(createDialog(translate)), notice: createNotice(translate), mark: createMark(translate) });
