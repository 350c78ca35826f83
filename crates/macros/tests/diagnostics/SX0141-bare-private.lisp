(class A (field #p 1) (method m () #p))
(this.#p)
