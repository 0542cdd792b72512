"""What other programs wrote: plans and recorded runs. Bytes in, values and doubts out; no file is opened here."""
