"""Real applications, the findings in them that people have read, and real bugs: pointers only."""
