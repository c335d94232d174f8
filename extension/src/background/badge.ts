/** The mark on the toolbar button: none while all is well. */
import { hasAllPermissions } from "../shared/permissions";
import type { PolicyState } from "../shared/policy-state";

/** Amber: something needs looking at; nobody is in danger, the last good policy guards. */
const COLOUR = "#b45309";

/** Marks that the administrator's policy is not in force or not written down, or that the browser withholds a site. */
export async function updateBadge(state: PolicyState): Promise<void> {
  const mark = state.defects.length > 0 || state.unkept !== undefined || !(await hasAllPermissions());
  await chrome.action.setBadgeBackgroundColor({ color: COLOUR });
  await chrome.action.setBadgeText({ text: mark ? "!" : "" });
}
