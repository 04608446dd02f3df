"""Many plans at once: the worst first, what each meeting is asked to decide, whose work clashes, what has no plan."""
