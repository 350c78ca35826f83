// Components with state, effects, context and keyed lists, rendered to text and to a small document.
const { root } = process.env;
const at = (path) => import(new URL(`file://${root}/${path}`));
const { h, Fragment, render, createContext, options, toChildArray, cloneElement } = await at("preact/dist/preact.mjs");
const { useState, useReducer, useContext, useMemo, useRef, useLayoutEffect } = await at("preact/hooks/dist/hooks.mjs");
const { memo, forwardRef, Children, createPortal } = await at("preact/compat/dist/compat.mjs");
const { render: renderToString } = await at("preact-render-to-string/dist/index.mjs");

/** As much of a document as rendering touches; every change is written down. */
class Node {
  constructor(name, text) {
    Object.assign(this, { nodeName: name, localName: name, nodeType: text === undefined ? 1 : 3, data: text, style: { cssText: "" } });
    Object.assign(this, { childNodes: [], attributes: [], parentNode: null, ownerDocument: document, namespaceURI: "http://www.w3.org/1999/xhtml" });
  }
  get firstChild() { return this.childNodes[0] ?? null; }
  get nextSibling() {
    const siblings = this.parentNode?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }
  contains(other) { return this === other || this.childNodes.some((child) => child.contains(other)); }
  insertBefore(child, before) {
    child.parentNode?.removeChild(child);
    const place = before ? this.childNodes.indexOf(before) : this.childNodes.length;
    this.childNodes.splice(place, 0, child);
    child.parentNode = this;
    log(`insert ${child.nodeName} ${child.data ?? ""} into ${this.nodeName} at ${place}`);
    return child;
  }
  appendChild(child) { return this.insertBefore(child, null); }
  removeChild(child) {
    this.childNodes.splice(this.childNodes.indexOf(child), 1);
    child.parentNode = null;
    log(`remove ${child.nodeName} ${child.data ?? ""}`);
  }
  remove() { this.parentNode?.removeChild(this); }
  setAttribute(name, value) { this.attributes.push({ name, value }); log(`set ${this.nodeName}.${name}=${value}`); }
  removeAttribute(name) { log(`unset ${this.nodeName}.${name}`); }
  addEventListener(name, handler) { (this.listeners ??= {})[name] = handler; log(`listen ${name}`); }
  removeEventListener(name) { log(`deafen ${name}`); }
}
const log = (line) => console.log(line);
const document = {
  createElement: (name) => new Node(name),
  createElementNS: (_, name) => new Node(name),
  createTextNode: (text) => new Node("#text", text),
};
globalThis.document = document;
options.debounceRendering = (flush) => flush();

const Theme = createContext("light");
const Row = memo(forwardRef(({ item, index }, ref) => h("li", { ref, key: item.id, class: index % 2 ? "odd" : "even" }, item.name)));
let change;
function List({ items }) {
  const [order, setOrder] = useState(1);
  const [count, dispatch] = useReducer((state, action) => (action === "up" ? state + 1 : state), 0);
  const theme = useContext(Theme);
  const sorted = useMemo(() => [...items].sort((a, b) => order * (a.id - b.id)), [items, order]);
  const box = useRef(null);
  useLayoutEffect(() => { log(`effect ${box.current?.nodeName} ${order}`); return () => log(`cleanup ${order}`); }, [order]);
  change = () => { setOrder((old) => -old); dispatch("up"); };
  return h(Fragment, null, h("h1", { style: { color: "red", lineHeight: 2 }, onClick: change }, theme, " ", count),
    h("ul", { ref: box, "data-n": sorted.length }, sorted.map((item, index) => h(Row, { key: item.id, item, index }))),
    count > 0 && h("p", { dangerouslySetInnerHTML: { __html: "<b>x</b>" } }), null, undefined, true, [0, "", "end"]);
}
const items = [3, 1, 2].map((id) => ({ id, name: `n${id}<&>"` }));
const app = h(Theme.Provider, { value: "dark" }, h(List, { items }));
log(renderToString(app));
const body = new Node("body");
render(app, body);
change();
change();
render(h(Theme.Provider, { value: "blue" }, h(List, { items: items.slice(1) })), body);
render(null, body);
log(JSON.stringify(toChildArray([h("a"), ["b", [null, 3]]]).map((child) => child.type ?? child)));
log(JSON.stringify(cloneElement(h("i", { a: 1 }, "x"), { b: 2, key: "k" }).props));
log(Children.count([1, [2, 3]]), typeof createPortal);
