"""thidua: reads reports on Vietnam's emulation clusters into a graph and answers from it, sentence by sentence."""

__version__ = "0.1.0"
