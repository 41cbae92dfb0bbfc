"""Words as issues and stance see them: tokens, stems, patterns over stems, what issues are made of."""
