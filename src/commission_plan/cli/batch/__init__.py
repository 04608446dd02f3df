"""Very many plans: what runs over them, here or elsewhere, and what is kept of them."""
