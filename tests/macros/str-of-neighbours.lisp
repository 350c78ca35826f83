(define-syntax joined (syntax-rules () ((_ a b) (str a b))))
(defmacro in-code (s) (str "$" "{" s "}"))
[(str "$" "{process.version}") (js/template "a$" "{x}" "\\$" "{y}") (joined "$" "{1}") (-> "{1}" (->> (str "$"))) (in-code "q") (str "$" 1 "{" "$" "$" "{")]
;=> ["${process.version}","a${x}\\${y}","${1}","${1}","${q}","$1{$${"]
