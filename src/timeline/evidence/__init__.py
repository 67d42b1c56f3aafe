"""What the sources say: values, files and checks, unjudged."""
