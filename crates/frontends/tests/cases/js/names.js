define("x", list);
function get(list, when) { if (when) { list(1); } return list.length }
if (a) { var map = 1 }
map(nil);
var file = require("fs");
use(file, first);
