/** Texts to paste, all fictional. */

/** Marked by a banner line at both ends and by portion marks; several lines, none of them empty. */
export const MARKED = [
  "SECRET//NOFORN",
  "(S//NF) The northern relay station resumes operation on Tuesday.",
  "(U) Lunch is served at noon.",
  "SECRET//NOFORN",
].join("\n");

/** Several lines, none of them empty, so that editors that drop empty lines keep all of it. */
export const CLEAN = [
  "Minutes of the garden club",
  "The roses are cut back in March; nobody knows the secret of the neighbour's tomatoes.",
  "Next meeting: first Monday of the month.",
].join("\n");
