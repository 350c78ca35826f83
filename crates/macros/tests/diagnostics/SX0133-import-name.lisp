(import {:a} "m")
(import {1 b} "m")
(export {:c})
