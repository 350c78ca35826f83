; A template sees the labels around the macro.
(const seen [])
(label out
  (for-of (x [1 2 3])
    (let-syntax ((leave (syntax-rules () ((_) (break out)))))
      (label out (for-of (y [1 2]) (.push seen y) (leave))))))
seen
;=> [1]
