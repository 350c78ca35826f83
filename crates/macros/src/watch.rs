//! What macro code runs now, for whoever watches from another thread.
//!
//! The engine stops at calls and backward jumps when a budget is used up. What it does in one step (a product of large
//! integers, a walk along a chain of prototypes) it cannot stop within, and a loop of such steps is not looked at for
//! minutes. So each piece of macro code is noted while it runs, and a thread looks whether one works for longer than
//! [`MAX_STEP_TIME`]: then it is said which, and whoever wanted to know ends the process.

use crate::expander::{Expander, FrameId};

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Once, OnceLock, PoisonError};
use std::time::Duration;
use sx_base::diagnostic::{Expansion, Label};
use sx_base::{Diagnostic, Source, Span, Symbol};
use sx_vm::ThreadClock;

/// Macro code that works for so long is not waited for. Longer than the time that the engine itself keeps.
const MAX_STEP_TIME: Duration = Duration::from_secs(4);

/// How often the thread looks.
const INTERVAL: Duration = Duration::from_millis(200);

/// As many calls of the chain are kept; more are not shown.
const MAX_CHAIN: usize = 100;

/// Macro code at work.
struct Running {
    key: u64,
    /// The clock of its thread, and when it began.
    clock: ThreadClock,
    since: Duration,
    source: Arc<Source>,
    span: Span,
    name: Symbol,
    /// Where it stands when that is another file.
    foreign: Option<(Arc<Source>, Span)>,
    chain: Vec<Expanding>,
}

/// One expansion that is under way.
#[derive(Clone)]
pub(crate) struct Expanding {
    pub(crate) name: Symbol,
    pub(crate) call: Span,
    pub(crate) source: Option<Arc<Source>>,
    definition: Span,
}

impl From<Expanding> for Expansion {
    fn from(level: Expanding) -> Self {
        let Expanding { name, call, source, definition, .. } = level;
        Self { macro_name: name.as_str().to_owned(), call, source, definition }
    }
}

type Handler = Box<dyn Fn(&Arc<Source>, Diagnostic) + Send + Sync>;

static RUNNING: Mutex<Vec<Running>> = Mutex::new(vec![]);
static HANDLER: OnceLock<Handler> = OnceLock::new();
static NEXT_KEY: AtomicU64 = AtomicU64::new(0);

/// Calls `on_overdue` with a diagnostic of the file whenever macro code does not come to an end, from a thread of its own.
/// Such code cannot be stopped: whoever is called should end the process. The first call of this function counts.
pub fn watch_macros(on_overdue: impl Fn(&Arc<Source>, Diagnostic) + Send + Sync + 'static) {
    let _ = HANDLER.set(Box::new(on_overdue));
}

/// Starts the thread that looks, if somebody wants to know.
pub(crate) fn start() {
    static STARTED: Once = Once::new();
    let Some(handler) = HANDLER.get() else { return };
    STARTED.call_once(|| {
        let look = move || {
            loop {
                std::thread::sleep(INTERVAL);
                if let Some((source, diagnostic)) = overdue() {
                    handler(&source, diagnostic);
                }
            }
        };
        // Without threads the engine's own limits are left.
        let _ = std::thread::Builder::new().name("macro watch".to_owned()).spawn(look);
    });
}

fn running() -> std::sync::MutexGuard<'static, Vec<Running>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes out what has run for too long.
fn overdue() -> Option<(Arc<Source>, Diagnostic)> {
    let mut running = running();
    let at = running.iter().position(|one| one.clock.now().saturating_sub(one.since) > MAX_STEP_TIME)?;
    let Running { source, span, name, foreign, chain, .. } = running.swap_remove(at);
    let mut diagnostic = crate::diagnostics::macro_never_ends(span, name);
    if let Some((source, span)) = foreign {
        diagnostic.labels.insert(0, Label { source: Some(source), span, message: "here".to_owned() });
    }
    diagnostic.expansion = chain.into_iter().map(Expansion::from).collect();
    Some((source, diagnostic))
}

/// Ends the note that macro code runs.
pub(crate) struct Watched(Option<u64>);

impl Drop for Watched {
    fn drop(&mut self) {
        let Some(key) = self.0 else { return };
        let mut running = running();
        if let Some(at) = running.iter().position(|one| one.key == key) {
            running.swap_remove(at);
        }
    }
}

impl Expander<'_> {
    /// Notes that macro code runs, from now until what comes back is dropped.
    pub(crate) fn watched(&self, span: Span, name: Symbol) -> Watched {
        if HANDLER.get().is_none() {
            return Watched(None);
        }
        let key = NEXT_KEY.fetch_add(1, Ordering::Relaxed);
        let (foreign, span) = match &self.foreign {
            Some((source, import)) => (Some((Arc::clone(source), span)), *import),
            None => (None, span),
        };
        let chain = self.expansions_under_way().take(MAX_CHAIN).collect();
        let source = Arc::clone(&self.source);
        let clock = ThreadClock::of_this_thread();
        running().push(Running { key, clock, since: clock.now(), source, span, name, foreign, chain });
        Watched(Some(key))
    }

    /// The expansions that lead to this place, innermost first.
    pub(crate) fn expansions_under_way(&self) -> impl Iterator<Item = Expanding> + '_ {
        // The calls in another file stand at no place of this one.
        self.expansions_of(if self.foreign.is_some() { 0 } else { self.frame })
    }

    /// The expansion `frame` and those around it, innermost first.
    pub(crate) fn expansions_of(&self, mut frame: FrameId) -> impl Iterator<Item = Expanding> + '_ {
        std::iter::from_fn(move || {
            if frame == 0 {
                return None;
            }
            let level = self.frames[frame as usize];
            let def = &self.macros[level.macro_id.0 as usize];
            frame = level.outer;
            Some(Expanding { name: def.name, call: level.call, source: def.source.clone(), definition: def.span })
        })
    }
}
