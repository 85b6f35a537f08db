"""Checkov loads checks only from a package."""
