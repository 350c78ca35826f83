import x from "./a.json" assert { type: "json" };
export { y } from "./b.json" assert /* c */ { type: "json" };
export * from "./c.json" with { type: "json" };
