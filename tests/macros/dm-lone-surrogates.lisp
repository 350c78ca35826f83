(defmacro tell (text) `[,text ,(.charCodeAt text 0) ,text.length ,(+ text "a") ,(.slice "😀" 1)])
(defmacro is-lone (text) (= text "\uD800"))
(defn codes (text) (Array.from {:length text.length} (fn (x i) (.charCodeAt text i))))
(const [same first size longer half] (tell "\uD800"))
[(codes same) first size (codes longer) (codes half) (is-lone "\uD800") (is-lone "\uFFFD") (is-lone "\uD801")]
;=> [[55296],55296,1,[55296,97],[56832],true,false,false]
