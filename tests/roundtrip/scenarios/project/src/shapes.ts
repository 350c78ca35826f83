// Generics, unions, mapped and conditional types, overloads, decorators, private names, async generators.
export type Shape = { kind: "circle"; radius: number } | { kind: "box"; size: readonly [number, number] };
export type Keys<T> = { readonly [K in keyof T as `get${Capitalize<string & K>}`]-?: () => T[K] };
export interface Named { name: string; age?: number }

const registry = new Map<string, unknown>();
function registered(key: string) {
  return (target: Function): void => { registry.set(key, target); };
}

@registered("store")
export class Store<T extends Named> implements Iterable<T> {
  #items: T[] = [];
  static count = 0;
  declare readonly tag: string;
  constructor(protected readonly first?: T, ...rest: T[]) {
    if (first) this.#items.push(first, ...rest);
    Store.count += this.#items.length;
  }
  get size() { return this.#items.length; }
  set size(value) { this.#items.length = value; }
  *[Symbol.iterator]() { yield* this.#items; }
  async *pages(by = 2): AsyncGenerator<T[]> {
    for (let at = 0; at < this.size; at += by) yield await Promise.resolve(this.#items.slice(at, at + by));
  }
  find(name: string): T | undefined;
  find(test: (item: T) => boolean): T | undefined;
  find(by: string | ((item: T) => boolean)) {
    return this.#items.find(typeof by === "string" ? (item) => item.name === by : by);
  }
}

export function area(shape: Shape): number {
  switch (shape.kind) {
    case "circle": return Math.PI * shape.radius ** 2;
    case "box": { const [w, h] = shape.size; return w * h; }
    default: { const never: never = shape; return never; }
  }
}
export const wrong: number = "text";
export namespace Units { export const cm = 1; export enum Scale { small = cm, large = small * 100 } }
export abstract class Base { abstract run(): void; protected x = this?.run?.(); }
