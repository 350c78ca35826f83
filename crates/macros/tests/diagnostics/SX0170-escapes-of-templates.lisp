(declare-global f)
(const a [#`\07` #`a\8${1}\x1` #`\u{zz}` #`\u12`])
(const b [#`\0` #`\q` #`\\07` (tagged f #`\07`)])
