/** Policies as an administrator would push them. */
import { until, type Browser } from "./driver/driver";

/** One rule for each action, told apart by the marking system. */
export const EACH_ACTION = {
  version: 1,
  name: "Each action once",
  // Else OFFICIAL-SENSITIVE would be warned about: the strictest of the policy's and the built-in rules decides.
  base: "none",
  contact: "the security office, room 12",
  rules: [
    { id: "let-go", systems: ["tlp"], action: "allow" },
    { id: "count", systems: ["uk"], action: "report" },
    {
      id: "ask",
      systems: ["us"],
      action: "warn",
      message: { en: "Use the document system instead.", zh_CN: "请改用公文系统。" },
    },
    { id: "explain", systems: ["nato"], action: "justify", reasons: ["The originator agreed", "It has been released"] },
    { id: "stop", systems: ["cn"], action: "block" },
  ],
} as const;

/** A file has longer than anything in the middle of its check can take on a busy machine. */
export const PATIENT = { version: 1, name: "Patient", time_limits: { file_seconds: 60, action_seconds: 600 } } as const;
/** A file that is never done is given up soon, and one that is done at once is done by then. */
export const IMPATIENT = { version: 1, name: "Impatient", time_limits: { file_seconds: 8 } } as const;

/** The keys of managed storage that carry a policy. */
export function managed(policy: unknown): { policy_json: string } {
  return { policy_json: JSON.stringify(policy) };
}

/** Waits until the options page, which follows the policy in force, says this. Returns all that it says. */
export async function expectOptions(browser: Browser, expected: RegExp): Promise<string> {
  const tab = await browser.openExtensionPage("options.html");
  const read = () => tab.evaluate(() => document.body.innerText, undefined);
  let said = "";
  try {
    return await until(`the options page says ${expected}`, async () => expected.test((said = await read())) && said);
  } catch (error) {
    throw new Error(`it says: ${said}`, { cause: error });
  } finally {
    await tab.close();
  }
}

/** What the popup says, of the page that fits a match pattern; without one, of itself. */
export async function popup(browser: Browser, about = ""): Promise<string> {
  const tab = await browser.openExtensionPage(`popup.html#${encodeURIComponent(about)}`);
  try {
    return await until("the popup is drawn", () =>
      tab.evaluate(() => document.querySelector("footer") && document.body.innerText, undefined),
    );
  } finally {
    await tab.close();
  }
}
