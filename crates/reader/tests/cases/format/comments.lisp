; header

; about f
(defn f (x) ; trailing the parameters
  ; own line
  (g x) ; trailing g


  #| block |# (h x)
  ; before the closer
)

(foo a ; one
     b #| two |#
     c ; three
)
(foo #;hidden a #;(also hidden) b)
(let ((a 1) ; first
      ; about b
      (b 2))
  a)
{:a 1 ; one
 ; about b
 :b 2}
(; first thing
 f x)
( ; only a comment
)
(f #| a |# #| b |# x)
(defn documented ()
  #|*
       * Aligned
     * stars
  |#
  (body))
[1 ; one
 2]
'; quoted
x
(x : ; type
 T)
#`a ${ ; in a hole
 x} b`
; footer

; last
