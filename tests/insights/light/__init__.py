"""Tests of the traffic light."""
