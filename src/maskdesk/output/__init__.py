"""Papers as bytes: forms, annexes, signatures and what verifies them."""
