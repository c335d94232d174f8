/** Where a marking stands. */
import type { Finding } from "shareguard";
import type { Translate } from "./strings";

/** In words, which say it as well where nothing is drawn. */
export function whereOf({ origin, property, region, line }: Finding, translate: Translate): string {
  switch (origin) {
    case "body":
      return translate("warning_line", String(line));
    case "html":
      return translate("warning_line_html", String(line));
    case "name":
      return translate("warning_in_name");
    case "metadata":
      return property === undefined ? translate("warning_in_properties") : translate("warning_in_property", property);
    case "image": {
      if (region === undefined) return translate("warning_in_picture");
      const middle = (region.top + region.bottom) / 2;
      return translate(
        middle < 1 / 3
          ? "warning_in_picture_top"
          : middle > 2 / 3
            ? "warning_in_picture_bottom"
            : "warning_in_picture_middle",
      );
    }
    case "qr_code":
      return translate("warning_in_qr_code");
    default:
      return origin satisfies never;
  }
}
