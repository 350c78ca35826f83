(file :goal scirpt :colour red)
