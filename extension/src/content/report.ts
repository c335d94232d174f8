/** Tells whoever looks that something broke. False: what broke was not done, so that the person can do it again. */
export function report(error: unknown): false {
  console.error("Shareguard:", error);
  return false;
}
