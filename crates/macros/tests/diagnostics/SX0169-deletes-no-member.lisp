(class A (field #x 1) (method m () (delete this.#x) (delete this?.#x) (delete this.y)))
