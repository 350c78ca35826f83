(console.log {
 :k #;x #| b |#
 3 :m 4})
[
 a #;x #| b |#
 3 4]
{1 #;x;
""}
