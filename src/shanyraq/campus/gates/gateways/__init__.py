"""Devices at the gate and how they speak."""
