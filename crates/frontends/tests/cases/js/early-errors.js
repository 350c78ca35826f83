function g() { function h() {} { var h; } }
let x; let x;
var r = /a**/;
x = { async m() { super() } };
