"""The planar-network tab (assignment 2) and the pictures that only it has."""
