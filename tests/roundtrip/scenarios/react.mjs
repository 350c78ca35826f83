// Components with hooks, context, suspense and errors, rendered by react-dom's server.
import { createRequire } from "node:module";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
const require = createRequire(`${process.env.root}/here.js`);
process.env.NODE_ENV = process.argv[2] ?? "development";
const React = require("react");
const { renderToString, renderToStaticMarkup, renderToPipeableStream } = require("react-dom/server");
const { createElement: h, Fragment, useState, useReducer, useMemo, useId, useContext, createContext, memo, forwardRef, lazy, Suspense } = React;
console.error = (...args) => console.log("console.error", String(args[0]).split("\n")[0]);

const Context = createContext({ depth: 0 });
const Leaf = memo(forwardRef(function Leaf({ value, ...rest }, ref) {
  const id = useId();
  return h("input", { id, defaultValue: value, disabled: value > 2, tabIndex: value, "aria-label": `v${value}`, ...rest, ref });
}));
class Counter extends React.Component {
  static defaultProps = { step: 2 };
  static getDerivedStateFromProps = (props, state) => ({ total: (state.total ?? 0) + props.step });
  state = { total: 40 };
  render() {
    return h("output", { style: { fontSize: 12, WebkitFlex: 1 }, className: "c" }, this.state.total, this.props.children);
  }
}
function Tree({ depth }) {
  const { depth: outer } = useContext(Context);
  const [state] = useState(() => `s${depth}`);
  const [sum] = useReducer((a, b) => a + b, depth, (n) => n * 10);
  const list = useMemo(() => Array.from({ length: depth }, (_, n) => n), [depth]);
  return h(Context.Provider, { value: { depth: outer + 1 } }, h(Fragment, null, h("b", { title: state }, sum, " & <", outer, ">"),
    list.map((n) => h(Leaf, { key: n, value: n })), depth > 0 ? h(Tree, { depth: depth - 1 }) : null));
}
const Late = lazy(async () => ({ default: () => h("em", null, "late") }));
const app = h("main", { hidden: false, "data-x": null, dangerouslySetInnerHTML: undefined }, h(Tree, { depth: 3 }), h(Counter, null, "!"), h("svg", { viewBox: "0 0 1 1", xlinkHref: "#a" }),
  h("select", { defaultValue: "b" }, h("option", null, "a"), h("option", null, "b")), h("textarea", { defaultValue: "<t>" }), h(Suspense, { fallback: "wait" }, h(Late)));
console.log(renderToString(app));
console.log(renderToStaticMarkup(h(Tree, { depth: 2 })));
for (const wrong of [h("div", null, { a: 1 }), h(undefined), h("div", { style: "x" }), h("br", null, "x")]) {
  try { console.log(renderToString(wrong)); } catch (error) { console.log(error.name, error.message); }
}
console.log(React.Children.map([1, [2, null]], (child) => child && child * 2), React.isValidElement(app), React.version);
const sink = new PassThrough();
const stream = renderToPipeableStream(app, { onAllReady: () => stream.pipe(sink), onError: (error) => console.log(error.message) });
console.log(await text(sink));
