"""An import by page: a file that is sent, read in a process of its own, looked at, and written.

``runs`` is what people do, ``carrying`` what the process does, ``line`` the companion that starts it, ``shelf`` what
lies on disk meanwhile, ``preview`` what is shown of a plan.
"""
