(label a (block (while true (continue a))))
