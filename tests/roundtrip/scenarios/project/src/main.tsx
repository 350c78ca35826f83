import { area, Store, type Named, Units } from "./shapes";
declare const React: { createElement(...args: unknown[]): unknown };
declare global { namespace JSX { interface IntrinsicElements { [name: string]: object } } }
const store = new Store<Named>({ name: "a" }, { name: "b", age: 3 });
export const view = <ul id="x" {...{ a: 1 }}>{[...store].map(({ name, age = 0 }) => <li key={name}>{name}: {age ?? "?"}</li>)}<></></ul>;
label: for (const [key, value] of Object.entries({ a: 1, b: 2 })) {
  if (value > 1) continue label;
  console.log(key satisfies string, area({ kind: "box", size: [1, value] }), Units.Scale.large as number);
}
export default async function main(): Promise<void> {
  for await (const page of store.pages()) console.log(page!.length);
  try { await import("./shapes"); } catch { throw new Error(`no ${store.find("a")?.name}`, { cause: undefined }); }
  missing();
}
