const bare = (error) => { error.stack = undefined; return error; };
const noFrames = (error) => { Object.defineProperty(error, "stack", { value: String(error), configurable: true, writable: true }); return error; };
console.log(noFrames(new Error("msg")), [noFrames(new TypeError("t"))], { e: noFrames(new RangeError("r")) });
console.log(noFrames(new Error("")), noFrames(new Error("two\nlines")), noFrames(Object.assign(new Error("with"), { code: "E1", info: { a: 1 } })));
class MyError extends Error {} class Named extends Error { constructor(m) { super(m); this.name = "Named"; } } class Failure extends TypeError {}
console.log(noFrames(new MyError("m")), noFrames(new Named("n")), noFrames(new Failure("f")));
console.log(noFrames(new Error("outer", { cause: noFrames(new Error("inner")) })), noFrames(new Error("o", { cause: "text" })));
console.log(noFrames(new AggregateError([noFrames(new Error("one")), 2], "agg")));
console.log(String(new Error("s")), `${new TypeError("t")}`, new Error("a").message, new Error("x") instanceof Error, Object.prototype.toString.call(new Error()));
console.log(Object.keys(new Error("k")), JSON.stringify(new Error("j")), new Error("e").stack.split("\n")[0]);
try { null.x; } catch (error) { console.log(error.name, error instanceof TypeError); }
try { undefinedName; } catch (error) { console.log(error.name, error.message); }
try { throw { code: 1 }; } catch (error) { console.log(error); }
const { stack } = new Named("q"); console.log(stack.split("\n")[0]);
console.log(noFrames(Object.assign(new Error("renamed"), { name: "Custom" })), noFrames(Object.assign(new Error("m"), { message: "changed" })));
console.log({ a: { b: { c: noFrames(new Error("deep")) } } }, { a: { b: noFrames(new Error("multi\nline")) } });
console.log(await Promise.reject(noFrames(new Error("awaited"))).catch((error) => error));
