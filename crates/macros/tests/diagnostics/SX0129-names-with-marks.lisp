(const tmp# 1)
(const {other#} {:other 2})
(const x {\tmp#})
