// The variants in which a test of the suite is run: as sloppy code, as strict code, as a module.

/** The variants of a test with `flags`. */
export function variantsOf({ flags }) {
  if (flags.has("module")) return ["module"];
  if (flags.has("raw") || flags.has("noStrict")) return ["sloppy"];
  return flags.has("onlyStrict") ? ["strict"] : ["sloppy", "strict"];
}

/** The text of a test in `variant`. */
export function variantText(variant, text) {
  return variant === "strict" ? `"use strict";\n${text}` : text;
}
