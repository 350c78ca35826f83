(const a 1)
(export {"\uD800" a})
(import {"\uDC00x" b "\uD83D\uDE00" c} "m")
(export {"\uD83D\uDE00" a})
