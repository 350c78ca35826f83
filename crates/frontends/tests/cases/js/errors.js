let a = 1; return a; with (x) {} const b; let c = 1; c c;
