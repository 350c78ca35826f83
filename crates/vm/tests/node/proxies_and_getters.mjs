const target = { a: 1, b: { c: 2 } }; const proxy = new Proxy(target, { get: () => 42 }); console.log(proxy, [proxy], { proxy }, new Proxy([1, 2], {}), new Proxy(function f() {}, {}));
console.log(Object.create({ get inherited() { return 1; } }), Object.defineProperty({}, "g", { get() { return 1; }, enumerable: true }));
console.log(new Proxy(new Map([[1, 2]]), {}), new Proxy(new (class Foo { x = 1; })(), {}));
const { proxy: revoked, revoke } = Proxy.revocable({}, {}); revoke(); console.log(revoked);
console.log(process.argv.length, typeof process.hrtime()[0], typeof process.hrtime.bigint(), typeof performance.now(), typeof process.uptime(), process.stdout.write("written\n"));
console.log(typeof globalThis, globalThis === global, typeof setTimeout, typeof clearTimeout, typeof queueMicrotask, typeof structuredClone);
import * as self from "./proxies_and_getters.mjs"; export const exported = 1; export default function main() {} ; console.log(self);
