//! Modules come from the host, but for the few of Node that are views of what is global here anyway.
//!
//! Entering: specifiers. Leaving: declared modules with `import.meta.url`. What the host refuses becomes an exception
//! with the host's words.

use super::natives::State;
use super::{Loaded, LoadedKind};
use rquickjs::loader::{ImportAttributes, Loader, Resolver};
use rquickjs::{Ctx, Error, Exception, Module, module::Declared};
use std::rc::Rc;

/// Node's names of the modules that exist here, and their text.
const BUILTINS: [(&str, &str); 4] = [
    (
        "process",
        "const process = globalThis.process; export default process;\
         export const { argv, env, exit, platform, nextTick, stdout, stderr, hrtime, cwd, uptime } = process;",
    ),
    (
        "timers",
        "export const { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate } = globalThis;\
         export default { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate };",
    ),
    (
        "timers/promises",
        "export const setTimeout = (delay, value) => new Promise((done) => globalThis.setTimeout(done, delay, value));\
         export const setImmediate = (value) => new Promise((done) => globalThis.setImmediate(done, value));\
         export default { setTimeout, setImmediate };",
    ),
    ("perf_hooks", "export const performance = globalThis.performance; export default { performance };"),
];

/// Asks the host what a specifier means.
pub(super) struct HostResolver(pub(super) Rc<State>);

impl Resolver for HostResolver {
    fn resolve<'js>(
        &mut self,
        ctx: &Ctx<'js>,
        base: &str,
        name: &str,
        _attributes: Option<ImportAttributes<'js>>,
    ) -> Result<String, Error> {
        let bare = name.strip_prefix("node:").unwrap_or(name);
        if BUILTINS.iter().any(|(builtin, _)| *builtin == bare) {
            return Ok(format!("node:{bare}"));
        }
        if name.starts_with("node:") {
            return Err(refuse(ctx, &format!("the embedded engine has no module '{name}'")));
        }
        self.0.host.resolve(base, name).map_err(|message| refuse(ctx, &message))
    }
}

/// Asks the host for the text of a module.
pub(super) struct HostLoader(pub(super) Rc<State>);

impl Loader for HostLoader {
    fn load<'js>(
        &mut self,
        ctx: &Ctx<'js>,
        name: &str,
        _attributes: Option<ImportAttributes<'js>>,
    ) -> Result<Module<'js, Declared>, Error> {
        if let Some((builtin, text)) =
            name.strip_prefix("node:").and_then(|bare| BUILTINS.iter().find(|(builtin, _)| *builtin == bare))
        {
            return Module::declare(ctx.clone(), format!("sx:{builtin}"), *text);
        }
        let loaded = self.0.host.load(name).map_err(|message| refuse(ctx, &message))?;
        if loaded.kind == LoadedKind::Script {
            return Err(refuse(ctx, &format!("'{name}' is a script and cannot be imported")));
        }
        declare(ctx, &self.0, name, &loaded)
    }
}

/// Declares `loaded` as the module `name`.
pub(super) fn declare<'js>(
    ctx: &Ctx<'js>,
    state: &State,
    name: &str,
    loaded: &Loaded,
) -> Result<Module<'js, Declared>, Error> {
    let module = if loaded.kind == LoadedKind::Json {
        let quoted = ctx.json_stringify(loaded.text.as_str())?.map(|text| text.to_string()).transpose()?;
        Module::declare(ctx.clone(), name, format!("export default JSON.parse({});", quoted.unwrap_or_default()))?
    } else {
        state.keep_text(name, &loaded.text);
        Module::declare(ctx.clone(), name, loaded.text.as_str())?
    };
    let meta = module.meta()?;
    let url = state.host.url(name);
    if let Some(file) = url.strip_prefix("file://") {
        meta.set("filename", file)?;
        meta.set("dirname", file.rsplit_once('/').map_or("/", |(folder, _)| folder))?;
    }
    meta.set("url", url)?;
    Ok(module)
}

/// Throws an `Error` with the host's words.
fn refuse(ctx: &Ctx<'_>, message: &str) -> Error {
    match Exception::from_message(ctx.clone(), message) {
        Ok(exception) => exception.throw(),
        Err(error) => error,
    }
}
