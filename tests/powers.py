"""A process in which permissions bind, also where tests are run by root."""

NO_POWERS = """
import os, sys
if sys.platform == "linux" and os.geteuid() == 0:
    import ctypes
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    if ctypes.CDLL(None, use_errno=True).capset(header, (ctypes.c_uint32 * 6)()):
        raise OSError(ctypes.get_errno(), "capset")
"""
"""Python that gives up what root may do beyond its own files: a child runs it before anything else."""
