"""是不是同一个人: pairs of the register that may be one, decided by a person and taken back by one."""
