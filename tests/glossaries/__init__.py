"""Tests of service/glossaries/."""
