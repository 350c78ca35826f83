(const a {:b 1})
(const o {a.b})
(const p {this})
