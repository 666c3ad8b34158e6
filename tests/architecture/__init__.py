"""The house rules, kept by a machine. ``checkers/`` holds them; ``test_gates_can_fail`` sees each refuse."""
