#!/usr/bin/env python3
"""Writes the small PyTorch reference values that PyTorchParityTest reads, beside this script.

Needs PyTorch only (Debian: apt-get install python3-torch). Run it again only to add something: the files are data.

upgraded.safetensors  widths 4,8 hidden 8, BatchNorm, AdamW + OneCycle + clip 1.0
vanilla.safetensors   widths 4,8 hidden 8, no BatchNorm, Adam at 1e-3, no clip
smoothed_average.safetensors  widths 2,3 hidden 4, like upgraded but for label smoothing 0.2, an average of the weights
(ema/*, which eval_logits are of, and mirrored_logits of the mirrored images) with decay 0.3, and linear decay after a warm-up of 0.2
sgd.safetensors       widths 2,3 hidden 4, BatchNorm, SGD with Nesterov's momentum + OneCycle + clip 1.0
bfloat16.safetensors  widths 4,8 hidden 8, like sgd but with torch.autocast to bfloat16 while it is trained
muon.safetensors      widths 30,3 hidden 4, BatchNorm, Muon and AdamW at 3e-3, clip 1.0
hidden_lr.safetensors like muon but for a share of 0.3 of the rate for the hidden linear layer
whitening.json        the filters that airbench begins with on 20 made images
Each of the .safetensors: before/* and after/* state_dicts around 5 steps on one batch, grad/* of the first step, input, labels,
logits and loss (without smoothing) of the first step, losses and grad_norms of all, eval_logits after them.
"""
import copy
import json
import math
import pathlib
import struct
import zlib

import torch
from torch import nn

STEPS, TOTAL_STEPS, BATCH = 5, 20, 4


def block(cin, cout, norm):
    def conv(i, o):
        return [nn.Conv2d(i, o, 3, padding=1, bias=not norm), nn.BatchNorm2d(o) if norm else nn.Identity(), nn.ReLU()]
    return nn.Sequential(*conv(cin, cout), *conv(cout, cout), nn.MaxPool2d(2), nn.Identity())


class Net(nn.Module):
    def __init__(self, widths, hidden, norm):
        super().__init__()
        pairs = zip((3,) + widths[:-1], widths)
        self.features = nn.Sequential(*[block(i, o, norm) for i, o in pairs])
        side = 32 >> len(widths)
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(widths[-1] * side * side, hidden), nn.ReLU(),
                                  nn.Identity(), nn.Linear(hidden, 10))

    def forward(self, x):
        return self.head(self.features(x))


def write(path, tensors):
    kinds = {torch.int64: "I64", torch.float64: "F64", torch.float32: "F32"}
    tensors = {k: v.detach().contiguous() for k, v in tensors.items()}
    header, body = {}, b""
    for kind in kinds:
        for name, t in tensors.items():
            if t.dtype == kind:
                raw = t.numpy().tobytes()
                header[name] = {"dtype": kinds[kind], "shape": list(t.shape),
                                "data_offsets": [len(body), len(body) + len(raw)]}
                body += raw
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    path.write_bytes(struct.pack("<Q", len(head)) + head + body)


def reference(norm, optimizer, schedule, clip, widths=(4, 8), hidden=8, smoothing=0.0, decay=0.0, rounded=False):
    torch.manual_seed(1)
    torch.set_num_threads(1)
    net = Net(widths, hidden, norm)
    mean = copy.deepcopy(net)
    x, y = torch.randn(BATCH, 3, 32, 32), torch.randint(0, 10, (BATCH,))
    out = {f"before/{k}": v.clone() for k, v in net.state_dict().items()} | {"input": x, "labels": y}
    opt = optimizer(net)
    sched = schedule(opt)
    losses, norms = [], []
    for step in range(STEPS):
        opt.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=rounded):
            logits = net(x).float()
        loss = nn.functional.cross_entropy(logits, y)
        nn.functional.cross_entropy(logits, y, label_smoothing=smoothing).backward()
        if step == 0:
            out |= {"logits": logits.clone(), "loss": loss.reshape(1).clone()}
            out |= {f"grad/{k}": p.grad.clone() for k, p in net.named_parameters()}
        norms.append(float(nn.utils.clip_grad_norm_(net.parameters(), clip)))
        losses.append(float(loss))
        opt.step()
        sched.step()
        if decay:
            average(mean, net, min(decay, (1 + step + 1) / (10 + step + 1)))
    out |= {f"after/{k}": v.clone() for k, v in net.state_dict().items()}
    if decay:
        out |= {f"ema/{k}": v.clone() for k, v in mean.state_dict().items()}
    validated = mean if decay else net
    validated.eval()
    if decay:
        out |= {"mirrored_logits": validated(x.flip(3))}
    out |= {"eval_logits": validated(x), "losses": torch.tensor(losses, dtype=torch.float64),
            "grad_norms": torch.tensor(norms, dtype=torch.float64)}
    return out


