(class A (field js/import 2) (method js/empty () 1) (field js/if 1))
