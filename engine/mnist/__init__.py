"""Assignment 3: handwritten digits, a perceptron in Keras, and what it says in plain numpy."""
