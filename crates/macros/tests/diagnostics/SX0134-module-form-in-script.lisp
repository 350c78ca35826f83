(file :goal script)
(import fs "node:fs")
(export (const a 1))
