(console.log . 1)
(console.log ...)
(console.log .length)
(console.log :)
