/** The guard works under any content security policy of the page, and the page does not notice it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withSharedBrowser } from "../../fixture";
import { clear, enter, expectValue, paste, pastes, pastesSeen, violationsSeen, warmUp, warning } from "../../person";
import { NONCE, page } from "../../server";
import { CLEAN, MARKED } from "../../texts";

const POLICIES = [
  `default-src 'none'; script-src 'nonce-${NONCE}'`,
  "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'none'",
  "script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
  "sandbox allow-scripts",
];

describe("content security policies", () => {
  const fixture = withSharedBrowser();

  for (const csp of POLICIES) {
    it(csp, () =>
      fixture().visit(fixture().site.chat + page("fields", { csp }), async (tab) => {
        const { clipboard } = fixture();
        await enter(tab, "#textarea");
        await warmUp(tab, clipboard);

        await clear(tab, "#textarea");
        await clipboard.put({ text: CLEAN });
        await paste(tab);
        assert.deepEqual(await pastes(tab, 1), [{ trusted: true, prevented: false, text: CLEAN, html: "" }]);
        await expectValue(tab, "#textarea", CLEAN);

        await clear(tab, "#textarea");
        await clipboard.put({ text: MARKED });
        await paste(tab);
        const shown = await warning(tab);
        assert.deepEqual(await pastesSeen(tab), []);
        // Under a policy without inline styles the dialog still has its own.
        assert.notEqual(
          await shown.evaluate(
            (root) =>
              root.querySelector("dialog") &&
              getComputedStyle(root.querySelector("dialog") ?? document.body).borderTopLeftRadius,
          ),
          "0px",
        );
        await shown.press("share");
        await shown.gone();
        await expectValue(tab, "#textarea", MARKED);

        assert.deepEqual(await violationsSeen(tab), []);
      }),
    );
  }
});
