(file :goal script)
(var f (function (a ...b) (directive "use strict") b))
(var g (function (a b) (directive "use strict") b))
(var h (fn ({a}) (directive "other") (directive "use strict") a))
