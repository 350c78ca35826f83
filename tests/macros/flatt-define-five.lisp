(let ()
  (define-syntax define-five (syntax-rules () ((_ misc) (begin (define misc 5) (define other 6)))))
  (define-five x)
  x)
;=> 5
