"""How sure a plan is: the same schedule many times over, each time with other lengths of work and other mishaps.

``simulation.simulate`` is the one function that a user of the package calls; ``summary.Risk`` is what it gives.
Needs numpy, which nothing outside this package imports.
"""
