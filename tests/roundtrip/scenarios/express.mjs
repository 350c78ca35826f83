// A server with routers, parameters, bodies, errors, redirects and views, asked over the loopback address.
import { createRequire } from "node:module";
import { request } from "node:http";
const require = createRequire(`${process.env.root}/here.js`);
const express = require("express");
const app = express();
app.disable("x-powered-by");
app.set("etag", "strong");
app.engine("txt", (path, options, done) => done(null, `view ${options.name} ${options.settings.views.length > 0}`));
app.set("view engine", "txt");
app.set("views", new URL(".", import.meta.url).pathname + "project");
app.use(express.json({ limit: "1kb" }), express.urlencoded({ extended: true }), express.text());
app.use((req, res, next) => { res.locals.began = true; next(); });
app.param("id", (req, res, next, id) => { req.number = Number(id); next(Number.isNaN(req.number) ? new Error(`bad id ${id}`) : undefined); });
const router = express.Router({ mergeParams: true, caseSensitive: true });
router.route("/items/:id").get((req, res) => res.json({ id: req.number, query: req.query, base: req.baseUrl })).delete((req, res) => res.sendStatus(204));
router.all("/any{/*rest}", (req, res) => res.type("text").send(`${req.method} ${req.params.rest ?? "-"}`));
app.use("/api/:version", router);
app.get("/", (req, res) => res.send("<p>home</p>"));
app.get("/view", (req, res) => res.render("readme", { name: "n" }));
app.post("/echo", (req, res) => res.status(201).set("X-Kind", req.get("content-type") ?? "none").json(req.body ?? null));
app.get("/go", (req, res) => res.redirect(302, "/?a=1"));
app.get("/cookie", (req, res) => res.cookie("a", "b c", { httpOnly: true, expires: new Date(0) }).clearCookie("d").vary("Accept").links({ next: "/n" }).format({ json: () => res.json([1]), html: () => res.send("h"), default: () => res.status(406).end() }));
app.get("/file", (req, res) => res.sendFile(new URL("project/readme.txt", import.meta.url).pathname));
app.get("/fail", () => { throw new Error("on purpose"); });
app.get("/reject", async () => { throw Object.assign(new Error("later"), { status: 418 }); });
app.use((error, req, res, next) => res.status(error.status ?? 500).json({ error: error.message, began: res.locals.began }));
const server = app.listen(0, "127.0.0.1");
await new Promise((resolve) => server.on("listening", resolve));
const asks = [
  ["GET", "/"], ["HEAD", "/"], ["GET", "/api/v1/items/7?a[b]=1&c=2&c=3"], ["DELETE", "/api/v1/items/7"], ["GET", "/api/v1/items/x"], ["PUT", "/api/v1/items/7"],
  ["PATCH", "/api/v2/any/a/b"], ["GET", "/api/v2/Any"], ["POST", "/echo", '{"a":[1,{"b":null}]}', "application/json"], ["POST", "/echo", "{", "application/json"],
  ["POST", "/echo", "a=1&b[]=2&b[]=3", "application/x-www-form-urlencoded"], ["POST", "/echo", "plain", "text/plain"], ["POST", "/echo", JSON.stringify("x".repeat(2000)), "application/json"],
  ["GET", "/go"], ["GET", "/cookie", null, null, { accept: "text/html" }], ["GET", "/cookie", null, null, { accept: "application/json" }], ["GET", "/cookie", null, null, { accept: "image/png" }],
  ["GET", "/view"], ["GET", "/file"], ["GET", "/file", null, null, { range: "bytes=2-5" }], ["GET", "/fail"], ["GET", "/reject"], ["GET", "/none"], ["OPTIONS", "/echo"], ["GET", "/%zz"],
];
for (const [method, path, body, type, headers = {}] of asks) {
  const answer = await new Promise((resolve, reject) => {
    const ask = request({ method, path, port: server.address().port, host: "127.0.0.1", headers: { ...headers, ...(type ? { "content-type": type, "content-length": body.length } : {}) } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => { text += part; }).on("end", () => resolve({ response, text }));
    });
    ask.on("error", reject).end(body ?? undefined);
  });
  const { date, connection, "keep-alive": alive, "last-modified": modified, ...kept } = answer.response.headers;
  // A file's ETag has its time in it.
  if (path === "/file") delete kept.etag;
  console.log(method, path, answer.response.statusCode, JSON.stringify(kept), answer.text.replace(/\s+at .*|\(?file:.*|\/[\w./-]*node_modules[^\s<&]*/g, ""));
}
server.close();
