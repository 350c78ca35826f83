(if true (import fs "node:fs"))
(console.log (export (const a 1)))
