(declare-global class interface)
