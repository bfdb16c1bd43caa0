"""What protects an application, read off the model: guards, CORS policies, limits of bodies."""
