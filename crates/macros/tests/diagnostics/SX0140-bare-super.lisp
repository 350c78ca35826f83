(class A (extends Object) (method m () super))
