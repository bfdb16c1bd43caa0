"""How each application of fixtures/apps is started, and where its map differs: one module each."""
