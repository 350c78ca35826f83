; A lone opener: the entry stands right of the key, or of the call that ends with the literal.
(foo {:a {
   :b 1}
      :c 2})
(f {"pm" {
   "0" {:a 1}}
    "else" {:b 1}})
(f {
   :x 1})
(set! module.exports {
  :a [
    1]})
(f (g [
  h]
      1)
   {:k [
      {:a 1}]})
(f (g (h {
  :a 1})))
(f a ...[
  b])
(import {
  a}
        "m")
