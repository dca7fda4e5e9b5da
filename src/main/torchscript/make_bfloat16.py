#!/usr/bin/env python3
"""Writes ../resources/bfloat16.pt, which io.traindeck.model.Bfloat16 reads: the file is data, run this only to change it.

Needs PyTorch only (Debian: apt-get install python3-torch).
"""
import torch


class Bfloat16(torch.nn.Module):
    """Rounds 32-bit numbers, and makes 32-bit numbers of rounded ones: DJL builds a graph in forward() alone."""

    def forward(self, x):
        return x.to(torch.float32) if x.dtype == torch.bfloat16 else x.to(torch.bfloat16)


torch.jit.script(Bfloat16()).save("../resources/bfloat16.pt")
