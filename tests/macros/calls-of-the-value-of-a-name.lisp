; The value of a name is called where the head says so: a global is, whatever has its name.
(const first ((js/global "String") 1))
(const second ((begin String) 2))
[first second ((js/global "eval") "1 + 1")]
;=> ["1","2",2]
