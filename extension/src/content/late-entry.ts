/**
 * Injected into a frame on demand, beside the content script: brings the warning and the way by which files are
 * checked. Most frames never need either, so that they are not part of what is loaded into all of them.
 */
import { checkFiles } from "../shared/check-files";
import { createDialog } from "../warning/dialog";
import { createMark } from "../warning/mark";
import { createNotice } from "../warning/notice";
import { createBrowserMessages } from "../warning/strings";
import { earlyWhereSeen, shownWhereSeen } from "../warning/where-seen";
import { answerFrames } from "./ask-in-top";
import { requestCheck } from "./core";
import { drops } from "./deliver-drop";
import { plainTextOf, watchReaction } from "./delivery-aids";
import { filesIn } from "./folders";
import { pressButton } from "./press-button";
import { sendControlOf } from "./send-control";

const { translate, remember } = createBrowserMessages();
// While the browser still answers: later the extension may be reloaded under the page.
remember();
globalThis.shareguardReceiveLate?.({
  dialog: shownWhereSeen(createDialog(translate)),
  notice: createNotice(translate),
  mark: createMark(translate),
  requestCheck,
  checkFiles: earlyWhereSeen(checkFiles),
  filesIn,
  sendControlOf,
  pressButton,
  drops,
  aids: { plainTextOf, watchReaction },
  answerFrames,
});
