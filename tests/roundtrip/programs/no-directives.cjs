"use strict" + this
'use strict', yield_ = 1, arguments.length
"use strict"
.length

// None of the strings above is a directive: sloppy code has `with`, old octals and variables nobody declared.
function isSloppy() {
  "use strict".at(0), undeclared = 1;
  return (function () { return this !== undefined; })();
}
with ({ inside: 010 }) console.log(inside, isSloppy(), undeclared, yield_);
<!-- a comment
/an? expression/.test("an expression") && console.log("read");
--> another
/re/g.exec("re") && console.log("and read");
