/** Presses a button that sends, as the person did when it was held. */
import { INIT } from "./resend";

/** What browsers tell of a press, in order; pages send at any of it. */
const PRESS = {
  mouse: ["pointerdown", "mousedown", "pointerup", "mouseup"],
  touch: ["pointerdown", "touchstart", "pointerup", "touchend", "mousedown", "mouseup"],
} as const;

/** Presses a button, from the first touch on, with a finger or what counts as a mouse. */
export function pressButton(control: HTMLElement, by: string): void {
  const pointerType = by === "touch" && typeof TouchEvent === "function" ? by : "mouse";
  const { left, top, width, height } = control.getBoundingClientRect();
  const [clientX, clientY] = [left + width / 2, top + height / 2];
  for (const type of PRESS[pointerType]) {
    const isDown = /down|start/.test(type);
    if (type === "touchstart" || type === "touchend") {
      const changed = [new Touch({ identifier: 0, target: control, clientX, clientY })];
      const touches = isDown ? changed : [];
      const init = { ...INIT, touches, targetTouches: touches, changedTouches: changed };
      // Who answers to the end of a touch takes what else it would be.
      if (!control.dispatchEvent(new TouchEvent(type, init)) && !isDown) return;
    } else {
      const init = { ...INIT, button: 0, buttons: Number(isDown), clientX, clientY, isPrimary: true, pointerType };
      control.dispatchEvent(new (type.startsWith("p") ? PointerEvent : MouseEvent)(type, init));
    }
  }
  if (control.isConnected) control.click();
}
