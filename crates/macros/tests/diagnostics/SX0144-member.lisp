(. Math @)
(class A (method @ () 1))
