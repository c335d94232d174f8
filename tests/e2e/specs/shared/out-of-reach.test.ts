/** Where a paste that was held has no place to go any more: the person is told, and does it again. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { until } from "../../driver/driver";
import { withSharedBrowser } from "../../fixture";
import { enter, expectNoWarning, noticeText, paste, valueOf, warning } from "../../person";
import { page } from "../../server";

const MARKING = "SECRET//NOFORN";

describe("a paste whose place is gone when it is shared", () => {
  const fixture = withSharedBrowser();

  it("in an editor that is there only while it has the focus", () =>
    fixture().visit(fixture().site.chat + page("blurred"), async (tab) => {
      await enter(tab, "#shown");
      await fixture().clipboard.put({ text: MARKING });
      await paste(tab);
      const shown = await warning(tab);
      await shown.press("share");
      await shown.gone();
      await until("the person is asked to paste again", async () => /again/.test((await noticeText(tab)) ?? ""));
      assert.equal((await valueOf(tab, "#box")).trim(), "");
      await enter(tab, "#shown");
      await paste(tab);
      await until("it arrives", async () => (await valueOf(tab, "#box")).includes(MARKING));
      await expectNoWarning(tab);
    }));
});
