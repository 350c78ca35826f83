//! Programs: modules, `console`, `process`, timers and the event loop.
