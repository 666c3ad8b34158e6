"""Pages of money: what programmes give, who is to receive it, the lists by which they are paid."""