def average(mean, net, kept):
    """What timm's ModelEmaV2 does, with the decay that tf.train.ExponentialMovingAverage has after num_updates."""
    with torch.no_grad():
        for m, v in zip(mean.state_dict().values(), net.state_dict().values()):
            m.copy_(m * kept + v * (1 - kept) if m.is_floating_point() else v)


def linear(warmup, total):
    """get_linear_schedule_with_warmup of Hugging Face's transformers, the steps counted as its trainer counts them."""
    rise = math.ceil(warmup * total)

    def share(step):
        if step < rise:
            return step / max(1, rise)
        return max(0.0, (total - step) / max(1, total - rise))
    return lambda o: schedulers.LambdaLR(o, share)


def adamw(net):
    groups = [{"params": [p for p in net.parameters() if p.ndim >= 2], "weight_decay": 5e-2},
              {"params": [p for p in net.parameters() if p.ndim < 2], "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=3e-3)


here = pathlib.Path(__file__).parent
schedulers = torch.optim.lr_scheduler
write(here / "upgraded.safetensors", reference(
    True, adamw, lambda o: schedulers.OneCycleLR(o, 3e-3, total_steps=TOTAL_STEPS, pct_start=0.3), 1.0))
write(here / "vanilla.safetensors", reference(
    False, lambda net: torch.optim.Adam(net.parameters(), lr=1e-3),
    lambda o: schedulers.ConstantLR(o, factor=1.0), float("inf")))


class Muon(torch.optim.Optimizer):
    """torch.optim.Muon (PyTorch 2.9) with adjust_lr_fn="match_rms_adamw", in 32 bits; convolutions as matrices."""

    def __init__(self, matrices, lr, weight_decay, momentum=0.95):
        super().__init__(matrices, {"lr": lr, "weight_decay": weight_decay, "momentum": momentum})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                buf = self.state[p].setdefault("momentum_buffer", torch.zeros_like(p))
                buf.lerp_(p.grad, 1 - group["momentum"])
                update = newton_schulz(p.grad.lerp(buf, group["momentum"]).flatten(1))
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.add_(update.view_as(p), alpha=-group["lr"] * 0.2 * max(update.shape) ** 0.5)


def newton_schulz(g, steps=5):
    """github.com/KellerJordan/Muon"""
    x = g.T if g.shape[0] > g.shape[1] else g
    x = x / x.norm().clamp(min=1e-7)
    for _ in range(steps):
        a = x @ x.T
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    return x.T if g.shape[0] > g.shape[1] else x


class Both:
    """Muon for all weights but the last layer's, AdamW for the rest; one learning rate for both, as it is.

    The hidden linear layer has the given share of it.
    """

    def __init__(self, net, hidden=1.0):
        weights = [p for p in net.parameters() if p.ndim >= 2]
        bias = net.head[1].bias
        vectors = [p for p in net.parameters() if p.ndim < 2 and p is not bias]
        self.parts = [Muon(weights[:-2], 3e-3, 5e-2), Muon(weights[-2:-1], 3e-3 * hidden, 5e-2),
                      torch.optim.AdamW([{"params": weights[-1:], "weight_decay": 5e-2},
                                         {"params": vectors, "weight_decay": 0.0},
                                         {"params": [bias], "weight_decay": 0.0, "lr": 3e-3 * hidden}], lr=3e-3)]

    def zero_grad(self):
        for part in self.parts:
            part.zero_grad()

    def step(self):
        for part in self.parts:
            part.step()


class Unchanged:
    """No schedule."""

    def step(self):
        pass


def sgd(net):
    groups = [{"params": [p for p in net.parameters() if p.ndim >= 2], "weight_decay": 5e-2},
              {"params": [p for p in net.parameters() if p.ndim < 2], "weight_decay": 0.0}]
    return torch.optim.SGD(groups, lr=0.1, momentum=0.9, nesterov=True)


write(here / "sgd.safetensors", reference(
    True, sgd, lambda o: schedulers.OneCycleLR(o, 0.1, total_steps=TOTAL_STEPS, pct_start=0.3), 1.0, (2, 3), 4))
write(here / "bfloat16.safetensors", reference(
    True, sgd, lambda o: schedulers.OneCycleLR(o, 0.1, total_steps=TOTAL_STEPS, pct_start=0.3), 1.0, rounded=True))
write(here / "muon.safetensors", reference(True, Both, lambda o: Unchanged(), 1.0, (30, 3), 4))
write(here / "hidden_lr.safetensors", reference(
    True, lambda net: Both(net, 0.3), lambda o: Unchanged(), 1.0, (30, 3), 4))
write(here / "smoothed_average.safetensors", reference(
    True, adamw, linear(0.2, TOTAL_STEPS), 1.0, (2, 3), 4, smoothing=0.2, decay=0.3))


def augmented(padding, top, left, flip, cutout, row, column):
    """Pad, crop and mirror as torchvision does, then the square of github.com/uoguelph-mlrg/Cutout in CIFAR-10's mean."""
    image = (1 + torch.arange(32 * 32 * 3) * 37 % 251).reshape(32, 32, 3).permute(2, 0, 1)
    image = nn.functional.pad(image, [padding] * 4)[:, top:top + 32, left:left + 32]
    image = image.flip(2) if flip else image.clone()
    if cutout:
        y1, y2 = max(0, row - cutout // 2), row + cutout // 2
        x1, x2 = max(0, column - cutout // 2), column + cutout // 2
        mean = torch.tensor([.4914, .4822, .4465]).mul(255).round().long()
        image[:, y1:y2, x1:x2] = mean[:, None, None]
    return zlib.crc32(bytes(image.permute(1, 2, 0).flatten().tolist()))


cases = [dict(zip(("padding", "top", "left", "flip", "cutout", "row", "column"), case)) for case in (
    (4, 0, 8, True, 0, 0, 0), (2, 3, 1, False, 0, 0, 0), (7, 14, 5, True, 8, 0, 31),
    (0, 0, 0, True, 12, 16, 9), (4, 4, 4, False, 16, 30, 2), (31, 62, 0, False, 32, 31, 31))]
(here / "augmentations.json").write_text(
    json.dumps([case | {"crc32": augmented(**case)} for case in cases], indent=1) + "\n")


def dirac(out, into):
    """Where airbench's initialisation of a convolution puts ones; and how many weights keep their values, here 7."""
    weight = torch.full((out, into, 3, 3), 7.0)
    nn.init.dirac_(weight[:into])
    return {"out": out, "in": into, "ones": (weight.flatten() == 1).nonzero().flatten().tolist(),
            "kept": int((weight == 7).sum())}


(here / "dirac.json").write_text(json.dumps([dirac(5, 3), dirac(5, 5), dirac(3, 5), dirac(3, 3)]) + "\n")


def made_images(count):
    """Bytes (count, 3, 32, 32) that any language can make: each pixel is near its left and upper neighbours."""
    seed, images = 1, []
    for _ in range(count):
        image = [0] * (32 * 32 * 3)
        for i in range(len(image)):
            seed = (seed * 1103515245 + 12345) % 2 ** 31
            near = (image[i - 3] if i >= 3 else 0) + (image[i - 96] if i >= 96 else 0)
            image[i] = (near + (seed >> 16) % 256 + i % 3 * (seed >> 24)) // 4
        images.append(image)
    return torch.tensor(images).reshape(count, 32, 32, 3).permute(0, 3, 1, 2)


def whitening(images, eps=5e-4):
    """github.com/KellerJordan/cifar10-airbench: get_patches, get_whitening_parameters, init_whitening_conv; for 3x3."""
    mean, std = torch.tensor((0.4914, 0.4822, 0.4465)), torch.tensor((0.2470, 0.2435, 0.2616))
    x = (images.double() / 255 - mean.double()[:, None, None]) / std.double()[:, None, None]
    patches = x.unfold(2, 3, 1).unfold(3, 3, 1).transpose(1, 3).reshape(-1, 3, 3, 3)
    flat = patches.reshape(len(patches), -1)
    eigenvalues, eigenvectors = torch.linalg.eigh(flat.T @ flat / len(flat), UPLO="U")
    scaled = eigenvectors.T.flip(0) / torch.sqrt(eigenvalues.flip(0)[:, None] + eps)
    return scaled


(here / "whitening.json").write_text(json.dumps(
    {"images": 20, "filters": [[round(v, 9) for v in f] for f in whitening(made_images(20)).tolist()]}) + "\n")


def rates(make, n):
    opt = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=3e-3)
    sched = make(opt)
    used = []
    for _ in range(n):
        used.append(opt.param_groups[0]["lr"])
        opt.step()
        sched.step()
    return used


(here / "schedules.json").write_text(json.dumps({
    "onecycle(max_lr=3e-3,total_steps=20,pct_start=0.3)":
        rates(lambda o: schedulers.OneCycleLR(o, 3e-3, total_steps=20, pct_start=0.3), 20),
    "cosine(lr=3e-3,t_max=5,eta_min=1e-5)": rates(lambda o: schedulers.CosineAnnealingLR(o, 5, 1e-5), 6),
    "step(lr=3e-3,step_size=10,gamma=0.1)": rates(lambda o: schedulers.StepLR(o, 10, 0.1), 30),
    "linear(lr=3e-3,total_steps=20,warmup=0.23)": rates(linear(0.23, 20), 21),
    "linear(lr=3e-3,total_steps=7,warmup=0)": rates(linear(0, 7), 7),
}, indent=1) + "\n")
