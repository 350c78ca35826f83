// The compiler compiles a project: the same files, declarations, maps and complaints, byte for byte.
import { createRequire } from "node:module";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { relative } from "node:path";
const ts = createRequire(`${process.env.root}/here.js`)("typescript");
const folder = fileURLToPath(new URL("project", import.meta.url));
const config = ts.getParsedCommandLineOfConfigFile(`${folder}/tsconfig.json`, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem) => { throw new Error(String(problem.messageText)); } });
for (const target of [ts.ScriptTarget.ES5, ts.ScriptTarget.ES2015, ts.ScriptTarget.ESNext]) {
  for (const module of [ts.ModuleKind.CommonJS, ts.ModuleKind.ESNext]) {
    const options = { ...config.options, target, module, moduleResolution: ts.ModuleResolutionKind.Bundler, ignoreDeprecations: "5.0" };
    const host = ts.createCompilerHost(options);
    host.writeFile = (path, text) => console.log(`== ${target} ${module} ${relative(folder, path)} ${createHash("sha256").update(text).digest("hex")}\n${path.endsWith(".map") ? "" : text}`);
    const program = ts.createProgram(config.fileNames, options, host);
    const problems = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
    console.log(ts.formatDiagnostics(problems, { getCurrentDirectory: () => folder, getCanonicalFileName: (name) => name, getNewLine: () => "\n" }).replaceAll(process.env.root, ""));
  }
}
const text = "enum A{x,y=x+2}\nnamespace N{export const a=<T,>(b:T)=>b}\nclass C<T>{private constructor(readonly a:T){super()}}";
console.log(ts.transpileModule(text, { compilerOptions: { target: ts.ScriptTarget.ES2020 } }).outputText);
const source = ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest, true);
const kinds = [];
(function visit(node) { kinds.push(ts.SyntaxKind[node.kind]); ts.forEachChild(node, visit); })(source);
console.log(kinds.join(" "));
console.log(ts.createPrinter({ removeComments: false }).printFile(source));
