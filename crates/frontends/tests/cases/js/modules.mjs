import d, { a, b as c, "x-y" as z } from "m" with { type: "json" };
import * as ns from "n";
import "side";
import {} from "none";
export { a, c as e, d as "s t" };
export { default as x, y } from "m";
export * from "m";
export * as all from "m";
export const k = 1;
export function fun() { return 1 }
export default class {}
import.meta.url; await x;
