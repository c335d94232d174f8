/** The content script: runs in every frame of a guarded page before the page does, and does next to nothing until it is used. */
import { createDialog } from "../warning/dialog";
import { shield } from "../warning/shield";
import { createBrowserMessages } from "../warning/strings";
import { watchPaste } from "./channels/paste";
import { watchFirstUse } from "./first-use";
import { createGuard } from "./guard";
import { createHold } from "./hold";
import { createListen } from "./listen";

/** Never aborted: what it ends lives as long as the page. */
const { signal } = new AbortController();

const listen = createListen(signal);
const messages = createBrowserMessages();
const dialog = createDialog(messages.translate);
const guard = createGuard(messages.remember, signal);

// First, so that nothing that happens in the dialog is taken for something that happens in the page.
shield(listen, dialog);
watchFirstUse(listen, guard.prepare);
watchPaste(listen, guard, createHold(guard, dialog));
