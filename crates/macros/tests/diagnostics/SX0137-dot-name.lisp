(.m)
(.-p Math 1)
